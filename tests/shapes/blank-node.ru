# A place without an IRI.
#= _: NodeKind

INSERT DATA {
    _:x a hr:Place ; skos:prefLabel "square"@en .
}
