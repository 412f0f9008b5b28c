# A round-up that is counted in persons, because its unit was left out.
#= event:d1.roundup Not

DELETE DATA { quantity:d1.roundup.count hr:unit unit:time } ;
INSERT DATA { quantity:d1.roundup.count hr:unit unit:person }
