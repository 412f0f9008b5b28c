# A claim that differs from a text, and from an act.
#= claim:d1.held NodeKind Class

INSERT DATA {
    claim:d1.held hr:differsFrom "the account" , act:d1.warning .
}
