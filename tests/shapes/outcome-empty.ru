# An outcome that decides nothing.
#= outcome:d1.x Or

INSERT DATA {
    outcome:d1.x a hr:Outcome .
    proceeding:d1.trial hr:outcome outcome:d1.x .
}
