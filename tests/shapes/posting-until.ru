# Two ends, one in words.
#= posting:d1.spokeswoman MaxCount Datatype

INSERT DATA {
    posting:d1.spokeswoman hr:until "last year" .
}
