# The victim of an arrest that was only threatened, and the perpetrator of a beating whose date is affirmed while the
# beating is denied.
#= act:d1.arrest And
#= act:d1.beating And

INSERT DATA {
    act:d1.arrest hr:victim person:p2 .
    act:d1.beating hr:allegedPerpetrator organization:police .
}
