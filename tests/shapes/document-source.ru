# A digest of two texts, and one of a title and an organisation.
#= document:d1 MaxCount
#= document:d2 MaxCount NodeKind Class

INSERT DATA {
    document:d1 dct:source document:d2 .
    document:d2 dct:source "the report" .
    document:d2 dct:source organization:ngo .
}
