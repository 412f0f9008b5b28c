# A claim about a text, and one about an act of which nothing is known.
#= claim:d1.x NodeKind And
#= claim:d1.y And

INSERT DATA {
    claim:d1.x a hr:Claim ; hr:asserts "the arrests" ; hr:claimant organization:ngo ; hr:evidence passage:d1.a ;
        hr:certainty certainty:alleged ; hr:stance stance:affirms ; hr:status status:accepted .
    claim:d1.y a hr:Claim ; hr:asserts act:d1.nowhere ; hr:claimant organization:ngo ; hr:evidence passage:d1.a ;
        hr:certainty certainty:alleged ; hr:stance stance:affirms ; hr:status status:accepted .
}
