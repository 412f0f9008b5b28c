# Two times of day, one of the 25th hour, and one with a time zone.
#= act:d1.held MaxCount
#= act:d1.warning Pattern
#= act:d1.beating Datatype Pattern

INSERT DATA {
    act:d1.held hr:timeOfDay "08:00" .
    act:d1.warning hr:timeOfDay "25:00" .
    act:d1.beating hr:timeOfDay "08:00:00Z"^^xsd:time .
}
