"""What a node is called: its language, what stands in where a text is missing, and that every command says the same."""

from __future__ import annotations

import pytest

from kg.answers.names import Names, bounds
from kg.model.terms import Term, expand
from kg.rdf.dataset import Dataset
from tests.project import BASE

NODE = f"<{BASE}thing/a.b>"


def named(*facts: str, languages: tuple[str, ...] = (), node: Term = NODE) -> str:
    """What the node is called where these are the facts; prefixed names stand for their IRIs."""
    lines = [" ".join(word if word[0] in '<"' else expand(word) for word in fact.split(" ", 2)) for fact in facts]
    return Names(Dataset.gather(f"{line} .\n" for line in lines), languages).of(node)


def label(*texts: str, prop: str = "skos:prefLabel") -> list[str]:
    return [f"{NODE} {prop} {text}" for text in texts]


THREE = label('"menace"@fr', '"threat"@en', '"угроза"@ru')


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        ((), "threat"),
        (("ru",), "угроза"),
        (("kk", "fr"), "menace"),
        (("kk",), "threat"),
        (("en",), "threat"),
    ],
)
def test_a_name_is_in_the_first_language_wanted_that_there_is_else_in_english(
    languages: tuple[str, ...], expected: str
) -> None:
    assert named(*THREE, languages=languages) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (('"b"@ru', '"a"@en-gb'), "a"),
        (('"z"@en', '"a"@en-gb'), "z"),
        (('"a"@ru', '"z"'), "z"),
        (('"b"@ru', '"a"@kk'), "a"),
    ],
)
def test_without_the_language_it_is_the_nearest_then_none_then_the_first_by_the_alphabet(
    texts: tuple[str, ...], expected: str
) -> None:
    assert named(*label(*texts)) == expected
    assert named(*label(*reversed(texts))) == expected


def test_a_label_comes_before_a_title_and_a_title_before_a_description() -> None:
    facts = [
        *label('"about it"@en', prop="dct:description"),
        *label('"term"@en', prop="rdfs:label"),
        *label('"title"@en', prop="dct:title"),
        *label('"имя"@ru'),
    ]
    names = []
    while facts:
        names.append(named(*facts))
        facts.pop()
    assert names == ["имя", "title", "term", "about it"]


def test_a_part_is_called_by_role_and_agent() -> None:
    role, agent = f"<{BASE}role>", f"<{BASE}agent>"
    facts = [f"{NODE} hr:role {role}", f'{role} skos:prefLabel "victim"@en', f'{role} skos:prefLabel "жертва"@ru']
    assert named(*facts) == "victim: left open"
    facts += [f"{NODE} hr:agent {agent}", f'{agent} skos:prefLabel "Anna Berg"@en']
    assert named(*facts) == "victim: Anna Berg"
    assert named(*facts, languages=("ru",)) == "жертва: Anna Berg"


def test_a_quantity_is_called_by_its_words_or_its_bounds() -> None:
    facts = [f"{NODE} hr:unit <{BASE}unit/person>", f'{NODE} hr:atLeast "3"']
    assert named(*facts) == "at least 3 (person)"
    assert named(*facts, f'{NODE} hr:atMost "3"') == "3 (person)"
    assert named(*facts, f'{NODE} hr:verbatim "a few people"@en') == "a few people"


def test_what_has_nothing_is_called_by_the_end_of_its_iri_and_a_literal_by_its_text() -> None:
    assert named() == "a.b"
    assert named(node=expand("hr:Act")) == "Act"
    assert named(node='"a text"@en') == "a text"
    assert named(node="") == ""


def test_many_nodes_are_asked_for_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    names = Names(Dataset.gather(f"{fact} .\n" for fact in [f'{NODE} {expand("skos:prefLabel")} "a"@en']))
    names.read([NODE, expand("hr:Act"), '"a literal"'])
    monkeypatch.setattr(Dataset, "solutions", None)
    assert [names.of(NODE), names.of(expand("hr:Act"))] == ["a", "Act"]


def test_bounds_leave_out_what_is_open() -> None:
    assert [str(bounds("", "")), str(bounds("", "5")), str(bounds("2", ""))] == ["", "at most 5", "at least 2"]


def test_an_outcome_is_called_by_what_was_decided() -> None:
    node = f"<{BASE}outcome/a.outcome>"
    facts = [
        f"{node} hr:verdict <{BASE}verdict>", f'<{BASE}verdict> skos:prefLabel "convicted"@en',
        f"{node} hr:duration <{BASE}term>", f"<{BASE}term> hr:unit <{BASE}unit/year>",
        f'<{BASE}term> hr:atLeast "20"', f'<{BASE}term> hr:atMost "20"',
    ]  # fmt: skip
    assert named(*facts, node=node) == "convicted, 20 (year)"
