# A claim of nobody, one of a name, one of a place.
#= claim:d1.held.reason MinCount
#= claim:d1.police-denial NodeKind Class

DELETE DATA { claim:d1.held.reason hr:claimant organization:ngo } ;
INSERT DATA { claim:d1.police-denial hr:claimant "the police" , place:market }
