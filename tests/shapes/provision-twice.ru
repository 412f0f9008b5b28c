# Article 6 of the Code once more.
#= provision:p6 SPARQL
#= provision:x SPARQL

INSERT DATA {
    provision:x a hr:Provision ; skos:prefLabel "article"@en ; hr:number "6" ; hr:partOf instrument:code .
}
