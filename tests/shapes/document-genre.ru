# Two genres, one in a word, one of another vocabulary.
#= document:d1 MaxCount
#= document:d2 NodeKind Or
#= document:d1.original Or

INSERT DATA {
    document:d1 dct:type genre:report .
    document:d2 dct:type "report" .
    document:d1.original dct:type event-type:incident .
}
