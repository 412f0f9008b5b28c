"""An id that names somebody is refused once, at the id, however the name is written in it."""

from __future__ import annotations

import pytest

from kg.model.errors import Location
from kg.records.identity import names_in_iris
from kg.records.making import record
from tests.project import AUTHORITIES, DIGEST, Tiny


def found_in(ident: str, *names: str) -> list[str]:
    """What is said about the id of an event of a document that names persons of these names."""
    place = Location("a.csv", 1)
    values = {"id": ident, "label": "an event", "type": "assembly", "evidence": "x"}
    records = [record("event", values, place=place)]
    return [str(problem.found) for problem in names_in_iris("https://example.org/id/", records, (), names)]


@pytest.mark.parametrize(
    ("ident", "name"),
    [
        ("berg-detained", "Anna Berg"),
        ("detained2berg", "Anna Berg"),
        ("arrest-of-annaberg", "Anna Berg"),
        ("berganna-detained", "Anna Berg"),
        ("bergs-arrest", "Anna Berg"),
        ("petrov-detained", "Иван Петров"),
        ("petroff-detained", "Ivan Petrov"),
        ("ahmediarov-detained", "Лукпан Ахмедьяров"),
        ("akhmedyarovdetained", "Lukpan Akhmedyarov"),
        ("asel-detained", "Әсел Көпбосынова"),
        ("muller-detained", "Jan Müller"),
    ],
)
def test_a_name_in_an_id_is_found_however_it_is_written(ident: str, name: str) -> None:
    (said,) = found_in(ident, name)
    assert name in said
    assert f'the id "{ident}"' in said


@pytest.mark.parametrize(
    ("ident", "name"),
    [
        ("detention-in-almaty", "Almat Zhumagulov"),
        ("banner-seized", "Anna Ban"),
        ("iceberg", "Anna Berg"),
        ("victory-day", "Victor Hu"),
        ("of-an-li", "An Li"),
    ],
)
def test_a_longer_word_that_only_begins_like_a_name_is_no_name(ident: str, name: str) -> None:
    assert found_in(ident, name) == []


def test_two_words_of_a_name_in_one_id_are_one_fault() -> None:
    assert len(found_in("anna-berg-detained", "Anna Berg")) == 1


def test_a_name_in_the_id_of_a_document_is_one_fault_at_the_document(tiny: Tiny) -> None:
    tiny.write("note/digest.md", DIGEST.replace("document: note", "document: berg-note"))
    tiny.write("authorities/all.yaml", AUTHORITIES.replace("[note]", "[berg-note]"))
    ran = tiny.kg("validate", "texts")
    assert ran.code == 1
    assert ran.out.count("name-in-iri") == 2  # the finding and the last line
    assert "1 violation, " in ran.out
    assert "texts/note/digest.md:2:1" in ran.out
    assert tiny.kg("build").errors.count("error[") == 1
