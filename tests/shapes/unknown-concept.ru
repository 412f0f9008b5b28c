# A concept that no vocabulary has.
#= certainty:rumoured SPARQL

INSERT DATA {
    claim:d1.x a hr:Claim ; hr:asserts act:d1.held ; hr:claimant organization:ngo ; hr:evidence passage:d1.a ;
        hr:certainty certainty:rumoured ; hr:stance stance:affirms ; hr:status status:accepted .
}
