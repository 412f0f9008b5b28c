# Two counts of an outcome, one of them a number, and a place as a count.
#= outcome:d1.trial.outcome MaxCount NodeKind Class

INSERT DATA {
    outcome:d1.trial.outcome hr:count 2 , place:market .
}
