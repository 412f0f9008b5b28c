# What is restated as a text, and as a document.
#= passage:d1.a NodeKind Class

INSERT DATA {
    passage:d1.a hr:derivedFrom "the original" , document:d1.original .
}
