# Postings of nobody, of two, of a name, and of an organisation.
#= posting:d1.none MinCount
#= posting:d1.two MaxCount
#= posting:d1.word NodeKind Or
#= posting:d1.other Or

INSERT DATA {
    posting:d1.none a hr:Posting ; skos:prefLabel "member"@en ; hr:organization organization:ngo .
    claim:d1.none a hr:Claim ; hr:asserts posting:d1.none ; hr:claimant organization:ngo ;
        hr:evidence passage:d1.a ; hr:certainty certainty:alleged ; hr:stance stance:affirms ;
        hr:status status:accepted .
    posting:d1.two a hr:Posting ; skos:prefLabel "member"@en ; hr:organization organization:ngo ;
        hr:holder person:p1 , person:p2 .
    claim:d1.two a hr:Claim ; hr:asserts posting:d1.two ; hr:claimant organization:ngo ; hr:evidence passage:d1.a ;
        hr:certainty certainty:alleged ; hr:stance stance:affirms ; hr:status status:accepted .
    posting:d1.word a hr:Posting ; skos:prefLabel "member"@en ; hr:organization organization:ngo ;
        hr:holder "a seller" .
    claim:d1.word a hr:Claim ; hr:asserts posting:d1.word ; hr:claimant organization:ngo ;
        hr:evidence passage:d1.a ; hr:certainty certainty:alleged ; hr:stance stance:affirms ;
        hr:status status:accepted .
    posting:d1.other a hr:Posting ; skos:prefLabel "member"@en ; hr:organization organization:ngo ;
        hr:holder organization:court .
    claim:d1.other a hr:Claim ; hr:asserts posting:d1.other ; hr:claimant organization:ngo ;
        hr:evidence passage:d1.a ; hr:certainty certainty:alleged ; hr:stance stance:affirms ;
        hr:status status:accepted .
}
