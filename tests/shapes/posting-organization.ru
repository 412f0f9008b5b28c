# Postings in no organisation, in two, in a name, and in a place.
#= posting:d1.none MinCount
#= posting:d1.two MaxCount
#= posting:d1.word NodeKind Class
#= posting:d1.other Class

INSERT DATA {
    posting:d1.none a hr:Posting ; skos:prefLabel "member"@en ; hr:holder person:p2 .
    claim:d1.none a hr:Claim ; hr:asserts posting:d1.none ; hr:claimant organization:ngo ;
        hr:evidence passage:d1.a ; hr:certainty certainty:alleged ; hr:stance stance:affirms ;
        hr:status status:accepted .
    posting:d1.two a hr:Posting ; skos:prefLabel "member"@en ; hr:holder person:p2 ;
        hr:organization organization:ngo , organization:court .
    claim:d1.two a hr:Claim ; hr:asserts posting:d1.two ; hr:claimant organization:ngo ; hr:evidence passage:d1.a ;
        hr:certainty certainty:alleged ; hr:stance stance:affirms ; hr:status status:accepted .
    posting:d1.word a hr:Posting ; skos:prefLabel "member"@en ; hr:holder person:p2 ; hr:organization "Market Watch" .
    claim:d1.word a hr:Claim ; hr:asserts posting:d1.word ; hr:claimant organization:ngo ;
        hr:evidence passage:d1.a ; hr:certainty certainty:alleged ; hr:stance stance:affirms ;
        hr:status status:accepted .
    posting:d1.other a hr:Posting ; skos:prefLabel "member"@en ; hr:holder person:p2 ; hr:organization place:market .
    claim:d1.other a hr:Claim ; hr:asserts posting:d1.other ; hr:claimant organization:ngo ;
        hr:evidence passage:d1.a ; hr:certainty certainty:alleged ; hr:stance stance:affirms ;
        hr:status status:accepted .
}
