"""Takes the names of those withheld out of what is published."""

from __future__ import annotations

from typing import NamedTuple

from kg.model import terms
from kg.model.terms import Quad, Term, expand, text_of
from kg.records.withheld_names import WithheldNames

_QUOTE, _HASH, _START = map(expand, ("hr:quote", "hr:sha256", "hr:start"))
_ADDRESSES = tuple(map(expand, ("schema:archivedAt", "schema:url", "skos:exactMatch")))


class Masked(NamedTuple):
    """Quads without the names, the graphs that differ, and the number of texts that had one."""

    quads: list[Quad]
    graphs: frozenset[Term]
    texts: int


def masked(quads: list[Quad], names: WithheldNames) -> Masked:
    """The quads without the names: texts have a neutral word instead, and a web address with a name is left out.

    A passage of other words gets their hash, and an IRI made of them: its own is made of the words that it had, and
    the name could be guessed from it.
    """
    found, renamed, hashes = [], dict[Term, Term](), dict[Term, Term]()
    graphs, texts = set[Term](), set[tuple[Term, Term]]()
    starts = {quad.subject: quad.object for quad in quads if quad.predicate == _START}
    for quad in quads:
        text = text_of(quad.object)
        safe = names.mask(text) if quad.object.startswith('"') else text
        if safe != text or (quad.predicate in _ADDRESSES and names.own.find(text)):
            graphs.add(quad.graph)
            texts.add((quad.subject, quad.predicate))
        if quad.predicate == _QUOTE and safe != text:
            renamed[quad.subject] = _renamed(quad.subject, f"{safe}\0{starts.get(quad.subject, '')}")
            hashes[quad.subject] = terms.literal(terms.digest(safe))
        if quad.object.startswith('"'):
            found.append(quad if safe == text else quad._replace(object=_literal(safe, quad.object)))
        elif quad.predicate not in _ADDRESSES or not names.own.find(text):
            found.append(quad)
    return Masked(sorted({_of_masked(quad, renamed, hashes) for quad in found}), frozenset(graphs), len(texts))


def _of_masked(quad: Quad, renamed: dict[Term, Term], hashes: dict[Term, Term]) -> Quad:
    """A quad about a passage, or that refers to one, as it is after masking."""
    subject, predicate, value, graph = quad
    if predicate == _HASH and subject in hashes:
        value = hashes[subject]
    return Quad(renamed.get(subject, subject), predicate, renamed.get(value, value), graph)


def _renamed(passage: Term, made_of: str) -> Term:
    """The IRI of a passage with other words."""
    stem, _, former = passage.rstrip(">").rpartition(".")
    return f"{stem}.{terms.digest(made_of, len(former))}>"


def _literal(text: str, like: Term) -> Term:
    """A literal with the language or datatype of another."""
    return terms.literal(text) + like[like.rindex('"') + 1 :]
