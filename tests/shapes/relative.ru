# A relative as a text, and an organisation as a relative.
#= person:p2 NodeKind Or

INSERT DATA {
    person:p2 hr:relativeOf "a cousin" , organization:ngo .
}
