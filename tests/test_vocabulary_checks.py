"""The checks of vocabularies: each fault is found once, at its place, and nothing is found where nothing is wrong."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from kg.model.errors import Location, explanations
from kg.model.messages import advice, translated
from kg.model.vocabulary import PREFIXES
from kg.validation.vocabularies import CHECKS, Diagnosis, File, Use, examine, uses_of
from kg.validation.vocabularies.alignment import align
from kg.validation.vocabularies.background import background
from kg.validation.vocabularies.columns import LABEL, TEXT, Table
from kg.validation.vocabularies.letters import marks, stems
from kg.validation.vocabularies.model import Graph, read_schemes
from kg.validation.vocabularies.uses import in_sparql
from tests.moved_texts import (
    DEFINITION,
    column,
    file_of,
    folder,
    in_languages,
    project_files,
    replaced,
    shifted,
    swapped,
    text_of_scheme,
)
from tests.project import ROOT, Ran, kg
from tests.sampling import sampled

CASES = ROOT / "tests" / "vocabularies"
EXPECTED = {
    "alternative-and-hidden-name": ("violation", 23, 19),
    "broader-cycle": ("violation", 7, 1),
    "class-and-property": ("violation", 9, 1),
    "concept-in-two-schemes": ("info", 13, 29),
    "concept-orphan": ("warning", 19, 1),
    "concept-undeclared": ("violation", 26, 18),
    "concept-without-scheme": ("warning", 22, 1),
    "definition-missing": ("warning", 22, 1),
    "definition-shared": ("warning", 24, 21),
    "definition-twice": ("warning", 24, 47),
    "exact-and-other-match": ("violation", 25, 23),
    "label-and-other-name": ("violation", 23, 20),
    "label-clash": ("violation", 23, 31),
    "label-empty": ("violation", 26, 19),
    "label-in-other-script": ("warning", 23, 31),
    "label-missing": ("warning", 22, 1),
    "label-spaces": ("warning", 23, 20),
    "label-twice": ("violation", 23, 31),
    "label-untagged": ("warning", 23, 31),
    "language-incomplete": ("info", 4, 1),
    "link-to-other-kind": ("violation", 22, 19),
    "name-clash": ("warning", 26, 19),
    "notation-twice": ("violation", 27, 19),
    "property-without-domain": ("warning", 13, 1),
    "property-without-range": ("warning", 13, 1),
    "related-and-broader": ("violation", 24, 18),
    "scheme-empty": ("warning", 4, 1),
    "scheme-undeclared": ("warning", 7, 19),
    "scheme-without-label": ("warning", 4, 1),
    "skos-term-unknown": ("violation", 16, 5),
    "top-with-broader": ("warning", 18, 18),
    "two-kinds": ("violation", 19, 23),
    "without-definition": ("warning", 22, 1),
    "without-label": ("violation", 22, 1),
}
"""Each broken file bears the name of the one fault in it: how bad it is, and the line and column it is found at."""
ELSEWHERE = {"concept-unused", "labels-may-be-shifted", "labels-shifted", "labels-swapped", "slug-not-label", "term-unused", "undeclared-term"}  # fmt: skip
"""Faults that the tests below make in the project's own vocabularies."""


def codes(found: list[Diagnosis]) -> list[str]:
    return [diagnosis.problem.code for diagnosis in found]


def moved(found: list[Diagnosis]) -> list[str]:
    """What is said of labels that do not stand at their concepts."""
    return [str(diagnosis.problem.found) for diagnosis in found if diagnosis.problem.code.startswith("labels-")]


@cache
def broken(code: str) -> list[Diagnosis]:
    """What is found in the broken file of that name."""
    return examine([file_of(f"{code}.ttl", (CASES / f"{code}.ttl").read_text(encoding="utf-8"))])


@cache
def own_uses() -> tuple[Use, ...]:
    """What uses the terms of the ontology, records aside."""
    return uses_of(None)


# ── each fault, alone ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_a_broken_vocabulary_has_the_fault_it_is_named_for(code: str) -> None:
    found = [(d.problem.code, d.severity, d.problem.location) for d in broken(code)]
    severity, line, at = EXPECTED[code]
    assert found == [(code, severity, Location(f"{code}.ttl", line, at))]


def test_a_sound_vocabulary_has_none() -> None:
    assert examine([file_of("good.ttl", (CASES / "good.ttl").read_text(encoding="utf-8"))]) == []


def test_every_check_has_a_broken_vocabulary_and_an_explanation() -> None:
    known = {row.code for row in CHECKS}
    assert known == {*EXPECTED, *ELSEWHERE}
    assert {path.stem for path in CASES.glob("*.ttl")} == {*EXPECTED, "good"}
    assert known <= set(explanations())
    assert [row.code for row in CHECKS] == sorted(known)


@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_every_fault_is_told_in_russian(code: str) -> None:
    for diagnosis in broken(code):
        problem = diagnosis.problem
        assert translated(problem.found, "ru", problem.code) != str(problem.found)
        assert advice(problem, "ru") != advice(problem, "en")


# ── the project's own ontology ───────────────────────────────────────────────────────────────────────────────


def own_files() -> list[File]:
    paths = sorted((ROOT / "ontology").rglob("*.ttl"))
    return [file_of(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in paths]


MISSPELT = Use(f"<{PREFIXES['hr']}victmi>", "query", Location("queries/x.rq", 3, 9))
"""What a query names and the ontology does not."""


@cache
def terms_at_fault() -> list[Diagnosis]:
    """What is found where a property is added, a class is renamed and a query misspells a property."""
    text = (ROOT / "ontology" / "hr.ttl").read_text(encoding="utf-8")
    colour = 'hr:colour a owl:DatatypeProperty ;\n    rdfs:label "colour"@en ;\n    rdfs:domain hr:Event .\n\n'
    for old, new in (
        ("hr:aspect a ", f"{colour}hr:aspect a "),
        ("hr:Assessment a owl:Class", "hr:Assesment a owl:Class"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    others = [file for file in own_files() if file.path != "ontology/hr.ttl" and "/vocabularies/" not in file.path]
    return examine([*others, file_of("ontology/hr.ttl", text)], [*own_uses(), MISSPELT])


def test_the_ontology_has_no_fault() -> None:
    found = examine(own_files(), own_uses())
    assert [str(diagnosis.problem) for diagnosis in found if diagnosis.severity != "info"] == []
    assert codes(found) == []


def test_a_property_that_nothing_uses_is_told() -> None:
    assert {d.problem.code for d in terms_at_fault() if "colour" in str(d.problem.found)} == {
        "label-missing",
        "property-without-range",
        "term-unused",
        "without-definition",
    }


def test_a_term_that_is_used_and_not_declared_is_told_where_it_is_used() -> None:
    found = [d for d in terms_at_fault() if d.problem.location == MISSPELT.location]
    assert [(d.problem.code, d.severity, str(d.problem.found), advice(d.problem, "en")) for d in found] == [
        (
            "undeclared-term",
            "violation",
            '"victmi", which a query uses, is not declared',
            'did you mean "victim"?',
        )
    ]


def test_a_class_that_leads_nowhere_is_told() -> None:
    found = {(d.problem.code, str(d.problem.found).split('"')[1]) for d in terms_at_fault()}
    assert {("undeclared-term", "Assessment"), ("term-unused", "Assesment")} <= found


def test_what_a_query_names_is_seen_and_comments_and_texts_are_not() -> None:
    query = 'SELECT * {\n  ?a hr:victim "hr:none" ; a <https://w3id.org/chronicle/ns#Act> # hr:none\n}'
    found = [
        (use.term.rpartition("#")[2], use.location.line, use.location.column) for use in in_sparql(query, "x", "query")
    ]
    assert found == [("victim>", 2, 6), ("Act>", 2, 30)]


def test_a_concept_whose_iri_is_not_its_label_is_told() -> None:
    text = text_of_scheme("stance").replace('"denies"@en', '"refuses"@en')
    found = [d for d in examine([file_of("x.ttl", text)]) if d.problem.code == "slug-not-label"]
    assert [str(d.problem.found) for d in found] == ['the IRI of "refuses" ends in "denies"']


def test_a_concept_that_nothing_uses_is_told_and_one_above_a_used_one_is_not() -> None:
    base = f"{PREFIXES['vocab']}act-type/"
    uses = [Use(f"<{base}administrative-arrest>", "record", Location("x"))]
    files = [file_of("act-type.ttl", text_of_scheme("act-type"))]
    (found,) = [str(d.problem.found) for d in examine(files, uses) if d.problem.code == "concept-unused"]
    names = found.partition(": ")[2].split(", ")
    assert "summons" in names
    assert not {"administrative-arrest", "detention", "deprivation-of-liberty"} & set(names)


# ── labels that do not stand at their concepts ───────────────────────────────────────────────────────────────


@pytest.mark.slow_reference  # with the classes and properties beside them: test_the_ontology_has_no_fault
def test_no_label_of_the_project_is_out_of_place() -> None:
    assert moved(examine(project_files())) == []


@pytest.mark.parametrize(
    "file", sampled([(file,) for file in project_files()], 9, ids=[file.path for file in project_files()])
)
def test_no_label_of_a_vocabulary_by_itself_is_out_of_place(file: File) -> None:
    assert moved(examine([file])) == []


FOUND = [
    *(("act-type", language, 0, 34, by) for language in ("en", "ru", "kk", "fr") for by in (1, -1)),
    *(("act-type", language, 11, 34, by) for language in ("en", "ru", "kk", "fr") for by in (1, -1)),
    *(("agent-kind", language, 0, 20, by) for language in ("en", "ru", "kk", "fr") for by in (1, -1)),
    *(("right", language, 0, 14, by) for language in ("en", "ru", "fr") for by in (1, -1)),
    *(("role", language, 0, 14, by) for language in ("en", "fr") for by in (1, -1)),
    ("unit", "fr", 0, 14, 1),
    ("method", "en", 0, 7, 1),
    ("genre", "en", 3, 10, -1),
]


@pytest.mark.parametrize(
    ("scheme", "language", "first", "last", "by"),
    sampled(FOUND, 19, ids=["-".join(map(str, case)) for case in FOUND]),
)
def test_a_shifted_column_is_found_in_a_file_alone(scheme: str, language: str, first: int, last: int, by: int) -> None:
    text = shifted(text_of_scheme(scheme), language, first, last, by)
    shifts = [d for d in examine([file_of(scheme, text)]) if "-shifted" in d.problem.code]
    assert len(shifts) == 1
    told = str(shifts[0].problem.found)
    assert f' in "{language}" from ' in told
    assert re.search(rf" (are|seem to be) one row too {'low' if by > 0 else 'high'};", told)


FOUND_BY_WORDS_OF_THE_PROJECT = [
    ("event-type", "ru", 0, 12, 1),  # Russian and Kazakh labels share hardly a letter with the others
    ("event-type", "kk", 4, 12, 1),
    ("method", "kk", 0, 7, 1),
    ("victim-characteristic", "fr", 4, 13, -1),
    ("act-type", "kk", 10, 14, 1),
]


def renamed(text: str) -> str:
    """The vocabulary in languages that the project does not speak, so that nothing is known of their words."""
    return re.sub(r'"@(\w\w)\b', r'"@x\1', text)


@pytest.mark.parametrize(
    ("scheme", "language", "first", "last", "by"),
    sampled(FOUND_BY_WORDS_OF_THE_PROJECT, 5, ids=["-".join(map(str, case)) for case in FOUND_BY_WORDS_OF_THE_PROJECT]),
)
def test_a_short_shift_is_found_by_words_of_the_projects_vocabularies(
    scheme: str, language: str, first: int, last: int, by: int
) -> None:
    text = shifted(text_of_scheme(scheme), language, first, last, by)
    (told,) = moved(examine([file_of(scheme, text)]))
    assert f'in "{language}" from ' in told
    assert re.search(rf" (are|seem to be) one row too {'low' if by > 0 else 'high'};", told)
    assert moved(examine([file_of(scheme, renamed(text))])) == []


FOUND_BY_THE_OTHER_END = [("unit", "en", 4, 7, -1), ("act-type", "en", 16, 19, 1), ("genre", "en", 3, 6, 1)]


@pytest.mark.parametrize(
    ("scheme", "language", "first", "last", "by"),
    sampled(FOUND_BY_THE_OTHER_END, 3, ids=[scheme for scheme, *_ in FOUND_BY_THE_OTHER_END]),
)
def test_three_rows_are_found_by_what_came_in_at_their_other_end(
    scheme: str, language: str, first: int, last: int, by: int
) -> None:
    (told,) = moved(examine([file_of(scheme, shifted(text_of_scheme(scheme), language, first, last, by))]))
    assert f'in "{language}" from ' in told
    assert re.search(rf" (are|seem to be) one row too {'low' if by > 0 else 'high'};", told)


@pytest.mark.parametrize(
    ("scheme", "language", "first", "last", "by"),
    sampled([("act-type", "kk", 10, 13, 1), ("act-type", "ru", 20, 23, 1)], 2, ids=["kk", "ru"]),
)
def test_three_rows_that_share_little_with_the_others_are_not_found(
    scheme: str, language: str, first: int, last: int, by: int
) -> None:
    assert moved(examine([file_of(scheme, shifted(text_of_scheme(scheme), language, first, last, by))])) == []


def test_the_examined_vocabulary_is_not_compared_with_the_copy_that_the_program_ships() -> None:
    one = read_schemes(Graph((file_of("x", text_of_scheme("role")),)))[0].members[0]
    others = {
        member
        for scheme in background({one, "<https://w3id.org/chronicle/vocab/act-type>"})
        for member in scheme.members
    }
    assert one not in others
    assert not any("/vocab/act-type/" in member for member in others)
    assert any("/vocab/unit/" in member for member in others)


def test_chinese_labels_are_compared_by_their_letters() -> None:
    assert stems("zh", ["人权"]) == [frozenset({"zh 人", "zh 权", "zh 人权"})]


def test_a_shift_is_told_with_its_beginning_and_what_to_do() -> None:
    text = shifted(text_of_scheme("act-type"), "kk", 0, 34, 1)
    (shift,) = [d for d in examine([file_of("act-type.ttl", text)]) if "-shifted" in d.problem.code]
    label = column(text, "kk")[1]
    line = next(number for number, line in enumerate(text.splitlines(), 1) if f'"{label}"@kk' in line)
    assert shift.severity == "violation"
    assert shift.problem.location == Location("act-type.ttl", line, 23)
    assert shift.value == label == "бостандықтан айыру"
    assert str(shift.problem.found).startswith(
        'the labels in "kk" from "detention" to "refusal-of-registration", 33 in the order of the file, are one row '
        "too low; a correct table looks like this by chance at most once in "
    )
    assert (
        advice(shift.problem, "en") == 'move them up by one row, beginning with "бостандықтан айыру", and fill the gap'
    )
    assert "на строку ниже, чем нужно" in translated(shift.problem.found, "ru", shift.problem.code)
    assert advice(shift.problem, "ru").startswith("сдвиньте их на строку вверх, начиная с")


def test_a_gap_and_a_missing_end_do_not_hide_a_shift() -> None:
    its = column(text_of_scheme("act-type"), "fr")
    text = replaced(text_of_scheme("act-type"), "fr", "skos:prefLabel", lambda _: [*its[:5], "", *its[5:-1]])
    found = examine([file_of("x", text.replace('""@fr', '"0"@fr'))])
    assert [str(d.problem.found).partition(" to ")[0] for d in found if "-shifted" in d.problem.code] == [
        'the labels in "fr" from "violence"'
    ]


@pytest.mark.parametrize("language", sampled(["en", "kk"], 2, ids=["en", "kk"]))
def test_definitions_that_moved_are_told_as_definitions(language: str) -> None:
    text = shifted(text_of_scheme("agent-kind"), language, 0, 20, 1, DEFINITION)
    (told,) = moved(examine([file_of("x", text)]))
    assert told.startswith(f'the definitions in "{language}" ')


def test_labels_and_definitions_that_moved_together_are_told_so() -> None:
    text = shifted(shifted(text_of_scheme("agent-kind"), "fr", 0, 20, 1), "fr", 0, 20, 1, DEFINITION)
    (told,) = moved(examine([file_of("x", text)]))
    assert told.startswith('the labels and definitions in "fr" ')


def test_where_labels_and_definitions_of_one_language_alone_disagree_both_are_named() -> None:
    text = renamed(in_languages(shifted(text_of_scheme("act-type"), "kk", 0, 34, -1), ("kk",)))
    (shift,) = [d for d in examine([file_of("x", text)]) if "-shifted" in d.problem.code]
    assert str(shift.problem.found).startswith('the definitions in "xkk" ')
    assert 'it may also be the labels in "xkk" that moved' in advice(shift.problem, "en")
    assert 'возможно, сдвинуты названия на языке "xkk"' in advice(shift.problem, "ru")


def test_without_records_nothing_is_known_of_unused_concepts() -> None:
    assert codes(examine([file_of("x", text_of_scheme("right"))], own_uses())) == []


def test_two_columns_that_moved_are_both_told() -> None:
    text = shifted(shifted(text_of_scheme("act-type"), "fr", 0, 34, 1), "kk", 0, 34, -1)
    told = moved(examine([file_of("x", text)]))
    assert sorted(sentence.split('"')[1] for sentence in told) == ["fr", "kk"]


def test_a_column_that_moved_in_the_order_of_the_labels_is_found() -> None:
    its = column(text_of_scheme("act-type"), "en")
    order = sorted(range(len(its)), key=lambda row: its[row])

    def move(labels: list[str]) -> list[str]:
        result = list(labels)
        for place, row in enumerate(order):
            result[row] = labels[order[place - 1]]
        return result

    text = replaced(text_of_scheme("act-type"), "fr", "skos:prefLabel", move)
    (shift,) = [d for d in examine([file_of("x", text)]) if "-shifted" in d.problem.code]
    assert 'the labels in "fr" from "assault" to "violence"' in str(shift.problem.found)
    assert "one row too low" in str(shift.problem.found)


SWAPPED = [("act-type", "en", 8, 15), ("act-type", "fr", 4, 10), ("agent-kind", "en", 2, 3), ("right", "en", 8, 9)]


@pytest.mark.parametrize(
    ("scheme", "language", "one", "other"),
    sampled(SWAPPED, 2, ids=["-".join(map(str, case)) for case in SWAPPED]),
)
def test_two_labels_that_changed_places_are_found(scheme: str, language: str, one: int, other: int) -> None:
    text = swapped(text_of_scheme(scheme), language, one, other)
    (swap,) = [d for d in examine([file_of("x", text)]) if d.problem.code == "labels-swapped"]
    assert swap.severity == "warning"
    for label in (column(text, language)[row] for row in (one, other)):
        assert f'"{label}"' in str(swap.problem.found)


def test_two_labels_that_changed_places_and_share_nothing_with_the_others_are_not_found() -> None:
    assert moved(examine([file_of("x", renamed(swapped(text_of_scheme("right"), "kk", 9, 10)))])) == []


def test_columns_of_two_languages_alone_do_not_tell_which_moved() -> None:
    names = [
        f"{word} {n}"
        for n, word in enumerate(["instrument", "protocol", "parliament", "monitor", "journalist", "activist"] * 4)
    ]
    others = [
        f"{word} {n}"
        for n, word in enumerate(["инструмент", "протокол", "парламент", "монитор", "журналист", "активист"] * 4)
    ]
    table = Table(
        {(LABEL, "en"): tuple(names), (LABEL, "ru"): (others[-1], *others[:-1])},
        ("",) * 24,
        (range(24),),
    )
    (shift,) = align(table, {}).shifts
    assert shift.rival
    assert {(shift.kinds, shift.language), shift.rival} == {(frozenset({LABEL}), "en"), (frozenset({LABEL}), "ru")}


def test_languages_that_share_nothing_give_no_evidence() -> None:
    letters = "bdfghjklmnprst"
    one = tuple(f"{letters[n % 14]}a{letters[n * 5 % 14]}o{letters[n * 3 % 14]}" for n in range(60))
    two = tuple(f"{letters[n * 11 % 14]}i{letters[n * 9 % 14]}u{letters[n * 13 % 14]}" for n in range(60))
    table = Table({(LABEL, "en"): one, (LABEL, "xx"): two, (TEXT, "en"): one[::-1]}, ("",) * 60, (range(60),))
    assert align(table, {}).shifts == ()


def test_words_of_other_alphabets_are_compared_by_sound() -> None:
    assert marks("парламент") & marks("parliament")
    assert marks("Администрация") & marks("administration")
    assert marks("журналист 2015") & marks("JOURNAL 2015") >= {"#2015"}
    assert not marks("суд") & marks("court")


# ── what else can be in a file ───────────────────────────────────────────────────────────────────────────────


def validated(tmp_path: Path, name: str, text: str, *options: str) -> Ran:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return kg("validate", str(tmp_path / name), *options)


def test_language_tags_in_odd_case_are_one_language() -> None:
    text = (
        (CASES / "good.ttl").read_text(encoding="utf-8").replace('"dog"@en', '"dog"@EN').replace('"cat"@en', '"cat"@eN')
    )
    assert examine([file_of("x.ttl", text)]) == []


def test_a_long_circle_is_told_once_and_shortly() -> None:
    lines = ["@prefix skos: <http://www.w3.org/2004/02/skos/core#> .", "@prefix : <https://example.org/> ."]
    lines += [
        f':c{n} a skos:Concept ; skos:prefLabel "name {n}"@en ; skos:broader :c{(n + 1) % 3000} .' for n in range(3000)
    ]
    (circle,) = [d for d in examine([file_of("x.ttl", "\n".join(lines))]) if d.problem.code == "broader-cycle"]
    assert str(circle.problem.found).endswith(
        ": c0 → c1 → c2 → c3 → c4 → c5 → … → c2995 → c2996 → c2997 → c2998 → c2999 → c0"
    )


def test_a_concept_in_two_schemes_is_checked_in_each() -> None:
    text = (CASES / "concept-in-two-schemes.ttl").read_text(encoding="utf-8")
    text += ':lapdog a skos:Concept ;\n    skos:prefLabel "dog"@en , "собачка"@ru ;\n    skos:definition "A small dog."@en ;\n    skos:inScheme :pets .\n'
    assert codes(examine([file_of("x.ttl", text)])) == ["concept-in-two-schemes", "label-clash"]


def test_a_file_that_is_no_turtle_is_told_with_its_place(tmp_path: Path) -> None:
    ran = validated(tmp_path, "animals.ttl", "@prefix : <https://example.org/> .\n:dog a :Animal\n:cat a :Animal .\n")
    assert ran.code == 1
    assert "[rdf-syntax]" in ran.out
    assert "animals.ttl:3:" in ran.out


def test_an_empty_folder_is_a_wrong_call(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = kg("validate", str(tmp_path / "empty"))
    assert (ran.code, "error[nothing-to-check]" in ran.err) == (2, True)


def test_an_import_is_never_fetched(tmp_path: Path) -> None:
    text = (CASES / "property-without-range.ttl").read_text(encoding="utf-8")
    text = text.replace("a owl:Ontology", "a owl:Ontology ;\n    owl:imports <https://example.org/other>")
    ran = validated(tmp_path, "zoo.ttl", text)
    assert "nothing is ever fetched" in ran.out
    assert "[property-without-range]" in ran.out


def test_a_vocabulary_in_rdf_xml_is_checked_too(tmp_path: Path) -> None:
    text = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
  <skos:ConceptScheme rdf:about="https://example.org/s"><skos:prefLabel xml:lang="en">s</skos:prefLabel></skos:ConceptScheme>
  <skos:Concept rdf:about="https://example.org/a"><skos:inScheme rdf:resource="https://example.org/s"/></skos:Concept>
</rdf:RDF>
"""
    ran = validated(tmp_path, "animals.rdf", text)
    assert ran.code == 1
    assert "violation [without-label]" in ran.out
    assert "animals.rdf:4:" in ran.out


def test_the_command_finds_a_shifted_column(tmp_path: Path) -> None:
    path = folder(tmp_path, "right", shifted(text_of_scheme("right"), "fr", 0, 14, 1))
    ran = kg("validate", str(path))
    assert ran.code == 1
    assert 'violation [labels-shifted] The labels in "fr" from' in ran.out
    assert "right.ttl:27:23" in ran.out
    # Terms newer than the frozen vocabulary are used by records, and so are undeclared in it.
    codes = re.findall(r"violation \[([a-z-]+)\]", ran.out)
    assert [code for code in codes if code != "undeclared-term"] == ["labels-shifted"]
    assert "0 warnings" in ran.out


@pytest.mark.slow_reference  # the words: test_a_shift_is_told_with_its_beginning_and_what_to_do
def test_the_command_tells_it_in_russian(tmp_path: Path) -> None:
    path = folder(tmp_path, "right", shifted(text_of_scheme("right"), "fr", 0, 14, 1))
    ran = kg("validate", str(path), "--lang", "ru")
    assert "стоят на строку ниже, чем нужно" in " ".join(ran.out.split())


# ── SKOS beyond the concepts of a scheme ─────────────────────────────────────────────────────────────────────

SKOS = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix : <https://example.org/> .
:s a skos:ConceptScheme ; skos:prefLabel "things"@en .
:a a skos:Concept ; skos:inScheme :s ; skos:topConceptOf :s ; skos:prefLabel "a"@en .
:b a skos:Concept ; skos:inScheme :s ; skos:topConceptOf :s ; skos:prefLabel "b"@en .
:c a skos:Concept ; skos:inScheme :s ; skos:topConceptOf :s ; skos:prefLabel "c"@en .
"""
BEYOND = {
    ':col a skos:Collection ; skos:prefLabel "one"@en , "two"@en .': ["label-twice"],
    ':s skos:prefLabel "another"@en .': ["label-twice"],
    '<x:y> skos:prefLabel "one"@en , "two"@en .': ["label-twice"],
    '<x:y> skos:prefLabel "one"@en ; skos:altLabel "one"@en .': ["label-and-other-name"],
    '<x:y> skos:altLabel "one"@en ; skos:hiddenLabel "one"@en .': ["alternative-and-hidden-name"],
    ":s a skos:Collection .": ["two-kinds"],
    ":a a skos:OrderedCollection .": ["two-kinds"],
    ":a a xl:Label .": ["two-kinds"],
    ":a skos:broaderTransitive :b . :b skos:broaderTransitive :a .": ["broader-cycle"],
    ":a skos:narrowerTransitive :b . :b skos:broader :c . :c skos:broadMatch :b .": [
        "broader-cycle",
        "top-with-broader",
    ],
    ":a skos:broadMatch <x:y> . <x:y> skos:narrowMatch <x:z> . <x:z> skos:broader :a .": ["without-label"],
    ":a skos:broadMatch <x:y> . <x:y> skos:broadMatch :a .": ["broader-cycle"],
    ":a skos:broader :a .": ["broader-cycle", "top-with-broader"],
    ":a skos:broaderTransitive :b . :b skos:broaderTransitive :c . :a skos:related :c .": ["related-and-broader"],
    ":a skos:broaderTransitive :b . :b skos:related :a .": ["related-and-broader"],
    ":a skos:broadMatch :b ; skos:relatedMatch :b .": ["related-and-broader"],
    ":a skos:narrowerTransitive :b ; skos:related :b .": ["related-and-broader"],
    ":a skos:exactMatch <x:y> ; skos:broadMatch <x:y> .": ["exact-and-other-match"],
    ":a skos:exactMatch <x:y> . <x:z> skos:exactMatch <x:y> . :a skos:narrowMatch <x:z> .": ["exact-and-other-match"],
    ":a skos:exactMatch <x:y> ; skos:relatedMatch <x:z> .": [],
    ':a skos:broader "text" .': ["link-to-other-kind"],
    ":a skos:broader :s .": ["link-to-other-kind"],
    ":s skos:broader :a .": ["link-to-other-kind"],
    ":a skos:exactMatch :s .": ["link-to-other-kind"],
    ":a skos:inScheme :b .": ["link-to-other-kind"],
    ':col a skos:Collection ; skos:member :a , "text" .': ["link-to-other-kind"],
    ":a skos:member :b .": ["link-to-other-kind"],
    ":s skos:hasTopConcept :col . :col a skos:Collection .": ["link-to-other-kind"],
    ":col a skos:Collection ; skos:member :a , :inner . :inner a skos:Collection .": [],
    ':d a skos:Concept ; skos:inScheme :s ; skos:topConceptOf :s ; xl:prefLabel [ a xl:Label ; xl:literalForm "d"@en ] .': [],
    ':a xl:prefLabel [ xl:literalForm "other"@en ] .': ["label-twice"],
    ':a xl:altLabel [ xl:literalForm "a"@en ] .': ["label-and-other-name"],
}
"""Lines added to a sound vocabulary, and what is then found that is a violation or about the hierarchy."""


@pytest.mark.parametrize("more", BEYOND)
def test_the_integrity_conditions_of_skos_hold_for_everything(more: str) -> None:
    usual = {
        "scheme-undeclared",
        "concept-undeclared",
        "concept-orphan",
        "concept-without-scheme",
        "concept-in-two-schemes",
    }
    assert sorted(set(codes(examine([file_of("a.ttl", SKOS + more)]))) - usual) == BEYOND[more]


def test_a_file_with_a_collection_alone_is_examined_too(tmp_path: Path) -> None:
    text = ':col a skos:Collection ; skos:prefLabel "one"@en , "two"@en .\n'
    (tmp_path / "a.ttl").write_text("\n".join(SKOS.splitlines()[:3]) + "\n" + text)
    assert "[label-twice]" in kg("validate", str(tmp_path / "a.ttl")).out


def test_a_concept_below_a_text_has_no_place() -> None:
    text = SKOS + ':d a skos:Concept ; skos:inScheme :s ; skos:prefLabel "d"@en ; skos:broader "text" .'
    assert sorted(codes(examine([file_of("a.ttl", text)]))) == ["concept-orphan", "link-to-other-kind"]
