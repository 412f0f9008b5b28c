# A result as a text, and a place as a result.
#= act:d1.held NodeKind Class

INSERT DATA {
    act:d1.held hr:result "a fine" , place:market .
}
