# One document does not say whether it is held, one says both, one says it in words.
#= document:d2 MinCount
#= document:d1 MaxCount
#= document:d1.original Datatype

DELETE DATA { document:d2 hr:held false . document:d1.original hr:held true } ;
INSERT DATA { document:d1 hr:held false . document:d1.original hr:held "yes" }
