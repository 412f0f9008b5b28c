# Events of no type, of two, of one in a word, and of one of another vocabulary.
#= event:d1.none Or
#= event:d1.two Or
#= event:d1.word Or
#= event:d1.other Or

INSERT DATA {
    event:d1.none a hr:Event ; skos:prefLabel "meeting"@en ; hr:modality modality:actual ; hr:place place:market .
    event:d1.two a hr:Event ; skos:prefLabel "meeting"@en ; hr:modality modality:actual ;
        dct:type event-type:assembly , event-type:unrest .
    event:d1.word a hr:Event ; skos:prefLabel "meeting"@en ; hr:modality modality:actual ;
        dct:type "https://w3id.org/chronicle/vocab/event-type/assembly" .
    event:d1.other a hr:Event ; skos:prefLabel "meeting"@en ; hr:modality modality:actual ;
        dct:type intervention-type:visit .
}
