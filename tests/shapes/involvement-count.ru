# Two counts of an involvement, one of them a number, and a place as a count.
#= involvement:d1.held.victim.sellers MaxCount NodeKind Class
#= involvement:d1.held.witness Class

INSERT DATA {
    involvement:d1.held.victim.sellers hr:count 12 .
    involvement:d1.held.witness hr:count place:market .
}
