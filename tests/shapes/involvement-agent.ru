# Two agents in one involvement, one as a text, and a place as an agent.
#= involvement:d1.two MaxCount
#= involvement:d1.word NodeKind Class
#= involvement:d1.other Class

INSERT DATA {
    involvement:d1.two a hr:Involvement ; hr:role role:witness ; hr:agent person:p1 , person:p2 .
    act:d1.arrest hr:involvement involvement:d1.two .
    involvement:d1.word a hr:Involvement ; hr:role role:witness ; hr:agent "a seller" .
    act:d1.arrest hr:involvement involvement:d1.word .
    involvement:d1.other a hr:Involvement ; hr:role role:witness ; hr:agent place:market .
    act:d1.arrest hr:involvement involvement:d1.other .
}
