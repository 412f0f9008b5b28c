# Two last days, and a last day that is a month.
#= act:d1.held MaxCount
#= event:d1.roundup Datatype

DELETE DATA { event:d1.roundup hr:latest "2020-05-08"^^xsd:date } ;
INSERT DATA { act:d1.held hr:latest "2020-05-10"^^xsd:date . event:d1.roundup hr:latest "2020-05"^^xsd:gYearMonth }
