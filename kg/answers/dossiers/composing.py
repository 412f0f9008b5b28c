"""Composes a dossier from what is read of the graph: title, scope, people, facts, remarks, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.answers.dossiers.arranging import Fact, arranged, every
from kg.answers.dossiers.facts import Teller, left_open
from kg.answers.dossiers.graph import Graph
from kg.answers.dossiers.law import in_facts, law
from kg.answers.dossiers.model import Block, Dossier, Heading, Item, Items, Paragraph
from kg.answers.dossiers.people import who_is_who
from kg.answers.dossiers.remarks import demands, findings
from kg.answers.dossiers.rivals import contradictions, identities
from kg.answers.dossiers.selecting import Selection
from kg.answers.dossiers.sources import sources
from kg.answers.dossiers.wording import Wording, listed
from kg.model.concepts import concept_iri
from kg.model.terms import Term, text_of
from kg.records.access import INTERNAL, Access

_HELD = "SELECT DISTINCT ?document { ?document hr:held true FILTER NOT EXISTS { ?digest dct:source ?document } }"
WORDS = (
    "How to read it: each fact says who claims it and how surely. Stated as fact means that the document says so without"
    " reserve, not that it is proven. Reported and alleged are weaker and stay so in every line; suggested means that the"
    " text only points to it; unclear, that its words do not decide. Our inference is a conclusion of the editors of the"
    " graph, never of the document, and gives its ground. A detail that is less sure than its fact says so in its own line."
)
_POSSIBLY = text_of(concept_iri("identity-verdict", "possibly-same"))


def compose(graph: Graph, selection: Selection, *, build: str, asked: str, access: Access) -> Dossier:
    """The dossier on a selection; ``asked`` is the query whose records are in it, or empty."""
    wording = Wording(graph)
    actual, other = arranged(graph, selection.events)
    shown = [*every(actual), *every(other)]
    teller = Teller(wording, {fact.node: fact.number for fact in shown})
    body = [
        *_section("Facts in order of time", teller.told(actual)),
        *_section("Threatened, planned, demanded or only mentioned", teller.told(other)),
        *_remarks(wording, selection, shown, teller),
    ]
    people = _people(wording, [*(node for node in selection.about if graph.is_a(node, "hr:Agent")), *wording.agents])
    title = f"Dossier: {listed([wording.label(node) for node in selection.about] or [asked])}"
    blocks = [
        Paragraph(_scope(wording, selection, asked, access)),
        Paragraph(WORDS),
        *_section("Who is who", iter(people)),
        *body,
        *_section("Sources and how to cite them", sources(wording, build)),
    ]
    return Dossier(title, tuple(blocks))


def _people(wording: Wording, named: list[Term]) -> list[Block]:
    """Who is who among some agents, and among those whom that calls by a short name in turn."""
    while True:
        found = list(who_is_who(wording, named))
        more = [node for node, name in wording.agents.items() if node not in named and name != wording.label(node)]
        if not more:
            return found
        named = [*named, *more]


def _scope(wording: Wording, selection: Selection, asked: str, access: Access) -> str:
    """What was asked, of what, and what is left out."""
    held = len(wording.graph.dataset.solutions(_HELD).rows)
    count = len(selection.events)
    events = f"There {'is 1 event' if count == 1 else f'are {count} events'}, in order of time."
    left = [f"{count} further {name}" for name, count in selection.left.items() if count]
    about = listed([wording.label(node) for node in selection.about])
    subject = [f"of {about}" if about else "", f"in answer to the question: {asked}" if asked else ""]
    records = ", and ".join(filter(None, subject)).removesuffix(".")
    end = "" if records.endswith("?") else "."
    said = [f"This dossier shows what a graph of {held} documents records {records}{end} {events}"]
    if left:
        said.append(f"Of what concerns it less closely, {listed(left)} are left out; kg query about lists them.")
    if access == INTERNAL:
        said.append("It has what is withheld from the public: do not pass it on.")
    else:
        said.append("Records that are withheld are not in it.")
    said.append("What the documents do not say is not added.")
    return " ".join(said)


def _remarks(wording: Wording, selection: Selection, shown: Sequence[Fact], teller: Teller) -> Iterator[Block]:
    graph, wording.at = wording.graph, ""
    open_ends = left_open(shown, graph)
    parts = [part for fact in shown for part in graph.all(fact.node, "hr:involvement")]
    core = [*selection.about, *selection.events, *(graph.one(part, "hr:agent") for part in parts)]
    identified = identities(wording, filter(None, core), tuple(wording.agents), _POSSIBLY)
    lists: dict[str, list[Item]] = {
        "Law and rights": list(law(wording, shown)),
        "Findings and opinions": list(findings(wording, selection.findings, teller.numbers)),
        "Demands and answers": list(demands(wording, selection.demands)),
        "Contradictions and differences": list(contradictions(wording, selection, teller.numbers)),
        "Who or what may be the same": list(identified),
        "What stays open": [Item(label, in_facts(numbers)) for label, numbers in open_ends.items()],
    }
    for title, items in lists.items():
        if items:
            yield from (Heading(2, title), Items(tuple(items)))


def _section(title: str, blocks: Iterator[Block]) -> Iterator[Block]:
    """A heading and what stands under it, or nothing where that is nothing."""
    found = list(blocks)
    if found:
        yield Heading(2, title)
        yield from found
