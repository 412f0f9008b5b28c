# Acts of no type, of two, of one in a word, and of one of another vocabulary.
#= act:d1.none MinCount
#= act:d1.two MaxCount
#= act:d1.word NodeKind Or
#= act:d1.other Or

INSERT DATA {
    act:d1.none a hr:Act ; skos:prefLabel "raid"@en ; hr:modality modality:planned ; hr:date "2020"^^edtf:EDTF .
    claim:d1.none a hr:Claim ; hr:asserts act:d1.none ; hr:claimant organization:ngo ; hr:evidence passage:d1.a ;
        hr:certainty certainty:alleged ; hr:stance stance:affirms ; hr:status status:accepted .
    act:d1.two a hr:Act ; skos:prefLabel "raid"@en ; hr:modality modality:planned ;
        hr:actType act-type:threat , act-type:assault ; hr:date "2020"^^edtf:EDTF .
    claim:d1.two a hr:Claim ; hr:asserts act:d1.two ; hr:claimant organization:ngo ; hr:evidence passage:d1.a ;
        hr:certainty certainty:alleged ; hr:stance stance:affirms ; hr:status status:accepted .
    act:d1.word a hr:Act ; skos:prefLabel "raid"@en ; hr:modality modality:planned ; hr:actType "raid" ;
        hr:date "2020"^^edtf:EDTF .
    claim:d1.word a hr:Claim ; hr:asserts act:d1.word ; hr:claimant organization:ngo ; hr:evidence passage:d1.a ;
        hr:certainty certainty:alleged ; hr:stance stance:affirms ; hr:status status:accepted .
    act:d1.other a hr:Act ; skos:prefLabel "raid"@en ; hr:modality modality:planned ;
        hr:actType event-type:unrest ; hr:date "2020"^^edtf:EDTF .
    claim:d1.other a hr:Claim ; hr:asserts act:d1.other ; hr:claimant organization:ngo ; hr:evidence passage:d1.a ;
        hr:certainty certainty:alleged ; hr:stance stance:affirms ; hr:status status:accepted .
}
