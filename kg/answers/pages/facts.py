"""What is recorded of the node of a page, and the offices and memberships of an agent, each value as sure as its claim."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answers.pages.subject import Reserves, Subject, in_brackets
from kg.model.message import Message
from kg.model.terms import Term, expand, local_name, text_of

_KEYS = """
SELECT ?p ?o WHERE {
  VALUES ?node { @node } ?node ?p ?o .
  FILTER(STRSTARTS(STR(?p), STR(hr:)) || STRSTARTS(STR(?p), STR(dct:)) || STRSTARTS(STR(?p), STR(schema:)))
  FILTER(?p NOT IN (dct:isPartOf, dct:subject, dct:title, hr:involvement, hr:earliest, hr:latest, hr:participant,
    hr:victim, hr:allegedPerpetrator, hr:memberOf, hr:evidence, hr:derivedFrom, hr:claimant, hr:certainty, hr:basis,
    hr:stance, hr:status, hr:ground, hr:quote))
  FILTER NOT EXISTS { ?p sh:construct ?rule }
  FILTER NOT EXISTS { ?node ?narrow ?o . ?narrow rdfs:subPropertyOf+ ?p FILTER(?narrow != ?p) }
} ORDER BY ?p ?o
"""
_CHILD = "SELECT DISTINCT ?parent { VALUES ?node { @node } ?parent hr:parentOf ?node } ORDER BY ?parent"
_POSTS = """
SELECT DISTINCT ?post ?key ?value {
  VALUES ?node { @node } ?post hr:holder|hr:organization ?node ; a hr:Posting .
  VALUES ?key { hr:holder hr:organization hr:position hr:attestedOn hr:from hr:until hr:former }
  ?post ?key ?value
} ORDER BY ?post ?key ?value
"""
_MEMBERS = """
SELECT DISTINCT ?member ?group { VALUES ?node { @node } { ?node hr:memberOf ?group BIND(?node AS ?member) }
  UNION { ?member hr:memberOf ?node BIND(?node AS ?group) }
} ORDER BY ?member ?group
"""
_DOCUMENTS = """
SELECT DISTINCT ?about ?aspect ?value ?document { VALUES ?about { @nodes }
  ?claim hr:asserts ?about ; hr:evidence/hr:document ?document
  OPTIONAL { ?claim hr:aspect ?aspect ; hr:value ?value }
} ORDER BY ?about ?document
"""
_VERBATIM, _NAMED, _DESCRIPTION, _DATE = map(expand, ("hr:dateVerbatim", "hr:named", "dct:description", "hr:date"))
_RELATIVE = expand("hr:relativeOf")
_TIES = tuple(map(expand, ("hr:spouseOf", "hr:parentOf")))


def recorded(subject: Subject) -> list[str]:
    """The values of the node's properties, sorted by label where they have one; the narrowest property says it all."""
    label, node = subject.names.label, subject.node
    parents = [parent for (parent,) in subject.rows(_CHILD)]
    said = {(_RELATIVE, parent) for parent in parents}
    told = [row for row in subject.rows(_KEYS) if tuple(row) not in said]
    rows = sorted(told, key=lambda row: (row[0], label(row[1]) if row[1].startswith("<") else ""))
    related = {value for key, value in rows if key in _TIES}
    reserves = subject.reserves({node, *parents, *related})
    lines = [_line(subject, key, value, reserves) for key, value in rows]
    for parent in parents:
        how = in_brackets(reserves.get((parent, _TIES[1], node), ""))
        lines.append(subject.say(Message("child of: {name}", name=subject.of(parent))) + how)
    return list(filter(None, lines))


def _line(subject: Subject, key: Term, value: Term, reserves: Reserves) -> str:
    """One value with its reserve; the claim on a tie may stand with either of the two."""
    node, named = subject.node, text_of(value)
    how = reserves.get((node, key, value)) or (reserves.get((value, key, node), "") if key in _TIES else "")
    if key == _VERBATIM:
        return subject.say(Message("date in the document’s words: “{words}”", words=named))
    if key == _NAMED:
        return "" if named == "true" else subject.say(Message("not named"))
    if key == _DESCRIPTION and subject.of(value) == subject.names.of(node):
        return ""
    return f"{subject.key(key)}: {subject.of(value)}{in_brackets(how)}"


def offices(subject: Subject) -> list[str]:
    """The offices of an agent or in a body, and the groups of an agent or the members of a group."""
    rows = subject.rows(_POSTS)
    reserves = subject.sureness({post for post, *_ in rows})
    posts: dict[Term, dict[Term, list[Term]]] = {}
    for post, key, value in rows:
        posts.setdefault(post, {}).setdefault(key, []).append(value)
    told = (_office(subject, post, facts, reserves) for post, facts in posts.items())
    return [*sorted(told), *_memberships(subject)]


def _office(subject: Subject, post: Term, facts: dict[Term, list[Term]], reserves: Reserves) -> str:
    def told(name: str) -> list[str]:
        key = expand(f"hr:{name}")
        doubts = subject.reserves((post,))
        return [f"{subject.of(one)}{in_brackets(doubts.get((post, key, one), ''))}" for one in facts.get(key, ())]

    is_body = subject.node in facts.get(expand("hr:organization"), ())
    who = [*told("holder"), *told("position")] if is_body else [*told("position"), *told("organization")]
    former = [subject.say(Message("former"))] if any(map(text_of, facts.get(expand("hr:former"), ()))) else []
    days = [
        *(subject.say(Message("from {date}", date=date)) for date in told("from")),
        *(subject.say(Message("until {date}", date=date)) for date in told("until")),
        *(subject.say(Message("shown: {date}", date=date)) for date in told("attestedOn")),
    ]
    return ", ".join([*who, *former, *days]) + _source(subject, (post, "", ""), reserves)


def _source(subject: Subject, fact: tuple[Term, Term, Term], reserves: Reserves) -> str:
    """How sure a fact of a node, property and value is, and in which documents it stands."""
    documents = dict.fromkeys(row[3] for row in subject.rows(_DOCUMENTS, (fact[0],)) if tuple(row[:3]) == fact)
    where = Message("in {documents}", documents=", ".join(map(local_name, documents)))
    return in_brackets(reserves.get(fact, ""), subject.say(where) if documents else "")


def _memberships(subject: Subject) -> Iterator[str]:
    rows = subject.rows(_MEMBERS)
    reserves = subject.sureness({member for member, _ in rows})
    for member, group in rows:
        source = _source(subject, (member, expand("hr:memberOf"), group), reserves)
        own, other = (
            Message("member of {name}", name=subject.of(group)),
            Message("member: {name}", name=subject.of(member)),
        )
        yield subject.say(own if member == subject.node else other) + source
