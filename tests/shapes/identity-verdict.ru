# Decisions that decide nothing, two things, one in a word, and one of another vocabulary.
#= identity:none MinCount
#= identity:two MaxCount
#= identity:word NodeKind Pattern
#= identity:other Pattern

INSERT DATA {
    identity:none a hr:IdentityDecision ; hr:left person:p1 ; hr:right person:p2 ;
        hr:ground "They look alike."@en ; hr:decider organization:ngo .
    identity:two a hr:IdentityDecision ; hr:left person:p1 ; hr:right person:p2 ;
        hr:verdict identity-verdict:possibly-same , identity-verdict:different ; hr:ground "They look alike."@en ;
        hr:decider organization:ngo .
    identity:word a hr:IdentityDecision ; hr:left person:p1 ; hr:right person:p2 ; hr:verdict "same" ;
        hr:ground "They look alike."@en ; hr:decider organization:ngo .
    identity:other a hr:IdentityDecision ; hr:left person:p1 ; hr:right person:p2 ; hr:verdict verdict:convicted ;
        hr:ground "They look alike."@en ; hr:decider organization:ngo .
}
