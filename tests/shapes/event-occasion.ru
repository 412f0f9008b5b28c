# An act over a text, and over a place.
#= act:d1.held NodeKind Class

INSERT DATA {
    act:d1.held hr:occasion "the unrest" , place:market .
}
