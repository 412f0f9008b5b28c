# A claim is computed from a text, and from a passage.
#= claim:d1.held.reason NodeKind Class

INSERT DATA {
    claim:d1.held.reason prov:wasDerivedFrom "the account" , passage:d1.a .
}
