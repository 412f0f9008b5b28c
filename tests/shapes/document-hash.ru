# A held document without a hash, and a hash of a document that is only referred to.
#= document:d1.original Not
#= document:d2 Not

DELETE DATA {
    document:d1.original hr:sha256 "2222222222222222222222222222222222222222222222222222222222222222"
} ;
INSERT DATA {
    document:d2 hr:sha256 "2222222222222222222222222222222222222222222222222222222222222222"
}
