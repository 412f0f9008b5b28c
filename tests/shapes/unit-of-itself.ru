# A body that is a unit of itself.
#= organization:police SPARQL
#= group:d1.officers SPARQL

INSERT DATA {
    organization:police hr:unitOf organization:police .
}
