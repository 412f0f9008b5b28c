# A claim that asserts nothing.
#= claim:d1.x Or

INSERT DATA {
    claim:d1.x a hr:Claim ; hr:claimant organization:ngo ; hr:evidence passage:d1.a ;
        hr:certainty certainty:alleged ; hr:stance stance:affirms ; hr:status status:accepted .
}
