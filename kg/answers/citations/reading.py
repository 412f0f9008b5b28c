"""Reads from the dataset what a citation names: claimants, who passed a claim on, the document, the quoted words."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from kg.answers.binding import sparql
from kg.answers.catalogue import Query
from kg.answers.citations.model import Citation, Work
from kg.answers.citations.reader import Reader
from kg.answers.citations.saying import title, told, words
from kg.answers.finding import find_node, given_name
from kg.answers.names import Names
from kg.answers.speech import IN_ENGLISH, Speech
from kg.answers.withdrawn import said_of, withdrawn_node
from kg.model.concepts import concept_iri
from kg.model.errors import CallError, Problem
from kg.model.message import Message
from kg.model.terms import Term, digest, expand, local_name, text_of
from kg.rdf.dataset import Dataset, Solutions

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
    hr:certainty ?sure .
  OPTIONAL { ?claim hr:basis ?basis }
} ORDER BY ?date ?sure ?basis
"""
_EVIDENCE = """
SELECT DISTINCT ?document WHERE {
  VALUES ?node { @nodes }
  { ?claim hr:asserts*/(hr:involvement|hr:outcome|hr:count|hr:duration)* ?node ; hr:evidence/hr:document ?document }
  UNION { ?node hr:document ?document }
  UNION { ?document hr:held true FILTER(?document = ?node) }
  ?document hr:held true FILTER NOT EXISTS { ?digest dct:source ?document }
} ORDER BY ?document
"""
_REPORT = concept_iri("genre", "report")
_HELD = (
    "SELECT ?document { ?document hr:held true FILTER NOT EXISTS { ?digest dct:source ?document } } ORDER BY ?document"
)


def cite(
    dataset: Dataset, wanted: str, *, build: str, speech: Speech = IN_ENGLISH, is_prose: bool = False
) -> list[Citation]:
    """The citation of a document or claim; for a record, one for each claim that it is so, or else for each claim about it.

    ``is_prose`` asks for dates in words. ``CallError`` if nothing has this id, name or IRI, or if there is no claim about it.
    """
    reader = Reader(dataset, build, Names(dataset, (speech.language,)), speech, is_prose)
    if gone := withdrawn_node(wanted, dataset):
        return [_withdrawn(reader, gone)]
    return [_claim(reader, node) if is_claim else _document(reader, node) for node, is_claim in _find(reader, wanted)]


def _find(reader: Reader, wanted: str) -> list[tuple[Term, bool]]:
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


def _withdrawn(reader: Reader, node: Term) -> Citation:
    """The citation of what was withdrawn: whoever cited it can say that it is gone."""
    notes = (reader.say(said_of(node, reader.dataset)), reader.graph)
    return Citation(local_name(node), "entry", (), reader.say(Message("Withdrawn")), text_of(node), None, notes)


def _work(reader: Reader, node: Term) -> Work:
    return Work(
        iri=text_of(node),
        title=reader.label(node),
        creators=reader.labels(node, "dct:creator"),
        publishers=reader.labels(node, "dct:publisher"),
        issued=reader.date(reader.text(node, "dct:issued")),
        created=reader.date(reader.text(node, "dct:created")),
        genre=reader.text(node, "dct:type"),
        language=_language(reader, node),
        url=_address(reader, node, "schema:url"),
        archived=_address(reader, node, "schema:archivedAt"),
        retrieved=reader.text(node, "hr:retrieved"),
        dating=_dating(reader, node),
        holding=_holding(reader, node),
    )


def _language(reader: Reader, node: Term) -> str:
    """The tag of the language; in prose a translation by machine is called one."""
    language = reader.text(node, "dct:language")
    plain = language.removesuffix("-x-mt")
    is_worded = reader.is_prose and plain != language
    return reader.say(Message("{language}, machine translation", language=plain)) if is_worded else language


def _address(reader: Reader, node: Term, name: str) -> str:
    """The first web address that a property has; empty if there is none."""
    return next(map(text_of, reader.all(node, name)), "")


def _dating(reader: Reader, node: Term) -> str:
    """How sure the day of publication is, if a claim is about it."""
    told = []
    for date, *how in reader.ask(_DATING, node=node):
        sure = ", ".join(map(reader.label, filter(None, how)))
        told.append(reader.say(Message("Issued {date}: {sure}.", date=reader.date(text_of(date)), sure=sure)))
    return " ".join(told)


def _holding(reader: Reader, node: Term) -> str:
    """What the project has of a text: the text, a digest of it, or only its title."""
    originals = [reader.text(source, "hr:sha256") for source in reader.all(node, "dct:source")]
    own = reader.text(node, "hr:sha256")
    if originals and own:
        both = Message(
            "Held as a digest, SHA-256 {digest}, of the original, SHA-256 {original}.",
            digest=own,
            original=originals[0],
        )
        return reader.say(both)
    held = Message("Held, SHA-256 {sha256}.", sha256=own) if own else Message("Not held, only referred to.")
    return reader.say(held)


def _document(reader: Reader, node: Term) -> Citation:
    work = _work(reader, node)
    kind = "report" if _REPORT in reader.all(node, "dct:type") else "document"
    notes = tuple(filter(None, (work.dating, work.holding, reader.graph)))
    return Citation(local_name(node), kind, work.creators, work.title, work.iri, work, notes)


def _claim(reader: Reader, node: Term) -> Citation:
    passages = sorted(reader.all(node, "hr:evidence"), key=lambda passage: int(reader.text(passage, "hr:start") or 0))
    documents = sorted({document for passage in passages for document in reader.all(passage, "hr:document")})
    work = _work(reader, documents[0]) if documents else None
    notes = [
        *told(reader, node),
        *(words(reader, passage) for passage in passages),
        *(filter(None, (work.dating, work.holding)) if work else ()),
        reader.graph,
    ]
    authors = reader.labels(node, "hr:claimant")
    return Citation(local_name(node), "entry", authors, title(reader, node), text_of(node), work, tuple(notes))


def claim_title(names: Names, node: Term, speech: Speech) -> str:
    """What a claim claims, as its citation has it."""
    return title(Reader(names.dataset, "", names, speech), node)


def cite_answer(
    dataset: Dataset, query: Query, values: Mapping[str, str], *, build: str, speech: Speech = IN_ENGLISH
) -> list[Citation]:
    """The citation of the answer to a question, then those of the documents that it rests on.

    These are the held documents whose words are evidence for the nodes in the rows; if there are no such nodes, every
    held document of the build.
    """
    reader = Reader(dataset, build, Names(dataset, (speech.language,)), speech)
    answer = dataset.query(sparql(query, values, dataset), place=query.path)
    nodes, rows = _named_in(answer)
    shown = [document for (document,) in reader.ask(_EVIDENCE, nodes=" ".join(nodes))] if nodes else []
    documents = [_document(reader, node) for node in shown or [held for (held,) in reader.ask(_HELD)]]
    command = shlex.join(
        ["kg", "query", query.name, *(part for name, value in values.items() for part in (f"--{name}", value))]
    )
    where = ", ".join(document.key for document in documents)
    key = f"{query.name}-{digest(command + build, 8)}"
    told = (
        _asked(reader, values),
        Message("{count} row.", count=rows) if rows == 1 else Message("{count} rows.", count=rows),
        _based_on(where, is_evidence=bool(shown)),
        Message("Command: `{command}`.", command=command),
    )
    notes = (*speech.every(told), reader.graph)
    return [Citation(key, "dataset", ("Chronicle",), query.title(speech.language), "", None, notes), *documents]


def _asked(reader: Reader, values: Mapping[str, str]) -> Message:
    """With which parameters a query was asked."""
    pairs = (Message("{name} “{value}”", name=name, value=value) for name, value in values.items())
    given = ", ".join(map(reader.say, pairs))
    return Message("Parameters: {given}.", given=given) if given else Message("Asked without parameters.")


def _based_on(documents: str, *, is_evidence: bool) -> Message:
    if is_evidence:
        return Message("Evidence for what the rows name is in: {documents}.", documents=documents)
    return Message("Asked of all documents held: {documents}.", documents=documents)


def _named_in(answer: Solutions | list[str]) -> tuple[list[Term], int]:
    """The nodes that an answer names, and the number of its rows; triples name their subjects."""
    if isinstance(answer, Solutions):
        return sorted({cell for row in answer.rows for cell in row if cell and cell.startswith("<")}), len(answer.rows)
    return sorted({line.partition(" ")[0] for line in answer}), len(answer)
