"""What a document says of somebody who is in the project already: a fact of its own instead of a second introduction."""

from __future__ import annotations

from kg.extraction.proposals import Proposal, Slot
from kg.model.kinds import by_name


def fact(proposal: Proposal, entry: str, ident: str) -> Proposal | None:
    """The fact that a proposal tells of an entry; ``None`` if it tells no more than that it is named."""
    keys = {key.name for key in by_name()["fact"].keys if key.on == "node"} - {"of"}
    slots = tuple(slot for slot in proposal.slots if slot.key in keys and slot.take != "offer")
    if not slots:
        return None
    return proposal._replace(
        kind="fact",
        ident=ident,
        slots=(Slot("of", entry, proposal.words, proposal.rule, proposal.score), *slots),
    )
