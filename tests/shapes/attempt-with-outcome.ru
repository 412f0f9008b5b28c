# A trial that was only attempted, and its verdict.
#= proceeding:d1.trial SPARQL

DELETE DATA { proceeding:d1.trial hr:modality modality:actual } ;
INSERT DATA { proceeding:d1.trial hr:modality modality:attempted }
