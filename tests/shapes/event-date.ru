# Two dates of one event, and a date in words.
#= act:d1.held MaxCount
#= intervention:d1.visit Datatype

INSERT DATA {
    act:d1.held hr:date "2020-05-07"^^edtf:EDTF .
    intervention:d1.visit hr:date "8 May 2020" .
}
