"""Dossiers: no line surer than its claim, no name twice, no raw date, the same text in every form, the same bytes each time."""

from __future__ import annotations

import io
import re
import shlex
import stat
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import util
from itertools import pairwise
from pathlib import Path
from unittest import mock

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from kg.answers.claim_words import FACT
from kg.answers.dossiers import WRITERS, composed, write
from kg.answers.dossiers.arranging import Fact, arranged, every, led_to
from kg.answers.dossiers.dates import in_words
from kg.answers.dossiers.graph import Claim, Graph
from kg.answers.dossiers.markdown import text as in_markdown
from kg.answers.dossiers.model import Block, Dossier, Heading, Item, Items, Paragraph, lines
from kg.answers.dossiers.selecting import MOST, select
from kg.answers.dossiers.wording import least_sure
from kg.answers.finding import find_node
from kg.answers.names import Names, word
from kg.rdf.dataset import Dataset
from tests.project import ROOT, Tiny, kg
from tests.shared import once_each

ASKED = (
    *("Galiya Ospanova", "Vladimir Kozlov", "Kanat Ibragimov", "Lukpan Akhmedyarov", "Maina Kiai"),
    *("Zhanaozen events of December 2011", "KIBHR", "Almaty", "2018-09-20-statement", "Elena Semyenova"),
)
SURE = ("stated as fact", "reported", "alleged", "suggested", "unclear")
LESS = tuple(sure for sure in SURE if sure != "stated as fact")
RAW_DATE = re.compile(r"\d{4}-\d\d(?!\d)(?!-[a-z])|\d{4}/\d{4}|\[\.\.|\.\.\]|\d{3}X")
STRANGE = "«Қазақстан» <b>a & b</b> _x_ *y* `z` [l](http://x) # 1. \u202e \"of 'all'\" ]]> &amp;"


@once_each
def of(dataset: Dataset, *about: str) -> Dossier:
    return composed(dataset, about, build="0" * 64)


@once_each
def facts(dataset: Dataset, *about: str) -> list[Fact]:
    graph = Graph(dataset, Names(dataset))
    actual, other = arranged(graph, select(graph, tuple(find_node(name, dataset) for name in about)).events)
    return [*every(actual), *every(other)]


def told(dossier: Dossier) -> dict[str, tuple[str, tuple[Item, ...]]]:
    """The heading and the lines of each fact, by its number."""
    found: dict[str, tuple[str, tuple[Item, ...]]] = {}
    for block, following in zip(dossier.blocks, (*dossier.blocks[1:], Paragraph("")), strict=True):
        if isinstance(block, Heading) and isinstance(following, Items) and re.match(r"P?\d", block.text):
            found[block.text.partition(". ")[0]] = (block.text, following.items)
    return found


def section(dossier: Dossier, title: str) -> list[Block]:
    """The blocks under a heading of the second level."""
    found: list[Block] = []
    inside = False
    for block in dossier.blocks:
        if isinstance(block, Heading) and block.level == 2:
            inside = block.text == title
        elif inside:
            found.append(block)
    return found


def items(dossier: Dossier, title: str) -> list[Item]:
    return [item for block in section(dossier, title) if isinstance(block, Items) for item in block.items]


def names(dossier: Dossier) -> list[str]:
    """Those who are introduced."""
    return [item.label for item in items(dossier, "Who is who")]


# ── What may not be lost or gained ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("about", ASKED)
def test_every_line_of_a_fact_that_is_not_simply_stated_says_how_sure_it_is(dataset: Dataset, about: str) -> None:
    shown = told(of(dataset, about))
    found = facts(dataset, about)
    assert shown.keys() == {fact.number for fact in found}
    for fact in found:
        heading, own = shown[fact.number]
        sure = least_sure(fact.main)
        if sure != "stated as fact":
            assert sure in heading
            assert [item for item in own if not any(one in item.text.lower() for one in SURE)] == []


@pytest.mark.parametrize("about", ASKED)
def test_every_claim_about_a_fact_that_is_less_than_plain_is_told_with_its_words(dataset: Dataset, about: str) -> None:
    shown = told(of(dataset, about))
    for fact in facts(dataset, about):
        text = "\n".join(f"{item.label}: {item.text}" for item in shown[fact.number][1])
        for claim in fact.claims:
            if not claim.aspect or (word(claim.said.certainty) in LESS and in_lines(claim, fact)):
                assert word(claim.said.certainty) in text.lower(), claim.node


def in_lines(claim: Claim, fact: Fact) -> bool:
    """Whether nobody else simply states the same detail."""
    same = [one for one in fact.claims if one.aspect == claim.aspect and set(one.values) & set(claim.values)]
    return not any(one.said.certainty == FACT for one in same)


@pytest.mark.parametrize("about", ASKED)
def test_what_did_not_happen_says_so_in_its_heading_and_stands_apart(dataset: Dataset, about: str) -> None:
    shown, graph = told(of(dataset, about)), Graph(dataset, Names(dataset))
    for fact in facts(dataset, about):
        modality = word(graph.one(fact.node, "hr:modality"))
        if modality != "actual":
            assert f"({modality})" in shown[fact.number][0]
        assert fact.number.startswith("P") == (modality in ("planned", "threatened", "demanded", "mentioned"))


@pytest.mark.parametrize("about", ASKED)
def test_no_date_is_shown_as_edtf(dataset: Dataset, about: str) -> None:
    shown = [re.sub(r"https?://\S+", "", line) for line in lines(of(dataset, about))]
    assert [line for line in shown if RAW_DATE.search(line)] == []


@pytest.mark.parametrize("about", ASKED)
def test_no_address_or_id_stands_in_the_text_but_one_for_each_source(dataset: Dataset, about: str) -> None:
    dossier = of(dataset, about)
    sources = items(dossier, "Sources and how to cite them")
    text = "\n".join(lines(dossier))
    ids = {node.rpartition("/")[2].rstrip(">") for (node,) in rows(dataset, "SELECT ?d { ?d hr:held true }")}
    addresses = re.findall(r"https://w3id\S+", text)
    assert len(addresses) == len(sources) == len(set(addresses))
    bare = re.sub(r"https?://\S+", "", text)
    assert [ident for ident in ids if re.search(rf"(?<![\w-]){re.escape(ident)}(?![\w-])", bare)] == []


def rows(dataset: Dataset, query: str) -> list[tuple[str, ...]]:
    return [tuple(term or "" for term in row) for row in dataset.solutions(query).rows]


@pytest.mark.parametrize("about", ASKED)
def test_a_digest_is_ours_and_never_stands_in_quotation_marks(dataset: Dataset, about: str) -> None:
    text = "\n".join(lines(of(dataset, about)))
    passages = {passage for fact in facts(dataset, about) for claim in fact.main for passage in claim.passages}
    assert passages
    for passage in passages:
        words = " ".join(passage.words.split())
        assert f"“{words}”" not in text
        if words in text and passage.is_ours:
            assert "Our digest: " in text[: text.index(words)]


@pytest.mark.parametrize("about", ASKED)
def test_each_claim_says_where_it_stands_and_each_document_is_listed_once(dataset: Dataset, about: str) -> None:
    dossier = of(dataset, about)
    listed = [item.label for item in items(dossier, "Sources and how to cite them")]
    text = "\n".join(line for block in dossier.blocks if isinstance(block, Items) for line in map(str, block.items))
    named = set(re.findall(r"([A-Z][a-z]+(?: [a-z]+)?(?: \d{4})?), lines? \d+", text))
    assert named
    assert len(listed) == len(set(listed))
    assert named <= set(listed)
    for _, own in told(dossier).values():
        for item in own:
            if item.label == "Who says so":
                assert re.search(
                    r"lines? \d+.* of our digest, characters \d+–\d+|Passage: see fact|The passages are given with",
                    item.text,
                )


@pytest.mark.parametrize("about", ASKED)
def test_a_passage_is_shown_once(dataset: Dataset, about: str) -> None:
    text = " ".join(item.text for _, own in told(of(dataset, about)).values() for item in own)
    shown = re.findall(r"Our digest: (.*?) \([A-Z]", text)
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize("about", ASKED)
def test_everybody_is_introduced_once(dataset: Dataset, about: str) -> None:
    known = names(of(dataset, about))
    assert known
    assert len(known) == len(set(known))


def test_everybody_whom_a_fact_names_is_introduced(dataset: Dataset) -> None:
    graph = Graph(dataset, Names(dataset))
    for about in ASKED:
        known = " ".join(names(of(dataset, about)))
        for fact in facts(dataset, about):
            for part in graph.all(fact.node, "hr:involvement"):
                if agent := graph.one(part, "hr:agent"):
                    assert graph.names.of(agent) in known, about


@pytest.mark.parametrize("about", ASKED)
def test_every_short_name_is_introduced(dataset: Dataset, about: str) -> None:
    dossier = of(dataset, about)
    introduced = set(re.findall(r"\(((?:author\(s\) of .*|[A-Z]{2,8}))\)$", "\n".join(names(dossier)), re.MULTILINE))
    text = "\n".join(lines(dossier))
    used = set(re.findall(r"(?:by|told by) (KIBHR|IPHR|NHC|author\(s\) of [A-Z][a-z]+(?: \d{4}| report)?)", text))
    assert used
    assert used <= introduced


def test_parts_are_told_under_their_whole(dataset: Dataset) -> None:
    graph = Graph(dataset, Names(dataset))
    found = facts(dataset, "Zhanaozen events of December 2011")
    assert found[0].number == "1"
    assert len(found[0].parts) > 3
    for fact in found:
        for part in fact.parts:
            assert fact.node in graph.all(part.node, "hr:partOf")


def test_facts_are_in_order_of_time(dataset: Dataset) -> None:
    graph = Graph(dataset, Names(dataset))
    for about in ASKED:
        top = [fact for fact in facts(dataset, about) if re.fullmatch(r"\d+", fact.number)]
        first = {
            fact.node: graph.raw(fact.node, "hr:earliest") or graph.raw(fact.node, "hr:latest") or "9999"
            for fact in top
        }
        for one, other in pairwise(first):
            assert first[one] <= first[other] or led_to(graph, one, other)


def test_what_led_to_an_event_stands_before_it_where_the_dates_leave_that_open(dataset: Dataset) -> None:
    graph = Graph(dataset, Names(dataset))
    for about in ASKED:
        top = [fact.node for fact in facts(dataset, about) if re.fullmatch(r"\d+", fact.number)]
        pairs = [(one, other) for one in top for other in top if one != other and led_to(graph, one, other)]
        assert all(top.index(one) < top.index(other) for one, other in pairs)
    headings = [heading for heading, _ in told(of(dataset, "Elena Semyenova")).values()]
    assert [heading.partition(". ")[2].split(". ")[1] for heading in headings[:2]] == [
        "Fabrication of evidence: Elena Semyenova",
        "Prevention of a meeting: Elena Semyenova",
    ]


def test_a_proceeding_names_the_steps_that_are_no_facts_of_their_own(dataset: Dataset) -> None:
    found = told(of(dataset, "Zhanaozen events of December 2011"))
    trials = next(lines for heading, lines in found.values() if "Trials after the Zhanaozen events" in heading)
    (steps,) = [item.text for item in trials if item.label == "Steps and decisions"]
    assert steps.index("trial or trials of 37") < steps.index("conviction of 34 of the 37")
    assert "jail terms of five to seven years for five policemen" in steps


def test_a_difference_says_what_differs(dataset: Dataset) -> None:
    for about in ASKED:
        found = items(of(dataset, about), "Contradictions and differences")
        assert not [item.text for item in found if "That it is so" in item.text]
    texts = [
        item.text for item in items(of(dataset, "Zhanaozen events of December 2011"), "Contradictions and differences")
    ]
    assert any(text.startswith("Live rounds fired into crowds") and "Deadly clashes" in text for text in texts)


def test_what_a_document_leaves_open_is_listed(dataset: Dataset) -> None:
    left = {item.label: item.text for item in items(of(dataset, "Galiya Ospanova"), "What stays open")}
    assert left["Alleged perpetrator (left open)"] == "fact 3"


def test_rival_claims_stand_side_by_side(dataset: Dataset) -> None:
    *differences, contradiction = items(of(dataset, "Vladimir Kozlov"), "Contradictions and differences")
    assert all("This differs from, without excluding it, the following" in found.text for found in differences)
    assert "Maina Kiai — suggested, our inference" in contradiction.text
    assert "This contradicts the following" in contradiction.text
    assert "Galym Ageleuov — suggested, our inference [in conflict]" in contradiction.text


def test_nothing_is_both_stated_as_fact_and_our_inference(dataset: Dataset) -> None:
    for about in ASKED:
        assert not [line for line in lines(of(dataset, about)) if "stated as fact, our inference" in line.lower()]


def test_a_broad_subject_is_cut_and_says_how_much_is_left_out(dataset: Dataset) -> None:
    found = facts(dataset, "Kazakhstan")
    assert len(found) == MOST["events"]
    assert re.search(r"\d+ further events.* are left out", lines(of(dataset, "Kazakhstan"))[1])


# ── The forms ────────────────────────────────────────────────────────────────────────────────────────────────


class _Page(HTMLParser):
    """The texts of a page, one for each heading, paragraph and item, and every tag and attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.reading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li"):
            self.reading = True
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.reading = self.reading and tag not in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li")

    def handle_data(self, data: str) -> None:
        if self.reading:
            self.texts[-1] += data


def page(data: bytes) -> _Page:
    found = _Page()
    found.feed(data.decode())
    return found


def in_word(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


@pytest.mark.parametrize("about", ["Kanat Ibragimov", "Vladimir Kozlov"])
def test_all_forms_hold_the_same_text(dataset: Dataset, about: str) -> None:
    made = of(dataset, about)
    assert page(write(made, "html")).texts == lines(made)
    assert in_word(write(made, "docx")) == lines(made)
    plain = write(made, "md").decode()
    assert [line for line in lines(made) if in_markdown(line) not in plain.replace(":**", ":").replace("**", "")] == []


@pytest.mark.parametrize("form", WRITERS)
def test_a_form_is_the_same_bytes_each_time(dataset: Dataset, form: str) -> None:
    first, second = (write(of(dataset, "Kanat Ibragimov"), form) for _ in range(2))
    assert first == second


def test_a_word_file_tells_no_time_and_nobody(dataset: Dataset) -> None:
    data = write(of(dataset, "Kanat Ibragimov"), "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    about = Document(io.BytesIO(data)).core_properties
    assert (about.author, about.last_modified_by, about.modified.year) == ("Chronicle", "", 1980)


def strange(text: str = STRANGE) -> Dossier:
    return Dossier(text, (Heading(2, text), Paragraph(text), Items((Item(text, text), Item("", text)), "alleged")))


def test_no_text_is_taken_for_markup() -> None:
    found = page(write(strange(), "html"))
    shown = STRANGE.replace("\u202e", "[U+202E]")
    assert found.texts == [shown, shown, shown, f"{shown}: {shown}", shown]
    assert {tag for tag, _ in found.tags} <= {
        *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "ul", "li", "b")
    }
    assert in_word(write(strange(), "docx")) == found.texts
    assert "<b>" not in write(strange(), "md").decode()


def test_a_page_needs_nothing_but_itself(dataset: Dataset) -> None:
    found = page(write(of(dataset, "KIBHR"), "html"))
    assert not {"script", "link", "img", "iframe", "object", "a"} & {tag for tag, _ in found.tags}
    assert not [name for _, attrs in found.tags for name, _ in attrs if name in ("src", "href", "style", "onload")]
    levels = [int(tag[1]) for tag, _ in found.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@given(st.text(alphabet="*_`#[]()<>&\\|~1.-+ ab", max_size=30))
def test_markdown_has_no_mark_that_is_not_escaped(text: str) -> None:
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_`\[\]|~#]", in_markdown(text))
    assert "<" not in in_markdown(text)


@given(st.from_regex(r"\[?(\d{4}(-(0[1-9]|1[0-2]|2[1-4])(-[0-2][1-8])?)?)?(\.\.|/)?(\d{4}(-XX)?)?\]?", fullmatch=True))
def test_any_date_is_in_words(text: str) -> None:
    assert not RAW_DATE.search(in_words(text))


# ── The command ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_dossier_is_written_to_a_file(tiny_built: Tiny, tmp_path: Path) -> None:
    where = ("--build", str(tiny_built.build))
    for form in WRITERS:
        out = tmp_path / f"dossier.{form}"
        ran = kg("dossier", "Anna Berg", "--format", form, "--out", str(out), *where)
        assert (ran.code, ran.out, ran.err) == (0, f"wrote {out}\n", "")
        assert out.stat().st_size > 500
    printed = kg("dossier", "Anna Berg", *where)
    assert printed.out == (tmp_path / "dossier.md").read_text(encoding="utf-8")
    assert "Anna Berg" in printed.out


def test_the_records_that_a_query_names_are_added(built: Path) -> None:
    ran = kg("dossier", "--query", "who-suffered-what", "--about", "Boris Sukhih", "--build", str(built))
    assert (ran.code, ran.err) == (0, "")
    assert "Detention: Boris Sukhih" in ran.out
    both = kg(
        "dossier",
        "Galiya Ospanova",
        "--query",
        "who-suffered-what",
        "--about",
        "Boris Sukhih",
        "--build",
        str(built),
    )
    assert "Detention: Boris Sukhih" in both.out
    assert "Detention: Galiya Ospanova" in both.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "error[wrong-call]: no name is given"),
        (("Anna Berg", "--about", "Anna Berg"), "error[wrong-call]: --about has no query"),
        (("Nobody Atall",), 'error[unknown-node]: nothing is called "Nobody Atall"'),
        (("Anna Berg", "--out", "one.txt"), "error[wrong-call]: one.txt does not end in .md"),
        (("--query", "nothing"), "error[unknown-query]"),
        (("--query", "overview"), "error[wrong-call]: the answer to overview has no column record"),
        (("Test documentalists",), "error[nothing-to-tell]"),
    ],
)  # fmt: skip
def test_a_call_that_cannot_be_answered_says_why(tiny_built: Tiny, arguments: tuple[str, ...], told: str) -> None:
    ran = kg("dossier", *arguments, "--build", str(tiny_built.build))
    assert (ran.code > 0, ran.out) == (True, "")
    assert told in ran.err


def test_a_word_file_is_not_shown_on_a_terminal(tiny_built: Tiny) -> None:
    with mock.patch("kg.cli.dossier.is_terminal", return_value=True):
        ran = kg("dossier", "Anna Berg", "--format", "docx", "--build", str(tiny_built.build))
    assert (ran.code, ran.out) == (2, "")
    assert "error[wrong-call]: docx cannot be shown on a terminal" in ran.err


def test_without_the_extra_a_word_file_says_how_to_install_it(dataset: Dataset) -> None:
    find = util.find_spec
    with (
        mock.patch("kg.answers.dossiers.find_spec", side_effect=lambda name: None if name == "docx" else find(name)),
        pytest.raises(Exception, match="Word files need python-docx"),
    ):
        write(of(dataset, "Kanat Ibragimov"), "docx")


def test_a_dossier_of_an_internal_build_says_so_and_is_only_its_owners(tiny: Tiny, tmp_path: Path) -> None:
    assert tiny.kg("build", "--access", "internal").code == 0
    out = tmp_path / "dossier.md"
    ran = tiny.kg("dossier", "Anna Berg", "--build", "build", "--access", "internal", "--out", str(out))
    assert (ran.code, ran.err) == (0, "")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert "do not pass it on" in out.read_text(encoding="utf-8")


def shown_in_docs() -> Iterator[tuple[list[str], str]]:
    """Each command of the page with the excerpt of its output that follows."""
    text = (ROOT / "docs" / "dossiers.md").read_text(encoding="utf-8")
    found = re.finditer(r"```console\n\$ \.venv/bin/kg (.*?)\n```\n.*?```markdown\n(.*?)```", text, re.DOTALL)
    return ((shlex.split(one[1]), one[2]) for one in found)


def test_what_the_docs_show_of_a_dossier_is_in_it(built: Path) -> None:
    shown = list(shown_in_docs())
    assert shown
    for arguments, excerpt in shown:
        assert excerpt.strip()
        assert excerpt in kg(*arguments, "--build", str(built)).out
