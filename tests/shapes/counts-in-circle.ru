# A number that is counted out of itself, and two that are worked out from each other.
#= quantity:d1.sellers.count SPARQL
#= quantity:d1.one SPARQL
#= quantity:d1.other SPARQL

INSERT DATA {
    quantity:d1.sellers.count hr:of quantity:d1.sellers.count .
    quantity:d1.one a hr:Quantity ; hr:unit unit:person ; hr:atLeast 3.0 ; prov:wasDerivedFrom quantity:d1.other .
    quantity:d1.other a hr:Quantity ; hr:unit unit:person ; hr:atLeast 3.0 ; prov:wasDerivedFrom quantity:d1.one .
}
