# Decisions against nothing, against two at once, against a name, and against a passage.
#= decision:none MinCount
#= decision:two MaxCount
#= decision:word NodeKind Or
#= decision:other Or

INSERT DATA {
    decision:none a hr:IdentityDecision ; hr:left person:p1 ; hr:verdict identity-verdict:different ;
        hr:ground "They look alike."@en ; hr:decider organization:ngo .
    decision:two a hr:IdentityDecision ; hr:left person:p1 ; hr:right person:p2 , person:d1.caller ;
        hr:verdict identity-verdict:different ; hr:ground "They look alike."@en ; hr:decider organization:ngo .
    decision:word a hr:IdentityDecision ; hr:left person:p1 ; hr:right "a seller" ;
        hr:verdict identity-verdict:different ; hr:ground "They look alike."@en ; hr:decider organization:ngo .
    decision:other a hr:IdentityDecision ; hr:left person:p1 ; hr:right passage:d1.a ;
        hr:verdict identity-verdict:different ; hr:ground "They look alike."@en ; hr:decider organization:ngo .
}
