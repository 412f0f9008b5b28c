# A penalty in a word, and one of another vocabulary.
#= outcome:d1.trial.outcome NodeKind Or

INSERT DATA {
    outcome:d1.trial.outcome hr:penalty "a fine" , act-type:detention .
}
