# An event with a first day, one with a last day, and neither with a date.
#= intervention:d1.visit And
#= event:d1.x And

INSERT DATA {
    intervention:d1.visit hr:earliest "2020-05-08"^^xsd:date .
    event:d1.x a hr:Event ; skos:prefLabel "meeting"@en ; hr:modality modality:actual ;
        dct:type event-type:assembly ; hr:latest "2020-05-08"^^xsd:date .
}
