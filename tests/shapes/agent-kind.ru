# An agent kind in a word, and one of another vocabulary.
#= organization:court NodeKind Or

INSERT DATA {
    organization:court hr:agentKind "court" , role:judge .
}
