# A passage of the digest without its words, and words of the original.
#= passage:d1.c Xone
#= passage:d1.original.7-90 Xone

INSERT DATA {
    passage:d1.c a hr:Passage ; hr:document document:d1 ; hr:start 0 ; hr:end 2 ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
    passage:d1.original.7-90 hr:quote
        "The words of the original belong to its publisher, so they are not printed in here."@en .
}
