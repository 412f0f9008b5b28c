# Passages without a start, with two, with a fraction, with one below 0, and with one after the end.
#= passage:d1.none MinCount
#= passage:d1.two MaxCount
#= passage:d1.fraction Datatype
#= passage:d1.below MinInclusive
#= passage:d1.after LessThan

INSERT DATA {
    passage:d1.none a hr:Passage ; hr:document document:d1.original ; hr:end 9 ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
    passage:d1.two a hr:Passage ; hr:document document:d1.original ; hr:start 1 , 2 ; hr:end 9 ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
    passage:d1.fraction a hr:Passage ; hr:document document:d1.original ; hr:start 1.5 ; hr:end 9 ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
    passage:d1.below a hr:Passage ; hr:document document:d1.original ; hr:start -1 ; hr:end 9 ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
    passage:d1.after a hr:Passage ; hr:document document:d1.original ; hr:start 9 ; hr:end 9 ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
}
