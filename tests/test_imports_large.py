"""Tables that are read block by block: whatever the blocks, the rows, their places and the files written are the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.imports import cost
from kg.exchange.imports import seen
from kg.exchange.imports.streamed import Numbers
from kg.mapping.tables.reading import ranges, read_map
from kg.model import files
from kg.model.errors import DataError
from kg.sources.documents import Document
from kg.sources.readers.table import table_rows, whole_rows
from kg.sources.tables import cells_of
from tests.project import Tiny, contents, lay_out
from tests.test_imports import INCIDENTS, ROWS, error, imported, rejects

CELLS = st.sampled_from(["a", "", " b ", '"c\nd"', '"e ""f"""', '"g\r\n\r\nh"', "Жанаозен", '"i,j"', "\ufeffk"])
TABLES = st.lists(st.lists(CELLS, min_size=2, max_size=3).map(",".join), max_size=6)


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """A small project, with a column map beside it."""
    made = lay_out(tmp_path)
    (tmp_path / "incidents.yaml").write_text(INCIDENTS)
    return made


def located(document: Document) -> list[list[tuple[str, int | None, int | None]]]:
    """The cells of all rows of a table, each with its line and column."""
    rows = document.sentences or tuple(table_rows(document))
    return [
        [(cell.text, cell.location.line, cell.location.column) for cell in cells_of(document, row, ",")] for row in rows
    ]


@given(TABLES, st.sampled_from(["\n", "\r\n"]), st.integers(1, 9), st.booleans())
def test_rows_are_the_same_whatever_the_blocks(rows: list[str], end: str, size: int, ends: bool) -> None:
    text = end.join(rows) + end * ends
    blocks = (text[at : at + size] for at in range(0, len(text), size))
    found = [row for document in whole_rows(blocks, "t.csv", "") for row in located(document)]
    assert found == located(Document("t.csv", text, ""))


@pytest.mark.parametrize("size", [1, 5, 1000])
def test_a_quotation_mark_that_is_never_closed_has_its_place_in_any_block(size: int) -> None:
    text = 'a,b\n"1\n2",3\n4,5 "6\n' + "7,8\n" * 300
    with pytest.raises(DataError) as whole:
        list(table_rows(Document("t.csv", text, "")))
    with pytest.raises(DataError) as parts:
        list(whole_rows((text[at : at + size] for at in range(0, len(text), size)), "t.csv", ""))
    assert parts.value.problems == whole.value.problems


@pytest.mark.parametrize("start", ["", 'a,b\n1,"'])
def test_a_row_without_end_is_refused_before_it_fills_the_memory(start: str) -> None:
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        yield start
        while True:
            read += 1
            yield "x" * 1_000_000

    with pytest.raises(DataError, match="never closed" if start else "a row has more than 16 MB"):
        list(whole_rows(endless(), "t.csv", ""))
    assert read < 20


SMALL = {
    "two scripts": (ROWS.replace("3,held", '3,"held\n"').encode() + "4,задержан,08.03.2024,2\n".encode(), ()),
    "utf-16": (ROWS.replace("2,beaten", "2,избит").encode("utf-16"), ("--encoding", "utf-16")),
    "cp1251": (ROWS.replace("2,beaten", "2,избит").encode("cp1251"), ("--encoding", "cp1251")),
    "cr": (b"\xef\xbb\xbf" + ROWS.replace("\n", "\r").replace("2,beaten", "2,shouted at").encode(), ()),
    "two encodings": (ROWS.encode() + "4,held,08.03.2024,дв\n5,held,09.03.2024,1\n".encode("cp1251"), ()),
    "cut off": (ROWS.encode() + b"4,held,08.03", ()),
    "twice": (ROWS.encode() + ROWS.encode()[23:] + b"2,held,06.03.2024,1\n", ()),
    "half a character": (ROWS.encode("utf-16")[:-1], ("--encoding", "utf-16")),
}


@pytest.mark.parametrize("name", sorted(SMALL))
def test_what_is_said_and_written_is_the_same_whatever_the_blocks(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, options = SMALL[name]
    outcomes = []
    for size in (files.BLOCK, 3):
        monkeypatch.setattr(files, "BLOCK", size)
        tiny = lay_out(tmp_path / str(size))
        (tiny.folder / "incidents.yaml").write_text(INCIDENTS)
        ran = imported(tiny, data, "--keep-going", *options)
        outcomes.append((ran.code, ran.out, ran.err, contents(tiny.texts)))
    assert outcomes[0] == outcomes[1]


def test_a_table_may_be_larger_than_a_document(tiny: Tiny) -> None:
    head, *rows = ROWS.splitlines()
    wide = "".join(f"{row},{'x' * 6_000_000}\n" for row in rows)
    ran = imported(tiny, f"{head},note\n{wide}4,taken away,08.03.2024,2,y\n", "--keep-going")
    assert "taken: 3 rows → texts/march (act 3, group 3)" in ran.out
    assert (tiny.texts / "march/table.csv").stat().st_size > files.MOST_BYTES
    assert [row[1:] for row in rejects(tiny)] == [
        ["4", "taken away", "08.03.2024", "2", "y", 'the column map does not know "taken away"']
    ]
    assert tiny.kg("build").code == 0
    assert "march: 3 passages verified" in tiny.kg("verify").out


def test_a_table_above_the_limit_of_tables_is_refused(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.exchange.imports.received.MOST_TABLE", 50)
    assert error("file-too-large", "the file has 0 MB; at most 0 MB are allowed") in imported(tiny, ROWS).err
    assert not (tiny.texts / "march").exists()


def test_a_disk_that_is_full_is_told_and_nothing_is_written(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    small = seen._TABLES.replace("CREATE TABLE rows", "PRAGMA max_page_count = 7;\nCREATE TABLE rows")
    monkeypatch.setattr(seen, "_TABLES", small)
    many = ROWS + "".join(f"{number},held,07.03.2024,1\n" for number in range(4, 400))
    ran = imported(tiny, many)
    assert (ran.code, "No space left on device" in ran.err) == (2, True), ran.err
    assert "free some space, or name another temporary folder in TMPDIR" in ran.err
    assert not (tiny.texts / "march").exists()


def test_memory_does_not_grow_with_the_rows() -> None:
    few, many = cost(2_000, is_bad=True), cost(22_000, is_bad=True)
    assert (many.memory - few.memory) / 20_000 < 100


@given(st.sets(st.integers(1, 30)))
def test_numbers_are_kept_as_their_runs(numbers: set[int]) -> None:
    made = Numbers()
    for number in sorted(numbers):
        made.add(number)
    assert (", ".join(made.texts()), len(made)) == (ranges(numbers), len(numbers))


def test_rows_rejected_here_and_there_by_the_thousand_are_left_out_of_the_build(tiny: Tiny) -> None:
    rows = "".join(f"{number},{'' if number % 1000 else 'held'},05.03.2024,1\n" for number in range(1, 2_001))
    scattered = "".join(f"{number},held\n1000,held,05.03.2024,1\n" for number in range(3_000, 6_000))
    ran = imported(tiny, f"number,what,day,people\n{rows}{scattered}", "--keep-going")
    assert "taken: 2 rows → texts/march" in ran.out
    assert len(read_map(tiny.texts / "march/columns.yaml").told.left_out) == 1998 + 6_000
    assert tiny.kg("build").code == 0
