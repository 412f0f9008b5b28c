# Provisions of no number, of two, and of one that is no text.
#= provision:none MinCount
#= provision:two MaxCount
#= provision:number Datatype

INSERT DATA {
    provision:none a hr:Provision ; skos:prefLabel "article"@en ; hr:partOf instrument:code .
    provision:two a hr:Provision ; skos:prefLabel "article"@en ; hr:number "7" , "8" ; hr:partOf instrument:code .
    provision:number a hr:Provision ; skos:prefLabel "article"@en ; hr:number 9 ; hr:partOf instrument:code .
}
