# What an unnamed source said is put as fact, and so is what somebody called himself.
#= claim:d1.seller-account Not
#= claim:d1.warning Not

DELETE DATA { claim:d1.seller-account hr:certainty certainty:alleged } ;
INSERT DATA { claim:d1.seller-account hr:certainty certainty:stated-as-fact .
    claim:d1.warning hr:basis basis:self-named }
