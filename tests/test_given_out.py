"""Whatever `kg` gives out is searched for a forgotten name, in every spelling; and nobody is found who is somebody else."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import click
import hypothesis.strategies as st
import pytest
from hypothesis import given

from kg.build.output import FILES
from kg.cli.group import cli
from kg.model.errors import Location
from kg.records.names import Names
from kg.upkeep.fresh_lines import FreshLines
from kg.upkeep.given_out import FORMATS, KINDS, reading
from kg.upkeep.occurrences import Occurrence, exports, in_bytes, in_exports, occurrences
from tests.project import Tiny, kg

NAMES = Names(("Lukpan Akhmedyarov", "Akhmedyarov"), ("Lukpan Ospanov", "Akhmed Khan"))


# ── Spellings ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        *("LUKPAN AKHMEDYAROV", "lukpan akhmedyarov", "Akhmedyarov, L.", "Akhmedyarov's", "#LukpanAkhmedyarov"),
        *(
            "Luk\u00adpan",
            "Akh\u200bmed\u2060yarov",
            "\u202eLukpan",
            "Lu\u0301kpan",
            "ＡＫＨＭＥＤＹＡＲＯＶ",
            "𝐋𝐮𝐤𝐩𝐚𝐧",
        ),
        *("Лукпан", "АХМЕДЬЯРОВ", "Лукпана Ахмедьярова", "Лұқпан", "Lukраn", "Акhmedyarov"),
        *("Akh&shy;medyarov", "&#76;ukpan", "&#x41b;укпан", r"\u041b\u0443\u043a\u043f\u0430\u043d", r"\nAkhmedyarov"),
        *("?q=%D0%9B%D1%83%D0%BA%D0%BF%D0%B0%D0%BD", "/lukpan-akhmedyarov.svg", "mailto:l.akhmedyarov@example.org"),
        *("Lukpan\n   Akhmedyarov", "Akhmed-\nyarov", "Akhmed'yarov", "1Akhmedyarov2", "%2541khmedyarov"),
    ],
)
def test_a_name_is_found_in_whatever_way_it_is_written(text: str) -> None:
    found = NAMES.find(text)
    assert [hit.sure for hit in found] == [True] * len(found)
    assert found
    assert [hit for hit in NAMES.find(NAMES.withhold(text)) if hit.sure] == []


@pytest.mark.parametrize(
    "text",
    ["с Лукпаном", "Ахмедьяровым", "Лұқпанның", "Achmedjarow", "Akhmediarov", "Lucpan", "Akhmedyarovs", "Akhmedya…"],
)
def test_what_may_be_the_name_is_told_and_stays(text: str) -> None:
    assert [hit.sure for hit in NAMES.find(text)] == [False]
    assert NAMES.withhold(text) == text


@pytest.mark.parametrize(
    "text",
    ["Lukpan Ospanov", "Лукпана Оспанова", "Akhmed Khan", "лукпан", "medal", "Ahmad", "Ospanov", "akhmed&amp;yarov"],
)
def test_others_and_other_words_are_left_alone(text: str) -> None:
    assert NAMES.find(text) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("许志永", "中国许志永博士"), ("Павел", "Павла"), ("Галия", "Галию"), ("Асем", "Асемге")),
        *(("Наталья Соколова", "Natalia Sokolova"), ("Zoë Müller", "Mueller"), ("Ольга", "Ольги")),
    ],
)
def test_names_of_other_scripts_and_their_cases_are_found(name: str, text: str) -> None:
    assert Names((name,)).find(text)


def test_markup_within_a_name_does_not_hide_it() -> None:
    for text in ('Akhmed<tspan x="1">yarov</tspan>', 'Lukpan</tspan><tspan y="2">Akhmedyarov', r"Akhm{\"e}dyarov", "**Akh**medyarov"):  # fmt: skip
        assert [hit.sure for hit in NAMES.find(text, markup=True)][:1] == [True], text


# ── Forms ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_form_that_a_command_offers_is_registered() -> None:
    context = click.Context(cli)
    commands = [cli.get_command(context, name) for name in cli.list_commands(context)]
    offered = {
        choice
        for command in commands
        if command
        for option in command.params
        if option.name == "form" and isinstance(option.type, click.Choice)
        for choice in option.type.choices
    }
    assert offered
    assert offered <= FORMATS.keys()
    assert all(reading(Path(f"a{ending}")) for ending in FORMATS.values())
    assert all(reading(Path(name)) for name in FILES)


def packed(name: str, text: bytes) -> bytes:
    """Text in an archive of the kind that a name tells."""
    buffer = io.BytesIO()
    if name.endswith((".gz", ".svgz")) and ".tar" not in name:
        return gzip.compress(text)
    if name.endswith((".tar", ".tar.gz", ".tgz")):
        with tarfile.open(fileobj=buffer, mode="w:gz" if name.endswith("gz") else "w") as archive:
            entry = tarfile.TarInfo("kg.nq")
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text))
    else:
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as folder:
            folder.writestr("kg/kg.nq", text)
    return buffer.getvalue()


FILES_BESIDE = {
    **{f"text{ending}": b"a Lukpan b" for kind in KINDS if kind.reading in ("text", "markup") for ending in kind.endings},
    **{name: packed(name, b"a Lukpan b") for name in ("a.zip", "b.gz", "c.tar", "d.tar.gz", "e.tgz", "f.docx", "g.svgz")},
    "nested.zip": packed("a.zip", packed("a.gz", b"a Lukpan b")),
    "old.nq.bak": b"Lukpan", "copy.ttl~": b"Lukpan", "kg.nq.1": b"Lukpan", "lukpan.svg": b"<svg/>",
    "cp1251.csv": "Лукпан".encode("cp1251"), "utf16.csv": "Лукпан".encode("utf-16"), "latin.txt": "é Lukpan".encode("latin-1"),
    "picture.png": b"\x89PNG\r\n", "page.pdf": b"%PDF-1.7", "broken.zip": b"PK\x03\x04broken", "secret.7z": b"7z\xbc\xaf\x27\x1c",
}  # fmt: skip


def test_every_kind_of_file_beside_a_project_is_read_or_told(tmp_path: Path) -> None:
    for name, data in FILES_BESIDE.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "fine.svg").write_bytes(b"<svg>Ospanov</svg>")
    found = {Path(one.place.path).name for one in in_exports(sorted(tmp_path.iterdir()), NAMES)}
    assert {name.replace("lukpan.svg", tmp_path.name) for name in FILES_BESIDE} == found


def test_a_project_is_searched_with_what_lies_beside_it_and_where_it_is_told(tiny: Tiny) -> None:
    from kg.model.project import find_project

    for name in ("network.svg", "cited.bib", "page.md", "page.html", "answer.json", "pictures/a.svg"):
        path = tiny.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Anna Berg", encoding="utf-8")
    for name in ("build.rejected", ".build.previous", ".build.1.abc", ".kg.1.abc"):
        (tiny.folder / name).mkdir()
        (tiny.folder / name / "kg.nq").write_text("Anna Berg", encoding="utf-8")
    (tiny.folder / "link.ttl").symlink_to(tiny.folder / "pictures/a.svg")
    project = find_project(tiny.texts)
    near = exports(project)
    told = {path.name for path in near.searched}
    assert told == {"network.svg", "cited.bib", "page.md", "page.html", "answer.json", "link.ttl"}
    assert [path.name for path in near.folders] == ["pictures"]
    also = exports(project, [tiny.folder / "pictures"])
    assert [path.name for path in also.folders] == []
    assert any(one.place.path.endswith("pictures/a.svg") for one in in_exports(also.searched, Names(("Anna Berg",))))
    ran = kg("forget", "Anna Berg", "--check", "--documents", str(tiny.texts), "--no-history")
    assert ran.code == 1
    for name in ("network.svg", "cited.bib", "page.md", "page.html", "answer.json", "not searched: pictures"):
        assert name in ran.out
    for name in ("build.rejected", ".build.previous"):
        assert f"{name}/kg.nq:1:1  the name" in ran.out


def test_a_scan_that_a_person_has_read_is_listed_and_no_fault(tiny: Tiny) -> None:
    scan, picture = tiny.write("note/scan.png", b"\x89PNG\r\n"), tiny.folder / "network.png"
    picture.write_bytes(b"\x89PNG\r\n")
    check = ("forget", "Nadia Orlova", "--check", "--documents", str(tiny.texts), "--no-history")
    ran = kg(*check)
    assert (ran.code, "Could not be searched: read each yourself, then name it with --read (2)" in ran.out) == (1, True)
    assert "no word of the name was found in what can be searched of the project" in ran.out
    ran = kg(*check, "--read", str(scan))
    assert (ran.code, "name it with --read (1)" in ran.out) == (1, True)
    for read in ((str(scan), str(picture)), (str(tiny.texts / "note"), str(tiny.folder / "network.png"))):
        ran = kg(*check, "--read", read[0], "--read", read[1])
        assert (ran.code, "Could not be searched, and read by a person (2)" in ran.out) == (0, True)
        assert f"{scan}  a picture, a page or an archive in which no text can be sought" in ran.out


def test_a_file_with_the_name_is_a_fault_whoever_has_read_it(tiny: Tiny) -> None:
    path = tiny.write("note/letter.txt", "Nadia Orlova")
    check = ("forget", "Nadia Orlova", "--check", "--documents", str(tiny.texts), "--no-history")
    ran = kg(*check, "--read", str(path))
    assert (ran.code, f"{path}:1:1  the name" in ran.out) == (1, True)


def test_a_path_said_to_be_read_at_which_there_is_nothing_is_told(tiny: Tiny) -> None:
    check = ("forget", "Nadia Orlova", "--check", "--documents", str(tiny.texts), "--no-history")
    ran = kg(*check, "--read", str(tiny.folder / "scna.png"))
    assert (ran.code, "scna.png  there is nothing: check the path" in ran.out) == (1, True)


def test_what_lies_behind_a_link_among_the_documents_is_searched_once(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.txt").write_text("Lukpan", encoding="utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/note").symlink_to(elsewhere)
    (elsewhere / "round").symlink_to(tmp_path / "texts")
    assert len(occurrences(tmp_path / "texts", NAMES)) == 1


# ── Versions of a text ───────────────────────────────────────────────────────────────────────────────────────

LINES = (
    "They met Lukpan",
    "Lukpan",
    "Akhmedyarov came.",
    "Mr Luk-",
    "pan said so.",
    "A line.",
    "",
    "Another.",
    "\tLast",
)


@given(st.lists(st.lists(st.sampled_from(LINES), max_size=12), min_size=1, max_size=6))
def test_of_many_versions_of_a_text_those_with_the_name_are_found(versions: list[list[str]]) -> None:
    fresh = FreshLines()

    def find(data: bytes) -> list[Occurrence]:
        return list(in_bytes(data, NAMES, Location("a.txt"), Path("a.txt")))

    for version in versions:
        data = "\n".join(version).encode()
        assert bool(fresh.search(data, "text", find)) == bool(find(data))


def test_what_has_nothing_is_not_searched_again() -> None:
    fresh, searched = FreshLines(), list[bytes]()

    def find(data: bytes) -> list[Occurrence]:
        searched.append(data)
        return []

    lines = [b"line %d" % number for number in range(100)]
    for version in (lines, [*lines[:50], b"new", *lines[50:]], lines):
        fresh.search(b"\n".join(version), "text", find)
    assert [len(data.split(b"\n")) for data in searched] == [100, 8, 1]


# ── What may tell without a name ─────────────────────────────────────────────────────────────────────────────


def test_a_label_that_tells_by_relation_or_incident_is_to_be_read(tiny: Tiny) -> None:
    tiny.write(
        "note/records.yaml",
        """\
- act: attack-in-winter
  type: detention
  date: 2020-02-01
  place: Lakeside
  victim: Anna Berg
  description: A lawyer was seized at the harbour.
  evidence: police detained Anna Berg in Lakeside on 1 February 2020
- person: neighbour
  label: wife of the lawyer seized in Lakeside
  named: false
  evidence: A neighbour saw two officers at her door.
- event: sight
  label: a talk on the harbour and its lawyers
  type: incident
  evidence: Two officers asked for her papers.
- event: other
  label: a concert
  type: incident
  evidence: Two officers asked for her papers.
""",
    )
    for arguments in ((), ("--check",)):
        ran = kg("forget", "Anna Berg", "--documents", str(tiny.texts), "--no-history", *arguments)
        assert "label of person note.neighbour, which stands in for a name" in ran.out
        assert "label of event note.sight, which may be about the same" in ran.out
        assert "note.other" not in ran.out
