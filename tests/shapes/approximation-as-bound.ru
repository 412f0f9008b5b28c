# “About 12” as a bound on both sides, and beside an approximate number two bounds that are one.
#= quantity:d1.sellers.count SPARQL
#= quantity:d1.officers.count SPARQL

DELETE DATA {
    quantity:d1.sellers.count hr:qualifier count-qualifier:exactly .
    quantity:d1.officers.count hr:best 20.0 .
} ;
INSERT DATA {
    quantity:d1.sellers.count hr:qualifier count-qualifier:about .
    quantity:d1.officers.count hr:best 15.0 ; hr:atMost 15.0 .
}
