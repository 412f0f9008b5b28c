# A web address as a text.
#= document:d2 NodeKind

INSERT DATA {
    document:d2 schema:url "https://example.org/report" .
}
