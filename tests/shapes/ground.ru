# The ground is a passage instead of words.
#= claim:d1.held.reason Or

INSERT DATA {
    claim:d1.held.reason hr:ground passage:d1.a .
}
