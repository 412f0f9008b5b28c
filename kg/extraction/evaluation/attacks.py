"""News articles with labelled attacks on human rights defenders (HRDsAttack), by the measures of its paper.

Labels are of whole documents: the kinds of attack, the names of the victims, the country, the day. (arXiv 2306.17695)
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kg.extraction.evaluation.annotations import as_gold
from kg.extraction.evaluation.gold import GoldDocument
from kg.extraction.evaluation.measures import Tally, f1_interval
from kg.extraction.evaluation.running import document_of
from kg.extraction.extractor import Facts, Reading, read
from kg.extraction.gazetteer import country_code
from kg.extraction.summary import Summary, summarised
from kg.model.files import read_text


class Article(NamedTuple):
    """An article: title and text, its day, and its labels."""

    title: str
    text: str
    published: str
    types: frozenset[str]
    victims: tuple[str, ...]
    country: str
    day: str


def read_attacks(path: Path) -> list[Article]:
    """The articles of a file; ``DataError`` for one of another form."""
    text = read_text(path)
    with as_gold(path):
        return [_article(one) for one in json.loads(text)]


def _article(one: dict[str, Any]) -> Article:
    sample, merged = one["sample"], one["merged_sample"]
    paragraphs = re.split(r"</p>\s*", sample["Input.article_interface"])
    text = "\n\n".join(html.unescape(re.sub(r"<[^>]+>", "", part)).strip() for part in paragraphs)
    names = tuple(victim["victim_name"] for victim in merged["victims"] or () if victim.get("victim_name"))
    return Article(
        sample["Input.title"] or "", text, (sample["Input.publish_date"] or "")[:10],
        frozenset(merged["violation_types"] or ()), names, _known(merged.get("country")), _day(merged),
    )  # fmt: skip


def _known(value: object) -> str:
    return "" if value in (None, "None", "none", "nan") else str(value)


def _day(merged: dict[str, Any]) -> str:
    parts = [_known(merged.get(name)).removesuffix(".0") for name in ("year", "month", "date")]
    return "-".join(part.zfill(2) for part in parts) if all(parts) else ""


def summary_of(article: Article) -> Summary:
    """What the extractor says of a whole article."""
    return summarised(reading_of(article))


def reading_of(article: Article) -> Reading:
    """An article as the extractor reads it."""
    text = f"{article.title}\n\n{article.text}"
    gold = GoldDocument("article", text, "en", "", article.published)
    return read(document_of(gold), Facts("en", article.published))


def attack_lines(articles: Sequence[Article]) -> Iterator[str]:
    """The report: F1 of kinds and of victims' names, accuracy of country and day."""
    found = [summary_of(article) for article in articles]
    pairs = list(zip(articles, found, strict=True))
    yield f"articles with labelled attacks ({len(articles)})"
    yield _line("kinds of attack", [_types(one, made) for one, made in pairs])
    yield _line("victims, exact names", [_victims(one, made) for one, made in pairs])
    countries = [(one, made) for one, made in pairs if one.country]
    right = sum(country_code(one.country) == made.country for one, made in countries)
    yield f"{'country, by code':<24} {right} of {len(countries)} right ({right / max(1, len(countries)):.0%})"
    days = [(one, made) for one, made in pairs if one.day]
    right = sum(one.day == made.day for one, made in days)
    yield f"{'day':<24} {right} of {len(days)} right ({right / max(1, len(days)):.0%})"


def _line(name: str, tallies: Sequence[Tally]) -> str:
    whole = sum(tallies, Tally())
    low, high = f1_interval(tallies)
    return f"{name:<24} precision {whole.precision:.3f} recall {whole.recall:.3f} F1 {whole.f1:.3f} [{low:.3f}, {high:.3f}]"


def _types(one: Article, made: Summary) -> Tally:
    return Tally(len(one.types & set(made.types)), len(made.types), len(one.types))


def _victims(one: Article, made: Summary) -> Tally:
    wanted = {folded(name) for name in one.victims}
    labels = {folded(name) for name in made.victims}
    return Tally(len(wanted & labels), len(labels), len(wanted))


def folded(name: str) -> str:
    """A name by which names are compared: words alone, without capitals."""
    return " ".join(re.findall(r"\w+", name.casefold()))
