# A place as a text, and an organisation as a place.
#= act:d1.held NodeKind Class

INSERT DATA {
    act:d1.held hr:place "the market" , organization:court .
}
