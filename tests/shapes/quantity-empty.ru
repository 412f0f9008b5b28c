# A quantity of persons, of which neither number nor words are known.
#= quantity:d1.x Or

INSERT DATA {
    quantity:d1.x a hr:Quantity ; hr:unit unit:person .
}
