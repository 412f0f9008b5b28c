"""Whatever a command prints as an id, and whatever part of a name is unmistakable, is understood by every command."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import kg as package
from kg.answers.finding import find_node, notes, resolved
from kg.answers.opening import open_build
from kg.model.errors import CallError
from kg.model.terms import shortener
from kg.rdf.dataset import Dataset
from tests.project import SEEDS, Ran, Tiny, kg
from tests.sampling import sampled

ACT = "2012-04-27-joint-appeal.assault-in-uralsk"
IRI = f"https://w3id.org/chronicle/id/act/{ACT}"
AKHMEDYAROV = "<https://w3id.org/chronicle/id/person/k9trxd>"


# ── Ids ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("step", [20, pytest.param(1, marks=pytest.mark.slow_reference)])
def test_every_node_is_found_by_its_id_as_tables_print_it(built: Path, step: int) -> None:
    dataset = open_build(built).dataset  # which has its names in a file, as for a person
    short = shortener(dataset.prefixes.items())
    rows = dataset.solutions("SELECT DISTINCT ?node { ?node a ?class FILTER(STRSTARTS(STR(?class), STR(hr:))) }").rows
    restated = {node for (node,) in dataset.solutions("SELECT ?node { ?digest dct:source ?node }").rows}
    nodes = {node for (node,) in rows if node and node not in restated}
    assert len(nodes) > 1000
    assert [node for node in sorted(nodes)[::step] if find_node(short(node), dataset) != node] == []


@pytest.fixture(scope="module")
def plain(built: Path) -> Callable[[str], Ran]:
    """What a command says of the act by its plain id."""

    @cache
    def said(command: str) -> Ran:
        return kg(command, ACT, *(() if command == "trace" else ("--build", str(built))))

    return said


FORMS = {
    "prefix": f"act:{ACT}", "iri": IRI, "brackets": f"<{IRI}>", "id": ACT, "without its document": ACT.partition(".")[2],
    "spaces": f" act:{ACT} ",
}  # fmt: skip
GIVEN = [(command, form) for command in ("show", "cite", "trace") for form in FORMS]
"""Each command with each form of an id; some at every push, each command among them."""


@pytest.mark.parametrize(("command", "form"), sampled(GIVEN, 5, ids=[" ".join(one) for one in GIVEN]))
def test_an_id_in_any_form_is_understood_by_every_command(
    built: Path, monkeypatch: pytest.MonkeyPatch, plain: Callable[[str], Ran], command: str, form: str
) -> None:
    monkeypatch.chdir(SEEDS)
    where = () if command == "trace" else ("--build", str(built))
    ident = FORMS[form]
    given = kg(command, ident.strip() if command == "trace" else ident, *where)
    assert (given.code, given.out, given.err) == (0, plain(command).out, "")


ENTRIES = ["person:k9trxd", "k9trxd", AKHMEDYAROV, AKHMEDYAROV.strip("<>")]


@pytest.mark.parametrize("ident", sampled(ENTRIES, 3, ids=ENTRIES))
def test_an_entry_of_the_authority_files_is_traced(monkeypatch: pytest.MonkeyPatch, ident: str) -> None:
    monkeypatch.chdir(SEEDS)
    ran = kg("trace", ident)
    assert ran.out.startswith("record    authorities/persons.yaml:")
    assert "          - person: k9trxd\n            label: Lukpan Akhmedyarov\n" in ran.out
    assert "person:k9trxd a " in ran.out


def test_a_claim_is_traced_to_its_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SEEDS)
    ran = kg("trace", "claim:2018-09-20-statement.acquitted-defender.characteristic")
    assert "          - fact: acquitted-defender\n" in ran.out


def test_what_is_no_record_is_sent_to_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SEEDS)
    ran = kg("trace", "passage:2012-04-27-joint-appeal.1-2")
    assert (ran.code, ran.err.splitlines()[1]) == (
        2,
        "  `kg show passage:2012-04-27-joint-appeal.1-2` shows what is no record, such as a passage",
    )


@pytest.mark.parametrize(
    "concept", ["detention", "act-type:detention", "vocab:act-type/detention", "https://w3id.org/chronicle/vocab/act-type/detention"]
)  # fmt: skip
def test_a_concept_is_understood_in_any_form(built: Path, concept: str) -> None:
    call = ("query", "acts-by-type", "--build", str(built))
    assert kg(*call, "--type", concept) == kg(*call, "--type", "custody")
    assert kg("show", concept, "--build", str(built)) == kg("show", "custody", "--build", str(built))


# ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["Akhmedyarov", "АХМЕДЬЯРОВ", "lukpan", "Лукпан", "Akhmedyárov"])
def test_a_surname_in_any_script_means_who_bears_it(dataset: Dataset, name: str) -> None:
    assert find_node(name, dataset) == AKHMEDYAROV


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Helsinki", "Netherlands Helsinki Committee"),
        ("helsinki  committee", "Netherlands Helsinki Committee"),
        ("HÉLSINKI", "Netherlands Helsinki Committee"),
        ("Socialist Movement", "Socialist Movement of Kazakhstan"),
    ],
)
def test_a_part_of_one_name_is_taken_to_mean_it_and_a_note_says_so(built: Path, name: str, label: str) -> None:
    ran = kg("show", name, "--build", str(built))
    assert (ran.code, ran.out.splitlines()[0]) == (0, label)
    told = rf'info\[part-of-a-name\]: "{name}" is taken to mean organization:\w+ \({label}\)\n'
    assert re.fullmatch(told, ran.err)


@pytest.mark.parametrize("arguments", [("query", "about", "--about"), ("cite",), ("identity",), ("show",)])
def test_every_command_notes_whom_a_surname_is_taken_to_mean(built: Path, arguments: tuple[str, ...]) -> None:
    ran = kg(*arguments, "Kanat", "--build", str(built))
    assert ran.code == 0
    assert ran.err == 'info[part-of-a-name]: "Kanat" is taken to mean person:qp46nv (Kanat Ibragimov)\n'


def test_a_whole_name_or_an_id_needs_no_note(dataset: Dataset) -> None:
    assert notes([("Lukpan Akhmedyarov", "Agent"), ("k9trxd", ""), ("nobody", "")], dataset) == ()


def test_a_part_of_several_names_is_refused_with_their_labels(built: Path) -> None:
    ran = kg("show", "committee", "--build", str(built))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        'error[ambiguous-node]: "committee" can mean 2 nodes\n  name one by its id: organization:'
    )
    assert "(UN Human Rights Committee)" in ran.err
    assert "(Netherlands Helsinki Committee)" in ran.err


@pytest.mark.parametrize("name", ["elsinki", "rallies", "Helsink", "Helsinki Netherlands", ".*", "a|b", ""])
def test_what_is_no_whole_word_of_a_name_means_nothing(dataset: Dataset, name: str) -> None:
    with pytest.raises(CallError) as refused:
        resolved(name, dataset)
    assert [problem.code for problem in refused.value.problems] == ["unknown-node"]


@pytest.mark.parametrize(
    ("name", "other"), [("Almaty", r"place:\w+ \(Almaty\)"), ("detention", r"act-type:detention \(detention\)")]
)
def test_a_name_of_another_class_is_refused_with_what_it_names(built: Path, name: str, other: str) -> None:
    ran = kg("query", "who-suffered-what", "--about", name, "--build", str(built))
    found = (
        rf'error\[unknown-node\]: nothing is called "{name}" that is of class Agent\n  this is the name of {other}\n'
    )
    assert re.match(found, ran.err)


def test_a_name_of_the_ontology_is_no_node(built: Path) -> None:
    ran = kg("show", "hr:Act", "--build", str(built))
    assert ran.err.startswith(
        'error[unknown-node]: "hr:Act" is a name of the ontology, not of something in the graph\n'
    )


# ── Concepts ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_page_on_a_concept_says_what_it_means_where_it_is_and_which_queries_take_it(built: Path) -> None:
    page = kg("show", "detention", "--build", str(built)).out
    assert page.startswith("detention\n=========\nconcept of act-type  https://")
    assert "\nbroader: deprivation of liberty\n" in page
    assert "\nfr: détention, garde à vue" in page
    assert re.search(r"\nactType: \d+\n\d+ events, those of narrower kinds included\n", page)
    assert '\nkg query who-suffered-what --type "detention"\n' in page


def test_a_page_on_a_concept_that_the_graph_does_not_have_says_so(built: Path) -> None:
    assert "\nIn the graph\n------------\nnothing\n" in kg("show", "forced marriage", "--build", str(built)).out


# ── Empty answers ────────────────────────────────────────────────────────────────────────────────────────────


def test_where_a_body_has_no_rows_but_its_members_have_a_note_says_so(built: Path) -> None:
    ran = kg("query", "who-suffered-what", "--about", "Alga", "--build", str(built))
    assert (ran.code, len(ran.out.splitlines())) == (0, 1)
    assert ran.err.startswith("info[nothing-of-itself]: 0 rows for organization:ddt653 (Alga) itself; ")
    assert "person:jjbg63 (Boris Sukhih)" in ran.err


@pytest.mark.parametrize("person", ["Boris Sukhih", "Kazakhstani police"])
def test_an_answer_with_rows_or_without_members_has_no_note(built: Path, person: str) -> None:
    assert kg("query", "who-suffered-what", "--about", person, "--build", str(built)).err == ""


# ── Terms that the ontology does not have ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "term", "offer"),
    [
        ("SELECT ?s { ?s a hr:Akt }", "hr:Akt", "hr:Act"),
        ("SELECT ?s { ?s hr:actType act-type:detension }", "act-type:detension", "act-type:detention"),
        ("BASE <http://x/> PREFIX h: <https://w3id.org/chronicle/ns#> SELECT ?s { ?s a h:Akt }", "hr:Akt", "hr:Act"),
        ("SELECT ?s { ?s a <https://w3id.org/chronicle/ns#Akt> } # hr:Foo", "hr:Akt", "hr:Act"),
        ("SELECT ?s { ?s hr:victim/^hr:vctim 'hr:Foo' }", "hr:vctim", "hr:victim"),
    ],
)
def test_a_term_that_does_not_exist_is_told(tmp_path: Path, built: Path, text: str, term: str, offer: str) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(text, encoding="utf-8")
    ran = kg("query", str(path), "--build", str(built))
    found = f"warning[unknown-in-query]: the ontology has no {term}, so nothing matches it\n"
    assert (ran.code, ran.err) == (0, f'{found}  {path}\n  did you mean "{offer}"?\n')


def test_the_graph_in_python_warns_of_a_term_that_does_not_exist(tiny_built: Tiny) -> None:
    graph = package.graph(tiny_built.folder / "build")
    with pytest.warns(UserWarning, match='no hr:Akt, so nothing matches it\n  did you mean "hr:Act"'):
        assert list(graph.query("SELECT ?s { ?s a hr:Akt }")) == []
    assert len(list(graph.query("SELECT ?s { ?s a hr:Act }"))) > 0
