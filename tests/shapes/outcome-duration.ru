# Two durations; one that is a number, one that is a place, and one in persons, because its unit was left out.
#= outcome:d1.trial.outcome MaxCount And
#= outcome:d1.x NodeKind Class
#= outcome:d1.y Class

INSERT DATA {
    outcome:d1.trial.outcome hr:duration quantity:d1.sellers.count .
    outcome:d1.x a hr:Outcome ; hr:penalty penalty:fine ; hr:duration 15 .
    outcome:d1.y a hr:Outcome ; hr:penalty penalty:fine ; hr:duration place:market .
}
