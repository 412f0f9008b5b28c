"""RDF: formats, parsing and serialization, the store that SPARQL queries, the closure under the ontology."""
