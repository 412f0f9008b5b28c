# A position that is a number.
#= posting:d1.spokeswoman Or

INSERT DATA {
    posting:d1.spokeswoman hr:position 1 .
}
