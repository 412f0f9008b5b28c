"""The rdflib graph of ``kg.graph()``: a query that names what the ontology does not have is answered with a warning."""

from __future__ import annotations

import warnings
from typing import Any

import rdflib
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from kg.answers.telling import unknown_terms
from kg.model.kinds import prefixes
from kg.model.vocabulary import PREFIXES


class CheckedGraph(rdflib.Graph):
    """A graph that warns of terms of the ontology that do not exist, as `kg query` does."""

    def query(self, query_object: str | Query, *args: Any, **options: Any) -> Result:
        """The answer of ``rdflib.Graph.query``; a misspelt term would make it empty without a word."""
        if isinstance(query_object, str):
            declared = {prefix: str(space) for prefix, space in self.namespaces()}
            for problem in unknown_terms(query_object, prefixes(PREFIXES["id"]) | declared):
                warnings.warn(str(problem), stacklevel=2)
        return super().query(query_object, *args, **options)
