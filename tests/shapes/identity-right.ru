# Decisions against nothing, against two at once, against a name, and against a document.
#= identity:none MinCount
#= identity:two MaxCount
#= identity:word NodeKind Or
#= identity:other Or

INSERT DATA {
    identity:none a hr:IdentityDecision ; hr:left person:p1 ; hr:verdict identity-verdict:different ;
        hr:ground "They look alike."@en ; hr:decider organization:ngo .
    identity:two a hr:IdentityDecision ; hr:left person:p1 ; hr:right person:p2 , person:d1.caller ;
        hr:verdict identity-verdict:different ; hr:ground "They look alike."@en ; hr:decider organization:ngo .
    identity:word a hr:IdentityDecision ; hr:left person:p1 ; hr:right "a seller" ;
        hr:verdict identity-verdict:different ; hr:ground "They look alike."@en ; hr:decider organization:ngo .
    identity:other a hr:IdentityDecision ; hr:left person:p1 ; hr:right document:d1 ;
        hr:verdict identity-verdict:different ; hr:ground "They look alike."@en ; hr:decider organization:ngo .
}
