# A characteristic in a word, and one of another vocabulary.
#= person:p1 NodeKind Or

INSERT DATA {
    person:p1 hr:characteristic "journalist" , age-group:adult .
}
