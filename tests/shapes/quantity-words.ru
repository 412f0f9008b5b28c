# Words for the number without a language, and nine of them.
#= quantity:d1.sellers.count Datatype Pattern

INSERT DATA {
    quantity:d1.sellers.count hr:verbatim "some 12" , "one two three four five six seven eight nine"@en .
}
