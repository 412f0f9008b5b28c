# The whole as a number, and a group as the whole.
#= quantity:d1.trial.count NodeKind Class

INSERT DATA {
    quantity:d1.trial.count hr:of 12 , group:d1.sellers .
}
