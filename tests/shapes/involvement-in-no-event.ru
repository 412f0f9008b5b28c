# An involvement in nothing, and one in two acts.
#= involvement:d1.x Or
#= involvement:d1.arrest.victim.p2 And

INSERT DATA {
    involvement:d1.x a hr:Involvement ; hr:role role:witness ; hr:agent person:p2 .
    act:d1.beating hr:involvement involvement:d1.arrest.victim.p2 .
}
