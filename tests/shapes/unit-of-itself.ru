# A body that is a unit of itself.
#= organization:police SPARQL

INSERT DATA {
    organization:police hr:unitOf organization:police .
}
