"""The list of sources: each document as it is cited, and what in the dossier is ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.answers.citations import FORMS, Citation, cite
from kg.answers.dossiers.model import Block, Item, Items, Paragraph
from kg.answers.dossiers.wording import Wording
from kg.model.message import Message
from kg.model.terms import text_of

OURS = Message(
    "What is ours: the order of the facts, the wording of headings, notes and digests, and every line that says our"
    " inference. A digest restates the original in other words: quote the original at the characters given, not the"
    " digest. Lines are those of our file, counted from 1 with its head, one sentence a line. Characters are counted from"
    " 0 in the original, the second number being the first character after the passage."
)


def sources(wording: Wording, build: str) -> Iterator[Block]:
    """Each document that the dossier names, by its short name, with its citation; then what is ours."""
    graph = wording.graph
    cited = sorted(wording.documents, key=lambda node: (graph.raw(node, "dct:issued") or "9999", node))
    items, common = [], ""
    for node in cited:
        for citation in cite(graph.dataset, text_of(node), build=build, speech=graph.speech, is_prose=True):
            common = citation.notes[-1]
            items.append(Item(wording.documents[node], " ".join(_lines(citation, wording))))
    yield Items(tuple(items))
    yield Paragraph(wording.say(OURS))
    made = Message(
        "This dossier was made from one state of the graph and can be made again from it. {build}", build=common
    )
    yield Paragraph(wording.say(made))


def _lines(citation: Citation, wording: Wording) -> Iterable[str]:
    """The lines of a citation as `kg cite` gives them, with dates in words, without the note that all share."""
    work = citation.work
    assert work is not None
    lines = FORMS["text"]([replace(citation, notes=citation.notes[:-1])], wording.graph.speech).splitlines()
    return [line if line.endswith(".") or line == work.iri else f"{line}." for line in lines if line]
