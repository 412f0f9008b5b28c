# An assessment that is about nothing.
#= assessment:d1.markets MinCount

DELETE DATA { assessment:d1.markets hr:concerns place:market , provision:p5 }
