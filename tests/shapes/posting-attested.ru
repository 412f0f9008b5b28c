# A day in words.
#= posting:d1.spokeswoman Datatype

INSERT DATA {
    posting:d1.spokeswoman hr:attestedOn "10 May 2020" .
}
