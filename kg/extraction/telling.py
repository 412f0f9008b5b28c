"""What ``kg extract`` says of the proposals that it made, and what to do with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kg.extraction.proposals import IS, SENTENCE
from kg.extraction.proposing import Proposed
from kg.model.layout import PROPOSED, PROPOSED_VALUES

_ORDER = ("act", "recommendation", "person", "organization", "group", "place", "provision", "instrument")
_MANY = {"person": "people", "organization": "organizations"}


def told(every: Iterable[Proposed]) -> Iterator[str]:
    """The lines on what was proposed, and the next steps."""
    folder = None
    for one in every:
        counts = Counter(proposal.kind for proposal in one.proposals)
        listed = [f"{counts[kind]} {_named(kind, counts[kind])}" for kind in _ORDER if counts[kind]]
        yield f"{one.ident}: read {one.sentences} sentences, proposed {', '.join(listed) or 'nothing'}"
        yield from _details(one)
        yield from (f"  refused, {why}: {count}" for why, count in one.refused.items())
        yield f"  {one.folder / PROPOSED}: the records, none of them reviewed"
        yield f"  {one.folder / PROPOSED_VALUES}: the words, the rule and the score of each value"
        folder = one.folder
    if folder is not None:
        yield from ("", "next:", f"* check that they can be read: `kg validate {folder / PROPOSED}`")
        yield "* move what is right into the document's records.yaml; `kg build` takes nothing else"


def _named(kind: str, count: int) -> str:
    return kind if count == 1 else _MANY.get(kind, f"{kind}s")


def _details(one: Proposed) -> Iterator[str]:
    acts = [proposal for proposal in one.proposals if proposal.kind == "act"]
    ready = sum(proposal.take == "accept" for proposal in acts)
    two = sum(proposal.readers > 1 for proposal in one.proposals)
    doers = sum(bool(proposal.filled("alleged-perpetrator")) for proposal in acts)
    if acts:
        yield f"  acts: {ready} to accept at a glance, {len(acts) - ready} to look at; {doers} with an alleged perpetrator"
    if doubtful := sum(proposal.kind == SENTENCE for proposal in one.proposals):
        yield f"  sentences in which no rule sees an act and that may have one: {doubtful}"
    if two:
        yield f"  for a second reader: {two}"
    if known := sum(any(slot.key == IS for slot in proposal.slots) for proposal in one.proposals):
        yield f"  perhaps in the project already: {known}"
    for slot in next((proposal.slots for proposal in one.proposals if proposal.kind == "document"), ()):
        if slot.key == "genre":
            yield f"  genre: {slot.value}, {slot.score:.0%} sure"
