# Decisions on nothing, on two at once, on a name, and on a document.
#= identity:none MinCount
#= identity:two MaxCount
#= identity:word NodeKind Or
#= identity:other Or

INSERT DATA {
    identity:none a hr:IdentityDecision ; hr:right person:p2 ; hr:verdict identity-verdict:different ;
        hr:ground "They look alike."@en ; hr:decider organization:ngo .
    identity:two a hr:IdentityDecision ; hr:left person:p1 , person:d1.caller ; hr:right person:p2 ;
        hr:verdict identity-verdict:different ; hr:ground "They look alike."@en ; hr:decider organization:ngo .
    identity:word a hr:IdentityDecision ; hr:left "a seller" ; hr:right person:p2 ;
        hr:verdict identity-verdict:different ; hr:ground "They look alike."@en ; hr:decider organization:ngo .
    identity:other a hr:IdentityDecision ; hr:left document:d1 ; hr:right person:p2 ;
        hr:verdict identity-verdict:different ; hr:ground "They look alike."@en ; hr:decider organization:ngo .
}
