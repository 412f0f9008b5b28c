# A passage of no document, one of two, one of a title, one of an organisation.
#= passage:d1.none MinCount
#= passage:d1.two MaxCount
#= passage:d1.text NodeKind Class
#= passage:d1.agent Class

INSERT DATA {
    passage:d1.none a hr:Passage ; hr:start 0 ; hr:end 2 ; hr:quote "No"@en ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
    passage:d1.two a hr:Passage ; hr:document document:d1.original , document:d4.original ; hr:start 0 ; hr:end 2 ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
    passage:d1.text a hr:Passage ; hr:document "the report" ; hr:start 0 ; hr:end 2 ; hr:quote "No"@en ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
    passage:d1.agent a hr:Passage ; hr:document organization:ngo ; hr:start 0 ; hr:end 2 ; hr:quote "No"@en ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
    document:d4 a hr:Document ; skos:prefLabel "Digest"@en ; dct:title "Digest"@en ; hr:held false ;
        dct:source document:d4.original .
    document:d4.original a hr:Document ; skos:prefLabel "Original"@en ; dct:title "Original"@en ; hr:held true ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
}
