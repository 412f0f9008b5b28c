"""What is said of the node of a page besides claims: findings and opinions that concern it, demands made over it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from kg.answers.claim_words import Matter, said
from kg.answers.pages.subject import Subject, in_brackets
from kg.answers.pages.wrapping import item
from kg.model.languages import best
from kg.model.message import Message
from kg.model.terms import Term, expand, local_name

_FINDINGS = """
SELECT DISTINCT ?finding ?stance ?certainty ?basis {
  VALUES ?node { @node } ?finding a hr:Assessment ; hr:concerns ?about ; hr:stance ?stance ; hr:certainty ?certainty .
  FILTER(?about = ?node || EXISTS { ?about hr:holder ?node })
  OPTIONAL { ?finding hr:basis ?basis }
} ORDER BY ?finding
"""
_DEMANDS = """
SELECT DISTINCT ?demand {
  VALUES ?node { @node } ?demand a hr:Recommendation ; hr:concerns|hr:addressedTo|hr:madeBy ?about .
  FILTER(?about = ?node || EXISTS { ?about hr:holder ?node })
} ORDER BY ?demand
"""
_PARTIES = """
SELECT DISTINCT ?about ?key ?value {
  VALUES ?about { @nodes }
  { VALUES ?key { hr:claimant hr:madeBy hr:addressedTo dct:description } ?about ?key ?value }
  UNION { ?about hr:relayedBy/hr:claimant ?value BIND(hr:relayedBy AS ?key) }
} ORDER BY ?about ?key ?value
"""
_SOURCES = """
SELECT DISTINCT ?about (hr:document AS ?key) ?document {
  VALUES ?about { @nodes } { ?about hr:evidence ?passage } UNION { ?claim hr:asserts ?about ; hr:evidence ?passage }
  ?passage hr:document ?document
} ORDER BY ?about ?document
"""
_DESCRIPTION = expand("dct:description")
Told = Mapping[Term, Sequence[Term]]
"""The values of each property of a finding or demand."""


def findings(subject: Subject) -> list[str]:
    """Each finding or opinion on the node: who holds it, how surely, what it says, and in which document."""
    rows = subject.rows(_FINDINGS)
    told = _told(subject, {row[0] for row in rows})
    lines = []
    for finding, stance, certainty, basis in rows:
        manner = said(Matter.FINDING, stance)
        who = ", ".join([_names(subject, told[finding], "hr:claimant"), *([subject.say(manner)] if manner else [])])
        tellers = _names(subject, told[finding], "hr:relayedBy")
        through = subject.say(Message("as told by {names}", names=tellers)) if tellers else ""
        how = in_brackets(subject.how(certainty, basis), through)
        lines += item(f"{who}{how}: {_text(subject, told[finding])}")
    return lines


def demands(subject: Subject) -> list[str]:
    """Each demand that concerns the node, is addressed to it or made by it: who asks whom, and what."""
    found = [demand for (demand,) in subject.rows(_DEMANDS)]
    told, reserves = _told(subject, set(found)), subject.reserves(found)
    lines = []
    for demand in found:
        makers, asked = (_names(subject, told[demand], key) for key in ("hr:madeBy", "hr:addressedTo"))
        parties = subject.say(Message("{who} to {whom}", who=makers, whom=asked)) if asked else makers
        how = in_brackets(reserves.get((demand, "", ""), ""))
        lines += item(f"{parties}{how}: {_text(subject, told[demand])}")
    return lines


def _told(subject: Subject, nodes: Collection[Term]) -> dict[Term, dict[Term, list[Term]]]:
    """Parties, description and documents of some findings or demands, by node and property."""
    found: dict[Term, dict[Term, list[Term]]] = {node: defaultdict(list) for node in nodes}
    for node, key, value in (*subject.rows(_PARTIES, nodes), *subject.rows(_SOURCES, nodes)):
        found[node][key].append(value)
    return found


def _names(subject: Subject, told: Told, key: str) -> str:
    return ", ".join(sorted(map(subject.of, told.get(expand(key), ()))))


def _text(subject: Subject, told: Told) -> str:
    """What a finding or demand says, and in which documents."""
    documents = ", ".join(map(local_name, told.get(expand("hr:document"), ())))
    where = subject.say(Message("in {documents}", documents=documents)) if documents else ""
    return f"{subject.of(best(told[_DESCRIPTION], (subject.language,)))}{in_brackets(where)}"
