# A decision of nobody, one of a name and of a place.
#= decision:i1 MinCount
#= decision:x NodeKind Class

DELETE DATA { decision:i1 hr:decider organization:ngo } ;
INSERT DATA { decision:x a hr:IdentityDecision ; hr:left person:p1 ; hr:right person:p2 ;
    hr:verdict identity-verdict:different ; hr:ground "They look alike."@en ;
    hr:decider "the editor" , place:market . }
