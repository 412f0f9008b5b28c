# Events of no modality, of two, of one in a word, and of one of another vocabulary.
#= event:d1.none MinCount
#= event:d1.two MaxCount
#= event:d1.word NodeKind Or
#= event:d1.other Or

INSERT DATA {
    event:d1.none a hr:Event ; skos:prefLabel "meeting"@en ; dct:type event-type:assembly .
    event:d1.two a hr:Event ; skos:prefLabel "meeting"@en ; hr:modality modality:actual , modality:planned ;
        dct:type event-type:assembly .
    event:d1.word a hr:Event ; skos:prefLabel "meeting"@en ; hr:modality "actual" ; dct:type event-type:assembly .
    event:d1.other a hr:Event ; skos:prefLabel "meeting"@en ; hr:modality stance:affirms ;
        dct:type event-type:assembly .
}
