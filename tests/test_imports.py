"""``kg import``: a partner's table becomes a document whose rows are evidence, and what cannot be taken is told."""

from __future__ import annotations

import csv
import io
import re
import shlex
import shutil
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from kg.exchange.imports.column_maps import column_maps
from tests.project import ROOT, Ran, Tiny, contents, lay_out

TABLES = ROOT / "mappings" / "tables"
EXAMPLES = ROOT / "mappings" / "table"
GIVEN = {
    "treaties": ("--set", "treaty=Convention on the Rights of Lakes"),
    "uwazi": ("--set", "template=People"),
}
INCIDENTS = """\
table: incidents
document: {title: Register of incidents, creator: Lake Committee, language: en}
key: "{number}"
records:
  - act: incident-{number}
    type: {column: what, map: {held: detention, beaten: beating}}
    date: {column: day, date: DD.MM.YYYY}
    alleged-perpetrator: {agent: left open}
    victim: victims-{number}
  - group: victims-{number}
    label: people of incident {number}
    count: "{people}"
"""
ROWS = "number,what,day,people\n1,held,05.03.2024,3\n2,beaten,06.03.2024,1\n3,held,07.03.2024,\n"


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """A small project, with a column map beside it."""
    made = lay_out(tmp_path)
    (tmp_path / "incidents.yaml").write_text(INCIDENTS)
    return made


def error(code: str, found: str = "") -> str:
    """How an error begins."""
    return f"error[{code}]: {found}"


def put(tiny: Tiny, data: str | bytes, name: str = "march.csv") -> str:
    """Writes a table beside the project."""
    (tiny.folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return name


def imported(tiny: Tiny, data: str | bytes, *options: str, name: str = "march.csv") -> Ran:
    """Imports a table of incidents."""
    return tiny.kg("import", "incidents.yaml", put(tiny, data, name), "--into", "texts", *options)


def rejects(tiny: Tiny, folder: str = "march") -> list[list[str]]:
    """The rows that were rejected, below the first."""
    text = (tiny.texts / folder / "rejects.csv").read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(text, newline="")))[1:]


@pytest.mark.parametrize("kind", sorted(column_maps()))
def test_the_example_of_a_kind_is_laid_out_as_expected(kind: str, tmp_path: Path) -> None:
    project = Path(shutil.copytree(EXAMPLES, tmp_path / "texts"))
    shutil.rmtree(project / kind)
    example = next(path for path in TABLES.glob(f"{kind}.*") if path.suffix != ".yaml")
    ran = Tiny(tmp_path).kg("import", kind, str(example), "--into", "texts", *GIVEN.get(kind, ()))
    assert (ran.code, ran.errors) == (0, "")
    assert contents(project) == contents(EXAMPLES)
    name = "table.csv" if example.suffix == ".csv" else f"received{example.suffix}"
    assert (project / kind / name).read_bytes() == example.read_bytes()


def test_all_kinds_are_listed(tiny: Tiny) -> None:
    lines = tiny.kg("import").out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(column_maps())


def test_a_table_becomes_records_whose_evidence_is_the_row(tiny: Tiny) -> None:
    assert imported(tiny, ROWS).out == (
        "march.csv: 3 rows\n  taken: 3 rows → texts/march (act 3, group 3)\n  authority files: 0 new, 0 known\n"
    )
    assert tiny.kg("build").code == 0
    assert "march: 3 passages verified" in tiny.kg("verify").out
    traced = tiny.kg("trace", "march.incident-2").out
    assert "2,beaten,06.03.2024,1" in traced
    assert "texts/march/table.csv:3" in traced


def test_a_blank_cell_says_nothing(tiny: Tiny) -> None:
    imported(tiny, ROWS)
    third = {quad.predicate.rpartition("#")[2] for quad in tiny.quads() if "/group/march.victims-3>" in quad.subject}
    second = {quad.predicate.rpartition("#")[2] for quad in tiny.quads() if "/group/march.victims-2>" in quad.subject}
    assert second - third == {"count>"}


def test_the_same_table_again_changes_nothing(tiny: Tiny) -> None:
    imported(tiny, ROWS)
    before = contents(tiny.texts)
    assert imported(tiny, ROWS).code == 0
    assert contents(tiny.texts) == before


def test_a_changed_table_replaces_the_former(tiny: Tiny) -> None:
    imported(tiny, ROWS)
    assert imported(tiny, ROWS.replace("2,beaten", "2,held")).code == 0
    assert (tiny.texts / "march/table.csv").read_text() == ROWS.replace("2,beaten", "2,held")
    assert sorted(path.name for path in tiny.texts.iterdir()) == ["authorities", "chronicle.toml", "march", "note"]


def test_rows_that_another_table_has_are_not_taken_twice(tiny: Tiny) -> None:
    imported(tiny, ROWS)
    ran = imported(tiny, ROWS + "4,held,08.03.2024,2\n", name="april.csv")
    assert "  already there: 3 rows (march)\n  taken: 1 row → texts/april" in ran.out
    acts = {
        quad.subject.rpartition("/")[2]
        for quad in tiny.quads()
        if "/act/" in quad.subject and "incident" in quad.subject
    }
    assert acts == {"march.incident-1>", "march.incident-2>", "march.incident-3>", "april.incident-4>"}


def test_a_row_with_the_key_of_another_and_other_cells_is_refused(tiny: Tiny) -> None:
    imported(tiny, ROWS)
    ran = imported(tiny, ROWS.replace("2,beaten", "2,held"), name="april.csv")
    assert error("row-differs", '"2" is also in march, with other cells') in ran.err
    twice = imported(tiny, ROWS + "2,held,09.03.2024,1\n", name="may.csv")
    assert '"2" is also in march' in twice.err


def test_a_row_twice_in_one_table_is_taken_once(tiny: Tiny) -> None:
    assert "already there: 1 row (march)" in imported(tiny, ROWS + "2,beaten,06.03.2024,1\n").out
    assert '"2" is also in row 2 of this table' in imported(tiny, ROWS + "2,held,06.03.2024,1\n").err


def test_nothing_is_kept_of_a_table_with_a_bad_row_unless_asked(tiny: Tiny) -> None:
    ran = imported(tiny, ROWS + "4,taken away,08.03.2024,2\n5,held,31.02.2024,2\n6,held\n")
    assert ran.code == 1
    assert error("rejected-rows", "3 of 6 rows cannot be taken: unmapped-cell 1, bad-date 1, wrong-shape 1") in ran.err
    assert [path.name for path in (tiny.texts / "march").iterdir()] == ["rejects.csv"]
    assert [(row[0], row[-1]) for row in rejects(tiny)] == [
        ("4", 'the column map does not know "taken away"'),
        ("5", 'date: "2024-02-31" is not in the calendar'),
        ("6", "the row has 2 cells, and the first row 4"),
    ]


def test_the_good_rows_are_kept_when_asked_and_the_others_can_be_mended(tiny: Tiny) -> None:
    ran = imported(tiny, ROWS + "4,taken away,08.03.2024,2\n", "--keep-going")
    assert ran.code == 1
    assert "taken: 3 rows" in ran.out
    assert tiny.kg("build").code == 0
    path = tiny.texts / "march/rejects.csv"
    path.write_text(path.read_text().replace("4,4,taken away", "4,4,held"))
    again = tiny.kg("import", "incidents.yaml", str(path), "--into", "texts")
    assert again.out == (
        "texts/march/rejects.csv: 1 row\n  taken: 1 row → texts/march-mended (act 1, group 1)\n"
        "  authority files: 0 new, 0 known\n"
    )
    assert tiny.kg("build").code == 0
    assert "already there: 3 rows (march)" in imported(tiny, ROWS, name="march-again.csv").out


@pytest.mark.parametrize(
    ("before", "after", "code", "found"),
    [
        ("number,what,", "number,which,", "missing-column", 'the table has no column "what"'),
        ("what,day", "what,what", "wrong-shape", 'two columns are called "what"'),
        ("2,beaten", '2,"beaten', "wrong-shape", "a quotation mark is opened and never closed"),
    ],
)
def test_what_is_no_such_table_is_one_clear_error(tiny: Tiny, before: str, after: str, code: str, found: str) -> None:
    ran = imported(tiny, ROWS.replace(before, after), "--keep-going")
    assert ran.code == 1
    assert error(code, found) in ran.err
    assert not (tiny.texts / "march").exists()


def test_an_encoding_is_stated_and_never_guessed(tiny: Tiny) -> None:
    data = ROWS.replace("held,05", "задержан,05").encode("cp1251")
    (tiny.folder / "incidents.yaml").write_text(INCIDENTS.replace("held:", "задержан: detention, held:"))
    assert error("not-utf8", "byte 0xE7 is not UTF-8") in imported(tiny, data).err
    assert imported(tiny, data, "--encoding", "cp1251").code == 0
    assert (tiny.texts / "march/table.csv").read_text() == ROWS.replace("held,05", "задержан,05")
    assert (tiny.texts / "march/received.csv").read_bytes() == data
    assert tiny.kg("build").code == 0
    assert error("not-utf8", "the file is in UTF-16") in imported(tiny, ROWS.encode("utf-16")).err
    assert imported(tiny, ROWS.encode("utf-16"), "--encoding", "utf-16").code == 0
    assert error("wrong-call", 'there is no encoding "cp9"') in imported(tiny, data, "--encoding", "cp9").err


def test_of_two_encodings_in_one_file_the_rows_in_the_other_are_rejected(tiny: Tiny) -> None:
    data = ROWS.encode() + "4,held,08.03.2024,дв\n".encode("cp1251")
    ran = imported(tiny, data, "--keep-going")
    assert error("not-utf8", "byte 0xE4 is not UTF-8") in ran.err
    assert "taken: 3 rows" in ran.out
    assert (tiny.texts / "march/received.csv").read_bytes() == data
    assert tiny.kg("build").code == 0


def test_lines_may_end_in_cr_alone_and_begin_with_a_byte_order_mark(tiny: Tiny) -> None:
    data = b"\xef\xbb\xbf" + ROWS.replace("\n", "\r").replace("2,beaten", "2,shouted at").encode()
    ran = imported(tiny, data)
    assert error("unmapped-cell", 'the column map does not know "shouted at"') in ran.err
    assert "  march.csv:3:3\n" in ran.err
    assert imported(tiny, data.replace(b"shouted at", b"held")).code == 0
    assert tiny.kg("build").code == 0
    assert "march: 3 passages verified" in tiny.kg("verify").out


def test_thousands_of_bad_rows_are_one_report(tiny: Tiny) -> None:
    data = ROWS + "".join(f"{number},?,?,?\n" for number in range(4, 20_004))
    ran = imported(tiny, data, "--keep-going")
    assert error("rejected-rows", "20000 of 20003 rows cannot be taken: unmapped-cell 20000") in ran.err
    assert ran.err.count("error[") == 6
    assert len(rejects(tiny)) == 20_000
    assert "rejected: 4-20003\n" in (tiny.texts / "march/columns.yaml").read_text()
    assert [line for line in ran.err.splitlines() if line.endswith("…")][:2] == [
        "march.csv: row 5000 …",
        "march.csv: row 10000 …",
    ]


def test_a_packed_table_is_unpacked_and_one_of_gigabytes_is_not(tiny: Tiny) -> None:
    def packed(size: int) -> bytes:
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("march.csv", "w") as file:
            file.write(ROWS.encode())
            for _ in range(size):
                file.write(bytes(1 << 20))
        return whole.getvalue()

    assert imported(tiny, packed(0), name="march.zip").code == 0
    assert (tiny.texts / "march/table.csv").read_text() == ROWS
    assert (tiny.texts / "march/received.zip").read_bytes() == packed(0)
    assert error("file-too-large", "the file has 104 MB unpacked") in imported(tiny, packed(100), name="b.zip").err
    assert error("damaged-file") in imported(tiny, packed(0)[:100], name="c.zip").err


def workbook(*sheets: str, merged: bool = False, formula: bool = False, macros: bool = False) -> bytes:
    """A workbook with the rows of the incidents in each sheet, days as dates, numbers as numbers."""
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for name in sheets:
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["number", "what", "day", "people"])
            sheet.write_row(1, 0, [1, "held"])
            sheet.write_number(1, 2, 45356, day)
            sheet.write_number(1, 3, 3)
            if formula:
                sheet.write_formula(1, 3, "=1+2", value=3)
            if merged:
                sheet.merge_range(2, 0, 3, 0, 2)
        if macros:
            book.add_vba_project(io.BytesIO(b"not run"), is_stream=True)
    return whole.getvalue()


def test_a_sheet_is_read_as_its_values_and_kept_as_it_was(tiny: Tiny) -> None:
    (tiny.folder / "incidents.yaml").write_text(INCIDENTS.replace("DD.MM.YYYY", "YYYY-MM-DD"))
    data = workbook("May 2024", formula=True, macros=True)
    ran = imported(tiny, data, name="march.xlsm")
    assert ran.code == 0
    assert ran.out == (
        'march.xlsm: 1 row\n  sheet "May 2024"\n  the workbook has macros; they were not run\n'
        "  some cells have formulas; their last values were read\n"
        "  taken: 1 row → texts/march (act 1, group 1)\n  authority files: 0 new, 0 known\n"
    )
    assert (tiny.texts / "march/table.csv").read_text() == "number,what,day,people\n1,held,2024-03-05,3\n"
    assert (tiny.texts / "march/received.xlsm").read_bytes() == data
    assert "  sheet: May 2024\n" in (tiny.texts / "march/columns.yaml").read_text()
    assert tiny.kg("build").code == 0


def test_merged_cells_and_several_sheets_are_told(tiny: Tiny) -> None:
    merged = imported(tiny, workbook("a", merged=True), name="march.xlsx")
    assert "cells are merged in 1 places; the first cell of each has the value, the others are blank" in merged.out
    several = imported(tiny, workbook("a", "b"), name="april.xlsx")
    assert (several.code, several.errors.splitlines()[0]) == (
        2,
        "error[wrong-call]: the workbook has 2 sheets with cells: a, b",
    )
    assert error("damaged-file") in imported(tiny, b"PK\x03\x04 no workbook", name="may.xlsx").err


def test_a_date_may_be_a_serial_number(tiny: Tiny) -> None:
    (tiny.folder / "incidents.yaml").write_text(INCIDENTS.replace("DD.MM.YYYY", "serial"))
    assert imported(tiny, "number,what,day,people\n1,held,45356,3\n").code == 0
    assert any('"2024-03-05"' in quad.object for quad in tiny.quads() if "march.incident-1>" in quad.subject)


def test_a_state_that_the_project_knows_is_not_written_again(tiny: Tiny) -> None:
    tiny.write(
        "authorities/all.yaml",
        "- organization: ll\n  label: Lakeland\n- organization: c0mm1t\n  label: Lake Committee\n",
    )
    ran = tiny.kg("import", "upr", str(TABLES / "upr.csv"), "--into", "texts")
    assert "authority files: 3 new, 1 known" in ran.out
    assert "Lakeland" not in (tiny.texts / "authorities/imported.yaml").read_text()


def test_a_folder_that_no_import_wrote_is_left_alone(tiny: Tiny) -> None:
    ran = imported(tiny, ROWS, "--id", "note")
    assert (ran.code, ran.errors.splitlines()[0]) == (2, "error[file-exists]: texts/note already exists")


def test_the_facts_of_the_document_can_be_given(tiny: Tiny) -> None:
    assert imported(tiny, ROWS, "--title", "March", "--date", "2024-04", "--access", "restricted").code == 0
    values = {quad.object for quad in tiny.quads() if quad.subject.endswith("/document/march>")}
    assert '"March"@en' in values
    assert any("access/restricted" in value for value in values)


def test_a_column_map_with_a_fault_is_refused_at_its_line(tiny: Tiny) -> None:
    (tiny.folder / "incidents.yaml").write_text(INCIDENTS.replace("    type:", "    typ:"))
    ran = imported(tiny, ROWS)
    assert error("bad-column-map", '"typ" is not a key of act') in ran.err
    assert "incidents.yaml:6:10" in ran.err


def test_what_is_told_is_told_in_russian(tiny: Tiny) -> None:
    assert imported(tiny, ROWS, "--lang", "ru").out.splitlines()[:2] == [
        "march.csv: 3 строки",
        "  принято: 3 строки → texts/march (act 3, group 3)",
    ]


def test_the_page_on_imports_shows_what_happens(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "imports.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    for kind, name, text in blocks:
        if name:
            (tmp_path / name).write_text(text, encoding="utf-8")
        for part in re.split(r"^\$ kg ", text, flags=re.MULTILINE)[1:] if kind == "console" else ():
            command, _, output = part.partition("\n")
            ran = Tiny(tmp_path).kg(*shlex.split(command))
            assert ran.out + ran.err == output, command


SHARED = ROOT.parent / "shared" / "tables"
needs_tables = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/tables is not beside the checkout")
REAL = {
    "treaties/hr_status_iccpr.csv": ("treaties",),
    "ovdinfo/list_2012.csv": ("ovdinfo", "--keep-going"),
    "ovdinfo/detentions_2013.csv": ("ovdinfo", "--keep-going"),
    "ovdinfo/ovds_2013.csv": ("ovdinfo-stations",),
    "geonames/cities_min500_kz_kg_uz_tj_tm_by.csv": ("geonames",),
    "upr/6-9.csv": ("upr", "--encoding", "mac-roman"),
    "upr/17-20.csv": ("upr", "--encoding", "mac-roman"),
}
"""Tables that partners published, with the kind and the options with which they are imported."""


def beginning(data: bytes, count: int) -> bytes:
    """The first lines of a table, and those that the last of them needs to close its quotation marks."""
    end = b"\n" if b"\n" in data else b"\r"
    lines = data.split(end)
    while count < len(lines) and end.join(lines[:count]).count(b'"') % 2:
        count += 1
    return end.join(lines[:count]) + end


def empty(folder: Path) -> Tiny:
    """A project without documents."""
    tiny = Tiny(folder)
    tiny.write("chronicle.toml", 'base = "https://example.org/id/"\nlanguage = "en"\nontology = "1.0"\n')
    return tiny


@needs_tables
def test_the_first_rows_of_real_tables_are_taken(tmp_path: Path) -> None:
    tiny = empty(tmp_path)
    taken = {}
    for name, (kind, *options) in REAL.items():
        put(tiny, beginning((SHARED / name).read_bytes(), 200), Path(name).name)
        ran = tiny.kg("import", kind, Path(name).name, "--into", "texts", *options)
        taken[name] = int(ran.out.partition("taken: ")[2].partition(" ")[0] or 0)
    assert taken == {
        "treaties/hr_status_iccpr.csv": 193,
        "ovdinfo/list_2012.csv": 196,
        "ovdinfo/detentions_2013.csv": 180,
        "ovdinfo/ovds_2013.csv": 65,
        "geonames/cities_min500_kz_kg_uz_tj_tm_by.csv": 199,
        "upr/6-9.csv": 199,
        "upr/17-20.csv": 199,
    }


@needs_tables
@pytest.mark.slow_reference
@pytest.mark.parametrize("name", sorted(REAL))
def test_the_first_rows_of_a_real_table_conform(name: str, tmp_path: Path) -> None:
    tiny, (kind, *options) = empty(tmp_path), REAL[name]
    put(tiny, beginning((SHARED / name).read_bytes(), 200), Path(name).name)
    tiny.kg("import", kind, Path(name).name, "--into", "texts", *options)
    checked = tiny.kg("validate", "texts", "--format", "github")
    assert checked.code == 0, checked.out


@needs_tables
@pytest.mark.slow_reference
def test_all_rows_of_real_tables_are_taken_once(tmp_path: Path) -> None:
    tiny = empty(tmp_path)
    taken = {}
    for name, (kind, *options) in REAL.items():
        ran = tiny.kg("import", kind, str(SHARED / name), "--into", "texts", *options)
        taken[name] = int(ran.out.partition("taken: ")[2].partition(" ")[0] or 0)
    assert taken == {
        "treaties/hr_status_iccpr.csv": 193,
        "ovdinfo/list_2012.csv": 225,
        "ovdinfo/detentions_2013.csv": 233,
        "ovdinfo/ovds_2013.csv": 65,
        "geonames/cities_min500_kz_kg_uz_tj_tm_by.csv": 1206,
        "upr/6-9.csv": 8342,
        "upr/17-20.csv": 7984,
    }
    assert tiny.kg("build").code == 0
