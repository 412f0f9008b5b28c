"""Views: what of the graph is said in the words of one vocabulary that a partner's program knows.

Nothing else is taken, save what keeps a view true: labels, whether something took place at all, and of an event the claims
that it rests on. Whoever is only alleged to have done something is no actor here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from kg.answers.opening import OpenBuild
from kg.exchange.model import File, Format
from kg.model.errors import CallError, Problem, nearest
from kg.model.message import Message
from kg.model.terms import Term, Triple, expand
from kg.model.vocabulary import PREFIXES
from kg.rdf.syntax import read_triples


class View(NamedTuple):
    """A vocabulary: what it is called, and its prefix."""

    title: str
    prefix: str


VIEWS = {
    "schema.org": View("schema.org", "schema"),
    "prov": View("PROV-O", "prov"),
    "sem": View("the Simple Event Model", "sem"),
    "foaf": View("FOAF", "foaf"),
}

_TYPE, _EVENT, _ASSERTS, _DOER, _ACTOR, _MODALITY = map(
    expand, ("rdf:type", "hr:Event", "hr:asserts", "hr:allegedPerpetrator", "sem:hasActor", "hr:modality")
)
_LABELS = set(map(expand, ("skos:prefLabel", "hr:displayLabel")))
_OF_CLAIM = set(
    map(expand, ("hr:asserts", "hr:aspect", "hr:value", "hr:certainty", "hr:stance", "hr:basis", "hr:claimant"))
)


def viewed(form: Format, name: str) -> Format:
    """A format with a view of the graph instead of the whole; ``CallError`` if it has none, or there is no such view."""
    if name not in VIEWS:
        found = Message('there is no view "{name}"', name=name)
        remedy = Message("the views are {names}", names=", ".join(VIEWS))
        raise CallError(Problem("wrong-call", found, remedy, offers=nearest(name, VIEWS)))
    if form.graph is None:
        found = Message("{format} has no views", format=form.name)
        remedy = Message("take turtle, ntriples or jsonld with --view, or leave that out")
        raise CallError(Problem("wrong-call", found, remedy))
    title = f"{form.title}, a view in the words of {VIEWS[name].title}"
    return Format(f"{form.name}-{name}", title, (), _files(form, name), form.needs)


def _files(form: Format, name: str) -> Callable[[OpenBuild], Iterator[File]]:
    view = VIEWS[name]

    def files(build: OpenBuild) -> Iterator[File]:
        assert form.graph is not None
        graph = list(read_triples(build.held.path / "kg.ttl"))
        written = form.graph(seen(graph, view, build.dataset.prefixes["id"]), build)
        stem, ending = written.name.split(".")
        about = f"what of the graph is said in the words of {view.title}, with labels"
        yield written._replace(name=f"{stem}-{name}.{ending}", about=about)

    return files


def seen(graph: Sequence[Triple], view: View, base: str) -> set[Triple]:
    """The triples of a view: what is said of the data under a base."""
    own, doers = f"<{base}", {(s, o) for s, p, o in graph if p == _DOER}
    found = {
        (s, p, o)
        for s, p, o in graph
        if s.startswith(own) and _is_of(view, p, o) and not (p == _ACTOR and (s, o) in doers)
    }
    events = {s for s, p, o in graph if p == _TYPE and o == _EVENT} & {s for s, _, _ in found}
    claims = {s for s, p, o in graph if p == _ASSERTS and o in events}
    found |= {triple for triple in graph if triple[0] in claims and triple[1] in _OF_CLAIM}
    found |= {triple for triple in graph if triple[1] == _MODALITY and triple[0] in _nodes(found)}
    named = _nodes(found)
    return found | {triple for triple in graph if triple[1] in _LABELS and triple[0] in named}


def _is_of(view: View, p: Term, o: Term) -> bool:
    """Whether a property is of a vocabulary, or the class that it gives."""
    return (o if p == _TYPE else p).startswith(f"<{PREFIXES[view.prefix]}")


def _nodes(triples: set[Triple]) -> set[Term]:
    return {term for s, _, o in triples for term in (s, o) if term.startswith("<")}
