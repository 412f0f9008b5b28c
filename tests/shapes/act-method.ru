# A method in a word, and one of another vocabulary.
#= act:d1.held NodeKind Or

INSERT DATA {
    act:d1.held hr:method "by force" , act-type:detention .
}
