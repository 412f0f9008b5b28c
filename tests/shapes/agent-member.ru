# A group as a text, and an organisation as a group.
#= person:d1.witness NodeKind Class

INSERT DATA {
    person:d1.witness hr:memberOf "the sellers" , organization:ngo .
}
