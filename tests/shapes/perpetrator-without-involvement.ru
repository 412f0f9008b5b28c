# A court that no involvement makes a perpetrator.
#= act:d1.held SPARQL

INSERT DATA {
    act:d1.held hr:allegedPerpetrator organization:court .
}
