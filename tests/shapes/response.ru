# The response is a text, and a person.
#= recommendation:d1.release NodeKind Or

INSERT DATA {
    recommendation:d1.release hr:response "no" , person:p2 .
}
