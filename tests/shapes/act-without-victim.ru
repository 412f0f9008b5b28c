# An act that happened to nobody.
#= act:d1.x Or

INSERT DATA {
    act:d1.x a hr:Act ; skos:prefLabel "raid"@en ; hr:modality modality:actual ; hr:actType act-type:threat ;
        hr:date "2020"^^edtf:EDTF ;
        hr:involvement involvement:d1.x.perpetrator ; hr:allegedPerpetrator organization:police .
    claim:d1.x a hr:Claim ; hr:asserts act:d1.x ; hr:claimant organization:ngo ; hr:evidence passage:d1.a ;
        hr:certainty certainty:alleged ; hr:stance stance:affirms ; hr:status status:accepted .
    involvement:d1.x.perpetrator a hr:Involvement ; hr:role role:alleged-perpetrator ; hr:agent organization:police ;
        hr:degree degree:carried-out .
}
