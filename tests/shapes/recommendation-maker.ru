# Recommendations of nobody, of a name, and of a place.
#= recommendation:d1.x MinCount
#= recommendation:d1.release NodeKind Or

INSERT DATA {
    recommendation:d1.x a hr:Recommendation ; dct:description "Stop."@en ; hr:addressedTo organization:police .
    claim:d1.x a hr:Claim ; hr:asserts recommendation:d1.x ; hr:claimant organization:ngo ;
        hr:evidence passage:d1.a ; hr:certainty certainty:alleged ; hr:stance stance:affirms ;
        hr:status status:accepted .
    recommendation:d1.release hr:madeBy "Market Watch" , place:market .
}
