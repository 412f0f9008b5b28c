"""Acts that are told more than once become one: a noun joins the act it names again, a pronoun the act told before.

Two tellings are one act if their types are kin, their victims are not different people, and their dates do not differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.extraction.acts import ORDER, Draft
from kg.model.concepts import OURS

_NEAR = 6
"""So many sentences back a noun without a victim may name an act again."""


def merged(found: Iterable[Draft]) -> list[Draft]:
    """The acts of a text, each once; nouns that name nothing before them and have neither victim nor count are left out."""
    acts: list[Draft] = []
    for draft in found:
        home = _home(draft, acts)
        if home is not None:
            acts[home] = joined(acts[home], draft)
        elif _stands_alone(draft):
            acts.append(draft)
    return acts


def _stands_alone(draft: Draft) -> bool:
    """Whether a telling opens an act of its own."""
    if draft.attributive:
        return False
    if draft.kind == "noun":
        return _noun_stands_alone(draft)
    return bool(draft.victims) or bool(draft.doers) or (draft.kind == "phrase" and bool(draft.date or draft.places))


def _noun_stands_alone(draft: Draft) -> bool:
    """Whether a noun opens an act: with somebody named or one person, a group with a day or as a practice, a number with a day.

    A number without a day is a total of many acts: 39 arrests in three months.
    """
    kinds = {who.kind for who in draft.victims}
    has_day = draft.date is not None and len(draft.date.edtf) == len("2020-02-01")
    if draft.number is not None and draft.number.best > 1 and not kinds & {"named", "unnamed"}:
        return has_day
    is_done = bool(draft.doers) or draft.context.reality == "practice"
    return (
        bool(kinds & {"named", "unnamed"})
        or ("group" in kinds and (has_day or is_done))
        or (is_done and bool(draft.doers))
    )


def _home(draft: Draft, acts: list[Draft]) -> int | None:
    """The act that a telling names again, the nearest one."""
    for at in range(len(acts) - 1, -1, -1):
        if _is_again(acts[at], draft):
            return at
    return None


def _is_again(act: Draft, draft: Draft) -> bool:
    if (
        not (are_kin(act.type, draft.type) or _is_verdict(act, draft))
        or _dates_differ(act, draft)
        or act.context.reality != draft.context.reality
    ):
        return False
    distance = draft.line - max([act.line, *(one.line for one in act.also)])
    shared = _persons(act) & _persons(draft)
    if shared:
        return draft.kind == "noun" or draft.date is None or act.date is None or act.date.edtf == draft.date.edtf
    if draft.kind == "noun" and not draft.victims:
        return distance <= _NEAR and (draft.number is None or _same_count(act, draft))
    if _only_pronouns(draft):
        offers = {one.ident for who in draft.victims for one in who.offers}
        return distance <= 2 and (bool(offers & _persons(act)) or not offers) and draft.line != act.line  # noqa: PLR2004
    same_words = act.line == draft.line and {w.word for w in act.victims} == {w.word for w in draft.victims}
    return (same_words and bool(act.victims)) or (distance <= _NEAR and _same_group(act, draft))


def are_kin(one: str, other: str) -> bool:
    """Whether two act types are the same, or one is a kind of the other, or both of one thing that is told in two words."""
    return (
        one == other or one in _lineage(other) or other in _lineage(one) or any({one, other} <= some for some in _ALIKE)
    )


def _is_verdict(act: Draft, draft: Draft) -> bool:
    """Whether one sentence tries somebody and punishes them: one act."""
    return act.line == draft.line and {act.type, draft.type} <= _PUNISHED and "prosecution" in (act.type, draft.type)


_PUNISHED = {
    "prosecution",
    "imprisonment",
    "fine",
    "administrative arrest",
    "penalty for taking part in an assembly",
    "capital punishment",
}

_ALIKE = (
    {"detention", "arrest", "deprivation of liberty", "abduction", "enforced disappearance", "administrative arrest", "pre-trial detention", "incommunicado detention"},
    {"killing", "death in custody", "attempted killing"},
    {"torture", "ill-treatment", "beating", "assault", "violence", "torture or ill-treatment"},
    {"abduction", "enforced disappearance"},
    {"prosecution", "judicial harassment"},
    {"surveillance", "filming"},
    {"confinement at home", "restriction of movement"},
    {"penalty for taking part in an assembly", "administrative arrest", "fine"},
)  # fmt: skip


@cache
def _parents() -> dict[str, str]:
    named = {concept.iri: concept.label("en") for concept in OURS.concepts("act-type")}
    return {concept.label("en"): named.get(concept.broader, "") for concept in OURS.concepts("act-type")}


@cache
def _lineage(label: str) -> frozenset[str]:
    above = _parents().get(label, "")
    return frozenset({above, *_lineage(above)}) if above else frozenset()


def _persons(draft: Draft) -> set[str]:
    every = (draft, *draft.also)
    return {who.entity.ident for one in every for who in one.victims if who.entity is not None}


def _only_pronouns(draft: Draft) -> bool:
    return bool(draft.victims) and all(who.kind == "pronoun" for who in draft.victims)


def _same_count(act: Draft, draft: Draft) -> bool:
    counts = [who.number.best for who in act.victims if who.number]
    return draft.number is not None and draft.number.best in counts


def _same_group(act: Draft, draft: Draft) -> bool:
    """Whether both tell of the same group: by the same noun, with no other number, where the second has ``the`` or no number."""
    nouns = {who.noun for who in act.victims if who.kind != "named"} & {
        who.noun for who in draft.victims if who.kind != "named"
    }
    definite = any(re.match(r"(?:the|these|those|les|ces|эти)\b", who.label, re.IGNORECASE) for who in draft.victims)
    return bool(nouns) and definite and not any(who.number for who in draft.victims)


def _dates_differ(act: Draft, draft: Draft) -> bool:
    if act.date is None or draft.date is None:
        return False
    one, other = act.date.edtf, draft.date.edtf
    return not (one.startswith(other) or other.startswith(one))


def joined(act: Draft, draft: Draft) -> Draft:
    """An act with what a further telling adds: what was empty is filled, the more telling type and the surer word hold."""
    better = _more_telling(act, draft)
    named = act.victims if act.victims and not _only_pronouns(act) else draft.victims or act.victims
    return act._replace(
        trigger=better.trigger if better is draft else act.trigger,
        victims=named,
        doers=act.doers or (draft.doers if _persons(act) & _persons(draft) else ()),
        date=act.date or draft.date,
        dates=act.dates or draft.dates,
        dated_in=act.dated_in if act.date else draft.dated_in,
        places=act.places or draft.places,
        placed_in=act.placed_in if act.places else draft.placed_in,
        certainty=min(act.certainty, draft.certainty, key=lambda name: ORDER.get(name, 0)),
        reason=act.reason,
        also=(*act.also, draft),
    )


def _more_telling(act: Draft, draft: Draft) -> Draft:
    """The telling whose type is the narrower; of others the first."""
    if _is_verdict(act, draft) and act.type == "prosecution":
        return draft
    return draft if act.type in _lineage(draft.type) and draft.line - act.line <= 1 else act
