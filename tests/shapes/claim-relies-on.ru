# A claim relies on a text, and on a passage.
#= claim:d1.held.reason NodeKind Class

INSERT DATA {
    claim:d1.held.reason hr:reliesOn "the report" , passage:d1.a .
}
