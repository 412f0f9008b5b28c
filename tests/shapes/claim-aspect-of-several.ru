# The reason of two acts at once.
#= claim:d1.held.reason And

INSERT DATA {
    claim:d1.held.reason hr:asserts act:d1.warning .
}
