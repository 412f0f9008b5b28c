# Decisions that decide nothing, two things, one in a word, and one of another vocabulary.
#= decision:none MinCount
#= decision:two MaxCount
#= decision:word NodeKind Or
#= decision:other Or

INSERT DATA {
    decision:none a hr:IdentityDecision ; hr:left person:p1 ; hr:right person:p2 ;
        hr:ground "They look alike."@en ; hr:decider organization:ngo .
    decision:two a hr:IdentityDecision ; hr:left person:p1 ; hr:right person:p2 ;
        hr:verdict identity-verdict:possibly-same , identity-verdict:different ; hr:ground "They look alike."@en ;
        hr:decider organization:ngo .
    decision:word a hr:IdentityDecision ; hr:left person:p1 ; hr:right person:p2 ; hr:verdict "same" ;
        hr:ground "They look alike."@en ; hr:decider organization:ngo .
    decision:other a hr:IdentityDecision ; hr:left person:p1 ; hr:right person:p2 ; hr:verdict verdict:convicted ;
        hr:ground "They look alike."@en ; hr:decider organization:ngo .
}
