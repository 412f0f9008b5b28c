"""A text in a second language changes no answer: each row shows one of them, English if there is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from kg.answers.binding import sparql
from kg.answers.counts import SECTIONS, count
from kg.answers.identities import identities
from kg.model.terms import Quad, Term, expand, text_of
from kg.rdf.dataset import Dataset
from tests.asking import CATALOGUE, ask, examples, needed
from tests.engines import alike
from tests.project import AUTHORITIES, BASE, RECORDS, Tiny
from tests.publishing import data_of, published
from tests.sampling import sampled

TEXTS = {
    expand(name)
    for name in (
        "dct:description",
        "dct:title",
        "hr:ground",
        "hr:position",
        "hr:reading",
        "hr:reason",
        "skos:prefLabel",
    )
}
"""The properties of records that hold a text, of which there may be one a language."""


def second(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads, and beside each English text of a record one in Russian."""
    for quad in quads:
        yield quad
        if quad.predicate in TEXTS and quad.object.endswith("@en"):
            yield quad._replace(object=quad.object.removesuffix('"@en') + ' (по-русски)"@ru')


@pytest.fixture(scope="module")
def translated(dataset: Dataset) -> Dataset:
    """The seeds with everything said in Russian too."""
    return published(second(data_of(dataset.store)))


def test_something_is_said_twice(translated: Dataset) -> None:
    rows = translated.solutions(
        "SELECT ?s { ?s skos:prefLabel ?one , ?other FILTER(LANG(?one) = 'en' && LANG(?other) = 'ru') }"
    ).rows
    assert len(rows) > 500


@pytest.mark.parametrize("name", sampled(sorted(CATALOGUE), 4, ids=sorted(CATALOGUE)))
def test_a_query_gives_the_same_rows_where_every_text_has_a_second_language(
    name: str, translated: Dataset, dataset: Dataset
) -> None:
    for values in (needed(CATALOGUE[name]), examples(CATALOGUE[name])):
        text = sparql(CATALOGUE[name], values, dataset)
        here, there = (data.solutions(text).rows for data in (dataset, translated))
        assert alike(map(plain, there)) == alike(map(plain, here))


def plain(row: tuple[Term | None, ...]) -> list[str]:
    """The texts of a row."""
    return [text_of(term) if term else "" for term in row]


def test_counts_and_identities_are_the_same_too(translated: Dataset, dataset: Dataset) -> None:
    assert count(translated, SECTIONS) == count(dataset, SECTIONS)
    here, there = (identities(data, entries={}) for data in (dataset, translated))
    assert there.decisions == here.decisions
    assert there.shared == here.shared


def test_without_english_one_language_is_shown(tiny: Tiny) -> None:
    tiny.write("authorities/all.yaml", AUTHORITIES.replace("label: Lakeside\n", "label: {ru: Приозёрный, kk: Көлді}\n"))
    tiny.records(RECORDS.replace("place: Lakeside", "place: pl4ce1") + "  label: {ru: Задержание, fr: Détention}\n")
    data = published(tiny.quads(), BASE)
    assert [row["what"] for row in ask(data, "acts-by-certainty")] == ["Détention"]
    assert [row["place"] for row in ask(data, "who-suffered-what")] == ["Көлді"]
    assert [row["name"] for row in ask(data, "places")] == ["Көлді"]
