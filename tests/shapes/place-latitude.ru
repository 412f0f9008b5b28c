# Two latitudes, one in words, and latitudes beyond the poles.
#= place:city MaxCount
#= place:market Datatype
#= place:south MinInclusive
#= place:north MaxInclusive

INSERT DATA {
    place:city schema:latitude 43.26 .
    place:market schema:latitude "43.2"^^xsd:float ; schema:longitude 76.9 .
    place:south a hr:Place ; skos:prefLabel "south"@en ; schema:latitude -90.5 ; schema:longitude 0.0 .
    place:north a hr:Place ; skos:prefLabel "north"@en ; schema:latitude 90.5 ; schema:longitude 0.0 .
}
