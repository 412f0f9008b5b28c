# The same place as a text.
#= place:city NodeKind

INSERT DATA {
    place:city skos:exactMatch "https://www.geonames.org/1" .
}
