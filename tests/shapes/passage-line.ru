# Passages on two lines, on line 0, on a line in words, and on one that does not come before the last.
#= passage:d1.two MaxCount
#= passage:d1.below MinInclusive
#= passage:d1.words Datatype
#= passage:d1.after LessThan

INSERT DATA {
    passage:d1.two a hr:Passage ; hr:document document:d1.original ; hr:start 1 ; hr:end 8 ; hr:line 3 , 4 ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
    passage:d1.below a hr:Passage ; hr:document document:d1.original ; hr:start 1 ; hr:end 8 ; hr:line 0 ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
    passage:d1.words a hr:Passage ; hr:document document:d1.original ; hr:start 1 ; hr:end 8 ; hr:line 3.5 ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
    passage:d1.after a hr:Passage ; hr:document document:d1.original ; hr:start 1 ; hr:end 8 ; hr:line 4 ; hr:lastLine 4 ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
}
