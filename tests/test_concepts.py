"""Concepts are found by label or synonym in any language, and what is not found is offered by meaning before spelling."""

from __future__ import annotations

import pytest

from kg.model.concepts import OURS, AmbiguousTermError, Concept, UnknownTermError, Vocabulary, folded
from kg.model.message import sentences
from kg.model.vocabulary import CONCEPTS
from tests.project import RECORDS, Tiny

MEANT = {
    "murder, homicide, убийство, кісі өлтіру, meurtre": "killing",
    "Arrest, apprehension, задержание, ұстау, interpellation": "arrest",
    "beating, побои, сабау, tabassage": "beating",
    "raid, house search, обыск, тінту, perquisition": "search of premises",
    "rape, изнасилование, зорлау, viol": "rape",
    "house arrest, домашний арест, үйқамақ, assignation à résidence": "confinement at home",
    "defamation, smear campaign, клевета, жала жабу, diffamation": "defamation or smear campaign",
    "forced disappearance, насильственное исчезновение, disparition forcée": "enforced disappearance",
    "deportation, высылка, депортация, reconduite à la frontière": "deportation",
    "kidnapping, похищение, адам ұрлау, enlèvement": "abduction",
    "wiretapping, прослушка, телефон тыңдау, mise sur écoute": "interception of communications",
    "remand, СИЗО, détention préventive": "pre-trial detention",
    "hate speech, язык вражды, discours de haine": "incitement to hatred",
    "police custody, garde à vue": "detention",
}
"""What people type first for an act, and the label of the concept."""


@pytest.mark.parametrize(
    ("word", "label"),
    [(word, label) for words, label in MEANT.items() for word in words.split(", ")],
)
def test_what_people_type_first_is_found(word: str, label: str) -> None:
    assert OURS.find("act-type", word).name == label


@pytest.mark.parametrize("scheme", sorted(CONCEPTS))
def test_every_label_finds_its_own_concept(scheme: str) -> None:
    for concept in OURS.concepts(scheme):
        for text in concept.labels.values():
            assert OURS.find(scheme, text).iri == concept.iri, text
            assert OURS.find(scheme, text.upper()).iri == concept.iri, text


def meant(scheme: str, text: str) -> str:
    """The label of what a word means, or all that is said where it means several things."""
    try:
        return OURS.find(scheme, text).name
    except AmbiguousTermError as error:
        return " ".join(map(str, sentences(error.remedy)))


@pytest.mark.parametrize("scheme", sorted(CONCEPTS))
def test_every_synonym_finds_its_concept_or_leaves_the_choice(scheme: str) -> None:
    for concept in OURS.concepts(scheme):
        for text in (text for texts in concept.synonyms.values() for text in texts):
            assert concept.label() in meant(scheme, text), text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Репортёр", "репортер"),
        ("garde-à-vue", "Garde a vue"),
        ("prosecutor’s office", "prosecutor's office"),
        ("mise en garde", "MISE  EN GARDE"),
        ("man\u0153uvres", "manoeuvres"),
        ("de\u0301tention", "d\u00e9tention"),
        ("de\u00adtention", "detention"),
    ],
)
def test_harmless_spelling_makes_no_difference(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_a_word_of_several_meanings_is_refused_with_each_definition() -> None:
    with pytest.raises(AmbiguousTermError) as caught:
        OURS.find("act-type", "арест", language="ru")
    assert isinstance(caught.value.remedy, tuple)
    told = "\n".join(map(str, caught.value.remedy))
    assert '"административный арест": Содержание человека' in told
    assert '"задержание": Взятие человека под стражу' in told


@pytest.mark.parametrize(
    ("word", "offers"),
    [
        ("detension", ("detention",)),
        ("murdered by the police", ("killing",)),
        ("kidnaping", ("abduction",)),
        ("arbitrary arrest by police", ("arrest",)),
        ("избивали", ("избиение",)),
        ("weather", ()),
    ],
)
def test_offers_come_from_every_name_and_not_from_a_chance_likeness(word: str, offers: tuple[str, ...]) -> None:
    with pytest.raises(UnknownTermError) as caught:
        OURS.find("act-type", word)
    assert caught.value.offers[:1] == offers


def test_a_label_counts_before_a_synonym_of_another_concept() -> None:
    own = Concept("<https://example.org/id/vocab/act-type/x>", "act-type", {"ru": "облава"}, {}, {}, "")
    assert OURS.find("act-type", "облава").name == "mass detention"
    assert Vocabulary((own,)).find("act-type", "Облава").iri == own.iri


@pytest.mark.parametrize(
    ("key", "word", "concept"),
    [
        ("certainty", "предположительно", "suggested"),
        ("stance", "опровергает", "denies"),
        ("modality", "Жоспарланған", "planned"),
        ("status", "retirée", "retracted"),
        ("basis", "inferred", "our-inference"),
        ("right", "Свобода слова", "freedom-of-expression"),
    ],
)
def test_a_record_takes_a_term_in_any_language_and_keeps_the_concept(
    tiny: Tiny, key: str, word: str, concept: str
) -> None:
    tiny.records(f"{RECORDS}  {key}: {word}\n")
    assert any(quad.object.endswith(f"/vocab/{key}/{concept}>") for quad in tiny.quads())
