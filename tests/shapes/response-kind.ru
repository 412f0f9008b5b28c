# Two kinds of response, one in a word, and one of another vocabulary.
#= recommendation:d1.release MaxCount NodeKind Or

INSERT DATA {
    recommendation:d1.release hr:responseKind "rejected" , status:accepted .
}
