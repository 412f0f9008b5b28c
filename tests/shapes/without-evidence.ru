# An act, an intervention, a proceeding, a posting and a recommendation that no claim carries.
#= act:d1.x And
#= intervention:d1.x And
#= proceeding:d1.x And
#= posting:d1.x And
#= recommendation:d1.x And

INSERT DATA {
    act:d1.x a hr:Act ; skos:prefLabel "eviction"@en ; hr:actType act-type:detention ; hr:modality modality:planned ;
        hr:date "2020"^^edtf:EDTF .
    intervention:d1.x a hr:Intervention ; skos:prefLabel "letter"@en ; dct:type intervention-type:open-letter ;
        hr:modality modality:actual .
    proceeding:d1.x a hr:Proceeding ; skos:prefLabel "appeal"@en ; hr:stage stage:appeal-stage ;
        hr:modality modality:actual .
    posting:d1.x a hr:Posting ; skos:prefLabel "member"@en ; hr:holder person:p2 ; hr:organization organization:ngo .
    recommendation:d1.x a hr:Recommendation ; dct:description "Stop."@en ; hr:madeBy organization:ngo ;
        hr:addressedTo organization:police .
    # A claim on the date alone does not say that the act is so.
    claim:d1.x.date a hr:Claim ; hr:asserts act:d1.x ; hr:aspect hr:date ; hr:value "2020"^^edtf:EDTF ;
        hr:claimant organization:ngo ; hr:evidence passage:d1.a ; hr:certainty certainty:alleged ;
        hr:stance stance:affirms ; hr:status status:accepted .
}
