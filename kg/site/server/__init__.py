"""`kg serve`: the published graph over HTTP, negotiated, with a SPARQL endpoint that only reads."""
