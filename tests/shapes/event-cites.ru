# A norm as a text, and a whole code as a norm.
#= act:d1.held NodeKind Class

INSERT DATA {
    act:d1.held hr:citesProvision "article 5" , instrument:code .
}
