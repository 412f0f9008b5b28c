# The reading is a number instead of words.
#= claim:d1.held.reason Or

INSERT DATA {
    claim:d1.held.reason hr:reading 12 .
}
