# Involvements of no role, of two, of one in a word, and of one of another vocabulary.
#= involvement:d1.none MinCount
#= involvement:d1.two MaxCount
#= involvement:d1.word NodeKind Or
#= involvement:d1.other Or

INSERT DATA {
    involvement:d1.none a hr:Involvement ; hr:agent person:p2 .
    act:d1.arrest hr:involvement involvement:d1.none .
    involvement:d1.two a hr:Involvement ; hr:agent person:p2 ; hr:role role:witness , role:visitor .
    act:d1.arrest hr:involvement involvement:d1.two .
    involvement:d1.word a hr:Involvement ; hr:agent person:p2 ; hr:role "witness" .
    act:d1.arrest hr:involvement involvement:d1.word .
    involvement:d1.other a hr:Involvement ; hr:agent person:p2 ; hr:role agent-kind:court .
    act:d1.arrest hr:involvement involvement:d1.other .
}
