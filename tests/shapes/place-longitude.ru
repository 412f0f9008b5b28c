# Two longitudes, one in words, and longitudes beyond the date line.
#= place:city MaxCount
#= place:market Datatype
#= place:west MinInclusive
#= place:east MaxInclusive

INSERT DATA {
    place:city schema:longitude 76.96 .
    place:market schema:longitude "76.9"^^xsd:float ; schema:latitude 43.2 .
    place:west a hr:Place ; skos:prefLabel "west"@en ; schema:longitude -180.5 ; schema:latitude 0.0 .
    place:east a hr:Place ; skos:prefLabel "east"@en ; schema:longitude 180.5 ; schema:latitude 0.0 .
}
