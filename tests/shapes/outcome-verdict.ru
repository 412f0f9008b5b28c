# Two verdicts, one in a word, and one of another vocabulary.
#= outcome:d1.trial.outcome MaxCount NodeKind Pattern

INSERT DATA {
    outcome:d1.trial.outcome hr:verdict "guilty" , identity-verdict:same .
}
