"""Who may be one with somebody of the same or nearly the same name is reported while writing, until it is decided."""

from __future__ import annotations

from itertools import product
from unittest import mock

import pytest

from kg.build.reading import read_project
from kg.model.errors import Location
from kg.model.project import find_project
from kg.records.identity import Directory
from kg.records.likeness import name_of
from kg.records.making import record
from kg.records.name_keys import keys
from kg.records.name_matching import are_alike
from kg.records.namesakes import namesakes
from tests.project import AUTHORITIES, DIGEST, SEEDS, Tiny
from tests.sampling import sampled

ALIKE = [
    ("Ivan Petrov", "ivan PETROV"),
    ("Ivan Petrov", "Petrov, Ivan"),
    ("Ivan Petrov", "Mr. Ivan Petrov"),
    ("Ivan Petrov", "Ivan Petrow"),
    ("Ivan Petrov", "Ivan Pertov"),
    ("Ivan Petrov", "Iván Petrov"),
    ("Ivan Petrov", "Иван Петров"),
    ("Ivan Petrov", "I. Petrov"),
    ("Ivan Petrov", "Petrov I.S."),
    ("Ivan Petrov", "Ivan Sergeyevich Petrov"),
    ("Ivan Sergeyevich Petrov", "Иван Сергеевич Петров"),
    ("Ivan Petrov-Sidorov", "Ivan Petrov Sidorov"),
    ("Lukpan Akhmedyarov", "Лукпан Ахмедьяров"),
    ("Lukpan Akhmedyarov", "Lukpan Ahmediarov"),
    ("Anatoliy Romanov", "Anatoly Romanov"),
    ("Aleksei Petrov", "Alexey Petrov"),
    ("Әсел Көпбосынова", "Asel Kopbosynova"),
    ("Yuliya Kim", "Yu. Kim"),
    ("Li Xi", "Xi Li"),
    ("محمد علی", "محمد علي"),
    ("محمد‌رضا", "محمدرضا"),
    ("Anna Berg", "Anna Bergh"),
]
UNLIKE = [
    ("Ivan Petrov", "Ivan Pavlov"),
    ("Ivan Petrov", "A. Petrov"),
    ("Ivan S. Petrov", "Ivan K. Petrov"),
    ("Ivan Sergeyevich Petrov", "Ivan Pavlovich Petrov"),
    ("Aleksandr Petrov", "Aleksandra Petrova"),
    ("A. Petrov", "A. Petrova"),
    ("Petrov", "Petrova"),
    ("Ivan", "Ivan Petrov"),
    ("Olga Kim", "Inga Kim"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_names_of_one_person_are_alike_and_share_a_key(one: str, other: str) -> None:
    left, right = name_of(one), name_of(other)
    assert are_alike(left, right, loose=True)
    assert are_alike(right, left, loose=True)
    assert set(keys(left, loose=True)) & set(keys(right, loose=True))


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_names_of_two_people_are_not_alike(one: str, other: str) -> None:
    assert not are_alike(name_of(one), name_of(other), loose=True)
    assert not are_alike(name_of(other), name_of(one), loose=True)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Lake Committee", "The Lake Comittee", True),
        ("Radio Azattyq", "RadioAzattyq", True),
        ("Ministry of Justice", "Ministry of Justice of Lakeland", False),
        ("School 12", "School 13", False),
        ("Kok-Tobe", "Koktobe", True),
    ],
)
def test_the_names_of_bodies_and_places_are_compared_whole(one: str, other: str, *, expected: bool) -> None:
    assert are_alike(name_of(one), name_of(other), loose=False) is expected


PERSON = "- person: witness\n  label: {}\n  evidence: Two officers\n"


def second(tiny: Tiny, records: str) -> None:
    """A second document, with records."""
    tiny.write("second/digest.md", DIGEST.replace("document: note", "document: second"))
    tiny.write("second/records.yaml", records)


def warned(tiny: Tiny, *paths: str) -> list[str]:
    """The places of warnings of similar names, as ``kg validate`` gives them."""
    ran = tiny.kg("validate", *paths, "--format", "github")
    assert ran.code == 0, ran.out
    return [line for line in ran.out.splitlines() if "similar-names" in line]


AS_WRITTEN = ["Carl Vale", "Karl Vale", "Vale Carl", "C. Vale", "Карл Вале"]


@pytest.mark.parametrize("name", sampled(AS_WRITTEN, 4, ids=AS_WRITTEN))
def test_two_documents_with_the_same_person_are_reported_with_both_places(tiny: Tiny, name: str) -> None:
    tiny.records(PERSON.format("Carl Vale"))
    second(tiny, PERSON.format(name))
    (found,) = warned(tiny, "texts")
    assert "file=texts/second/records.yaml,line=1" in found
    assert "note.witness at texts/note/records.yaml:1:3" in found
    assert tiny.kg("build").errors.count("warning[similar-names]") == 1
    assert tiny.kg("build", "--strict").code == 1


def test_a_document_checked_by_itself_is_compared_with_those_of_the_build(tiny: Tiny) -> None:
    tiny.records(PERSON.format("Carl Vale"))
    assert tiny.kg("build").code == 0
    second(tiny, PERSON.format("Carl Valle"))
    assert len(warned(tiny, "texts/second")) == 1
    assert warned(tiny, "texts/authorities") == []
    tiny.write("authorities/more.yaml", "- person: p9\n  label: Karl Vale\n")
    assert len(warned(tiny, "texts/authorities")) == 1


@pytest.mark.parametrize("verdict", ["same", "possibly same", "different"])
def test_a_decision_ends_the_warning(tiny: Tiny, verdict: str) -> None:
    tiny.records(PERSON.format("Carl Vale"))
    second(tiny, PERSON.format("C. Vale"))
    tiny.write(
        "authorities/decisions.yaml",
        f"- decision: who\n  left: second.witness\n  right: note.witness\n  verdict: {verdict}\n"
        "  ground: both say so\n  decider: Test documentalists\n",
    )
    assert warned(tiny, "texts") == []


def test_relatives_descriptions_and_places_elsewhere_are_told_apart(tiny: Tiny) -> None:
    tiny.write(
        "authorities/more.yaml",
        "- person: p7\n  label: Carl Vale\n- person: p8\n  label: Karl Vale\n  relative-of: p7\n"
        "- place: pl1\n  label: Northland\n- place: pl2\n  label: Southland\n"
        "- place: pl3\n  label: Newtown\n  within: pl1\n- place: pl4\n  label: Newtown\n  within: pl2\n",
    )
    tiny.records("- person: one\n  label: a tall neighbour\n  named: false\n  evidence: Two officers\n")
    second(tiny, "- person: one\n  label: a tall neighbour\n  named: false\n  evidence: Two officers\n")
    assert warned(tiny, "texts") == []


def test_bodies_and_places_are_compared_too(tiny: Tiny) -> None:
    more = "- organization: c9\n  label: Lake Comittee\n- place: pl9\n  label: Lake Side\n"
    tiny.write("authorities/all.yaml", AUTHORITIES + more)
    assert len(warned(tiny, "texts")) == 2


def test_many_names_are_compared_without_comparing_each_with_each() -> None:
    parts = ["".join(pair) for pair in product(("Ba", "De", "Gi", "Ko", "Lu", "Ma", "Ne", "Ri", "So", "Tu"), repeat=2)][
        :50
    ]
    people = [
        record(
            "person",
            {"id": f"p{number}", "label": f"{given.title()} {family.title()}sky"},
            place=Location("a.csv", number),
        )
        for number, (given, family) in enumerate(product(parts, parts))
    ]
    directory = Directory("https://example.org/id/")
    assert list(directory.add(people)) == []
    compared = mock.Mock(side_effect=are_alike)
    with mock.patch("kg.records.namesakes.are_alike", compared):
        list(namesakes(directory, lambda _: True))
    assert compared.call_count < 20 * len(people)


def test_the_seeds_have_no_undecided_names() -> None:
    assert list(namesakes(read_project(find_project(SEEDS)).directory, lambda _: True)) == []
