"""What citations, counts, dossiers and pictures say in Russian: every sentence, and no word of English but for data."""

from __future__ import annotations

import contextlib
import io
import json
import re
import zipfile
from collections.abc import Iterator

import pytest

from kg.answers.catalogue import find_query
from kg.answers.citations import FORMS, cite, cite_answer
from kg.answers.count_forms import FORMS as COUNT_FORMS
from kg.answers.counts import SECTIONS, count
from kg.answers.dossiers import composed, write
from kg.answers.dossiers.amounts import amount
from kg.answers.dossiers.graph import Graph
from kg.answers.dossiers.model import lines
from kg.answers.finding import find_node
from kg.answers.names import Names
from kg.answers.pictures import NAMES, draw
from kg.answers.pictures.facts import Facts, read_facts
from kg.answers.pictures.filters import Wanted, narrowed
from kg.answers.speech import Speech
from kg.model.messages.plurals import inflected
from kg.model.project import resources
from kg.model.terms import Quad, Term, expand, local_name
from kg.rdf.dataset import Dataset
from tests.project import Tiny, kg, kg_process
from tests.publishing import data_of, published
from tests.sampling import sampled
from tests.test_pictures import texts, titles

RUSSIAN = Speech("ru")
TEXTS = {
    expand(name)
    for name in (
        "hr:quote",
        "hr:verbatim",
        "hr:dateVerbatim",
        "skos:altLabel",
        "hr:wordsSay",
        "schema:url",
        "hr:timeOfDay",
    )
}
"""The properties whose texts have no language."""
LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абцдефгхийклмнопярстувщхыз"
TO_CYRILLIC = str.maketrans(LATIN + LATIN.upper(), CYRILLIC + CYRILLIC.upper())
ALLOWED = {"Chronicle", "Natural", "Earth", "SHA-256", "kg.nq", "kg", "query", "about", "stats", "outcomes", "Test"}
"""Names, the title of the graph, and words to type."""
DOSSIERS = (
    *(
        "Zhanaozen",
        "Kanat Ibragimov",
        "Maina Kiai",
        "Lukpan Akhmedyarov",
        "2012-07-12-remarks",
        "2012-04-27-joint-appeal",
        "2015-visit-press-conference",
    ),
    *("2015-report-welcome", "2018-09-20-statement"),
)


def foreign(quads: list[Quad]) -> Iterator[Quad]:
    """The quads with every text of the data in Cyrillic letters, so that what is Latin in an answer is ours."""
    for quad in quads:
        body, mark, tag = quad.object.rpartition('"')
        is_text = quad.object.startswith('"') and (tag.startswith("@") or (not tag and quad.predicate in TEXTS))
        yield quad._replace(object=f"{body.translate(TO_CYRILLIC)}{mark}{tag}") if is_text else quad


@pytest.fixture(scope="module")
def cyrillic(dataset: Dataset) -> Dataset:
    """The seeds without a Latin letter in what they say."""
    return published(foreign(data_of(dataset.store)))


def documents(dataset: Dataset) -> list[Term]:
    rows = dataset.solutions("SELECT ?document { ?document hr:held true } ORDER BY ?document").rows
    return [row[0] or "" for row in rows]


def left_over(text: str, dataset: Dataset) -> set[str]:
    """The Latin words of a text that are no address, hash, id or name."""
    ids = "|".join(sorted((re.escape(local_name(one)) for one in documents(dataset)), key=len, reverse=True))
    bare = re.sub(rf"https?://\S+|\b[0-9a-f]{{64}}\b|{ids}|`[^`]*`|\ben\b|\bP\d[\d.]*", "", text)
    return set(re.findall(r"(?<![\w.-])[A-Za-z][A-Za-z0-9.-]+\b", bare)) - ALLOWED


@pytest.mark.parametrize("about", DOSSIERS)
def test_a_dossier_has_no_word_of_english(cyrillic: Dataset, dataset: Dataset, about: str) -> None:
    made = composed(cyrillic, (find_node(about, dataset).strip("<>"),), build="0" * 64, language="ru")
    assert made.language == "ru"
    assert {word: line for line in lines(made) for word in left_over(line, cyrillic)} == {}


def test_a_dossier_on_a_question_has_no_word_of_english(cyrillic: Dataset) -> None:
    query = find_query(resources("queries"), "reprisals")
    made = composed(cyrillic, (), build="0" * 64, query=query, language="ru")
    assert any(query.title("ru") in line for line in lines(made))
    assert {word: line for line in lines(made) for word in left_over(line, cyrillic)} == {}


def test_a_citation_has_no_word_of_english(cyrillic: Dataset) -> None:
    claims = cyrillic.solutions("SELECT ?claim { ?claim a hr:Claim } ORDER BY ?claim").rows[::9]
    for node in [*documents(cyrillic), *(row[0] or "" for row in claims)]:
        cited = cite(cyrillic, node.strip("<>"), build="0" * 64, speech=RUSSIAN)
        notes = [item["note"] for item in json.loads(FORMS["csl-json"](cited, RUSSIAN))]
        for line in (*FORMS["text"](cited, RUSSIAN).splitlines(), *notes):
            assert left_over(line, cyrillic) == set(), line


@pytest.mark.parametrize("person", ["", "Boris Sukhih"])
def test_the_citation_of_an_answer_has_no_word_of_english(cyrillic: Dataset, dataset: Dataset, person: str) -> None:
    query = find_query(resources("queries"), "who-suffered-what")
    values = {"about": find_node(person, dataset).strip("<>")} if person else {}
    cited = cite_answer(cyrillic, query, values, build="0" * 64, speech=RUSSIAN)
    told = FORMS["text"](cited, RUSSIAN)
    assert query.title("ru") in told
    assert left_over(told, cyrillic) == set()


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_counts_have_no_word_of_english(cyrillic: Dataset, form: str) -> None:
    told = COUNT_FORMS[form](count(cyrillic, SECTIONS, speech=RUSSIAN))
    assert left_over(told, cyrillic) == set()


def test_counts_are_the_same_in_each_language(dataset: Dataset) -> None:
    english, russian = (count(dataset, SECTIONS, speech=Speech(language)) for language in ("en", "ru"))
    for by in SECTIONS:
        figures = [
            sorted((row.iri, row.depth, row.acts, row.people_about) for row in found.rows[by])
            for found in (english, russian)
        ]
        assert figures[0] == figures[1]


WANTED = (
    Wanted(),
    Wanted(certain=True),
    Wanted(since="2012-04", until="2015"),
    Wanted(since="2012-04"),
    Wanted(until="2012-04"),
    Wanted(document="2012-07-12-remarks"),
)


@pytest.fixture(scope="module")
def facts(cyrillic: Dataset) -> Facts:
    return read_facts(cyrillic, RUSSIAN)


PICTURES = [(wanted, name) for wanted in WANTED for name in NAMES]


@pytest.mark.parametrize(
    ("wanted", "name"), sampled(PICTURES, 4, ids=[f"{name} {number}" for number, (_, name) in enumerate(PICTURES)])
)
def test_a_picture_has_no_word_of_english(facts: Facts, cyrillic: Dataset, name: str, wanted: Wanted) -> None:
    canvas = draw(narrowed(facts, wanted, cyrillic), name)
    svg = canvas.svg()
    for line in (*texts(svg), *titles(svg), canvas.title, canvas.note):
        assert left_over(line, cyrillic) == set(), line


def test_numbers_have_their_forms() -> None:
    told = "{count} {count|человек|человека|человек}"
    found = [
        inflected(told, {"count": number}, "ru").rpartition(" ")[2] for number in (1, 2, 5, 11, 12, 21, 22, 111, 0)
    ]
    assert found == ["человек", "человека", *["человек"] * 3, "человек", "человека", "человек", "человек"]
    assert [inflected("{n|day|days}", {"n": number}, "en") for number in (0, 1, 2)] == ["days", "day", "days"]


def test_quantities_agree_with_their_numbers(dataset: Dataset) -> None:
    rows = dataset.solutions("SELECT ?node { ?node a hr:Quantity ; hr:unit unit:person } ORDER BY ?node").rows
    graph = Graph(dataset, Names(dataset, ("ru",)), RUSSIAN)
    told = {re.sub(r" \(«.*", "", amount(graph, row[0] or "")) for row in rows}
    assert {"не менее 24 человек", "около 15 человек"} <= told
    assert not {words for words in told if re.search(r"\b(2|3|4) человек$", words) and words[0].isdigit()}


def test_files_say_their_language(dataset: Dataset) -> None:
    for language, region in (("en", "en-US"), ("ru", "ru-RU")):
        made = composed(dataset, ("Zhanaozen",), build="0" * 64, language=language)
        assert f'<html lang="{language}">'.encode() in write(made, "html")
        with zipfile.ZipFile(io.BytesIO(write(made, "docx"))) as packed:
            assert f'w:val="{region}"' in packed.read("word/styles.xml").decode()
            assert f"<dc:language>{language}</dc:language>" in packed.read("docProps/core.xml").decode()
        svg = draw(read_facts(dataset, Speech(language)), "places").svg().decode()
        assert f"<dc:language>{language}</dc:language>" in svg


def test_a_file_does_not_depend_on_the_reader(standing: Tiny) -> None:
    written = []
    for lang in ("C", "ru_RU.UTF-8"):
        for arguments in (("dossier", "Lakeside", "--out", "a.md"), ("picture", "timeline", "--out", "a.svg")):
            assert kg_process(*arguments, cwd=standing.texts, env={"LC_ALL": lang}).code == 0
            written.append((standing.texts / arguments[-1]).read_bytes())
    assert written[:2] == written[2:]


@pytest.mark.parametrize(
    "arguments",
    [
        *(("dossier", "Lakeside"), ("stats",), ("cite", "note"), ("picture", "timeline")),
        *(("show", "Anna Berg"), ("query",), ("query", "--search", "victims")),
    ],
    ids=" ".join,
)
def test_without_lang_an_answer_is_in_the_language_of_the_project(standing: Tiny, arguments: tuple[str, ...]) -> None:
    settings = standing.texts / "chronicle.toml"
    with contextlib.chdir(standing.texts):
        russian = kg(*arguments, "--lang", "ru").out
        assert kg(*arguments).out == kg(*arguments, "--lang", "en").out != russian
        settings.write_text(settings.read_text(encoding="utf-8").replace('"en"', '"ru"'), encoding="utf-8")
        assert kg(*arguments).out == russian


def test_an_unknown_language_is_refused(tiny_built: Tiny) -> None:
    ran = tiny_built.kg("stats", "--lang", "xx")
    assert (ran.code, ran.err.splitlines()[0]) == (2, 'error[wrong-call]: there are no messages in "xx"')
