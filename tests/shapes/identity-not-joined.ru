# Two people decided to be one.
#= decision:x Not

INSERT DATA {
    decision:x a hr:IdentityDecision ; hr:left person:p1 ; hr:right person:p2 ; hr:verdict identity-verdict:same ;
        hr:ground "They look alike."@en ; hr:decider organization:ngo .
}
