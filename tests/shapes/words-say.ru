# Damaged words without a language, and nine of them.
#= claim:d1.held.reason Datatype Pattern

INSERT DATA {
    claim:d1.held.reason hr:wordsSay "in spite of protest" , "one two three four five six seven eight nine"@en .
}
