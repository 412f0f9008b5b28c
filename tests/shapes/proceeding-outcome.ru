# An outcome as a text, and a quantity as an outcome.
#= proceeding:d1.trial NodeKind Class

INSERT DATA {
    proceeding:d1.trial hr:outcome "convicted" , quantity:d1.trial.count .
}
