"""Words of a document carry its language: quotes, titles, names, date-words, verbatim words; the rest the project's."""

from __future__ import annotations

import pytest

from kg.model.terms import digest
from tests.project import AUTHORITIES, RECORDS, SETTINGS, Tiny

FRENCH = """\
---
document: note
title: Une note du comité
creator: Lake Committee
issued: 2020-02-03
language: fr
---

La police a arrêté Anna Berg hier à Lakeside, dit le Lake Committee.
« Двое », a dit un voisin.
"""
DETENTION = """\
- act: detention-in-february
  type: detention
  label: detention in the flat
  date: 2020-02-01
  date-words: hier
  place: Lakeside
  victim: {agent: two-neighbours, count: {at-least: 2, words: au moins deux}}
  alleged-perpetrator: Lakeside police
  reason: a report
  words-say: a arrêté
  evidence: La police a arrêté Anna Berg hier

- person: two-neighbours
  label: a neighbour
  named: false
  names: [la voisine, {name: voisinka, language: ru-latn}]
  evidence: « Двое »
"""


def literals(tiny: Tiny, tail: str) -> set[str]:
    """The values of a property, by the end of its IRI."""
    return {quad.object for quad in tiny.quads() if quad.predicate.endswith(f"{tail}>")}


@pytest.fixture
def french(tiny: Tiny) -> Tiny:
    tiny.write("note/digest.md", FRENCH)
    tiny.records(DETENTION)
    return tiny


def test_words_of_a_document_are_in_its_language(french: Tiny) -> None:
    assert literals(french, "#quote") >= {'"La police a arrêté Anna Berg hier"@fr', '"« Двое »"@fr'}
    assert literals(french, "terms/title") == {'"Une note du comité"@fr'}
    assert literals(french, "#dateVerbatim") == {'"hier"@fr'}
    assert literals(french, "#verbatim") == {'"au moins deux"@fr'}
    assert literals(french, "#wordsSay") == {'"a arrêté"@fr'}


def test_names_are_in_the_language_of_the_document_that_writes_them_or_in_their_own(french: Tiny) -> None:
    assert literals(french, "#altLabel") >= {'"la voisine"@fr', '"voisinka"@ru-latn'}
    assert '"Anna Berg"@fr' in literals(french, "#value")


def test_labels_and_descriptions_are_in_the_language_of_the_project(french: Tiny) -> None:
    assert {'"detention in the flat"@en', '"a neighbour"@en', '"Anna Berg"@en'} <= literals(french, "#prefLabel")
    assert literals(french, "#reason") == {'"a report"@en'}


def test_a_variant_in_the_authority_files_is_in_the_language_of_each_document_that_has_it(french: Tiny) -> None:
    french.write("authorities/all.yaml", AUTHORITIES.replace("name: Lake Committee", "name: the Lake Committee"))
    french.write("note/digest.md", FRENCH.replace("dit le Lake", "dit the Lake"))
    assert '"the Lake Committee"@fr' in literals(french, "#altLabel")


def test_evidence_in_another_language_says_so(french: Tiny) -> None:
    french.records(DETENTION.replace("evidence: « Двое »", "evidence: {quote: Двое, language: ru}"))
    assert '"Двое"@ru' in literals(french, "#quote")


def test_a_title_in_several_languages_keeps_each(french: Tiny) -> None:
    french.write("note/digest.md", FRENCH.replace("title: Une note du comité", 'title: {fr: "Une note", kk: "Хат"}'))
    assert literals(french, "terms/title") == {'"Une note"@fr', '"Хат"@kk'}


def test_the_title_of_a_document_only_referred_to_is_in_its_own_language(tiny: Tiny) -> None:
    tiny.write("authorities/more.yaml", "- document: d0c001\n  title: Закон\n  language: ru\n")
    tiny.records("- document: report\n  language: kk\n  title: Есеп\n\n" + RECORDS)
    assert {'"Закон"@ru', '"Есеп"@kk'} <= literals(tiny, "terms/title")


def test_a_document_that_names_no_language_is_in_the_project_s(tiny: Tiny) -> None:
    tiny.write("chronicle.toml", SETTINGS.replace('"en"', '"ru"'))
    tiny.write("note/digest.md", FRENCH.replace("language: fr\n", ""))
    tiny.records(DETENTION)
    assert '"hier"@ru' in literals(tiny, "#dateVerbatim")
    assert '"La police a arrêté Anna Berg hier"@ru' in literals(tiny, "#quote")


def test_a_digest_in_another_language_than_its_original_keeps_the_two_apart(tiny: Tiny) -> None:
    original = f"original:\n  sha256: {digest('Хат')}\n  length: 3\n  language: ru\n---\n"
    text = FRENCH.replace("---\n\n", original + "\n").replace("dit le Lake Committee.", "dit le Lake Committee. [0:3]")
    tiny.write("note/digest.md", text.replace("voisin.\n", "voisin. [0:3]\n"))
    tiny.write("note/original.csv", f"start,end,sha256\n0,3,{digest('Хат')}\n")
    tiny.records(DETENTION)
    assert literals(tiny, "#dateVerbatim") == {'"hier"@ru'}
    assert '"La police a arrêté Anna Berg hier"@fr' in literals(tiny, "#quote")
    assert literals(tiny, "terms/language") == {'"fr"', '"ru"'}


@pytest.mark.parametrize("language", ["French", "english", "kz", "ua", "fr_FR", "русский", "kz-Cyrl"])
def test_the_name_of_a_language_or_a_country_is_no_language(tiny: Tiny, language: str) -> None:
    tiny.write("note/digest.md", FRENCH.replace("language: fr", f"language: {language}"))
    ran = tiny.kg("build")
    assert ran.code == 1
    assert f'language: "{language}" is not a language tag' in ran.err
