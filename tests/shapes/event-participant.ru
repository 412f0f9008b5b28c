# A participant as a text, and a place as a participant.
#= act:d1.held NodeKind Class

INSERT DATA {
    act:d1.held hr:participant "a seller" , place:market .
}
