# A treaty as a text, and an article as a treaty.
#= event:d1.roundup NodeKind Class

INSERT DATA {
    event:d1.roundup hr:instrument "the Code" , provision:p5 .
}
