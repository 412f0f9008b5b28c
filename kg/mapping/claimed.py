"""The value that a claim is about: the record's own where both mean the same, however it is spelt, or else a rival one.

A suspicion about the record's own value must reach that value: a rival beside it would leave the record's own standing
as certainly as the whole record. So values are compared by what they refer to, never by how they are typed.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import NamedTuple

from kg.mapping.graph_builder import GraphBuilder, concept
from kg.mapping.nodes import is_claim, name_of, part, values
from kg.model import dates
from kg.model.errors import Problem
from kg.model.kinds import aspect
from kg.model.message import Message
from kg.model.terms import Term, text_of
from kg.records import Field, LeftOpen, Record, Reference
from kg.records.identity import Entity


class Owner(NamedTuple):
    """The record that a claim is about: its local id, and the document whose ids its references may use."""

    record: Record
    local: str
    document: str


Meaning = dict[str, frozenset[object]]
"""What a nested record says, by key: terms, numbers, or the meaning of what is nested in it."""


def claimed_value(builder: GraphBuilder, claim: Record, owner: Owner, tail: str) -> Term | None:
    """The value of a claim on a key: the one that it gives or, if it gives none, the record's value for that key."""
    given, about = claim.first("value"), claim.text("about")
    if given is None:
        return _only_value(builder, claim, owner, about)
    same = next((entry for entry in owner.record.all(about) if _is_same(builder, entry, given, owner)), None)
    if same is not None:
        return next(iter(values(builder, same, owner.record, owner.local, document=owner.document)), None)
    _refuse_halves(builder, given, owner, about)
    return own_value(builder, given, claim, tail)


def own_value(builder: GraphBuilder, given: Field | None, record: Record, local: str) -> Term | None:
    """The value that a claim itself gives; a nested record becomes a node below the claim."""
    if given is None:
        return None
    if is_node(given):
        part(builder, given, record, builder.directory.mint("claim", local), local)
    return next(iter(values(builder, given, record, local)), None)


def is_node(entry: Field) -> bool:
    """Whether a field holds a nested record that is a node of its own."""
    return isinstance(entry.value, Record) and entry.value.kind.name != "name" and not is_claim(entry.key)


def _only_value(builder: GraphBuilder, claim: Record, owner: Owner, about: str) -> Term | None:
    """The record's one value for a key; a problem is noted if there are several, or none of somebody's part."""
    own = owner.record.all(about)
    found = [
        value for entry in own for value in values(builder, entry, owner.record, owner.local, document=owner.document)
    ]
    key = aspect(owner.record.kind, about)
    if key and key.role and not found:
        remedy = Message('add {name}: to the record, or "{name}: left open"', name=about)
        found_text = Message("the claim is about {name}, but the record has none", name=about)
        builder.problems.append(Problem("ambiguous-value", found_text, remedy, claim.location, key=about))
    if len(found) > 1:
        found_text = Message("{name} has {count} values", name=about, count=len(found))
        remedy = Message("say which one with value:")
        builder.problems.append(Problem("ambiguous-value", found_text, remedy, claim.location, key=about))
    return found[0] if found else None


# ── Comparison ───────────────────────────────────────────────────────────────────────────────────────────────


def _is_same(builder: GraphBuilder, own: Field, given: Field, owner: Owner) -> bool:
    """Whether a claim gives the record's own value; of a nested record it may give fewer parts."""
    if isinstance(own.value, Record) and isinstance(given.value, Record):
        missing, differing = _compared(builder, own, given, owner)
        return not missing and not differing
    if own.key.reads.endswith("date") and isinstance(own.value, str) and isinstance(given.value, str):
        return dates.are_same(own.text, given.text)
    return bool(_meant(builder, own, owner.document) & _meant(builder, given, builder.document))


def _compared(builder: GraphBuilder, own: Field, given: Field, owner: Owner) -> tuple[set[str], set[str]]:
    """The parts of a claim's value that the record's own value does not have, and those in which the two differ.

    What another document leaves out, or puts in words of its own, must not be put in its mouth: there it differs.
    """
    assert isinstance(own.value, Record)
    assert isinstance(given.value, Record)
    mine, claimed = _meaning(builder, own, owner.document), _meaning(builder, given, builder.document)
    assumed = _assumed(own)
    missing = {name for name, said in claimed.items() if name not in mine and assumed.get(name) != said}
    differing = {name for name, said in claimed.items() if name in mine and not said <= mine[name]}
    if owner.document != builder.document and not own.key.role:
        differing |= {n for n in mine | claimed if mine.get(n, assumed.get(n)) != claimed.get(n, assumed.get(n))}
    return missing - differing, differing


def _meaning(builder: GraphBuilder, entry: Field, document: str) -> Meaning:
    """What the parts of a nested record mean; the bounds of a number are one part, since an absent one is open."""
    assert isinstance(entry.value, Record)
    found: Meaning = {}
    for inner in entry.value.fields:
        if inner.key.reads == "document":
            continue  # where a name occurs does not say which name it is
        bounds = _BOUNDS.get(inner.key.name) if entry.value.kind.name == "quantity" else None
        if bounds:
            said = {(bound, Decimal(inner.text)) for bound in bounds}
            found["exactly"] = found.get("exactly", frozenset()) | said
        else:
            found[inner.key.name] = found.get(inner.key.name, frozenset()) | _meant(builder, inner, document)
    if "exactly" in found:
        found["exactly"] = frozenset({found["exactly"]})
    return found


def _assumed(entry: Field) -> Meaning:
    """What a nested record means by the parts that it leaves out."""
    assert isinstance(entry.value, Record)
    found: Meaning = {k.name: frozenset({concept(k.of[0], k.default)}) for k in entry.value.kind.keys if k.default}
    return found | ({"degree": frozenset({concept("degree", entry.key.default)})} if entry.key.default else {})


_BOUNDS = {"exactly": ("least", "most"), "at-least": ("least",), "at-most": ("most",)}


def _meant(builder: GraphBuilder, entry: Field, document: str) -> frozenset[object]:
    """What a value means: the entity referred to, the concept, the number, or the text without regard to its spelling."""
    match entry.value:
        case Reference():
            found = builder.directory.resolve(entry, document)
            return frozenset({found.iri}) if isinstance(found, Entity) else frozenset()
        case Record() if entry.value.kind.name == "name":
            return frozenset({_folded(name_of(entry))})
        case Record():
            return frozenset({frozenset((_assumed(entry) | _meaning(builder, entry, document)).items())})
        case LeftOpen():
            return frozenset({LeftOpen()})
        case str() if entry.key.reads in ("number", "integer", "coordinate"):
            return frozenset({Decimal(entry.text)})
        case str() if entry.value.startswith('"'):
            return frozenset({_folded(text_of(entry.value))})
    return frozenset({entry.value})


def _folded(text: str) -> str:
    """A text without differences of case, white space, Unicode form or full stop."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip(".")


# ── Refusals ─────────────────────────────────────────────────────────────────────────────────────────────────


def _refuse_halves(builder: GraphBuilder, given: Field, owner: Owner, about: str) -> None:
    """Notes a problem if it is unclear whether a claim means the record's own value.

    That is so if the record has the same agent or number and leaves out what the claim says of it, or has the same agent
    in the other role of suspects.
    """
    for entry in owner.record.fields if isinstance(given.value, Record) else ():
        if not isinstance(entry.value, Record):
            continue
        if entry.key.name == about:
            missing, differing = _compared(builder, entry, given, owner)
            known = _meaning(builder, given, builder.document).keys() - missing - differing
            if missing and known and not differing:
                part = min(missing)
                found = Message("the claim gives the {part} of this {name}, the record does not", part=part, name=about)
                remedy = Message("write {part}: in the record too: the same one, or the one that it gives", part=part)
                builder.problems.append(Problem("ambiguous-value", found, remedy, given.location, key=about))
                return
        elif _deed(builder, given, builder.document) == _deed(builder, entry, owner.document) != NOBODY:
            found = Message("the record has the same suspect as {name}", name=entry.key.name)
            remedy = Message("write about: {name}", name=entry.key.name)
            builder.problems.append(Problem("ambiguous-value", found, remedy, given.location, key=about))
            return


NOBODY: tuple[frozenset[object], frozenset[object]] = (frozenset(), frozenset())


def _deed(builder: GraphBuilder, entry: Field, document: str) -> tuple[frozenset[object], frozenset[object]]:
    """Which suspect an involvement names, and to what degree; nobody if it is no suspect's."""
    if not isinstance(entry.value, Record) or not (entry.key.role and entry.key.default):
        return NOBODY
    said = _meaning(builder, entry, document)
    agent = said.get("agent")
    return (agent, said.get("degree", _assumed(entry)["degree"])) if agent else NOBODY
