# A recommendation made in a text, and in an act.
#= recommendation:d1.release NodeKind Or

INSERT DATA {
    recommendation:d1.release hr:madeIn "a letter" , act:d1.held .
}
