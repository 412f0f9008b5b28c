# An ethnicity in words of no language.
#= person:p1 Datatype

INSERT DATA {
    person:p1 hr:ethnicity "Uyghur" .
}
