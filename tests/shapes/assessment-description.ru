# An assessment that says nothing.
#= assessment:d1.markets MinCount

DELETE DATA { assessment:d1.markets dct:description "Markets are not safe for sellers who protest."@en }
