# A round-up that followed from its own aftermath, and a threat over itself.
#= event:d1.roundup SPARQL
#= act:d1.attempt SPARQL
#= act:d1.warning SPARQL

INSERT DATA {
    event:d1.roundup hr:aftermathOf act:d1.attempt .
    act:d1.warning hr:occasion act:d1.warning .
}
