# A reason that is a node.
#= act:d1.held Or

INSERT DATA {
    act:d1.held hr:reason event:d1.roundup .
}
