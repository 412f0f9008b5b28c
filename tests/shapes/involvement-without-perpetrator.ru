# The involvement of a perpetrator and that of an order-giver, with neither on the act.
#= act:d1.held SPARQL
#= act:d3.confiscation SPARQL

DELETE DATA { act:d1.held hr:allegedPerpetrator organization:police . act:d3.confiscation hr:allegedPerpetrator
    organization:police }
