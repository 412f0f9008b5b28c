# A sentence of the digest that leads to no stretch of the original.
#= passage:d1.a Or

DELETE DATA { passage:d1.a hr:derivedFrom passage:d1.original.7-90 }
