# A reading without the words, and words without a reading.
#= claim:d1.held And
#= claim:d1.warning And

INSERT DATA {
    claim:d1.held hr:reading "they were held"@en .
    claim:d1.warning hr:wordsSay "warn the men"@en .
}
