# One document without a title, one whose title has no language, one with two titles in English.
#= document:d2 MinCount
#= document:d1.original Datatype
#= document:d1 UniqueLang

DELETE DATA { document:d2 dct:title "Yearly report"@en } ;
DELETE DATA { document:d1.original dct:title "Statement on the market"@en } ;
INSERT DATA {
    document:d1.original dct:title "Statement on the market" .
    document:d1 dct:title "Word on the market"@en .
}
