# A proceeding with an act type that is no act.
#= proceeding:d1.x Class

INSERT DATA {
    proceeding:d1.x a hr:Proceeding ; skos:prefLabel "charges"@en ; hr:actType act-type:prosecution ;
        hr:stage stage:charge ;
        hr:modality modality:actual .
    claim:d1.x a hr:Claim ; hr:asserts proceeding:d1.x ; hr:claimant organization:ngo ; hr:evidence passage:d1.a ;
        hr:certainty certainty:alleged ; hr:stance stance:affirms ; hr:status status:accepted .
}
