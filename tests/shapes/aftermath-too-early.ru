# A round-up in May that followed from what was in June.
#= event:d1.roundup SPARQL

INSERT DATA { event:d1.roundup hr:aftermathOf proceeding:d1.trial }
