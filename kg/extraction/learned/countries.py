"""In which country a text's acts are: a linear model over how each country, its people and its towns are named."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.extraction.acts import Draft
from kg.extraction.gazetteer import code_of_people, country_code, country_names, gazetteer
from kg.extraction.learned.linear import Features, models
from kg.extraction.people import Cast, Entity
from kg.extraction.texts import Text

_LEAD = 4


def country(text: Text, cast: Cast, acts: Sequence[Draft]) -> tuple[str, float]:
    """The code of the likeliest country and how likely it is; empty if no place is named."""
    model = models("countries")["country"]
    ranked = [(model.probability(found), code) for code, found in features(text, cast, acts).items()]
    likely, code = max(ranked, default=(0.0, ""))
    return code, likely


def features(text: Text, cast: Cast, acts: Sequence[Draft]) -> Mapping[str, Features]:
    """The features of each country that is named, or of which people or towns are."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[str, int] = {}
    told = {each.line for act in acts for each in (act, *act.also)}
    for code, how, line in sorted(_named(text, cast), key=lambda found: found[2]):
        first.setdefault(code, len(first))
        counts[code].update(_ways(how, line, told))
    for act in acts:
        for code in {code for place in act.places if (code := _code(place))}:
            counts[code]["of an act"] += 1
    totals = sum(counts.values(), Counter[str]())
    return {
        code: {**_measures(found, totals), f"order:{min(3, first.get(code, 3))}": 1.0} for code, found in counts.items()
    }


def _measures(found: Counter[str], totals: Counter[str]) -> dict[str, float]:
    """The counts, small ones counting more, and each as a share of all countries."""
    shares = {f"share of {name}": count / totals[name] for name, count in found.items()}
    return {**{name: math.log1p(count) for name, count in found.items()}, **shares}


def _ways(how: str, line: int, told: set[int]) -> Iterator[str]:
    yield from ("named", how)
    if line == 0:
        yield "in the title"
    elif line < _LEAD:
        yield "in the lead"
    if line in told:
        yield "beside an act"


def _named(text: Text, cast: Cast) -> Iterator[tuple[str, str, int]]:
    """Each country named, with how (``country``, ``town``, ``people``, ``body``: the police of a people) and in which line."""
    for one in cast.entities:
        town = _town(one.label) if one.kind == "place" and not country_code(one.label) else ""
        if town:
            yield from ((town, "town", mention.line) for mention in one.mentions)
    for number, line in enumerate(text.lines):
        yield from ((country_code(found[0]), "country", number) for found in _names().finditer(line.parse.text))
    bodies = text.lexicon.words("doers", "words")
    for number, line in enumerate(text.lines):
        for name in line.parse.names:
            if name.kind == "people" and (code := code_of_people(name.text)):
                behind = line.parse.tokens[name.last + 1 : name.last + 3]
                yield code, "body" if any(token.lemma.lower() in bodies for token in behind) else "people", number


@cache
def _names() -> re.Pattern[str]:
    """The names of all countries, as they are written: a model of names overlooks many, in titles above all."""
    names = sorted(country_names(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


def _town(name: str) -> str:
    """The country of a town, or of a part of a country that goes by its own name."""
    found = gazetteer().town(name)
    return found.country if found else ""


def _code(one: Entity) -> str:
    return country_code(one.label) or _town(one.label)
