# A reference as a text, and one to an organisation.
#= document:d1 NodeKind Class

INSERT DATA {
    document:d1 dct:references "the yearly report" , organization:ngo .
}
