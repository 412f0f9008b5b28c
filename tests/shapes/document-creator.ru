# A creator as a text, and a place as creator.
#= document:d1 NodeKind Class

INSERT DATA {
    document:d1 dct:creator "Market Watch" , place:market .
}
