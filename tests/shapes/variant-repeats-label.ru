# Name variants that are the label, one a class.
#= document:d2 Disjoint
#= event:d1.roundup Disjoint
#= organization:ngo Disjoint
#= posting:d1.spokeswoman Disjoint
#= place:city Disjoint
#= instrument:code Disjoint
#= provision:p5 Disjoint

INSERT DATA {
    document:d2 skos:altLabel "Yearly report"@en .
    event:d1.roundup skos:altLabel "round-up at the market"@en .
    organization:ngo skos:altLabel "Market Watch"@en .
    posting:d1.spokeswoman skos:altLabel "Aru Q. Testova, spokeswoman, Market Watch"@en .
    place:city skos:altLabel "City"@en .
    instrument:code skos:altLabel "Code"@en .
    provision:p5 skos:altLabel "article 5 of the Code"@en .
}
