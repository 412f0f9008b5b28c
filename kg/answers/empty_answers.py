"""What is told where a query finds nothing of what it was asked about: perhaps its members suffered it, or it is a concept."""

from __future__ import annotations

from collections.abc import Mapping

from kg.answers.binding import bind, bound
from kg.answers.catalogue import Query
from kg.answers.not_found import told_of
from kg.model.errors import Problem
from kg.model.message import Message
from kg.model.terms import Term
from kg.rdf.dataset import Dataset
from kg.rdf.vocabularies import OUR_SPACE

_MEMBERS = """
SELECT DISTINCT ?member {
  { ?member hr:memberOf|hr:subsetOf|hr:unitOf @body } UNION { ?posting hr:organization @body ; hr:holder ?member }
  FILTER(?member != @body)
} ORDER BY ?member LIMIT 50
"""
_OF_AGENTS = ("Agent", "")
"""The kinds of the parameters that take a body or a group as well as a person."""


def hints(query: Query, values: Mapping[str, str], dataset: Dataset) -> tuple[Problem, ...]:
    """What may have been meant, for each parameter that takes an agent, if the query has no rows."""
    terms = bound(query, values, dataset)
    asked = [
        one.name for one in query.parameters if one.type == "node" and one.kind in _OF_AGENTS and one.name in values
    ]
    members = {name: _members(terms[name], dataset) for name in asked}
    concepts = [name for name in asked if terms[name].startswith(OUR_SPACE)]
    if not (concepts or any(members.values())) or _count(query, terms, dataset):
        return ()
    found = [_of_members(query, terms, name, members[name], dataset) for name in asked]
    return (*filter(None, found), *(_of_concept(values[name]) for name in concepts))


def _members(node: Term, dataset: Dataset) -> list[Term]:
    """Who belongs to a body or a group: its members, its parts and units, and who holds an office in it."""
    rows = dataset.solutions(_MEMBERS.replace("@body", node)).rows
    return [row[0] for row in rows if row[0]]


def _count(query: Query, terms: Mapping[str, Term], dataset: Dataset) -> int:
    return len(dataset.solutions(bind(query.sparql, terms)).rows)


def _of_members(
    query: Query, terms: Mapping[str, Term], name: str, members: list[Term], dataset: Dataset
) -> Problem | None:
    """The hint that the same query has rows for members of what was asked about; ``None`` if it has none for them either."""
    counts = {member: _count(query, {**terms, name: member}, dataset) for member in members}
    having = [member for member, count in counts.items() if count]
    if not having:
        return None
    parts = {"node": told_of([terms[name]], dataset), "members": told_of(having, dataset)}
    found = Message("0 rows for {node} itself; {count} for its members: {members}", count=sum(counts.values()), **parts)
    return Problem("nothing-of-itself", found, Message("ask about one of them"), severity="info")


def _of_concept(value: str) -> Problem:
    """The hint that a concept was given where things are asked about."""
    found = Message('"{value}" is a concept, and nothing is said of it as a thing', value=value)
    remedy = Message('`kg show "{value}"` lists the queries that take it', value=value)
    return Problem("nothing-of-itself", found, remedy, severity="info")
