"""Answers from a build: the query catalogue, results, pages on nodes, provenance, counts, citations, pictures."""
