# Nodes without a label, one a class; a label without a language, and two labels in English.
#= document:d2 MinCount
#= event:d1.roundup MinCount
#= organization:court MinCount
#= posting:d1.spokeswoman MinCount
#= place:market MinCount
#= instrument:code MinCount
#= provision:p5 MinCount
#= place:city Datatype
#= provision:p6 UniqueLang

DELETE DATA {
    document:d2 skos:prefLabel "Yearly report"@en .
    event:d1.roundup skos:prefLabel "round-up at the market"@en .
    organization:court skos:prefLabel "City court"@en .
    posting:d1.spokeswoman skos:prefLabel "Aru Q. Testova, spokeswoman, Market Watch"@en .
    place:market skos:prefLabel "market"@en .
    instrument:code skos:prefLabel "Code"@en .
    provision:p5 skos:prefLabel "article 5 of the Code"@en .
    place:city skos:prefLabel "City"@en .
} ;
INSERT DATA { place:city skos:prefLabel "City" . provision:p6 skos:prefLabel "another article"@en }
