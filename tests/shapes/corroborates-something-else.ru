# A claim that it happened supports one on why.
#= claim:d1.police-denial SPARQL

INSERT DATA {
    claim:d1.police-denial hr:corroborates claim:d1.held.reason .
}
