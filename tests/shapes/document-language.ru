# A language in a word of English, and one with a language tag of its own.
#= document:d2 Pattern
#= document:d1.original Datatype

INSERT DATA {
    document:d2 dct:language "in English" .
    document:d1.original dct:language "ru"@en .
}
