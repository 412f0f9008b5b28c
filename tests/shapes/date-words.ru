# Words for the date without a language, and nine of them.
#= act:d1.held Datatype Pattern

INSERT DATA {
    act:d1.held hr:dateVerbatim "in May" , "one two three four five six seven eight nine"@en .
}
