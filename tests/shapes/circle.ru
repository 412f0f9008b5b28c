# A city within its own market, two acts that are part of one another, a group of its own members, and a trial that reviews itself.
#= place:market SPARQL
#= place:city SPARQL
#= act:d1.held SPARQL
#= event:d1.roundup SPARQL
#= group:d1.sellers SPARQL
#= proceeding:d1.trial SPARQL

INSERT DATA {
    place:city hr:within place:market .
    event:d1.roundup hr:partOf act:d1.held .
    group:d1.sellers hr:subsetOf group:d1.sellers .
    proceeding:d1.trial hr:reviews proceeding:d1.trial .
}
