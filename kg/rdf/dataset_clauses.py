"""What rdflib's parser reads in a query that Oxigraph's does not tell: the graphs that it names, and updates."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.model.errors import DataError, Location, Problem
from kg.model.message import Message
from kg.rdf.sparql_text import check_syntax

_FROM = re.compile(r"\bFROM\b", re.IGNORECASE)
_UPDATES = re.compile(r"\b(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\b", re.IGNORECASE)
_BASE = "urn:x-chronicle:"
"""What relative IRIs are resolved against: nothing in the data begins so."""


def graphs_named(text: str, prefixes: Mapping[str, str], *, base: str = _BASE) -> frozenset[str]:
    """The IRIs after FROM and FROM NAMED in a query; ``SyntaxError`` if Oxigraph cannot read it, ``DataError`` if rdflib cannot.

    >>> sorted(graphs_named("PREFIX : <http://e.org/> ASK FROM :a FROM NAMED <http://e.org/b> { ?from ?p 'FROM' }", {}))
    ['http://e.org/a', 'http://e.org/b']
    """
    if not _FROM.search(text):
        return frozenset()
    check_syntax(text, prefixes, base=base)
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        clauses = translateQuery(parseQuery(text), base=base, initNs=dict(prefixes)).algebra.datasetClause
    except Exception as error:  # pyparsing's and rdflib's own kinds, and a stack that is full
        found = Message("the graphs that the query names with FROM cannot be read")
        remedy = Message("name them with the parameters default-graph-uri and named-graph-uri instead")
        raise DataError(Problem("query-failed", found, remedy, Location("query"))) from error
    return frozenset(
        str(iri) for clause in clauses or () for name, iri in clause.items() if name in ("default", "named")
    )


def is_update(text: str) -> bool:
    """Whether a text that is no query changes data; it is only read, never run.

    >>> is_update("LOAD <http://example.org/>"), is_update("ASK {"), is_update("SELECT ?load {")
    (True, False, False)
    """
    if not _UPDATES.search(text):
        return False
    from rdflib.plugins.sparql.parser import parseUpdate

    try:
        parseUpdate(text)
    except Exception:  # as above
        return False
    return True
