"""Whom a proposed person, body or place may be: entries that the project has, and places of the gazetteer, each with a score.

Nothing is decided here. What may be meant is offered under the key ``is``, or ``same-as`` for a place in the gazetteer,
and stands in no record before somebody chooses it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kg.extraction.gazetteer import Town, country_code, gazetteer, regional
from kg.extraction.proposals import IS, Proposal, Slot
from kg.records import Record
from kg.records.likeness import Name, name_of
from kg.records.name_keys import keys
from kg.records.name_matching import ALIKE, likeness
from kg.records.namesakes import KINDS, called

_RULE = "name/like"
_MOST = 3
"""So many entries are offered for one name."""
GEONAMES = "https://sws.geonames.org/{}/"


class Candidate(NamedTuple):
    """An entry that may be meant, and one of its names."""

    ident: str
    kind: str
    text: str


class Names:
    """The names of entries by their keys, so that each name is compared only with those like it."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._by_key: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)
        for one in candidates:
            for key in set(_keys(one.kind, one.text)):
                self._by_key[one.kind, *key].append(one)

    def like(self, kind: str, text: str) -> list[tuple[float, Candidate]]:
        """The entries whose name may be this one, each once with its score, the best first."""
        best: dict[str, tuple[float, Candidate]] = {}
        for one in dict.fromkeys(one for key in _keys(kind, text) for one in self._by_key.get((kind, *key), ())):
            score = likeness(_name(kind, text), _name(kind, one.text), loose=kind == "person")
            if score >= ALIKE and score > best.get(one.ident, (0.0, one))[0]:
                best[one.ident] = score, one
        return sorted(best.values(), key=lambda pair: (-pair[0], pair[1].ident))


def _name(kind: str, text: str) -> Name:
    return name_of(text, body=kind == "organization")


def _keys(kind: str, text: str) -> Iterator[tuple[str, ...]]:
    return keys(_name(kind, text), loose=kind == "person")


def identified(proposals: Sequence[Proposal], records: Iterable[Record]) -> Iterator[Proposal]:
    """The proposals, with what each may be offered: entries among these records, and for places those of the gazetteer."""
    known = Names(Candidate(one.id, one.kind.name, text) for one in records for text in called(one))
    country = _country(proposals)
    for one in proposals:
        if one.kind in KINDS and one.first("named") != "false" and one.first("label"):
            yield one._replace(slots=(*one.slots, *_offers(one, known), *_in_gazetteer(one, country)))
        else:
            yield one


def _offers(one: Proposal, known: Names) -> Iterator[Slot]:
    for score, other in known.like(one.kind, one.first("label"))[:_MOST]:
        yield Slot(IS, other.ident, one.words, _RULE, score, take="offer", ground=other.text)


def _country(proposals: Iterable[Proposal]) -> str:
    """The country of which most is named, by code; empty if there is none."""
    codes = Counter(country_code(one.first("label")) for one in proposals if one.kind == "place")
    del codes[""]
    return max(codes, key=lambda code: (codes[code], code)) if codes else ""


def _in_gazetteer(one: Proposal, country: str) -> Iterator[Slot]:
    label = one.first("label")
    if one.kind != "place" or country_code(label):
        return
    if town := gazetteer().town(label, country) or gazetteer().town(label):
        yield _town(one, town, _SAME)
    elif found := _region().like("place", label):
        score, other = found[0]
        if sum(tied == score for tied, _ in found) == 1:
            yield _town(one, regional()[int(other.ident)], score * _SAME)


_SAME = 0.9
"""How sure it is that a place has the name of the only town that it can mean."""


def _town(one: Proposal, town: Town, score: float) -> Slot:
    ground = f"{town.name}, {gazetteer().names.get(town.country, town.country)}"
    return Slot("same-as", GEONAMES.format(town.ident), one.words, "name/gazetteer", score, take="offer", ground=ground)


@cache
def _region() -> Names:
    """The towns of the region by the keys of their names."""
    return Names(
        Candidate(str(town.ident), "place", text) for town in regional().values() for text in (town.name, *town.names)
    )
