# A husband as a text, and a group as a husband.
#= person:p2 NodeKind Class

INSERT DATA {
    person:p2 hr:spouseOf "Aru" , group:d1.sellers .
}
