# Two verdicts, one in a word, and one of another vocabulary.
#= outcome:d1.trial.outcome MaxCount NodeKind Or

INSERT DATA {
    outcome:d1.trial.outcome hr:verdict "guilty" , identity-verdict:same .
}
