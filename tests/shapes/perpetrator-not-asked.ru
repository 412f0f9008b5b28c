# An act of which nothing says who did it, or that this is left open.
#= act:d1.x Or

INSERT DATA {
    act:d1.x a hr:Act ; skos:prefLabel "raid"@en ; hr:modality modality:actual ; hr:actType act-type:threat ;
        hr:date "2020"^^edtf:EDTF ;
        hr:involvement involvement:d1.x.victim ; hr:victim person:p2 .
    claim:d1.x a hr:Claim ; hr:asserts act:d1.x ; hr:claimant organization:ngo ; hr:evidence passage:d1.a ;
        hr:certainty certainty:alleged ; hr:stance stance:affirms ; hr:status status:accepted .
    involvement:d1.x.victim a hr:Involvement ; hr:role role:victim ; hr:agent person:p2 .
}
