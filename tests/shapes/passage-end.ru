# Passages without an end, with two, and with one in words.
#= passage:d1.none MinCount
#= passage:d1.two MaxCount
#= passage:d1.words Datatype

INSERT DATA {
    passage:d1.none a hr:Passage ; hr:document document:d1.original ; hr:start 1 ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
    passage:d1.two a hr:Passage ; hr:document document:d1.original ; hr:start 1 ; hr:end 8 , 9 ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
    passage:d1.words a hr:Passage ; hr:document document:d1.original ; hr:start 1 ; hr:end 9.5 ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
}
