# Quantities of no unit, of two, of one in a word, and of one of another vocabulary.
#= quantity:d1.none MinCount
#= quantity:d1.two MaxCount
#= quantity:d1.word NodeKind Or
#= quantity:d1.other Or

INSERT DATA {
    quantity:d1.none a hr:Quantity ; hr:atLeast 1.0 .
    quantity:d1.two a hr:Quantity ; hr:atLeast 1.0 ; hr:unit unit:day , unit:year .
    quantity:d1.word a hr:Quantity ; hr:atLeast 1.0 ; hr:unit "days" .
    quantity:d1.other a hr:Quantity ; hr:atLeast 1.0 ; hr:unit age-group:adult .
}
