# The involvement of a victim and that of an intended target, with neither on the act.
#= act:d1.held SPARQL
#= act:d1.warning SPARQL

DELETE DATA { act:d1.held hr:victim person:p1 . act:d1.warning hr:victim person:p2 } ;
INSERT DATA { act:d1.warning hr:victim person:p1 ; hr:involvement involvement:d1.warning.victim.p1 .
    involvement:d1.warning.victim.p1 a hr:Involvement ; hr:role role:victim ; hr:agent person:p1 }
