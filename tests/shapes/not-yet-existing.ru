# An inspectorate that is actual, and a code that is planned and demanded at once.
#= organization:d1.inspectorate In
#= instrument:d1.new-code MaxCount

DELETE DATA { organization:d1.inspectorate hr:modality modality:demanded } ;
INSERT DATA {
    organization:d1.inspectorate hr:modality modality:actual .
    instrument:d1.new-code hr:modality modality:demanded .
}
