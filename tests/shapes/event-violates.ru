# A breached norm as a text, and a whole code as one.
#= act:d1.held NodeKind Class

INSERT DATA {
    act:d1.held hr:violates "article 5" , instrument:code .
}
