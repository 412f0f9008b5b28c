# Two counts of an event, one of them a number, and a place as a count.
#= event:d1.roundup MaxCount NodeKind Class
#= act:d1.held Class

INSERT DATA {
    event:d1.roundup hr:count 2 .
    act:d1.held hr:count place:market .
}
