# A claim about two properties, and one about a property in a word.
#= claim:d1.held.reason MaxCount
#= claim:d1.held.witness MaxCount NodeKind

INSERT DATA {
    claim:d1.held.reason hr:aspect hr:date .
    claim:d1.held.witness hr:aspect "witness" .
}
