# Two lower bounds, one in whole numbers, one below 0, and one above the upper bound.
#= quantity:d1.two MaxCount
#= quantity:d1.whole Datatype
#= quantity:d1.below MinInclusive
#= quantity:d1.above LessThanOrEquals

INSERT DATA {
    quantity:d1.two a hr:Quantity ; hr:unit unit:person ; hr:atLeast 1.0 , 2.0 .
    quantity:d1.whole a hr:Quantity ; hr:unit unit:person ; hr:atLeast 3 .
    quantity:d1.below a hr:Quantity ; hr:unit unit:person ; hr:atLeast -1.0 .
    quantity:d1.above a hr:Quantity ; hr:unit unit:person ; hr:atLeast 5.0 ; hr:atMost 4.0 .
}
