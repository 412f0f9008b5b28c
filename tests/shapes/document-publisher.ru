# A publisher as a text, and a place as publisher.
#= document:d1 NodeKind Class

INSERT DATA {
    document:d1 dct:publisher "Market Watch" , place:market .
}
