# A threat that followed from a text, and from a place.
#= act:d1.warning NodeKind Class

INSERT DATA {
    act:d1.warning hr:aftermathOf "the unrest" , place:market .
}
