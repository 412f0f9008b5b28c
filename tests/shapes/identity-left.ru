# Decisions on nothing, on two at once, on a name, and on a passage.
#= decision:none MinCount
#= decision:two MaxCount
#= decision:word NodeKind Or
#= decision:other Or

INSERT DATA {
    decision:none a hr:IdentityDecision ; hr:right person:p2 ; hr:verdict identity-verdict:different ;
        hr:ground "They look alike."@en ; hr:decider organization:ngo .
    decision:two a hr:IdentityDecision ; hr:left person:p1 , person:d1.caller ; hr:right person:p2 ;
        hr:verdict identity-verdict:different ; hr:ground "They look alike."@en ; hr:decider organization:ngo .
    decision:word a hr:IdentityDecision ; hr:left "a seller" ; hr:right person:p2 ;
        hr:verdict identity-verdict:different ; hr:ground "They look alike."@en ; hr:decider organization:ngo .
    decision:other a hr:IdentityDecision ; hr:left passage:d1.a ; hr:right person:p2 ;
        hr:verdict identity-verdict:different ; hr:ground "They look alike."@en ; hr:decider organization:ngo .
}
