# Provisions of no instrument, of two, of a title, and of an organisation.
#= provision:none MinCount
#= provision:two MaxCount
#= provision:word NodeKind Class
#= provision:other Class

INSERT DATA {
    provision:none a hr:Provision ; skos:prefLabel "article"@en ; hr:number "7" .
    provision:two a hr:Provision ; skos:prefLabel "article"@en ; hr:number "7" ;
        hr:partOf instrument:code , instrument:x .
    provision:word a hr:Provision ; skos:prefLabel "article"@en ; hr:number "7" ; hr:partOf "the Code" .
    provision:other a hr:Provision ; skos:prefLabel "article"@en ; hr:number "7" ; hr:partOf organization:court .
    instrument:x a hr:Instrument ; skos:prefLabel "Covenant"@en .
}
