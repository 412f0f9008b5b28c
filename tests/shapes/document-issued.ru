# A second day on which the document was published, and one as a plain text.
#= document:d1 MaxCount
#= document:d2 Datatype

INSERT DATA {
    document:d1 dct:issued "2020-05-11"^^edtf:EDTF .
        document:d2 dct:issued "10 May 2020" .
}
