# A legal basis as a text, and a whole code as one.
#= act:d1.held NodeKind Class

INSERT DATA {
    act:d1.held hr:legalBasis "article 6" , instrument:code .
}
