# A passage that ends one code point after its quote.
#= document:d1 SPARQL

DELETE DATA { passage:d1.a hr:end 121 } ;
INSERT DATA { passage:d1.a hr:end 122 }
