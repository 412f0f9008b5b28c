# Somebody decided to be different from herself.
#= decision:x Or

INSERT DATA {
    decision:x a hr:IdentityDecision ; hr:left person:p1 ; hr:right person:p1 ;
        hr:verdict identity-verdict:different ; hr:ground "They look alike."@en ; hr:decider organization:ngo .
}
