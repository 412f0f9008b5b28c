# Interventions of no type, of two, of one in a word, and of one of another vocabulary.
#= intervention:d1.none MinCount
#= intervention:d1.two MaxCount
#= intervention:d1.word NodeKind Or
#= intervention:d1.other Or

INSERT DATA {
    intervention:d1.none a hr:Intervention ; skos:prefLabel "meeting"@en ; hr:modality modality:actual ;
        hr:place place:market .
    claim:d1.none a hr:Claim ; hr:asserts intervention:d1.none ; hr:claimant organization:ngo ;
        hr:evidence passage:d1.a ; hr:certainty certainty:alleged ; hr:stance stance:affirms ;
        hr:status status:accepted .
    intervention:d1.two a hr:Intervention ; skos:prefLabel "meeting"@en ; hr:modality modality:actual ;
        dct:type intervention-type:visit , intervention-type:meeting .
    claim:d1.two a hr:Claim ; hr:asserts intervention:d1.two ; hr:claimant organization:ngo ;
        hr:evidence passage:d1.a ; hr:certainty certainty:alleged ; hr:stance stance:affirms ;
        hr:status status:accepted .
    intervention:d1.word a hr:Intervention ; skos:prefLabel "meeting"@en ; hr:modality modality:actual ;
        dct:type "visit" .
    claim:d1.word a hr:Claim ; hr:asserts intervention:d1.word ; hr:claimant organization:ngo ;
        hr:evidence passage:d1.a ; hr:certainty certainty:alleged ; hr:stance stance:affirms ;
        hr:status status:accepted .
    intervention:d1.other a hr:Intervention ; skos:prefLabel "meeting"@en ; hr:modality modality:actual ;
        dct:type event-type:assembly .
    claim:d1.other a hr:Claim ; hr:asserts intervention:d1.other ; hr:claimant organization:ngo ;
        hr:evidence passage:d1.a ; hr:certainty certainty:alleged ; hr:stance stance:affirms ;
        hr:status status:accepted .
}
