# What a quantity is computed from as a number, and as a group.
#= quantity:d1.trial.count NodeKind Class

INSERT DATA {
    quantity:d1.trial.count prov:wasDerivedFrom 12 , group:d1.sellers .
}
