"""RDF: formats, parsing and writing, the store that SPARQL queries, the closure under the ontology."""
