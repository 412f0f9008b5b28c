"""Who is who in a build: open cases, decisions, names by document, and names that two entities share.

Entities that may be the same are never joined: they are a case to look at. An entity has one IRI, and its names are
shown with the documents in which they occur.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from kg.answers.names import Names, word
from kg.model.errors import CallError, Problem
from kg.model.languages import best
from kg.model.message import Message
from kg.model.project import find_project
from kg.model.terms import Term, local_name, text_of
from kg.rdf.dataset import Dataset
from kg.records.authorities import read_authorities

VERDICTS = ("possibly same", "different", "same")

_DECISIONS = """
SELECT DISTINCT ?decision ?left ?right ?verdict ?ground ?decider WHERE {
  ?decision a hr:IdentityDecision ; hr:left ?left ; hr:right ?right ; hr:verdict ?verdict .
  OPTIONAL { ?decision hr:ground ?ground } OPTIONAL { ?decision hr:decider ?decider }
}
"""
_NAMES = """
SELECT DISTINCT ?node ?name ?document ?certainty ?basis WHERE {
  ?claim hr:asserts ?node ; hr:aspect ?aspect ; hr:value ?name ; hr:evidence/hr:document ?document .
  FILTER(?aspect IN (skos:prefLabel, skos:altLabel))
  ?claim hr:stance stance:affirms .
  OPTIONAL { ?claim hr:certainty ?certainty } OPTIONAL { ?claim hr:basis ?basis }
}
"""
_CALLED = """
SELECT DISTINCT ?family ?name ?node WHERE {
  VALUES ?class { hr:Person hr:Organization hr:Group hr:Place hr:Instrument hr:Provision }
  GRAPH ?graph { ?node a ?class } ?node ?naming ?name . FILTER(?naming IN (skos:prefLabel, skos:altLabel))
  BIND(IF(?class IN (hr:Person, hr:Organization, hr:Group), hr:Agent, ?class) AS ?family)
  FILTER(?naming = skos:altLabel || (?class != hr:Group && NOT EXISTS { ?node hr:named false }))
}
"""
"""Names by which entities of one family might be confused. Not among them: the label of a group, or of somebody whom the
document does not name, which is a description."""
_MENTIONED = """
SELECT DISTINCT ?node ?graph WHERE {
  { SELECT DISTINCT ?node WHERE { GRAPH ?shared { ?node a ?class } FILTER(STRENDS(STR(?shared), "/graph/authorities"))
    FILTER(?class NOT IN (hr:Involvement, hr:Outcome, hr:Quantity)) } }
  GRAPH ?graph { ?subject ?property ?node } FILTER(?property != hr:claimant)
  ?graph a hr:Document .
}
"""
"""The entries of the authority files with the documents that mention them, without the parts of entries; being a claimant does
not count as a mention."""
_DOCUMENTS = """
SELECT DISTINCT ?node ?graph WHERE {
  VALUES ?node { @nodes }
  { GRAPH ?graph { ?node ?p ?o } } UNION { GRAPH ?graph { ?s ?q ?node } }
  ?graph a hr:Document .
}
"""


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something: IRI, label, and the documents that mention it."""

    iri: str
    label: str
    documents: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id that follows the kind in the IRI."""
        return self.iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Decision:
    """That two entities are (``same``), may be (``possibly same``) or are not one (``different``).

    ``entry`` is the place of its record in the authority files; deleting the record undoes the decision.
    """

    id: str
    verdict: str
    left: Entity
    right: Entity
    ground: str
    decider: str
    entry: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name as documents give it; ``how`` is empty where the name is stated as fact."""

    name: str
    documents: tuple[str, ...]
    how: str


@dataclass(frozen=True, slots=True)
class Named:
    """An entity with its names."""

    entity: Entity
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """A name that two entities have without a decision whether they are the same."""

    name: str
    left: Entity
    right: Entity


@dataclass(frozen=True, slots=True)
class Identities:
    """Decisions by verdict, entities with several names or documents, those without a decision as their ground, and shared names."""

    decisions: dict[str, tuple[Decision, ...]]
    named: tuple[Named, ...]
    ungrounded: tuple[Named, ...]
    shared: tuple[Shared, ...]


def identities(dataset: Dataset, *, entries: Mapping[str, str], node: Term = "") -> Identities:
    """Who is who; with ``node`` only what concerns that entity, with all its names.

    ``entries`` gives the place of each decision's record in the authority files, by its id. ``CallError`` if the graph
    does not have the node.
    """
    display = Names(dataset)
    if node and not display.label(node):
        raise CallError(
            Problem(
                "unknown-node",
                Message("the graph has no {node}", node=node),
                Message("copy an IRI as `kg show` prints it"),
            )
        )
    rows = _ask(dataset, _DECISIONS)
    decided = {frozenset((left, right)) for _, left, right, *_ in rows}
    pairs = [pair for pair in _sharing(dataset) if frozenset(pair[1:]) not in decided and (not node or node in pair)]
    rows = [row for row in rows if not node or node in row]
    names = _names(dataset)
    kept = {node} if node else {one for one, found in names.items() if _is_joined(found)}
    several = _in_several(dataset)
    known = _entities(
        display,
        {
            *kept,
            *several,
            *names,
            *(one for _, left, right, *_ in rows for one in (left, right)),
            *(one for pair in pairs for one in pair[1:]),
        },
    )
    grounded = {left for _, left, right, verdict, *_ in rows if left == right and word(verdict) == "same"}
    joined = several | {one for one, found in names.items() if _is_named_otherwise(found, display.labels(one))}
    bare = {one for one in joined - grounded if not node or one == node}

    def named(nodes: Iterable[Term]) -> tuple[Named, ...]:
        by_label = sorted(nodes, key=lambda one: (known[one].label.casefold(), one))
        return tuple(Named(known[one], tuple(names.get(one, ()))) for one in by_label)

    return Identities(
        _by_verdict(_decisions(rows, known, entries, display)),
        named(kept),
        named(bare),
        tuple(Shared(name, known[left], known[right]) for name, left, right in pairs),
    )


def entries(documents: Path | None) -> dict[str, str]:
    """The place of each decision in the project's authority files, by its id.

    Empty if a build is read without a project; ``CallError`` if a ``documents`` folder is named and is not a project.
    """
    try:
        project = find_project(documents)
    except CallError:
        if documents:
            raise
        return {}
    records, *_ = read_authorities(project.authorities, language=project.language)
    decisions = (record for record in records if record.kind.name == "decision")
    return {record.id: f"{record.location.path}:{record.location.line}" for record in decisions}


def undecided(found: Identities) -> list[Problem]:
    """A problem for each name that two entities share without a decision whether they are the same."""
    both = Message("{one} and {other} are both called “{name}”")
    remedy = Message("record in the authority files whether they are the same, or merge the records")
    return [
        Problem("shared-name", both.given(one=shared.left.id, other=shared.right.id, name=shared.name), remedy)
        for shared in found.shared
    ]


def _ask(dataset: Dataset, query: str) -> list[tuple[Term, ...]]:
    """The rows of a query in order; unbound variables are empty."""
    found = dataset.solutions(query)
    return sorted(tuple(term or "" for term in row) for row in found.rows)


def _decisions(
    rows: Iterable[tuple[Term, ...]], known: Mapping[Term, Entity], entries: Mapping[str, str], display: Names
) -> Iterator[Decision]:
    """Each decision, put together from its rows, which differ in the decider and in the language of the ground."""
    grounds: dict[tuple[Term, ...], set[Term]] = defaultdict(set)
    deciders: dict[tuple[Term, ...], set[Term]] = defaultdict(set)
    for *rest, ground, decider in rows:
        grounds[tuple(rest)] |= {ground} - {""}
        deciders[tuple(rest)] |= {decider} - {""}
    for one, words in grounds.items():
        iri, left, right, verdict = one
        why = text_of(best(words)) if words else ""
        who = " and ".join(sorted(map(display.of, deciders[one])))
        place = entries.get(local_name(iri), "")
        yield Decision(local_name(iri), word(verdict), known[left], known[right], why, who, place)


def _by_verdict(decisions: Iterable[Decision]) -> dict[str, tuple[Decision, ...]]:
    ordered = sorted(decisions, key=lambda one: (one.left.label.casefold(), one.right.label.casefold(), one.id))
    return {verdict: tuple(one for one in ordered if one.verdict == verdict) for verdict in VERDICTS}


def _names(dataset: Dataset) -> dict[Term, list[Name]]:
    """The names of each entity in documents, in alphabetical order."""
    found: dict[tuple[Term, str, str], set[str]] = defaultdict(set)
    for node, name, document, certainty, basis in _ask(dataset, _NAMES):
        sure = word(certainty)
        how = ", ".join(filter(None, (sure if sure != "stated as fact" else "", word(basis))))
        found[node, text_of(name), how].add(local_name(document))
    names: dict[Term, list[Name]] = defaultdict(list)
    for (node, name, how), documents in sorted(found.items(), key=lambda item: (item[0][1].casefold(), item[0])):
        names[node].append(Name(name, tuple(sorted(documents)), how))
    return names


def _is_joined(names: list[Name]) -> bool:
    """Whether an entity brings together several names, or several documents."""
    return len(names) > 1 or len({document for name in names for document in name.documents}) > 1


def _is_named_otherwise(names: list[Name], labels: Collection[str]) -> bool:
    """Whether a document gives, without reservation, a name that is the label in no language."""
    return any(not name.how and name.name not in labels for name in names)


def _in_several(dataset: Dataset) -> set[Term]:
    """The entries of the authority files that several documents mention."""
    found_in: dict[Term, set[Term]] = defaultdict(set)
    for node, document in _ask(dataset, _MENTIONED):
        found_in[node].add(document)
    return {node for node, documents in found_in.items() if len(documents) > 1}


def _sharing(dataset: Dataset) -> Iterator[tuple[str, Term, Term]]:
    """Each name that two entities of one family share, ignoring capitals and spaces, with the two."""
    found: dict[tuple[Term, str], dict[Term, str]] = defaultdict(dict)
    for family, name, node in _ask(dataset, _CALLED):
        found[family, " ".join(text_of(name).casefold().split())].setdefault(node, text_of(name))
    for _, nodes in sorted(found.items()):
        yield from ((nodes[left], left, right) for left, right in combinations(sorted(nodes), 2))


def _entities(display: Names, nodes: Collection[Term]) -> dict[Term, Entity]:
    """Some nodes as entities with their labels and documents."""
    block = " ".join(sorted(nodes))
    display.read(nodes)
    documents: dict[Term, set[str]] = defaultdict(set)
    for node, document in _ask(display.dataset, _DOCUMENTS.replace("@nodes", block)):
        documents[node].add(local_name(document))
    return {node: Entity(text_of(node), display.of(node), tuple(sorted(documents[node]))) for node in nodes}
