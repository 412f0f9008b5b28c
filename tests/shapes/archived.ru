# The address of an archived copy as a text.
#= document:d2 NodeKind

INSERT DATA {
    document:d2 schema:archivedAt "https://archive.example.org/report" .
}
