# A month, a second day, and a day as a plain text.
#= document:d1 MaxCount
#= document:d2 Pattern
#= document:d1.original Datatype

INSERT DATA {
    document:d1 hr:retrieved "2020-05-13"^^edtf:EDTF .
    document:d2 hr:retrieved "2020-05"^^edtf:EDTF .
    document:d1.original hr:retrieved "2020-05-12" .
}
