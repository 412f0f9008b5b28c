# An approximate number below the least, and one above the most.
#= quantity:d1.officers.count SPARQL
#= quantity:d1.high SPARQL

DELETE DATA { quantity:d1.officers.count hr:best 20.0 } ;
INSERT DATA {
    quantity:d1.officers.count hr:best 10.0 .
    quantity:d1.high a hr:Quantity ; hr:unit unit:person ; hr:qualifier count-qualifier:about ; hr:best 9.0 ; hr:atMost 5.0 .
}
