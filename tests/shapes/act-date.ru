# An act without a date; one whose date a claim doubts, which is no lack of one; one of which a claim leaves open
# something else.
#= act:d1.x Or
#= act:d1.arrest Or
#= act:d1.y Or

INSERT DATA {
    act:d1.x a hr:Act ; skos:prefLabel "raid"@en ; hr:modality modality:planned ; hr:actType act-type:threat .
    claim:d1.x a hr:Claim ; hr:asserts act:d1.x ; hr:claimant organization:ngo ; hr:evidence passage:d1.a ;
        hr:certainty certainty:alleged ; hr:stance stance:affirms ; hr:status status:accepted .
    act:d1.y a hr:Act ; skos:prefLabel "raid"@en ; hr:modality modality:planned ; hr:actType act-type:threat .
    claim:d1.y a hr:Claim ; hr:asserts act:d1.y ; hr:claimant organization:ngo ; hr:evidence passage:d1.a ;
        hr:certainty certainty:alleged ; hr:stance stance:affirms ; hr:status status:accepted .
    claim:d1.y.place a hr:Claim ; hr:asserts act:d1.y ; hr:aspect hr:place ; hr:claimant organization:ngo ;
        hr:evidence passage:d1.a ; hr:certainty certainty:unclear ; hr:stance stance:leaves-open ;
            hr:status status:accepted .
} ;
DELETE DATA { claim:d1.arrest.date hr:stance stance:leaves-open } ;
INSERT DATA { claim:d1.arrest.date hr:stance stance:doubts }
