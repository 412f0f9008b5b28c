# A digest that restates a stretch of another digest's original.
#= document:d1 SPARQL

INSERT DATA {
    document:d4 a hr:Document ; skos:prefLabel "Digest"@en ; dct:title "Digest"@en ; hr:held false ;
        dct:source document:d4.original .
    document:d4.original a hr:Document ; skos:prefLabel "Original"@en ; dct:title "Original"@en ; hr:held true ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
    passage:d4.original.0-9 a hr:Passage ; hr:document document:d4.original ; hr:start 0 ; hr:end 9 ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
    passage:d1.a hr:derivedFrom passage:d4.original.0-9 .
}
