# A victim who is a witness in the involvement, and the perpetrator as a victim.
#= act:d1.held SPARQL

INSERT DATA {
    act:d1.held hr:victim person:p2 , organization:police ; hr:involvement involvement:d1.held.witness.p2 .
    involvement:d1.held.witness.p2 a hr:Involvement ; hr:role role:witness ; hr:agent person:p2 .
}
