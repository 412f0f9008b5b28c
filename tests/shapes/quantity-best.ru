# Two approximate numbers, one in whole numbers, and one below 0.
#= quantity:d1.two MaxCount
#= quantity:d1.whole Datatype
#= quantity:d1.below MinInclusive

INSERT DATA {
    quantity:d1.two a hr:Quantity ; hr:unit unit:person ; hr:qualifier count-qualifier:about ; hr:best 1.0 , 2.0 .
    quantity:d1.whole a hr:Quantity ; hr:unit unit:person ; hr:qualifier count-qualifier:about ; hr:best 3 .
    quantity:d1.below a hr:Quantity ; hr:unit unit:person ; hr:qualifier count-qualifier:about ; hr:best -1.0 .
}
