"""``kg show``: each value as sure as its claim, offices, findings and demands; denials read once; a digest is no quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.answers.citations import FORMS, cite
from kg.answers.claim_words import Matter, said
from kg.answers.pages import page
from kg.answers.speech import IN_ENGLISH
from kg.model.concepts import concept_iri
from kg.model.terms import Term, text_of
from kg.rdf.dataset import Dataset
from tests.project import OWN, SEEDS, Tiny, kg, lay_out

AUTHORITIES = """\
- person: d4ugh1
  label: Clara Berg
  names:
    - name: Clara
      in: [note]
- organization: un1on1
  label: Union of the Lake
  names:
    - name: the Union
      in: [note]
"""
DIGEST = """\
---
document: note
title: A note of the Lake Committee
creator: Lake Committee
issued: 2020-02-03
language: en
genre: statement
---
The Lake Committee says that police detained Anna Berg, chair of the Union, in Lakeside.
Clara, her daughter, did not meet the police.
The Committee finds that Anna Berg is innocent and asks the Lakeside police to release her.
The Committee does not share the opinion that Anna Berg is a danger.
"""
RECORDS = """\
- fact: tie
  of: Anna Berg
  parent-of: Clara Berg
  gender: female
  evidence: Clara, her daughter

- posting: chair-of-union
  holder: Anna Berg
  organization: Union of the Lake
  position: chair
  evidence: Anna Berg, chair of the Union

- act: detention-of-chair
  type: detention
  date: 2020-02
  date-words: in the month
  victim: Anna Berg
  alleged-perpetrator: {agent: Lakeside police, degree: not stated}
  certainty: alleged
  evidence: police detained Anna Berg
  claims:
    - about: date
      certainty: suggested
      basis: our inference
      ground: the month before that of the note
      evidence: police detained Anna Berg

- intervention: no-meeting
  type: meeting
  label: meeting with the police, which did not come about
  date: left open
  modality: mentioned
  participant: Clara Berg
  stance: denies
  evidence: did not meet the police

- assessment: innocent
  description: She is innocent.
  concerns: Anna Berg
  evidence: The Committee finds that Anna Berg is innocent

- assessment: no-danger
  description: She is a danger.
  concerns: Anna Berg
  stance: denies
  evidence: does not share the opinion that Anna Berg is a danger

- recommendation: release
  description: Release her.
  made-by: Lake Committee
  addressed-to: Lakeside police
  concerns: Anna Berg
  evidence: asks the Lakeside police to release her
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A build with an office, a tie, a doubted date, a denial, findings and a demand."""
    tiny = lay_out(tmp_path_factory.mktemp("pages"))
    tiny.write("authorities/more.yaml", AUTHORITIES)
    tiny.write("note/digest.md", DIGEST)
    tiny.records(RECORDS)
    built = tiny.kg("build")
    assert built.code == 0, built.err
    return tiny


def sections(tiny: Tiny, name: str) -> dict[str, list[str]]:
    """The lines of a page below each of its headings, wrapped lines joined."""
    ran = kg("show", name, "--build", str(tiny.build))
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, list[str]] = {}
    lines = ran.out.replace("\n  ", " ").splitlines()
    for number, line in enumerate(lines):
        if number + 1 < len(lines) and re.fullmatch("[-=]+", lines[number + 1]):
            found[line] = []
        elif found and line and not re.fullmatch("[-=]+", line):
            found[list(found)[-1]].append(line)
    return found


def test_a_page_on_somebody_has_offices_findings_and_demands(small: Tiny) -> None:
    page = sections(small, "Anna Berg")
    assert page["Offices and memberships"] == ["chair, Union of the Lake (stated as fact; in note)"]
    assert page["Findings and opinions"] == [
        "* Lake Committee (stated as fact): She is innocent. (in note)",
        "* Lake Committee, in disagreement (stated as fact): She is a danger. (in note)",
    ]
    assert page["Demands"] == ["* Lake Committee to Lakeside police: Release her. (in note)"]
    assert sections(small, "Union of the Lake")["Offices and memberships"] == [
        "Anna Berg, chair (stated as fact; in note)"
    ]


def test_a_part_in_an_event_says_how_sure_event_and_date_are(small: Tiny) -> None:
    assert sections(small, "Anna Berg")["Part in events"] == [
        "February 2020  victim: detention: Anna Berg (alleged; date: suggested, our inference)"
    ]


def test_what_is_inferred_is_marked_and_what_is_not_stated_is_left_out(small: Tiny) -> None:
    page = sections(small, "note.detention-of-chair")
    assert "date: February 2020 (suggested, our inference)" in page["What is recorded"]
    assert page["Who took part"] == ["alleged perpetrator: Lakeside police", "victim: Anna Berg"]


def test_a_tie_is_told_in_one_line_on_either_page(small: Tiny) -> None:
    def ties(name: str) -> list[str]:
        return [line for line in sections(small, name)["What is recorded"] if "Berg" in line]

    assert ties("Anna Berg") == ["parent of: Clara Berg"]
    assert ties("Clara Berg") == ["child of: Anna Berg"]


def test_a_denial_reads_once_whatever_its_matter_is_called(small: Tiny) -> None:
    page = sections(small, "note.no-meeting")
    assert page["Claims"][0].startswith("* this did not happen — Lake Committee (stated as fact) “did not meet")
    assert page["Parts spoken of"] == ["participant: Clara Berg"]
    cited = kg("cite", "note.no-meeting", "--build", str(small.build)).out
    assert cited.startswith(
        "Lake Committee: meeting with the police, which did not come about [said not to have happened]\n"
    )
    assert "\nStance: this did not happen. Certainty: stated as fact.\n" in cited


def test_no_stance_is_told_as_a_verb_of_a_negative_matter() -> None:
    for stance in ("denies", "doubts", "asks", "leaves-open"):
        words = {str(said(matter, concept_iri("stance", stance))) for matter in Matter}
        assert len(words) == len(Matter)
        assert not words & {"denies", "doubts", "asks", "leaves open"}
    assert said(Matter.EVENT, concept_iri("stance", "affirms")) is None


def test_a_citation_has_no_date_of_ours_in_its_title_but_in_a_note(small: Tiny) -> None:
    lines = kg("cite", "note.detention-of-chair", "--build", str(small.build)).out.splitlines()
    assert lines[0] == "Lake Committee: detention: Anna Berg"
    at = lines.index("Date in the document’s words: “in the month”.")
    assert lines[at : at + 2] == [
        "Date in the document’s words: “in the month”.",
        "Ours: date February 2020 (suggested, our inference: the month before that of the note).",
    ]


def test_the_page_of_a_passage_says_whose_words_they_are(dataset: Dataset) -> None:
    rows = dataset.solutions(
        "SELECT ?passage { ?passage hr:quote ?q ; hr:document/dct:source ?o } ORDER BY ?passage LIMIT 1"
    )
    text = page(dataset, rows.rows[0][0] or "")
    assert "\nWords\n-----\n* Our digest: " in text
    assert "quote: " not in text


# ── Laws on the seeds ────────────────────────────────────────────────────────────────────────────────────────────


def quoted(text: str) -> set[str]:
    """What stands between the outermost quotation marks of a text, its spaces made single."""
    found, depth, start = set(), 0, 0
    flat = " ".join(text.split())
    for place, letter in enumerate(flat):
        if letter == "“":
            depth, start = depth + 1, start if depth else place + 1
        elif letter == "”" and depth:
            depth -= 1
            found |= set() if depth else {flat[start:place]}
    return found


def digested(dataset: Dataset) -> set[str]:
    """The passages of digests that are too long to be the words of somebody else too."""
    query = "SELECT DISTINCT ?quote { ?passage hr:quote ?quote ; hr:document/dct:source ?original }"
    rows = dataset.solutions(query).rows
    passages = {" ".join(text_of(row[0]).split()) for row in rows if row[0]}
    return {words for words in passages if len(words.split()) > 4}


def shown(dataset: Dataset) -> Iterator[str]:
    """Pages and citations of a sample of the nodes with claims."""
    query = "SELECT DISTINCT ?node { ?claim hr:asserts ?node ; hr:evidence ?passage } ORDER BY ?node"
    nodes: list[Term] = [row[0] for row in dataset.solutions(query).rows if row[0]]
    assert len(nodes) > 300
    for node in nodes[::11]:
        yield page(dataset, node)
        yield FORMS["text"](cite(dataset, node.strip("<>"), build=""), IN_ENGLISH)


def test_no_words_of_a_digest_stand_in_quotation_marks(dataset: Dataset) -> None:
    digests = digested(dataset)
    assert len(digests) > 500
    for text in shown(dataset):
        assert [words for words in quoted(text) for digest in digests if digest in words] == []


def test_a_trace_introduces_a_digest_as_ours(tmp_path: Path) -> None:
    ran = kg("trace", "threat-by-telephone", "--documents", str(SEEDS))
    assert ran.code == 0
    head = ran.out.partition("\nrecord ")[0]
    assert head.count("          Our digest: ") == head.count("passage   ") == 2
    assert "digest.md:59:1  line 59, characters 5702–5749 of our digest, 6313–6356 of the original" in head
    assert "“" not in head


def test_a_page_cites_passages_by_line_and_their_own_page_by_character_too(dataset: Dataset) -> None:
    act = page(dataset, f"<{OWN}act/2012-04-27-joint-appeal.threat-by-telephone>")
    assert "(2012-04-27-joint-appeal, lines 59 and 66 of our digest)" in " ".join(act.split())
    assert "characters" not in act
    (passage,) = [row[0] for row in dataset.solutions("SELECT ?p { ?p hr:start 5702 ; hr:end 5749 }").rows]
    own = " ".join(page(dataset, passage or "").split())
    assert "(2012-04-27-joint-appeal, line 59 of our digest, characters 6313–6356 of the original)" in own
    assert all(words in own for words in ("start: 5702", "end: 5749", "line: 59"))


def test_a_page_shows_no_address_but_its_own(dataset: Dataset) -> None:
    for text in shown(dataset):
        if "Address: " in text:
            assert text.count(OWN) == 1
            assert text.splitlines()[-1].startswith(f"Address: {OWN}")


def test_every_heading_is_there_in_the_readers_language(dataset: Dataset) -> None:
    node = f"<{OWN}act/2012-04-27-joint-appeal.threat-by-telephone>"
    text = page(dataset, node, language="ru")
    for words in ("Что записано", "Кто участвовал", "Утверждения", "дата: 23 апреля 2012 года (", "вид деяния: угроза"):
        assert words in text
    assert not re.search("^(What is|Who took|Claims|Address)", text, re.MULTILINE)
