# Two values in one claim.
#= claim:d1.held.reason MaxCount

INSERT DATA {
    claim:d1.held.reason hr:value "their politics"@en .
}
