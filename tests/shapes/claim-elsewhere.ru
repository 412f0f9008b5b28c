# A claim that bears the id of another document.
#= document:d1 SPARQL

INSERT DATA {
    claim:d2.x a hr:Claim ; hr:asserts act:d1.held ; hr:claimant organization:ngo ; hr:evidence passage:d1.a ;
        hr:certainty certainty:alleged ; hr:stance stance:affirms ; hr:status status:accepted .
}
