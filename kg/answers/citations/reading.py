"""Reads from the dataset what a citation names: claimants, who passed a claim on, the document, the quoted words."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.answers.binding import sparql
from kg.answers.catalogue import Query
from kg.answers.citations.model import Citation, Work
from kg.answers.finding import find_node, given_name
from kg.answers.names import Names
from kg.model.errors import CallError, Problem
from kg.model.message import Message
from kg.model.terms import Term, digest, expand, local_name, text_of
from kg.rdf.dataset import Dataset, Solutions
from kg.sources.documents import squeezed

_BY_ID = """
SELECT DISTINCT ?claim WHERE { ?claim a hr:Claim .
  FILTER(STRENDS(STR(?claim), CONCAT("/claim/", @wanted)) || STRENDS(STR(?claim), CONCAT(".", @wanted)))
  FILTER(CONTAINS(@wanted, "."))
} ORDER BY ?claim
"""
_CLASS = "SELECT ?class { @node a/rdfs:subClassOf* ?class FILTER(?class IN (hr:Claim, hr:Document)) }"
_ON = "SELECT ?claim ?aspect { ?claim hr:asserts @node OPTIONAL { ?claim hr:aspect ?aspect } } ORDER BY ?claim"
_DATING = """
SELECT DISTINCT ?date ?sure ?basis {
  ?claim hr:asserts @node ; hr:aspect dct:issued ; hr:value ?date ; hr:stance stance:affirms ;
    hr:certainty/hr:displayLabel ?sure .
  OPTIONAL { ?claim hr:basis/hr:displayLabel ?basis }
} ORDER BY ?date ?sure ?basis
"""
_OUTER = "SELECT ?claim { ?claim hr:asserts @node } ORDER BY ?claim"
_EVIDENCE = """
SELECT DISTINCT ?document WHERE {
  VALUES ?node { @nodes }
  { ?claim hr:asserts*/(hr:involvement|hr:outcome|hr:count|hr:duration)* ?node ; hr:evidence/hr:document ?document }
  UNION { ?node hr:document ?document }
  UNION { ?document hr:held true FILTER(?document = ?node) }
  ?document hr:held true FILTER NOT EXISTS { ?digest dct:source ?document }
} ORDER BY ?document
"""
_HELD = (
    "SELECT ?document { ?document hr:held true FILTER NOT EXISTS { ?digest dct:source ?document } } ORDER BY ?document"
)


@dataclass(slots=True)
class _Reader:
    """Nodes and their values, each queried once; ``build`` is the hash that identifies the build."""

    dataset: Dataset
    build: str
    names: Names
    known: dict[Term, dict[Term, list[Term]]] = field(default_factory=dict)

    def ask(self, query: str, **values: str) -> list[tuple[Term, ...]]:
        """The rows of a query with terms inserted for ``@name``; unbound variables are empty."""
        for name, value in values.items():
            query = query.replace(f"@{name}", value)
        found = self.dataset.solutions(query)
        return [tuple(term or "" for term in row) for row in found.rows]

    def facts(self, node: Term) -> dict[Term, list[Term]]:
        """The values of every property of a node."""
        if node not in self.known:
            found: dict[Term, list[Term]] = {}
            for predicate, value in self.ask("SELECT ?p ?o { @node ?p ?o } ORDER BY ?p ?o", node=node):
                found.setdefault(predicate, []).append(value)
            self.known[node] = found
        return self.known[node]

    def all(self, node: Term, name: str) -> list[Term]:
        """The values of one property, English ones first."""
        return sorted(self.facts(node).get(expand(name), []), key=lambda value: (not value.endswith("@en"), value))

    def label(self, node: Term) -> str:
        """The name of a node, or the text of a literal."""
        if node.startswith("<"):
            self.names.known.setdefault(node, self.facts(node))
        return self.names.of(node)

    def text(self, node: Term, name: str) -> str:
        """The name of the first value of a property; empty if there is none."""
        found = self.all(node, name)
        return self.label(found[0]) if found else ""

    def labels(self, node: Term, name: str) -> tuple[str, ...]:
        """The names of the values of a property, in alphabetical order: a graph keeps no order of authors."""
        return tuple(sorted(map(self.label, self.all(node, name))))

    @property
    def graph(self) -> str:
        """The sentence that identifies the build."""
        return f"Chronicle graph, SHA-256 of kg.nq {self.build}."


def cite(dataset: Dataset, wanted: str, *, build: str) -> list[Citation]:
    """The citation of a document or claim; for a record, one for each claim that it is so, or else for each claim about it.

    ``CallError`` if nothing has this id, name or IRI, or if there is no claim about it.
    """
    reader = _Reader(dataset, build, Names(dataset))
    return [_claim(reader, node) if is_claim else _document(reader, node) for node, is_claim in _find(reader, wanted)]


def _find(reader: _Reader, wanted: str) -> list[tuple[Term, bool]]:
    """The documents and claims to cite, and whether each is a claim."""
    by_id = [(claim, True) for (claim,) in reader.ask(_BY_ID, wanted=given_name(wanted))]
    try:
        node = find_node(wanted, reader.dataset)
    except CallError:
        if len(by_id) == 1:
            return by_id
        raise
    if not reader.facts(node):
        raise CallError(
            Problem(
                "unknown-node",
                Message("the graph has no {node}", node=node),
                Message("copy an IRI as `kg show` prints it"),
            )
        )
    classes = {class_ for (class_,) in reader.ask(_CLASS, node=node)}
    if classes:
        return [(node, expand("hr:Claim") in classes)]
    claims = reader.ask(_ON, node=node)
    chosen = [claim for claim, aspect in claims if not aspect] or [claim for claim, _ in claims]
    if not chosen and not by_id:
        found = Message('no claim is about "{wanted}"', wanted=wanted)
        raise CallError(
            Problem("nothing-to-cite", found, Message("cite a claim, a document, or a record that claims are about"))
        )
    return [(claim, True) for claim in dict.fromkeys(chosen)] or by_id


def _work(reader: _Reader, node: Term) -> Work:
    return Work(
        iri=text_of(node),
        title=reader.label(node),
        creators=reader.labels(node, "dct:creator"),
        publishers=reader.labels(node, "dct:publisher"),
        issued=reader.text(node, "dct:issued"),
        created=reader.text(node, "dct:created"),
        genre=reader.text(node, "dct:type"),
        language=reader.text(node, "dct:language"),
        url=_address(reader, node, "schema:url"),
        archived=_address(reader, node, "schema:archivedAt"),
        retrieved=reader.text(node, "hr:retrieved"),
        dating=_dating(reader, node),
        holding=_holding(reader, node),
    )


def _address(reader: _Reader, node: Term, name: str) -> str:
    """The first web address that a property has; empty if there is none."""
    return next(map(text_of, reader.all(node, name)), "")


def _dating(reader: _Reader, node: Term) -> str:
    """How sure the day of publication is, if a claim is about it."""
    rows = (tuple(map(text_of, filter(None, row))) for row in reader.ask(_DATING, node=node))
    return " ".join(f"Issued {date}: {', '.join(how)}." for date, *how in rows)


def _holding(reader: _Reader, node: Term) -> str:
    """What the project has of a text: the text, a digest of it, or only its title."""
    originals = [reader.text(source, "hr:sha256") for source in reader.all(node, "dct:source")]
    own = reader.text(node, "hr:sha256")
    if originals and own:
        return f"Held as a digest, SHA-256 {own}, of the original, SHA-256 {originals[0]}."
    return f"Held, SHA-256 {own}." if own else "Not held, only referred to."


def _document(reader: _Reader, node: Term) -> Citation:
    work = _work(reader, node)
    kind = "report" if work.genre == "report" else "document"
    notes = tuple(filter(None, (work.dating, work.holding, reader.graph)))
    return Citation(local_name(node), kind, work.creators, work.title, work.iri, work, notes)


def _claim(reader: _Reader, node: Term) -> Citation:
    passages = sorted(reader.all(node, "hr:evidence"), key=lambda passage: int(reader.text(passage, "hr:start") or 0))
    documents = sorted({document for passage in passages for document in reader.all(passage, "hr:document")})
    work = _work(reader, documents[0]) if documents else None
    notes = [
        *_inner(reader, node),
        _how(reader, node),
        *_outer(reader, node),
        *(_words(reader, passage) for passage in passages),
        *(filter(None, (work.dating, work.holding)) if work else ()),
        reader.graph,
    ]
    authors = reader.labels(node, "hr:claimant")
    return Citation(local_name(node), "entry", authors, _title(reader, node), text_of(node), work, tuple(notes))


def _title(reader: _Reader, claim: Term) -> str:
    """What is claimed: a record, with its modality unless it is actual, and which aspect of it is claimed."""
    if reader.all(claim, "dct:description") and not reader.all(claim, "hr:asserts"):
        return reader.text(claim, "dct:description")
    node = next(iter(reader.all(claim, "hr:asserts")), claim)
    if reader.all(node, "hr:claimant"):
        return _title(reader, node)
    modality = reader.text(node, "hr:modality")
    title = reader.label(node) + (f" [{modality}]" if modality not in ("", "actual") else "")
    aspect = next(iter(reader.all(claim, "hr:aspect")), "")
    if not aspect:
        return title
    values = ", ".join(reader.label(value) for value in reader.all(claim, "hr:value"))
    called = {expand("skos:prefLabel"): "name", expand("skos:altLabel"): "name"}.get(aspect) or reader.label(aspect)
    if aspect == expand("hr:involvement"):
        return f"{title} – {values}"
    return f"{title} – {called}" + (f": {values}" if values else "")


def _how(reader: _Reader, claim: Term) -> str:
    """Stance, certainty and anything else that qualifies the claim."""
    qualifiers = {
        "Stance": reader.text(claim, "hr:stance"),
        "Certainty": reader.text(claim, "hr:certainty"),
        "Basis": reader.text(claim, "hr:basis"),
        "Ground": reader.text(claim, "hr:ground"),
        "Told so": reader.text(claim, "dct:description") if reader.all(claim, "hr:asserts") else "",
        "The words are": reader.text(claim, "hr:wordsSay"),
        "Read as": reader.text(claim, "hr:reading"),
        "Status": reader.text(claim, "hr:status"),
    }
    usual = qualifiers["Status"] == "accepted"
    return " ".join(
        f"{name}: {value.rstrip('.')}."
        for name, value in qualifiers.items()
        if value and not (usual and name == "Status")
    )


def _inner(reader: _Reader, claim: Term) -> Iterator[str]:
    """The person whose claim this one passes on."""
    for node in reader.all(claim, "hr:asserts"):
        if who := reader.labels(node, "hr:claimant"):
            yield f"Passes on what {_listed(who)} says."


def _outer(reader: _Reader, claim: Term) -> Iterator[str]:
    """Those who passed the claim on, innermost first, down to the authors of the document."""
    for (outer,) in reader.ask(_OUTER, node=claim):
        yield f"As told by {_listed(reader.labels(outer, 'hr:claimant'))} ({reader.text(outer, 'hr:certainty')})."
        yield from _outer(reader, outer)


def _words(reader: _Reader, passage: Term) -> str:
    """The quoted words, their offsets (code points, end exclusive), and which part of the original they restate."""
    start, end = reader.text(passage, "hr:start"), reader.text(passage, "hr:end")
    origins = [
        f"[{reader.text(one, 'hr:start')}:{reader.text(one, 'hr:end')}]"
        for one in reader.all(passage, "hr:derivedFrom")
    ]
    place = f"characters [{start}:{end}]"
    words = squeezed(reader.text(passage, "hr:quote"))
    if origins:
        return f"Paraphrased: {words} ({place} of the digest, restating {_listed(origins)} of the original)."
    return f"“{words}” ({place})."


def _listed(names: Sequence[str]) -> str:
    """Names as a list in a sentence.

    >>> _listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def cite_answer(dataset: Dataset, query: Query, values: Mapping[str, str], *, build: str) -> list[Citation]:
    """The citation of the answer to a question, then those of the documents that it rests on.

    These are the held documents whose words are evidence for the nodes in the rows; if there are no such nodes, every
    held document of the build.
    """
    reader = _Reader(dataset, build, Names(dataset))
    answer = dataset.query(sparql(query, values, dataset), place=query.path)
    nodes, rows = _named_in(answer)
    shown = [document for (document,) in reader.ask(_EVIDENCE, nodes=" ".join(nodes))] if nodes else []
    documents = [_document(reader, node) for node in shown or [held for (held,) in reader.ask(_HELD)]]
    command = shlex.join(
        ["kg", "query", query.name, *(part for name, value in values.items() for part in (f"--{name}", value))]
    )
    where = ", ".join(document.key for document in documents)
    given = ", ".join(f"{name} “{value}”" for name, value in values.items())
    notes = (
        f"Asked with {given}." if given else "Asked without parameters.",
        f"{rows} row{'' if rows == 1 else 's'}.",
        f"{'Evidence for what the rows name stands in' if shown else 'Asked of all documents held'}: {where}.",
        f"Command: `{command}`.",
        reader.graph,
    )
    key = f"{query.name}-{digest(command + build, 8)}"
    return [Citation(key, "dataset", ("Chronicle",), query.question, "", None, notes), *documents]


def _named_in(answer: Solutions | list[str]) -> tuple[list[Term], int]:
    """The nodes that an answer names, and the number of its rows; triples name their subjects."""
    if isinstance(answer, Solutions):
        return sorted({cell for row in answer.rows for cell in row if cell and cell.startswith("<")}), len(answer.rows)
    return sorted({line.partition(" ")[0] for line in answer}), len(answer)
