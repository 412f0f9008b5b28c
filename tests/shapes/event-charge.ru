# A charge as a text, and a whole code as a charge.
#= proceeding:d1.trial NodeKind Class

INSERT DATA {
    proceeding:d1.trial hr:charge "article 6" , instrument:code .
}
