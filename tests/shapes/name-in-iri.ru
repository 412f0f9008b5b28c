# A word of a label in the id of a posting; a word of a variant, though the person is unnamed, in that of a claim.
# Words of one or two letters, and words within a longer one, are no names: "q", "bek" in "bekir".
#= posting:d1.testova SPARQL
#= claim:d1.testova SPARQL
#= claim:d1.serik-said SPARQL

INSERT DATA {
    posting:d1.testova a hr:Posting ; skos:prefLabel "member"@en ; hr:holder person:p1 ;
        hr:organization organization:ngo .
    claim:d1.testova a hr:Claim ; hr:asserts posting:d1.testova ; hr:claimant organization:ngo ;
        hr:evidence passage:d1.a ; hr:certainty certainty:alleged ; hr:stance stance:affirms ;
        hr:status status:accepted .
    claim:d1.serik-said a hr:Claim ; hr:asserts person:d1.caller ; hr:claimant organization:ngo ;
        hr:evidence passage:d1.a ; hr:certainty certainty:alleged ; hr:stance stance:affirms ;
        hr:status status:accepted .
    posting:d1.bekir-q a hr:Posting ; skos:prefLabel "member"@en ; hr:holder person:p2 ;
        hr:organization organization:ngo .
    claim:d1.bekir-q a hr:Claim ; hr:asserts posting:d1.bekir-q ; hr:claimant organization:ngo ;
        hr:evidence passage:d1.a ; hr:certainty certainty:alleged ; hr:stance stance:affirms ;
        hr:status status:accepted .
    posting:d1.q a hr:Posting ; skos:prefLabel "member"@en ; hr:holder person:p1 ; hr:organization organization:ngo .
    claim:d1.q a hr:Claim ; hr:asserts posting:d1.q ; hr:claimant organization:ngo ; hr:evidence passage:d1.a ;
        hr:certainty certainty:alleged ; hr:stance stance:affirms ; hr:status status:accepted .
}
