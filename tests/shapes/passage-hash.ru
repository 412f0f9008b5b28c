# A stretch of the original without a hash.
#= passage:d1.c MinCount

INSERT DATA {
    passage:d1.c a hr:Passage ; hr:document document:d1.original ; hr:start 1 ; hr:end 9 .
}
