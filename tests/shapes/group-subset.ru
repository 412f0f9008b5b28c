# A larger group as a text, and an organisation as a larger group.
#= group:d1.children NodeKind Class

INSERT DATA {
    group:d1.children hr:subsetOf "all sellers" , organization:ngo .
}
