# A larger place as a text, and an organisation as a larger place.
#= place:market NodeKind Class

INSERT DATA {
    place:market hr:within "City" , organization:ngo .
}
