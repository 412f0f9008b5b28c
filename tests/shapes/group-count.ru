# Two counts of a group, one of them a number, and a place as a count.
#= group:d1.sellers MaxCount NodeKind Class
#= group:d1.children Class

INSERT DATA {
    group:d1.sellers hr:count 12 .
    group:d1.children hr:count place:market .
}
