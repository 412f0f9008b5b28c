# What is threatened as a text, and a person as what is threatened.
#= act:d1.warning NodeKind Class

INSERT DATA {
    act:d1.warning hr:content "an arrest" , person:p2 .
}
