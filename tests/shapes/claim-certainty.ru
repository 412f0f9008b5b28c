# Claims with no certainty, with two, with one in a word, and with one of another vocabulary.
#= claim:d1.held MinCount
#= claim:d1.warning MaxCount
#= claim:d1.arrest NodeKind Or
#= claim:d1.trial Or

DELETE DATA { claim:d1.held hr:certainty certainty:stated-as-fact . claim:d1.arrest hr:certainty certainty:reported .
    claim:d1.trial hr:certainty certainty:stated-as-fact } ;
INSERT DATA { claim:d1.warning hr:certainty certainty:alleged . claim:d1.arrest hr:certainty "reported" .
    claim:d1.trial hr:certainty modality:actual }
