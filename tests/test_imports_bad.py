"""Bad input: each table that cannot be taken as it is gets one clear report, and nothing of it is half taken."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from kg.mapping.tables.reading import parse_map
from kg.model.files import MOST_BYTES
from tests.project import Tiny, lay_out
from tests.test_imports import INCIDENTS, ROWS, error, imported

BOMB = 100


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """A small project, with a column map beside it."""
    made = lay_out(tmp_path)
    (tmp_path / "incidents.yaml").write_text(INCIDENTS)
    return made


def packed(*files: tuple[str, bytes]) -> bytes:
    """A ZIP file."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return whole.getvalue()


def lying(data: bytes) -> bytes:
    """A ZIP file of one file that says that this has ten bytes unpacked."""
    at = data.index(b"PK\x01\x02") + 24
    return data[:22] + struct.pack("<I", 10) + data[26:at] + struct.pack("<I", 10) + data[at + 4 :]


def linked() -> bytes:
    """A ZIP file whose table is a symbolic link."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        info = zipfile.ZipInfo("march.csv")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return whole.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "code", "found"),
    [
        (packed(("a.csv", b"\0" * (BOMB << 20))), "bomb.zip", "file-too-large", "the file has 104 MB unpacked"),
        (lying(packed(("a.csv", b"a" * 100_000))), "lying.zip", "damaged-file", "the file is damaged"),
        (lying(packed(("xl/workbook.xml", b"a" * 100_000))), "lying.xlsx", "damaged-file", "the file is damaged"),
        (packed(("inner.zip", packed(("a.csv", b"a\n1\n")))), "nested.zip", "unknown-medium", "the ZIP file contains 0 tables"),
        (packed(("a.csv", b"a\n"), ("b.csv", b"b\n")), "two.zip", "unknown-medium", "the ZIP file contains 2 tables"),
        (linked(), "link.zip", "missing-column", 'the table has no column "number"'),
        (ROWS.replace("number", "num\0ber", 1), "nul.csv", "missing-column", 'the table has no column "number"'),
        ("\ufeff", "mark.csv", "empty-file", "the file is empty"),
        ("a,a\n1,2\n", "twice.csv", "wrong-shape", 'two columns are called "a"'),
        ("<html><body>", "page.csv", "missing-column", 'the table has no column "number"'),
    ],
)  # fmt: skip
def test_a_file_that_is_no_such_table_is_one_report_and_leaves_nothing(
    data: str | bytes, name: str, code: str, found: str, tiny: Tiny
) -> None:
    ran = imported(tiny, data, "--keep-going", name=name)
    assert (ran.code, ran.errors.startswith(error(code, found))) == (1, True), ran.err
    assert sorted(path.name for path in tiny.texts.iterdir()) == ["authorities", "chronicle.toml", "note"]


@pytest.mark.parametrize("name", ["../outside.csv", "/outside.csv", "C:\\outside.csv", "..\\outside.csv"])
def test_the_name_of_a_packed_table_leads_nowhere(name: str, tiny: Tiny) -> None:
    assert imported(tiny, packed((name, ROWS.encode())), name="march.zip").code == 0
    assert (tiny.texts / "march/table.csv").read_text() == ROWS
    assert not list(tiny.folder.parent.rglob("outside*"))


def test_a_workbook_without_cells_is_told(tiny: Tiny) -> None:
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, {"in_memory": True}) as book:
        book.add_worksheet("empty")
    ran = imported(tiny, whole.getvalue(), name="march.xlsx")
    assert (ran.code, ran.errors.splitlines()[0]) == (1, error("empty-file", "no sheet of the workbook has cells"))


def test_a_table_of_headings_alone_says_nothing(tiny: Tiny) -> None:
    ran = imported(tiny, "number,what,day,people\n")
    assert (ran.code, ran.out) == (0, "march.csv: 0 rows\n  nothing was written to the project\n")


def test_a_row_with_a_nul_byte_or_cut_off_is_rejected_and_the_others_are_kept_when_asked(tiny: Tiny) -> None:
    data = ROWS + "4,he\0ld,08.03.2024,2\n5,held\n"
    ran = imported(tiny, data)
    assert error("control-character", "character #x0000 is not allowed in a document") in ran.err
    assert error("rejected-rows", "2 of 5 rows cannot be taken") in ran.err
    assert not (tiny.texts / "march/table.csv").exists()
    kept = imported(tiny, data, "--keep-going")
    assert "taken: 3 rows" in kept.out
    again = imported(tiny, data, "--keep-going")
    assert again.out == kept.out
    assert tiny.kg("build").code == 0


# ── The column map ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "cut"),
    [
        ("title: Register #3 of incidents, creator", "title: Register"),
        ("creator: Lake Committee # and others", "creator: Lake Committee"),
        ("label: people of incident {number} #WeAreHere", "label: people"),
    ],
)
def test_a_comment_that_cuts_a_text_of_a_column_map_off_is_told(tiny: Tiny, written: str, cut: str) -> None:
    block = INCIDENTS.replace(
        "{title: Register of incidents, creator: Lake Committee, language: en}",
        "\n  title: Register of incidents\n  creator: Lake Committee\n  language: en",
    )
    line = next(line for line in block.splitlines() if cut in line)
    (tiny.folder / "incidents.yaml").write_text(block.replace(line, f"{line[: line.index(cut)]}{written}"))
    ran = imported(tiny, ROWS)
    assert (ran.code, ran.errors.startswith(error("text-cut-off", 'the text ends before "#'))) == (1, True)
    assert not (tiny.texts / "march").exists()


def test_an_expression_without_end_is_stopped_and_nothing_is_written(tiny: Tiny) -> None:
    described = '    description: {column: note, take: "^((?:a|aa|aaa)+)$"}\n'
    (tiny.folder / "incidents.yaml").write_text(INCIDENTS.replace("    victim:", f"{described}    victim:"))
    ran = imported(tiny, "number,what,day,people,note\n1,held,05.03.2024,3," + "a" * 3000 + "!\n")
    assert (ran.code, ran.errors.startswith(error("bad-column-map", "the expression "))) == (2, True)
    assert not (tiny.texts / "march").exists()


def test_rows_that_no_table_can_have_fill_no_memory() -> None:
    told = parse_map(f"import: {{rejected: 3, repeated: 5-999999999}}\n{INCIDENTS}", "columns.yaml").told
    assert {3, 5, 6, MOST_BYTES} <= told.left_out
    assert len(told.left_out) < 2 * MOST_BYTES


@pytest.mark.parametrize("name", ["undefined", "idna"])
def test_an_encoding_for_no_text_is_refused(tiny: Tiny, name: str) -> None:
    ran = imported(tiny, ROWS.replace("held", "hé" * 40), "--encoding", name)
    assert (ran.code, ran.errors.startswith("error[")) == (1, True)
