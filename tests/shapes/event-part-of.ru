# An act that is part of a text, and of a place.
#= act:d1.held NodeKind Class

INSERT DATA {
    act:d1.held hr:partOf "the unrest" , place:market .
}
