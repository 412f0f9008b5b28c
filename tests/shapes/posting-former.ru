# A posting both former and not, and one of which it is said in words.
#= posting:d1.spokeswoman MaxCount
#= posting:d1.x Datatype

INSERT DATA {
    posting:d1.x a hr:Posting ; skos:prefLabel "member"@en ; hr:holder person:p2 ;
        hr:organization organization:ngo ; hr:former "formerly" .
    claim:d1.x a hr:Claim ; hr:asserts posting:d1.x ; hr:claimant organization:ngo ; hr:evidence passage:d1.a ;
        hr:certainty certainty:alleged ; hr:stance stance:affirms ; hr:status status:accepted .
    posting:d1.spokeswoman hr:former false .
}
