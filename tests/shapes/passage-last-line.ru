# Passages with two last lines, and with one in words.
#= passage:d1.two MaxCount
#= passage:d1.words Datatype

INSERT DATA {
    passage:d1.two a hr:Passage ; hr:document document:d1.original ; hr:start 1 ; hr:end 8 ; hr:line 3 ; hr:lastLine 4 , 5 ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
    passage:d1.words a hr:Passage ; hr:document document:d1.original ; hr:start 1 ; hr:end 8 ; hr:line 3 ; hr:lastLine 4.5 ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
}
