"""The values of a proposal as lines that a person edits, and a proposal with what the lines then say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.extraction.proposals import IS, SENTENCE, Proposal, Slot
from kg.model.kinds import LEFT_OPEN, Key, by_name, needed
from kg.records.namesakes import KINDS

Values = tuple[tuple[str, str], ...]
"""Keys and values, in order; a key with several values stands several times."""

_OWN = ("certainty", "basis", "stance")


def values_of(proposal: Proposal) -> Values:
    """All that is filled in: the keys, then how surely the source says it, and who says it."""
    slots = [(slot.key, slot.value) for slot in proposal.slots if slot.take != "offer"]
    own = [(name, value) for name in _OWN if (value := getattr(proposal, name))]
    return (*slots, *own, *(("claimant", name) for name in proposal.claimants))


def lines_of(proposal: Proposal) -> str:
    """The values as lines to edit; behind a # what is only offered, and what the record lacks as left open."""
    filled = [f"{key}: {value}" for key, value in values_of(proposal)]
    offered = [f"# {slot.key}: {slot.value}" for slot in proposal.slots if slot.take == "offer"]
    return "\n".join([*filled, *offered, *(f"# {key}: {LEFT_OPEN}" for key in lacking(proposal))])


def lacking(proposal: Proposal) -> list[str]:
    """The keys that every record of the kind needs and this one lacks, of each choice the usual one."""
    if proposal.kind == SENTENCE:
        return []
    has = {key.partition(".")[0] for key, _ in values_of(proposal)}
    return [keys[0].name for keys in needed(by_name()[proposal.kind]) if has.isdisjoint(key.name for key in keys)]


def read_lines(text: str) -> Values:
    r"""The values that lines give; lines without a value and those behind a # are left out.

    >>> read_lines("type: detention\n# place: Almaty\nreason: what he said: no")
    (('type', 'detention'), ('reason', 'what he said: no'))
    """
    found = (line.partition(":") for line in text.splitlines() if not line.lstrip().startswith("#"))
    return tuple((key.strip(), value.strip()) for key, _, value in found if value.strip())


def unknown_keys(kind: str, values: Values) -> list[str]:
    """The keys that a kind of record does not have."""
    known = by_name()[kind]
    named = {IS} if kind in KINDS else set()
    return [key for key, _ in values if known.key(key.partition(".")[0]) is None and key not in named]


def one_of(proposal: Proposal) -> Values | None:
    """The values of a proposal if it is the entry that is offered first; ``None`` if none is offered."""
    best = next((slot for slot in proposal.slots if slot.key == IS and slot.take == "offer"), None)
    if best is None:
        return None
    return (*(pair for pair in values_of(proposal) if pair[0] != IS), (IS, best.value))


def corrected(proposal: Proposal, values: Values) -> Proposal:
    """The proposal with these values and no others; a value that stays keeps its words, its rule and its certainty."""
    rest = list(proposal.slots)
    slots = [_slot(proposal, key, value, rest) for key, value in values if key not in (*_OWN, "claimant")]
    offered = [slot for slot in rest if slot.take == "offer"]
    own = dict.fromkeys(_OWN, "") | {key: value for key, value in values if key in _OWN}
    claimants = tuple(value for key, value in values if key == "claimant")
    certainty, basis, stance = (own[name] for name in _OWN)
    return proposal._replace(
        slots=(*slots, *offered), claimants=claimants, certainty=certainty, basis=basis, stance=stance
    )


def _slot(proposal: Proposal, key: str, value: str, rest: list[Slot]) -> Slot:
    for slot in rest:
        if (slot.key, slot.value) == (key, value):
            rest.remove(slot)
            return slot._replace(take="accept") if slot.take == "offer" else slot
    return Slot(key, value, proposal.words, "reviewer", 1.0)


def joined(proposal: Proposal, other: Proposal) -> Proposal:
    """A proposal with the words of another as well, and with those of its values that it has room for."""
    has = {slot.key for slot in proposal.slots if slot.take != "offer"}
    same = {(slot.key, slot.value) for slot in proposal.slots if slot.take != "offer"}
    more = [
        slot
        for slot in other.slots
        if slot.take != "offer"
        and (slot.key, slot.value) not in same
        and (slot.key not in has or _many(proposal, slot))
    ]
    also = dict.fromkeys(words for words in (*proposal.also, other.words, *other.also) if words != proposal.words)
    return proposal._replace(slots=(*proposal.slots, *more), also=tuple(also))


def _many(proposal: Proposal, slot: Slot) -> bool:
    key = by_name()[proposal.kind].key(slot.key)
    return bool(key and key.many) and slot.key != "label"


def renamed(proposal: Proposal, names: Mapping[str, str]) -> Proposal:
    """The proposal with other ids, or labels, for the records that it refers to."""
    slots = tuple(
        slot._replace(value=names.get(slot.value, slot.value)) if refers(proposal.kind, slot.key) else slot
        for slot in proposal.slots
    )
    claimants = tuple(names.get(name, name) for name in proposal.claimants)
    return proposal._replace(slots=slots, claimants=claimants, ident=names.get(proposal.ident, proposal.ident))


def referred(proposal: Proposal) -> Iterator[str]:
    """What a proposal refers to, by id or by label."""
    yield from (slot.value for slot in proposal.slots if slot.take != "offer" and refers(proposal.kind, slot.key))
    yield from proposal.claimants


def refers(kind: str, key: str) -> bool:
    """Whether a key of a kind, or one nested in it, names another record."""
    names = key.split(".")
    found = by_name()[kind].key(names[0])
    return any(one.reads == "reference" for one in _innermost(found, names[1:]))


def _innermost(key: Key | None, below: list[str]) -> Iterable[Key]:
    if key is None:
        return ()
    if key.reads != "part":
        return (key,)
    part = by_name()[key.of[0]]
    name = below[0] if below else part.short
    return _innermost(part.key(name), below[1:])
