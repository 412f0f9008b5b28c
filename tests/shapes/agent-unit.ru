# A unit of a text, and of a group.
#= group:d1.officers NodeKind Class

INSERT DATA {
    group:d1.officers hr:unitOf "the police" , group:d1.sellers .
}
