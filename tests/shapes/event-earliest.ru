# Two first days, a first day that is a month, and a first day after the last.
#= act:d1.held MaxCount
#= act:d1.warning Datatype LessThanOrEquals
#= act:d1.beating LessThanOrEquals

DELETE DATA { act:d1.warning hr:earliest "2020-05-01"^^xsd:date . act:d1.beating hr:earliest "2020-01-01"^^xsd:date
    } ;
INSERT DATA { act:d1.held hr:earliest "2020-05-07"^^xsd:date . act:d1.warning hr:earliest "2020-05"^^xsd:gYearMonth .
    act:d1.beating hr:earliest "2021-01-01"^^xsd:date }
