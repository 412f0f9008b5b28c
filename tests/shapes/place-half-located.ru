# A place with a latitude only, and one with a longitude only.
#= place:market And
#= place:x And

INSERT DATA {
    place:market schema:latitude 43.2 .
    place:x a hr:Place ; skos:prefLabel "square"@en ; schema:longitude 76.9 .
}
