# A part in an act as a text, and a person as a part in it.
#= act:d1.held NodeKind Class

INSERT DATA {
    act:d1.held hr:involvement "victim" , person:p2 .
}
