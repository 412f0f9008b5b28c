"""What a build is asked: the query catalogue, results, pages on nodes, provenance, counts, citations, pictures."""
