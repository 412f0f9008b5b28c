# A year of birth, an age below nothing, and an age in words.
#= person:p1 Datatype MinInclusive MaxInclusive

INSERT DATA {
    person:p1 hr:age 1985 , -1 , "thirty" .
}
