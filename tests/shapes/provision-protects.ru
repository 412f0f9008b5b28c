# A right in a word, and one of another vocabulary.
#= provision:p6 NodeKind Or

INSERT DATA {
    provision:p6 hr:protects "assembly" , act-type:detention .
}
