# Proceedings of two stages, of one in a word, and of one of another vocabulary.
#= proceeding:d1.two MaxCount
#= proceeding:d1.word NodeKind Or
#= proceeding:d1.other Or

INSERT DATA {
    proceeding:d1.two a hr:Proceeding ; skos:prefLabel "step"@en ; hr:modality modality:actual ;
        hr:stage stage:trial , stage:judgment .
    claim:d1.two a hr:Claim ; hr:asserts proceeding:d1.two ; hr:claimant organization:ngo ;
        hr:evidence passage:d1.a ; hr:certainty certainty:alleged ; hr:stance stance:affirms ;
        hr:status status:accepted .
    proceeding:d1.word a hr:Proceeding ; skos:prefLabel "step"@en ; hr:modality modality:actual ; hr:stage "trial" .
    claim:d1.word a hr:Claim ; hr:asserts proceeding:d1.word ; hr:claimant organization:ngo ;
        hr:evidence passage:d1.a ; hr:certainty certainty:alleged ; hr:stance stance:affirms ;
        hr:status status:accepted .
    proceeding:d1.other a hr:Proceeding ; skos:prefLabel "step"@en ; hr:modality modality:actual ;
        hr:stage act-type:prosecution .
    claim:d1.other a hr:Claim ; hr:asserts proceeding:d1.other ; hr:claimant organization:ngo ;
        hr:evidence passage:d1.a ; hr:certainty certainty:alleged ; hr:stance stance:affirms ;
        hr:status status:accepted .
}
