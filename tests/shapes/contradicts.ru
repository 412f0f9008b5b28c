# A claim contradicts a text, and an act.
#= claim:d1.held NodeKind Class

INSERT DATA {
    claim:d1.held hr:contradicts "the denial" , act:d1.warning .
}
