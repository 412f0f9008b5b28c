# A counted group and a person who are victims of one act.
#= act:d1.held SPARQL

DELETE DATA { involvement:d1.held.intended-target.p1 hr:role role:intended-target . } ;
INSERT DATA { involvement:d1.held.intended-target.p1 hr:role role:victim . }
