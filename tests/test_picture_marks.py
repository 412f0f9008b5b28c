"""What a picture draws is as sure as the claims about it say, and filters keep and leave out what they promise."""

from __future__ import annotations

import itertools
import re
import shlex
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from kg.answers.counts import count
from kg.answers.opening import open_build
from kg.answers.pictures import draw
from kg.answers.pictures.canvas import Canvas, settings
from kg.answers.pictures.facts import Detail, Event, Facts, Part, Place, read_facts
from kg.answers.pictures.filters import Wanted, certain, narrowed
from kg.answers.pictures.marks import PATTERNS, draw_mark, pattern, strokes
from kg.answers.pictures.sureness import INKS, OUTLINES, Mark, in_order
from kg.answers.pictures.ties import around
from kg.cli.picture import command
from kg.model.errors import CallError, DataError
from kg.rdf.dataset import Dataset
from tests.project import ROOT, Tiny, kg, lay_out
from tests.test_docs import examples

SVG = "{http://www.w3.org/2000/svg}"
CERTAINTIES = ("stated as fact", "reported", "alleged", "suggested", "unclear")
BASES = ("", "official finding", "UN finding", "self-named", "own observation", "our inference")
STANCES = {"denies": "denied", "doubts": "doubted", "asks": "asked", "leaves open": "left open"}
FACT, GUESS = Mark("word", "stated as fact"), Mark("our inference", "suggested")


def record(name: str, *lines: str) -> str:
    kept = (f"- act: {name}", f"label: {name}", "type: detention", "victim: Anna Berg", *lines, _EVIDENCE)
    return "\n  ".join(kept) + "\n"


_EVIDENCE = "evidence: A neighbour saw two officers at her door."


def titles(canvas: Canvas) -> set[str]:
    return {element.text or "" for element in ET.fromstring(canvas.svg()).iter(f"{SVG}title")}


def texts(canvas: Canvas) -> list[str]:
    return [element.text or "" for element in ET.fromstring(canvas.svg()).iter(f"{SVG}text")]


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> tuple[Dataset, dict[str, Mark]]:
    """A build with an act for each certainty and basis and for each other stance, and the mark that each must have."""

    tiny = lay_out(tmp_path_factory.mktemp("marks"))
    records, expected = [], {}
    for number, (sure, basis) in enumerate(itertools.product(CERTAINTIES, BASES)):
        name = f"told-{number}"
        outline = basis if basis in ("official finding", "UN finding", "our inference") else "word"
        expected[name] = Mark(outline, sure)
        ground = ["ground: as the text implies"] if basis == "our inference" else []
        records.append(
            record(
                name,
                f"date: 2020-02-{number % 28 + 1:02}",
                f"certainty: {sure}",
                *([f"basis: {basis}"] if basis else []),
                *ground,
            )
        )
    for stance, mark in STANCES.items():
        expected[stance.replace(" ", "-")] = Mark(mark)
        records.append(record(stance.replace(" ", "-"), "date: 2020-03", f"stance: {stance}"))
    tiny.records("\n".join(records))
    ran = tiny.kg("build")
    assert ran.code == 0, ran.out + ran.err
    return open_build(tiny.build).dataset, expected


def test_every_event_bears_the_mark_that_its_claims_say(every: tuple[Dataset, dict[str, Mark]]) -> None:
    dataset, expected = every
    facts = read_facts(dataset)
    assert {event.label: event.marks for event in facts.events} == {name: (mark,) for name, mark in expected.items()}
    told = titles(draw(facts, "timeline"))
    for name, mark in expected.items():
        assert f"{mark.words}: {name}" in told
        others = {other.words for other in expected.values()} - {mark.words}
        assert not {f"{other}: {name}" for other in others} & told


def test_the_legend_explains_the_marks_that_occur_and_no_others(every: tuple[Dataset, dict[str, Mark]]) -> None:
    dataset, expected = every
    facts = read_facts(dataset)
    everything = " ".join(texts(draw(facts, "timeline")))
    assert all(mark.form.words in everything for mark in expected.values())
    alleged = Facts({}, (Event("<e/1>", "one", "act", "actual", marks=(Mark("word", "alleged"),)),), {}, {})
    shown = texts(draw(alleged, "timeline"))
    assert shown.count("alleged") == 2, "once in the legend and once beside the event"
    assert not {"reported", "stated as fact", "denied"} & set(shown)


def test_marks_that_differ_are_drawn_differently() -> None:
    drawn: dict[str, Mark] = {}
    marks = [Mark(outline, ink) for outline in OUTLINES[:5] for ink in INKS] + [
        Mark(outline) for outline in OUTLINES[5:]
    ]
    for form in in_order(mark.form for mark in marks if mark.ink != "unclear" and mark.outline != "asked"):
        canvas = Canvas(40, "", "")
        with settings():
            draw_mark(canvas, (20, 20), form)
            canvas.finish(40)
            svg = re.sub(r"<metadata>.*?</metadata>", "", canvas.svg().decode(), flags=re.DOTALL)
        assert svg not in drawn, (form, drawn[svg])
        drawn[svg] = form
    assert len(drawn) == 3 * 4 + 3


def test_an_inferred_or_alleged_doer_is_never_drawn_as_a_stated_one() -> None:
    solid = strokes("solid")
    for outline, ink in itertools.product(("word", "official finding", "UN finding", "our inference"), INKS):
        mark = Mark(outline, ink)
        assert (strokes(pattern([mark])) == solid) == mark.plain
        assert (strokes(pattern([FACT, mark])) == solid) == mark.plain
    assert all(strokes(pattern([Mark(stance)])) != solid for stance in STANCES.values())


def test_the_line_of_a_doer_is_as_sure_as_the_claim_about_the_doer(tiny: Tiny) -> None:
    tiny.records(
        "- act: one\n  label: one\n  type: detention\n  date: 2020-02\n  victim: Anna Berg\n  alleged-perpetrator: Lakeside police\n"
        "  evidence: A neighbour saw two officers at her door.\n  claims:\n    - about: alleged-perpetrator\n"
        "      certainty: suggested\n      basis: our inference\n      ground: officers are police\n"
    )
    assert tiny.kg("build").code == 0
    facts = read_facts(open_build(tiny.build).dataset)
    (event,) = facts.events
    assert event.marks == (FACT,)
    marks = {tie.role: tie.marks for tie in around([event], "").ties}
    assert marks == {"alleged perpetrator": (GUESS,), "victim": (FACT,)}
    told = titles(draw(facts, "network"))
    assert "alleged perpetrator: our inference, suggested — one" in told
    assert "victim: stated as fact — one" in told
    assert "our inference, suggested" in texts(draw(facts, "network"))
    assert certain(event) is not None
    assert [part.role for part in getattr(certain(event), "parts", ())] == ["victim"]


def test_a_date_that_we_worked_out_is_marked_so_and_its_bar_is_empty(tiny: Tiny) -> None:
    tiny.records(
        "- act: one\n  label: one\n  type: detention\n  date: 2020-02-01\n  victim: Anna Berg\n  evidence: A neighbour saw two officers at her"
        " door.\n  claims:\n    - about: date\n      basis: our inference\n      ground: the day of the note\n"
    )
    assert tiny.kg("build").code == 0
    facts = read_facts(open_build(tiny.build).dataset)
    shown = texts(draw(facts, "timeline"))
    assert {"date: our inference", "a day, worked out by us"} <= set(shown)
    assert "a day, given by the source" not in shown
    assert "our inference: date, one" in titles(draw(facts, "timeline"))


@pytest.fixture(scope="module")
def seeds(dataset: Dataset) -> Facts:
    return read_facts(dataset)


def names(facts: Facts) -> set[str]:
    return {event.name for event in facts.events}


def test_about_an_event_is_the_event_its_parts_and_what_hangs_on_it(seeds: Facts, dataset: Dataset) -> None:
    found = narrowed(seeds, Wanted(about="Zhanaozen events of December 2011"), dataset)
    root = next(event.node for event in seeds.events if event.name == "Zhanaozen events of December 2011")
    parts = {event.name for event in seeds.events if root in event.wholes}
    assert len(parts) > 5
    assert names(found) >= parts | {"Zhanaozen events of December 2011"}
    assert f"{len(found.events)} events; {len(seeds.events) - len(found.events)} other events" in found.told
    assert found.told in " ".join(texts(draw(found, "timeline")))


def test_about_a_person_is_what_the_person_takes_part_in(seeds: Facts, dataset: Dataset) -> None:
    found = narrowed(seeds, Wanted(about="Akhmedyarov"), dataset)
    (node,) = (node for node, agent in seeds.agents.items() if agent.label == "Lukpan Akhmedyarov")
    assert names(found) == {event.name for event in seeds.events if any(part.agent == node for part in event.parts)}
    assert draw(found, "network").title == "Who is tied to Lukpan Akhmedyarov"


def test_a_place_brings_all_places_within_it(seeds: Facts, dataset: Dataset) -> None:
    found = narrowed(seeds, Wanted(place="Almaty"), dataset)
    inside = {place.value for event in found.events for place in event.places}
    assert {"Almaty", "central Almaty", "office of the OSDP Azat party"} <= {seeds.places[one].label for one in inside}
    assert names(narrowed(seeds, Wanted(about="Almaty"), dataset)) == names(found)
    assert len([event for event in found.events if event.counted]) == _stats(dataset, "place", "Almaty")


def _stats(dataset: Dataset, by: str, value: str) -> int:
    return next(row.acts for row in count(dataset, (by,)).rows[by] if row.value == value)


def test_a_document_brings_what_it_tells_of(seeds: Facts, dataset: Dataset) -> None:
    found = narrowed(seeds, Wanted(document="2018-09-20-statement"), dataset)
    assert 0 < len(found.events) < len(seeds.events)
    assert all(any("2018-09-20-statement" in one for one in event.documents) for event in found.events)


DATED = {
    "2012-04-25": "in", "2012-04": "in", "2012": "possible", "[2012-03..2012-04-27]": "possible", "[..2012-04-27]": "possible",
    "2012-03/2012-05": "in", "../2012-04-27": "in", "2012-05-01": "out", "2011": "out", "[2012-05..]": "out", "": "out",
}  # fmt: skip


@pytest.mark.parametrize(("date", "expected"), DATED.items(), ids=[date or "none" for date in DATED])
def test_a_span_that_may_lie_within_the_days_counts_and_is_marked_possible(
    date: str, expected: str, dataset: Dataset
) -> None:
    acts = [
        Event("<e/1>", "one", "act", "actual", date=date),
        Event("<e/2>", "two", "act", "actual", date="2012-04-10"),
    ]
    found = narrowed(Facts({}, tuple(acts), {}, {}), Wanted(since="2012-04", until="April 2012"), dataset)
    kept = {event.label: event.possible for event in found.events}
    assert kept["two"] is False
    assert ("out" if "one" not in kept else "possible" if kept["one"] else "in") == expected
    assert ("perhaps outside of these days" in found.told) == (expected == "possible")
    assert ("may lie outside of these days" in texts(draw(found, "timeline"))) == (expected == "possible")


def test_only_what_is_certain_leaves_out_every_less_sure_event_and_detail(seeds: Facts, dataset: Dataset) -> None:
    found = narrowed(seeds, Wanted(certain=True), dataset)
    for event in found.events:
        assert event.modality == "actual"
        assert all(mark.plain for mark in event.marks)
        for marks in (
            event.date_marks,
            *(place.marks for place in event.places),
            *(part.marks for part in event.parts),
        ):
            assert all(mark.plain for mark in marks)
    for name in ("timeline", "network", "places"):
        shown = texts(draw(found, name))
        assert not [text for text in shown if re.search("alleged$|inference|reported|suggested|denied|unclear", text)]
        assert f"{len(seeds.events) - len(found.events)} other events" in " ".join(shown)


def test_an_event_that_somebody_denies_is_not_certain() -> None:
    event = Event("<e/1>", "one", "act", "actual", marks=(FACT, Mark("denied")), date="2012")
    assert certain(event) is None


def test_a_certain_event_loses_the_details_that_are_worked_out_and_their_words() -> None:
    event = Event(
        "<e/1>", "detention: Anna, 2012-04", "act", "actual", date="2012-04", dated=(GUESS,), marks=(FACT,),
        places=(Detail("<p/1>", (GUESS,)), Detail("<p/2>")), parts=(Part("victim", "<a/1>"), Part("judge", "<a/2>", (GUESS,))),
    )  # fmt: skip
    found = certain(event)
    assert found is not None
    assert (found.label, found.date, [place.value for place in found.places], [part.agent for part in found.parts]) == (
        "detention: Anna", "", ["<p/2>"], ["<a/1>"]
    )  # fmt: skip
    shown = texts(draw(Facts({}, (found,), {}, {"<p/2>": Place("Town")}), "timeline"))
    assert "no date stated as fact" in " ".join(shown)


def test_nothing_left_is_an_error_that_says_what_was_asked(built: Path, tiny: Tiny) -> None:
    asked = ("--place", "Pavlodar", "--from", "1950", "--to", "May 1951")
    ran = tiny.kg("picture", "timeline", *asked, "--certain", "--build", str(built))
    assert ran.code == 1
    assert ran.err.startswith("error[nothing-to-draw]: no event of the graph is stated as fact, details included; ")
    assert "in Pavlodar; dated from 1950 to May 1951" in ran.err
    assert "leave out --certain" in ran.err


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Wanted(about="Nobody at all"), "unknown-node"),
        (Wanted(place="Lukpan Akhmedyarov"), "unknown-node"),
        (Wanted(about="detention"), "wrong-call"),
        (Wanted(since="some day"), "bad-parameter"),
        (Wanted(since="../2012"), "bad-parameter"),
    ],
)
def test_a_filter_that_means_nothing_is_a_wrong_call(wanted: Wanted, code: str, seeds: Facts, dataset: Dataset) -> None:
    with pytest.raises(CallError) as raised:
        narrowed(seeds, wanted, dataset)
    assert raised.value.problems[0].code == code


def test_a_filter_that_leaves_no_tie_is_an_error(seeds: Facts, dataset: Dataset) -> None:
    found = narrowed(seeds, Wanted(about="independence of Kazakhstan"), dataset)
    with pytest.raises(DataError, match="no event of the graph connects"):
        draw(found, "network")


def test_every_command_in_the_page_on_pictures_does_what_it_shows(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "build").symlink_to(built)
    given = examples((ROOT / "docs" / "pictures.md").read_text(encoding="utf-8"))
    assert len(given) >= 4
    for line, shown in given:
        ran = kg(*shlex.split(line)[1:], "--build", "build")
        assert (ran.out + ran.err).split() == shown.split(), line
        assert (ran.code == 0) == bool(re.search("^wrote ", shown))


def test_the_page_on_pictures_explains_every_option_and_mark() -> None:
    page = (ROOT / "docs" / "pictures.md").read_text(encoding="utf-8")
    options = {option for one in command.params for option in one.opts if option.startswith("--")}
    assert options - {"--build", "--timeout", "--memory", "--access", "--out"} <= set(re.findall("--[a-z]+", page))
    for words in (*INKS, *STANCES.values(), *PATTERNS):
        assert words.replace("asked, not asserted", "asked") in page
