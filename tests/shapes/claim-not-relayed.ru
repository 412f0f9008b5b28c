# What the police said stands in the document without the document's authors saying so.
#= document:d1 SPARQL

DELETE DATA { claim:d1.police-denial.said hr:asserts claim:d1.police-denial } ;
INSERT DATA { claim:d1.police-denial.said hr:asserts act:d1.held }
