# Two beginnings, one in words.
#= posting:d1.spokeswoman MaxCount Datatype

INSERT DATA {
    posting:d1.spokeswoman hr:from "March 2019" .
}
