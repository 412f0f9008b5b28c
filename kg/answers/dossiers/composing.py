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
from kg.answers.dossiers.wording import Wording
from kg.model.concepts import concept_iri
from kg.model.message import Message
from kg.model.terms import Term, text_of
from kg.records.access import PUBLIC, Access

_HELD = "SELECT DISTINCT ?document { ?document hr:held true FILTER NOT EXISTS { ?digest dct:source ?document } }"
WORDS = Message(
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
        *_section(wording.say(Message("Facts in order of time")), teller.told(actual)),
        *_section(wording.say(Message("Threatened, planned, demanded or only mentioned")), teller.told(other)),
        *_remarks(wording, selection, shown, teller),
    ]
    people = _people(wording, [*(node for node in selection.about if graph.is_a(node, "hr:Agent")), *wording.agents])
    about = wording.listed([wording.label(node) for node in selection.about] or [asked])
    blocks = [
        Paragraph(_scope(wording, selection, asked, access)),
        Paragraph(wording.say(WORDS)),
        *_section(wording.say(Message("Who is who")), iter(people)),
        *body,
        *_section(wording.say(Message("Sources and how to cite them")), sources(wording, build)),
    ]
    return Dossier(wording.say(Message("Dossier: {about}", about=about)), tuple(blocks), graph.speech.language)


def _people(wording: Wording, named: list[Term]) -> list[Block]:
    """Who is who among some agents, and among those whom that calls by a short name in turn."""
    while True:
        found = list(who_is_who(wording, named))
        more = [node for node, name in wording.agents.items() if node not in named and name != wording.label(node)]
        if not more:
            return found
        named = [*named, *more]


_LEFT = {
    "events": Message("{count} further events"),
    "findings": Message("{count} further findings"),
    "demands": Message("{count} further demands"),
}


def _scope(wording: Wording, selection: Selection, asked: str, access: Access) -> str:
    """What was asked, of what, and what is left out."""
    held, count = len(wording.graph.dataset.solutions(_HELD).rows), len(selection.events)
    about = wording.listed([wording.label(node) for node in selection.about])
    said = [_subject(about, asked, held), Message("There are {count} events, in order of time.", count=count)]
    if count == 1:
        said[-1] = Message("There is 1 event, in order of time.")
    if left := [wording.say(_LEFT[name].given(count=number)) for name, number in selection.left.items() if number]:
        less = Message("Of what concerns it less closely, {left} are left out; kg query about lists them.")
        said.append(less.given(left=wording.listed(left)))
    if access != PUBLIC:
        said.append(Message("It has what is withheld from the public: do not pass it on."))
    else:
        said.append(Message("Records that are withheld are not in it."))
    said.append(Message("What the documents do not say is not added."))
    return " ".join(map(wording.say, said))


def _subject(about: str, asked: str, held: int) -> Message:
    """What the dossier is about: some nodes, the question that was asked, or both."""
    question = asked if asked.endswith("?") else f"{asked.removesuffix('.')}."
    if not asked:
        return Message(
            "This dossier shows what a graph of {count} documents records of {about}.", count=held, about=about
        )
    if not about:
        return Message(
            "This dossier shows what a graph of {count} documents records in answer to the question: {question}",
            count=held,
            question=question,
        )
    return Message(
        "This dossier shows what a graph of {count} documents records of {about}, and in answer to the question: {question}",
        count=held,
        about=about,
        question=question,
    )


def _remarks(wording: Wording, selection: Selection, shown: Sequence[Fact], teller: Teller) -> Iterator[Block]:
    graph, wording.at = wording.graph, ""
    open_ends = left_open(shown, graph)
    parts = [part for fact in shown for part in graph.all(fact.node, "hr:involvement")]
    core = [*selection.about, *selection.events, *(graph.one(part, "hr:agent") for part in parts)]
    identified = identities(wording, filter(None, core), tuple(wording.agents), _POSSIBLY)
    lists: dict[Message, list[Item]] = {
        Message("Law and rights"): list(law(wording, shown)),
        Message("Findings and opinions"): list(findings(wording, selection.findings, teller.numbers)),
        Message("Demands and answers"): list(demands(wording, selection.demands)),
        Message("Contradictions and differences"): list(contradictions(wording, selection, teller.numbers)),
        Message("Who or what may be the same"): list(identified),
        Message("What stays open"): [Item(label, in_facts(wording, numbers)) for label, numbers in open_ends.items()],
    }
    for title, items in lists.items():
        if items:
            yield from (Heading(2, wording.say(title)), Items(tuple(items)))


def _section(title: str, blocks: Iterator[Block]) -> Iterator[Block]:
    """A heading and what stands under it, or nothing where that is nothing."""
    found = list(blocks)
    if found:
        yield Heading(2, title)
        yield from found
