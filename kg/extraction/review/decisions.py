"""What people decide on proposals, and what the proposals have become after all decisions; nothing here touches a file.

The decisions are a list that only grows: an undo is a decision too. Whatever is shown or written is worked out from the
proposals and the list, so that the same list always gives the same review.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from kg.extraction.proposals import Proposal, Words, needed_readers
from kg.extraction.proposed_table import table_text
from kg.extraction.review.values import Values, corrected, joined, renamed

What = Literal["accept", "correct", "reject", "skip", "merge", "add", "second", "undo", "move"]
State = Literal["open", "skipped", "waiting", "accepted", "rejected", "merged", "moved"]


class Decision(NamedTuple):
    """One decision of a person: what, on which record, who, when and why.

    ``of`` is the hash of the proposal as the program made it: if it is made anew, the decision no longer counts.
    ``values`` are all keys and values of a record corrected or added, ``words`` and ``kind`` those of one added. ``into``
    is the record that another is merged into, or the id that a moved one got; ``undoes`` the number of an undone decision.
    """

    what: What
    record: str
    who: str
    at: str = ""
    why: str = ""
    of: str = ""
    values: Values = ()
    into: str = ""
    kind: str = ""
    words: Words | None = None
    undoes: int = 0


class Standing(NamedTuple):
    """What has become of a proposal: as corrected, who accepts it so, how many have to, and the last reason given."""

    proposal: Proposal
    state: State = "open"
    readers: tuple[str, ...] = ()
    needed: int = 1
    why: str = ""
    of: str = ""
    into: str = ""


Standings = Mapping[str, Standing]

DONE = ("rejected", "merged", "moved")
"""States of a record that no longer waits for anybody."""


def fingerprint(proposal: Proposal) -> str:
    """A short hash of a proposal as the program made it."""
    return hashlib.sha256(table_text([proposal]).encode()).hexdigest()[:16]


def same_person(name: str) -> str:
    """A reader's name without what does not make another person of it: case, spaces, width of letters.

    >>> same_person(" anna  BERG") == same_person("Anna Berg")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def standings(proposals: Iterable[Proposal], decisions: Sequence[Decision]) -> Standings:
    """Every proposal as it stands after the decisions, those added by people last."""
    found = {one.ident: Standing(one, needed=one.readers, of=fingerprint(one)) for one in proposals}
    guarded = {name for name, one in found.items() if one.needed > 1 and one.proposal.kind in ("person", "group")}
    for number in counting(decisions):
        _APPLY[decisions[number - 1].what](found, decisions[number - 1])
    return {name: _settled(one, guarded) for name, one in found.items()}


def counting(decisions: Sequence[Decision]) -> list[int]:
    """The numbers, from 1, of the decisions that are neither undone nor an undo."""
    undone = {one.undoes for one in decisions if one.what == "undo"}
    return [number for number, one in enumerate(decisions, 1) if one.what != "undo" and number not in undone]


def last_of(who: str, decisions: Sequence[Decision]) -> int:
    """The number of a person's last decision that may be undone: one before anything was moved may not; 0 if none."""
    moved = max((number for number, one in enumerate(decisions, 1) if one.what == "move"), default=0)
    own = (n for n in counting(decisions) if n > moved and same_person(decisions[n - 1].who) == same_person(who))
    return max(own, default=0)


def forgotten(decisions: Iterable[Decision], now: Standings) -> Iterator[Decision]:
    """The decisions on proposals that are no longer there, or not as they were."""
    for one in decisions:
        if one.what != "undo" and (one.record not in now or not _is_about(one, now[one.record])):
            yield one


def _is_about(decision: Decision, standing: Standing) -> bool:
    return not decision.of or decision.of == standing.of


def _settled(one: Standing, guarded: set[str]) -> Standing:
    """The standing with how many readers it needs as it is now, and whether it has them."""
    needed = max(one.needed, needed_readers(one.proposal, guarded))
    state = one.state
    if state == "open" and one.readers:
        state = "accepted" if len(one.readers) >= needed else "waiting"
    return one._replace(needed=needed, state=state)


def _accept(found: dict[str, Standing], decision: Decision) -> None:
    if (one := _target(found, decision)) is not None:
        others = [name for name in one.readers if same_person(name) != same_person(decision.who)]
        found[decision.record] = one._replace(state="open", readers=(*others, decision.who), why=decision.why)


def _correct(found: dict[str, Standing], decision: Decision) -> None:
    """A correction is accepted by who makes it, and by nobody else so far."""
    if (one := _target(found, decision)) is not None:
        changed = corrected(one.proposal, decision.values)
        found[decision.record] = one._replace(proposal=changed, state="open", readers=(decision.who,), why=decision.why)


def _reject(found: dict[str, Standing], decision: Decision) -> None:
    if (one := _target(found, decision)) is not None:
        found[decision.record] = one._replace(state="rejected", readers=(), why=decision.why)


def _skip(found: dict[str, Standing], decision: Decision) -> None:
    if (one := _target(found, decision)) is not None and not one.readers:
        found[decision.record] = one._replace(state="skipped", why=decision.why)


def _second(found: dict[str, Standing], decision: Decision) -> None:
    if (one := _target(found, decision)) is not None:
        found[decision.record] = one._replace(needed=max(one.needed, 2), why=decision.why)


def _merge(found: dict[str, Standing], decision: Decision) -> None:
    """The other record takes over the words and values; whoever had accepted what changes has to look again."""
    one, other = _target(found, decision), found.get(decision.into)
    if one is None or other is None or other.state in DONE or one.proposal.kind != other.proposal.kind:
        return
    names = {decision.record: decision.into}
    needed = max(one.needed, other.needed)
    found[decision.into] = other._replace(proposal=joined(other.proposal, one.proposal), readers=(), needed=needed)
    found[decision.record] = one._replace(state="merged", readers=(), into=decision.into, why=decision.why)
    for name, standing in found.items():
        if name != decision.record and (changed := renamed(standing.proposal, names)) != standing.proposal:
            found[name] = standing._replace(proposal=changed, readers=())


def _add(found: dict[str, Standing], decision: Decision) -> None:
    if decision.record in found or decision.words is None:
        return
    bare = Proposal(decision.kind, decision.record, decision.words, _BY_HAND, 1.0, take="accept")
    added = corrected(bare, decision.values)
    found[decision.record] = Standing(added, readers=(decision.who,), why=decision.why, of=fingerprint(added))


def _move(found: dict[str, Standing], decision: Decision) -> None:
    if (one := _target(found, decision)) is not None:
        found[decision.record] = one._replace(state="moved", into=decision.into)


def _target(found: Mapping[str, Standing], decision: Decision) -> Standing | None:
    """The standing that a decision may change: of the same proposal, and not yet moved or merged."""
    one = found.get(decision.record)
    return one if one and _is_about(decision, one) and one.state not in ("moved", "merged") else None


_BY_HAND = "reviewer"
_APPLY = {
    "accept": _accept,
    "correct": _correct,
    "reject": _reject,
    "skip": _skip,
    "merge": _merge,
    "add": _add,
    "second": _second,
    "move": _move,
}
