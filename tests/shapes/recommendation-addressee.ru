# Recommendations to a name, and to a place.
#= recommendation:d1.release NodeKind Or

INSERT DATA {
    recommendation:d1.release hr:addressedTo "the police" , place:market .
}
