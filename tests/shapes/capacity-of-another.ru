# Somebody takes part as the spokeswoman, who is another person.
#= involvement:d1.arrest.victim.p2 Equals

INSERT DATA {
    involvement:d1.arrest.victim.p2 hr:capacity posting:d1.spokeswoman .
}
