# Claims with two bases, with one in a word, and with one of another vocabulary.
#= claim:d1.held MaxCount
#= claim:d1.warning NodeKind Or
#= claim:d1.trial Or

INSERT DATA { claim:d1.held hr:basis basis:un-finding . claim:d1.warning hr:basis "seen" . claim:d1.trial hr:basis
    certainty:alleged }
