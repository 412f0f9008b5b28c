# An agent that is neither person, organisation nor group, and one that is two of them.
#= organization:x Xone
#= organization:court Xone

INSERT DATA {
    organization:x a hr:Agent ; skos:prefLabel "somebody"@en .
    organization:court a hr:Group .
}
