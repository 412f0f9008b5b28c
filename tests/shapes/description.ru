# A description that is a node.
#= organization:ngo Or

INSERT DATA {
    organization:ngo dct:description document:d1 .
}
