# A passage of a document that nobody holds.
#= passage:d2.a Not

INSERT DATA {
    passage:d2.a a hr:Passage ; hr:document document:d2 ; hr:start 0 ; hr:end 2 ; hr:quote "No"@en ;
        hr:sha256 "6666666666666666666666666666666666666666666666666666666666666666" .
}
