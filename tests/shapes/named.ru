# A person both named and unnamed, and one of whom it is said in words.
#= person:p1 MaxCount
#= person:p2 Datatype

DELETE DATA { person:p2 hr:named true } ;
INSERT DATA { person:p1 hr:named false . person:p2 hr:named "yes" }
