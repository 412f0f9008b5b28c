# An assessment about a text.
#= assessment:d1.markets NodeKind

INSERT DATA {
    assessment:d1.markets hr:concerns "markets" .
}
