# A posting that ends two months before it begins.
#= posting:d1.spokeswoman SPARQL

DELETE DATA { posting:d1.spokeswoman hr:until "2019"^^edtf:EDTF } ;
INSERT DATA { posting:d1.spokeswoman hr:until "2019-01"^^edtf:EDTF }
