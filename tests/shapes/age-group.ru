# Two age groups, one in a word, and one of another vocabulary.
#= person:p1 MaxCount NodeKind Or

INSERT DATA {
    person:p1 hr:ageGroup "adult" , gender:female .
}
