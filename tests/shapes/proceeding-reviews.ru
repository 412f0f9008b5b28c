# A review of a text, of a person, and of the proceeding of which it is a part.
#= proceeding:d1.appeals NodeKind Class Disjoint

INSERT DATA {
    proceeding:d1.appeals hr:reviews "the judgment" , person:p1 , proceeding:d1.trial ; hr:partOf proceeding:d1.trial .
}
