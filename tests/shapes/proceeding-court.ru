# A court as a text, and a place as a court.
#= proceeding:d1.trial NodeKind Class

INSERT DATA {
    proceeding:d1.trial hr:court "the City court" , place:city .
}
