# A claim corroborates a text, and an act.
#= claim:d1.held NodeKind Class

INSERT DATA {
    claim:d1.held hr:corroborates "the account" , act:d1.warning .
}
