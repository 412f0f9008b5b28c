# Two claims of the same association, one said to corroborate the other.
#= claim:d1.warning Disjoint

INSERT DATA {
    claim:d1.warning hr:corroborates claim:d1.held .
}
