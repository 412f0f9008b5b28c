# A child as a text, and an organisation as a child.
#= person:p2 NodeKind Or

INSERT DATA {
    person:p2 hr:parentOf "a son" , organization:ngo .
}
