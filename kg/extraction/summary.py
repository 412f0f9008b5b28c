"""What a whole article tells of: the kinds of attack, the victims by name, the country and the day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg.extraction.extractor import Reading
from kg.extraction.learned.countries import country
from kg.extraction.learned.kinds import kinds
from kg.extraction.learned.linear import models
from kg.extraction.learned.victims import named_victims
from kg.extraction.proposals import Proposal


class Summary(NamedTuple):
    """Kinds of attack, full names of victims, the country (ISO 3166 code), and the day of the first dated act."""

    types: tuple[str, ...]
    victims: tuple[str, ...]
    country: str
    day: str


def summarised(reading: Reading) -> Summary:
    """The summary of a document that was read."""
    text, cast, acts = reading.text, reading.cast, reading.acts
    return Summary(kinds(text, acts), _victims(reading), country(text, cast, acts)[0], _day(reading.proposals))


def _victims(reading: Reading) -> tuple[str, ...]:
    """Who is likely a victim, by full name."""
    ranked = named_victims(reading.text, reading.cast, reading.acts)
    enough = models("victims")["victim"].threshold
    return tuple(dict.fromkeys(one.label for one, likely in ranked if likely >= enough))


def _day(proposals: Iterable[Proposal]) -> str:
    acts = (one for one in proposals if one.kind == "act")
    return next((date for one in acts if len(date := one.first("date")) == len("2020-01-01")), "")
