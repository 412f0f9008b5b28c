# A recommendation that asks for nothing.
#= recommendation:d1.release MinCount

DELETE DATA { recommendation:d1.release dct:description "Release the sellers."@en }
