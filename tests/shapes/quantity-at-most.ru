# Two upper bounds, one in whole numbers, and one below 0.
#= quantity:d1.two MaxCount
#= quantity:d1.whole Datatype
#= quantity:d1.below MinInclusive

INSERT DATA {
    quantity:d1.two a hr:Quantity ; hr:unit unit:person ; hr:atMost 1.0 , 2.0 .
    quantity:d1.whole a hr:Quantity ; hr:unit unit:person ; hr:atMost 3 .
    quantity:d1.below a hr:Quantity ; hr:unit unit:person ; hr:atMost -1.0 .
}
