"""``kg cite``: who claims what, on whose telling, in which words of which document, in three forms."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from kg.answers.catalogue import find_query
from kg.answers.citations import FORMS, Citation, Work
from kg.answers.citations import cite as cite_node
from kg.answers.citations.forms import escaped
from kg.answers.speech import IN_ENGLISH
from kg.model.project import resources
from kg.rdf.dataset import Dataset
from tests.project import BASE, OWN, Ran, Tiny, kg, lay_out

AUTHORITIES = """\
- organization: c0mm1t
  label: Lake Committee

- organization: pr3ss1
  label: Lake & Sea Press

- person: p3rs0n
  label: Anna Berg
  names:
    - name: Anna Berg
      in: [note]

- document: r3p0rt
  title: A report that nobody holds
  creator: Anna Berg
  issued: "2019-11/2020-01"
  genre: report
  url: https://example.org/100%25_report

- place: pl4ce1
  label: Lakeside

- group: d0cs01
  label: Test documentalists
"""
DIGEST = """\
---
document: note
title: 100 % of {it} & more
creator: Lake Committee
publisher: Lake & Sea Press
created: 2020-02-02
issued: 2020-02-03
language: en
genre: statement
---
Police detained Anna Berg in Lakeside on 1 February 2020.
The Committee says that Anna Berg told a neighbour of a threat.
"""
RECORDS = """\
- person: neighbour
  label: a neighbour
  named: false
  evidence: told a neighbour of a threat

- act: detention-in-february
  type: detention
  date: 2020-02-01
  place: Lakeside
  victim: Anna Berg
  evidence: Police detained Anna Berg
  claims:
    - about: date
      certainty: suggested
      basis: our inference
      ground: the year is that of the note
      evidence: on 1 February 2020

- act: threat-told
  type: threat
  date: left open
  victim: Anna Berg
  claimant: Anna Berg
  via: [{claimant: neighbour, certainty: reported}]
  certainty: alleged
  basis: own observation
  evidence: [told a neighbour of a threat, The Committee says]

- act: arrest-threatened
  type: detention
  modality: threatened
  date: left open
  intended-target: Anna Berg
  evidence: of a threat
"""
CLAIM = f"{BASE}claim/note."


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A build whose title, publisher and addresses hold what TeX must not see."""
    tiny = lay_out(tmp_path_factory.mktemp("citations"))
    tiny.write("authorities/all.yaml", AUTHORITIES)
    tiny.write("note/digest.md", DIGEST)
    tiny.records(RECORDS)
    built = tiny.kg("build")
    assert built.code == 0, built.err
    return tiny


def cite(tiny: Tiny, *arguments: str) -> Ran:
    """``kg cite`` on the small build."""
    return kg("cite", "--build", str(tiny.build), *arguments)


def held() -> str:
    """The sentence on the document."""
    return f"Held, SHA-256 {hashlib.sha256(DIGEST.encode()).hexdigest()}."


def graph(tiny: Tiny) -> str:
    """The sentence on the build."""
    data = (tiny.build / "kg.nq").read_bytes()
    return f"Chronicle graph, SHA-256 of kg.nq {hashlib.sha256(data).hexdigest()}."


def place(words: str) -> str:
    """Where words stand in the document: the line of its file, and the characters behind its front matter."""
    start = DIGEST.partition("\n---\n")[2].index(words)
    line = next(number for number, text in enumerate(DIGEST.splitlines(), 1) if words in text)
    return f"“{words}” (line {line} of our copy, characters {start}–{start + len(words)} of the text)."


OSPANOVA = "On 18 September 2018 in Almaty, near the Rixos Hotel, the police detained Galiya Ospanova."
OURS = (
    "Ours: reason She attempted to address the European Parliament deputies about the prosecution of her son."
    " (suggested, our inference: the text joins the attempt to the detention, and later calls the likely reason of"
    " other detentions the same); right freedom of movement (our inference: the said unlawful actions are taken to"
    " include the cases that the statement tells before); violates article 21 of the Constitution of Kazakhstan (our"
    " inference: the said unlawful actions are taken to include the cases that the statement tells before); violates"
    " article 12 of the ICCPR (our inference: the said unlawful actions are taken to include the cases that the statement"
    " tells before)."
)
IN = "In: Lake Committee, 100 % of {it} & more, published by Lake & Sea Press, issued 2020-02-03, written 2020-02-02."
NOWHERE = "No address is known."


def test_a_record_is_cited_by_the_claim_that_it_is_so(small: Tiny) -> None:
    expected = [
        "Lake Committee: detention: Anna Berg",
        IN,
        NOWHERE,
        "Stance: affirms. Certainty: stated as fact.",
        "Ours: date 1 February 2020 (suggested, our inference: the year is that of the note).",
        place("Police detained Anna Berg"),
        held(),
        graph(small),
        f"{CLAIM}detention-in-february",
    ]
    for name in ("detention-in-february", "note.detention-in-february", f"{CLAIM}detention-in-february"):
        assert cite(small, name) == Ran(0, "\n".join([*expected, ""]), "")


def test_a_claim_on_a_detail_says_whose_inference_it_is(small: Tiny) -> None:
    ran = cite(small, "detention-in-february.date")
    assert ran.out.splitlines() == [
        "Test documentalists: detention: Anna Berg – date: 1 February 2020",
        IN,
        NOWHERE,
        "Stance: affirms. Certainty: suggested. Basis: our inference. Ground: the year is that of the note.",
        place("on 1 February 2020"),
        held(),
        graph(small),
        f"{CLAIM}detention-in-february.date",
    ]


def test_whoever_passed_a_claim_on_is_named_in_turn(small: Tiny) -> None:
    assert cite(small, "threat-told").out.splitlines() == [
        "Anna Berg: threat: Anna Berg",
        IN,
        NOWHERE,
        "Stance: affirms. Certainty: alleged. Basis: own observation.",
        "As told by a neighbour (reported).",
        "As told by Lake Committee (stated as fact).",
        place("The Committee says"),
        place("told a neighbour of a threat"),
        held(),
        graph(small),
        f"{CLAIM}threat-told",
    ]


def test_a_claim_that_passes_one_on_says_whose(small: Tiny) -> None:
    lines = cite(small, "threat-told.said").out.splitlines()
    assert lines[0] == "Lake Committee: threat: Anna Berg"
    assert lines[3:5] == ["Passes on what a neighbour says.", "Stance: affirms. Certainty: stated as fact."]


def test_what_did_not_happen_is_never_cited_as_if_it_had(small: Tiny) -> None:
    assert cite(small, "arrest-threatened").out.startswith("Lake Committee: detention: Anna Berg [threatened]\n")


def test_a_document_is_cited_with_its_hash(small: Tiny) -> None:
    assert cite(small, "note").out.splitlines() == [
        "Lake Committee: 100 % of {it} & more",
        "Statement, language en, published by Lake & Sea Press, issued 2020-02-03, written 2020-02-02.",
        NOWHERE,
        held(),
        graph(small),
        f"{BASE}document/note",
    ]


def test_a_document_only_referred_to_is_not_said_to_be_held(small: Tiny) -> None:
    assert cite(small, "A report that nobody holds").out.splitlines() == [
        "Anna Berg: A report that nobody holds",
        "Report, issued 2019-11/2020-01.",
        "On the web: https://example.org/100%25_report",
        "Not held, only referred to.",
        graph(small),
        f"{BASE}document/r3p0rt",
    ]


def test_of_somebody_in_the_authority_files_the_claims_on_names_are_cited(small: Tiny) -> None:
    assert cite(small, "Anna Berg").out.startswith("Lake Committee: Anna Berg – name: Anna Berg\n")


def test_bibtex_escapes_what_tex_reads_and_keeps_addresses(small: Tiny) -> None:
    assert cite(small, "note", "--format", "bibtex").out == (
        "@misc{note,\n"
        "  author       = {{Lake Committee}},\n"
        "  title        = {{100 \\% of \\textbraceleft{}it\\textbraceright{} \\& more}},\n"
        "  howpublished = {Lake \\& Sea Press},\n"
        "  year         = {2020},\n"
        "  month        = feb,\n"
        "  day          = {3},\n"
        "  language     = {en},\n"
        f"  url          = {{{BASE}document/note}},\n"
        f"  note         = {{{NOWHERE} {held()} {graph(small)}}},\n"
        "}\n"
    )
    report = cite(small, "r3p0rt", "--format", "bibtex").out
    assert "  year         = {2019--2020},\n" in report
    assert "  url          = {https://example.org/100%25_report},\n" in report


def test_a_claim_in_bibtex_is_the_claimants_in_the_document(small: Tiny) -> None:
    lines = cite(small, "threat-told", "--format", "bibtex").out.splitlines()
    assert lines[:4] == [
        "@misc{note.threat-told,",
        "  author       = {{Anna Berg}},",
        "  title        = {{threat: Anna Berg}},",
        "  howpublished = {In: Lake Committee, \\emph{100 \\% of \\textbraceleft{}it\\textbraceright{} \\& more}, Lake \\& Sea Press},",
    ]  # fmt: skip
    assert "As told by a neighbour (reported). As told by Lake Committee (stated as fact). “The Comm" in lines[-2]


def test_csl_json_holds_claimant_container_and_dates(small: Tiny) -> None:
    (item,) = json.loads(cite(small, "threat-told", "--format", "csl-json").out)
    assert item.pop("note").startswith(
        f"{NOWHERE} Stance: affirms. Certainty: alleged. Basis: own observation. As told by a neighb"
    )
    assert item == {
        "id": "note.threat-told",
        "type": "entry",
        "author": [{"literal": "Anna Berg"}],
        "title": "threat: Anna Berg",
        "container-title": "100 % of {it} & more",
        "container-author": [{"literal": "Lake Committee"}],
        "publisher": "Lake & Sea Press",
        "issued": {"date-parts": [[2020, 2, 3]]},
        "URL": f"{CLAIM}threat-told",
    }


def test_csl_json_gives_a_stretch_of_time_as_two_dates(small: Tiny) -> None:
    (item,) = json.loads(cite(small, "r3p0rt", "--format", "csl-json").out)
    assert item == {
        "id": "r3p0rt",
        "type": "report",
        "author": [{"literal": "Anna Berg"}],
        "title": "A report that nobody holds",
        "genre": "report",
        "issued": {"date-parts": [[2019, 11], [2020, 1]]},
        "URL": "https://example.org/100%25_report",
        "note": f"Not held, only referred to. {graph(small)} {BASE}document/r3p0rt",
    }


def test_an_answer_is_cited_with_its_question_and_what_it_rests_on(small: Tiny) -> None:
    question = find_query(resources("queries"), "who-suffered-what").question
    ran = cite(small, "--query", "who-suffered-what", "--about", "Anna Berg")
    answer, document = ran.out.split("\n\n")
    assert answer.splitlines() == [
        f"Chronicle: {question}",
        "Parameters: about “Anna Berg”.",
        "2 rows.",
        "Evidence for what the rows name is in: note.",
        "Command: `kg query who-suffered-what --about 'Anna Berg'`.",
        graph(small),
    ]
    assert document == cite(small, "note").out


def test_an_empty_answer_rests_on_all_documents_held(small: Tiny) -> None:
    ran = cite(small, "--query", "who-suffered-what", "--type=killing", "--format", "csl-json")
    answer, document = json.loads(ran.out)
    assert answer["type"] == "dataset"
    assert "issued" not in answer
    assert " 0 rows. Asked of all documents held: note. " in answer["note"]
    assert document["id"] == "note"


def test_a_date_that_no_form_can_hold_is_kept_in_words() -> None:
    work = Work("urn:a", "A", (), (), "[..2015]", "", "", "", "", "", "", "", "Not held.")
    citations = [Citation("a", "document", (), "A", "urn:a", work, ("Not held.",))]
    assert "note         = {No address is known. Date: [..2015]. Not held.}" in FORMS["bibtex"](citations, IN_ENGLISH)
    assert json.loads(FORMS["csl-json"](citations, IN_ENGLISH))[0]["issued"] == {"literal": "[..2015]"}


def test_nothing_that_tex_reads_is_left_in_a_field() -> None:
    assert escaped("\\ { } # $ % & _ ^ ~ < > | ` --x\ny") == (
        r"\textbackslash{} \textbraceleft{} \textbraceright{} \# \$ \% \& \_ \textasciicircum{} \textasciitilde{}"
        r" \textless{} \textgreater{} \textbar{} \textasciigrave{} -{}-x y"
    )


# ── Where a text can be read ─────────────────────────────────────────────────────────────────────────────────

ADDRESS = "https://lake.example.org/notes/1"
COPY = "https://archive.example.org/20200204/note_1"


@pytest.fixture(scope="module")
def found_on_the_web(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A build whose document has an address, an archived copy, and the day on which it was taken from there."""
    tiny = lay_out(tmp_path_factory.mktemp("addresses"))
    tiny.write("authorities/all.yaml", AUTHORITIES)
    known = f"url: {ADDRESS}\narchived: {COPY}\nretrieved: 2020-02-04\n"
    tiny.write("note/digest.md", DIGEST.replace("genre: statement\n", f"genre: statement\n{known}"))
    tiny.records(RECORDS)
    built = tiny.kg("build")
    assert built.code == 0, built.err
    return tiny


def test_a_citation_says_where_the_text_is_and_when_it_was_taken_from_there(found_on_the_web: Tiny) -> None:
    lines = [f"On the web: {ADDRESS}", f"Archived copy: {COPY}", "Retrieved: 2020-02-04"]
    for name in ("note", "threat-told"):
        assert cite(found_on_the_web, name).out.splitlines()[2:5] == lines


def test_bibtex_has_the_day_and_the_archived_copy(found_on_the_web: Tiny) -> None:
    entry = cite(found_on_the_web, "note", "--format", "bibtex").out
    assert f"  url          = {{{ADDRESS}}},\n  urldate      = {{2020-02-04}},\n" in entry
    assert "  note         = {Archived copy: https://archive.example.org/20200204/note\\_1. Held, SHA-256 " in entry
    claim = cite(found_on_the_web, "threat-told", "--format", "bibtex").out
    assert (
        f"  url          = {{{CLAIM}threat-told}},\n  note         = {{On the web: {ADDRESS}; Archived copy: " in claim
    )
    assert "note\\_1; Retrieved: 2020-02-04. Stance: affirms." in claim
    assert "urldate" not in claim


def test_csl_json_has_the_day_and_the_archived_copy(found_on_the_web: Tiny) -> None:
    (item,) = json.loads(cite(found_on_the_web, "note", "--format", "csl-json").out)
    assert {name: item[name] for name in ("URL", "accessed", "archive", "archive_location")} == {
        "URL": ADDRESS,
        "accessed": {"date-parts": [[2020, 2, 4]]},
        "archive": "archive.example.org",
        "archive_location": COPY,
    }
    assert item["note"].startswith("Held, SHA-256 ")
    (item,) = json.loads(cite(found_on_the_web, "threat-told", "--format", "csl-json").out)
    assert not {"accessed", "archive", "archive_location"} & item.keys()
    assert item["note"].startswith(f"On the web: {ADDRESS}; Archived copy: {COPY}; Retrieved: 2020-02-04. Stance: ")


def test_another_reader_of_bibtex_reads_every_entry(small: Tiny) -> None:
    database = pytest.importorskip("pybtex.database")
    for name in ("note", "threat-told", "r3p0rt"):
        (entry,) = database.parse_string(cite(small, name, "--format", "bibtex").out, "bibtex").entries.values()
        assert len(entry.persons["author"]) == 1
        assert entry.fields["year"].startswith("20")


@pytest.mark.parametrize(
    ("arguments", "code", "found"),
    [
        ((), "wrong-call", "no ID is given"),
        (("a", "b"), "wrong-call", "one ID is cited at a time, and a b is given"),
        (("--about", "Anna Berg"), "wrong-call", "one ID is cited at a time, and --about Anna Berg is given"),
        (("nobody",), "unknown-node", 'nothing is called "nobody"'),
        ((f"{BASE}act/none",), "unknown-node", f"the graph has no <{BASE}act/none>"),
        (("Test documentalists",), "nothing-to-cite", 'no claim is about "Test documentalists"'),
        (("--query", "none"), "unknown-query", 'no query is called "none"'),
        (("--query", "who-suffered-what", "--x", "1"), "unknown-parameter", 'who-suffered-what has no parameter "x"'),
    ],
)  # fmt: skip
def test_what_cannot_be_cited_is_said_plainly(small: Tiny, arguments: tuple[str, ...], code: str, found: str) -> None:
    ran = cite(small, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error[{code}]: {found}\n")


def test_a_build_without_its_quads_has_no_name(small: Tiny, tmp_path: Path) -> None:
    (tmp_path / "store").symlink_to(small.build / "store", target_is_directory=True)
    ran = kg("cite", "note", "--build", str(tmp_path))
    assert ran.code == 1
    assert ran.err.startswith("error[broken-build]: ")


def test_a_date_that_was_worked_out_is_cited_as_such(built: Path) -> None:
    ran = kg("cite", "--build", str(built), "2015-report-welcome")
    assert "\nIssued 2015-06: suggested, our inference.\n" in ran.out
    (item,) = json.loads(kg("cite", "--build", str(built), "2015-report-welcome", "--format", "csl-json").out)
    assert item["issued"] == {"date-parts": [[2015, 6]], "circa": True}
    (item,) = json.loads(kg("cite", "--build", str(built), "2018-09-20-statement", "--format", "csl-json").out)
    assert "circa" not in item["issued"]


def test_a_claim_of_the_seeds_names_the_digest_and_the_original(built: Path) -> None:
    ran = kg("cite", "--build", str(built), "detention-near-hotel")
    bureau = "Kazakhstan International Bureau for Human Rights and Rule of Law"
    title = (
        "Statement in view of the events occurred over the visit of the deputies of the European Parliament"
        " to the Republic of Kazakhstan"
    )
    assert re.sub(r"[0-9a-f]{64}", "HASH", ran.out).splitlines() == [
        f"{bureau}: detention: Galiya Ospanova",
        f"In: {bureau}, {title}, issued 2018-09-21, written 2018-09-20.",
        NOWHERE,
        "Stance: affirms. Certainty: stated as fact.",
        "Date: 18 September 2018 (“On 18 September 2018”).",
        OURS,
        f"Our digest: {OSPANOVA} (line 19 of our digest, characters 289–483 of the original).",
        "Held as a digest, SHA-256 HASH, of the original, SHA-256 HASH.",
        "Chronicle graph, SHA-256 of kg.nq HASH.",
        f"{OWN}claim/2018-09-20-statement.detention-near-hotel",
    ]


@pytest.mark.parametrize("step", [20, pytest.param(1, marks=pytest.mark.slow_reference)])
def test_every_claim_and_document_of_the_seeds_can_be_cited(dataset: Dataset, step: int) -> None:
    query = "SELECT DISTINCT ?node { VALUES ?class { hr:Claim hr:Document } ?node a ?class } ORDER BY ?node"
    nodes = [row[0] for row in dataset.solutions(query).rows]
    assert len(nodes) > 300
    for node in nodes[::step]:
        assert node
        (citation,) = cite_node(dataset, node.strip("<>"), build="")
        assert citation.title
        assert citation.authors or "/document/" in node
        assert citation.work
        assert all(FORMS[form]([citation], IN_ENGLISH) for form in FORMS)
