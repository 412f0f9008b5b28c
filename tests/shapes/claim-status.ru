# Claims with no status, with two, with one in a word, and with one of another vocabulary.
#= claim:d1.held MinCount
#= claim:d1.warning MaxCount
#= claim:d1.arrest NodeKind Or
#= claim:d1.trial Or

DELETE DATA { claim:d1.held hr:status status:accepted . claim:d1.arrest hr:status status:accepted .
    claim:d1.trial hr:status status:accepted } ;
INSERT DATA { claim:d1.warning hr:status status:retracted . claim:d1.arrest hr:status "accepted" .
    claim:d1.trial hr:status response-kind:accepted }
