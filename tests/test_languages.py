"""A text in a second language changes no answer: each row shows one of them, English if there is one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.answers.counts import SECTIONS, count
from kg.answers.identities import identities
from kg.model.terms import expand
from kg.model.vocabulary import PREFIXES
from kg.rdf.dataset import Dataset
from kg.rdf.ontology import read_ontology
from tests.asking import CATALOGUE, FOLDER, ask
from tests.project import AUTHORITIES, RECORDS, Tiny
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


def second(dataset: Dataset) -> Iterator[str]:
    """The quads of a dataset, and beside each English text of a record one in Russian."""
    for quad in dataset.store:
        yield f"{quad} .\n"
        text = str(quad.object)
        if str(quad.subject).startswith(f"<{PREFIXES['id']}") and str(quad.predicate) in TEXTS and text.endswith("@en"):
            graph = "" if str(quad.graph_name) == "DEFAULT" else str(quad.graph_name)
            yield f'{quad.subject} {quad.predicate} {text.removesuffix(chr(34) + "@en")} (по-русски)"@ru {graph} .\n'


@pytest.fixture(scope="module")
def translated(dataset: Dataset) -> Dataset:
    """The seeds with everything said in Russian too."""
    return Dataset.gather(second(dataset))


def test_something_is_said_twice(translated: Dataset) -> None:
    rows = translated.solutions(
        "SELECT ?s { ?s skos:prefLabel ?one , ?other FILTER(LANG(?one) = 'en' && LANG(?other) = 'ru') }"
    ).rows
    assert len(rows) > 500


@pytest.mark.parametrize("name", sampled(sorted(CATALOGUE), 4, ids=sorted(CATALOGUE)))
def test_a_query_gives_the_same_rows_where_every_text_has_a_second_language(name: str, translated: Dataset) -> None:
    assert translated.results(CATALOGUE[name].text, "csv") == (FOLDER / "expected" / f"{name}.csv").read_bytes()


def test_counts_and_identities_are_the_same_too(translated: Dataset, dataset: Dataset) -> None:
    assert count(translated, SECTIONS) == count(dataset, SECTIONS)
    here, there = (identities(data, entries={}) for data in (dataset, translated))
    assert there.decisions == here.decisions
    assert there.shared == here.shared


def test_without_english_one_language_is_shown(tiny: Tiny) -> None:
    tiny.write("authorities/all.yaml", AUTHORITIES.replace("label: Lakeside\n", "label: {ru: Приозёрный, kk: Көлді}\n"))
    tiny.records(RECORDS.replace("place: Lakeside", "place: pl4ce1") + "  label: {ru: Задержание, fr: Détention}\n")
    triples = [*((quad.subject, quad.predicate, quad.object) for quad in tiny.quads()), *read_ontology()]
    data = Dataset.gather(f"{s} {p} {o} .\n" for s, p, o in triples)
    assert [row["what"] for row in ask(data, "acts-by-certainty")] == ["Détention"]
    assert [row["place"] for row in ask(data, "who-suffered-what")] == ["Көлді"]
    assert [row["name"] for row in ask(data, "places")] == ["Көлді"]
