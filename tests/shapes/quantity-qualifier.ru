# Two qualifiers, one in a word, and one of another vocabulary.
#= quantity:d1.sellers.count MaxCount NodeKind Or

INSERT DATA {
    quantity:d1.sellers.count hr:qualifier "some" , certainty:reported .
}
