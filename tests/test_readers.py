"""Every medium has a reader, which makes of the bytes of an example the document that is beside it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.errors import DataError
from kg.sources.documents import Document, Run
from kg.sources.readers import READERS, table
from kg.sources.tables import read_rows
from tests.project import ROOT

EXAMPLES = ROOT / "tests" / "media"
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60)


@pytest.mark.parametrize("ending", READERS)
def test_a_reader_makes_the_document_expected_of_its_example(ending: str) -> None:
    data = (EXAMPLES / f"example{ending}").read_bytes()
    expected = json.loads((EXAMPLES / f"example{ending}.json").read_text(encoding="utf-8"))
    document = READERS[ending](data, f"example{ending}")
    assert json.loads(json.dumps(document._asdict())) == expected


@pytest.mark.parametrize("ending", READERS)
def test_the_words_of_a_sentence_are_where_it_says_in_the_text_and_in_the_bytes(ending: str) -> None:
    data = (EXAMPLES / f"example{ending}").read_bytes()
    document = READERS[ending](data, f"example{ending}")
    for sentence in document.sentences:
        assert document.text[sentence.start : sentence.end] == sentence.text
        assert data[document.byte_of(sentence.start) : document.byte_of(sentence.end)].decode() == sentence.text
        assert document.location(sentence.start).line == sentence.line


@pytest.mark.parametrize("ending", READERS)
@pytest.mark.parametrize(
    ("data", "code"), [(b"a \xff", "not-utf8"), (b"a \x07", "control-character")]
)  # fmt: skip
def test_what_is_no_text_is_refused(ending: str, data: bytes, code: str) -> None:
    with pytest.raises(DataError) as caught:
        READERS[ending](data, "example")
    assert [problem.code for problem in caught.value.problems] == [code]


@given(TEXTS, st.data())
def test_each_code_point_of_a_text_is_found_in_its_bytes(text: str, data: st.DataObject) -> None:
    document = Document("a.txt", text, "")
    start = data.draw(st.integers(0, len(text)))
    assert text.encode()[document.byte_of(start) :].decode() == text[start:]


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 4)), min_size=1, max_size=9), st.data())
def test_a_map_of_runs_gives_what_counting_gives(runs: list[tuple[int, int]], data: st.DataObject) -> None:
    """A map written out code point by code point, and the same as runs."""
    each: list[int] = []
    made: list[Run] = []
    for number, (length, width) in enumerate(runs):
        made.append(Run(len(each), 100 * number, width))
        each += [100 * number + width * at for at in range(length)]
    document = Document("a.pdf", "x" * len(each), "", runs=tuple(made))
    at = data.draw(st.integers(0, len(each) - 1))
    assert document.byte_of(at) == each[at]


CELL = st.text(st.sampled_from('ab"\n\r, é'), max_size=6)


@given(st.lists(st.tuples(CELL, CELL), max_size=5))
def test_a_table_that_the_standard_library_writes_is_read_as_it_was(rows: list[tuple[str, str]]) -> None:
    import csv
    import io

    out = io.StringIO(newline="")
    csv.writer(out).writerows([("one", "two"), *rows])
    document = table.read(out.getvalue().encode(), "a.csv")
    found = [(row["one"].text, row["two"].text) for row in read_rows(document)]
    assert found == [(one.strip(), two.strip()) for one, two in rows]
    for row in read_rows(document):
        for name, cell in row.cells.items():
            line = document.text.split("\n")[cell.location.line - 1]
            before = line[: cell.location.column - 1][-1:]
            assert before == ("" if name == "one" else ",")


def test_a_table_of_another_delimiter_is_read_by_it() -> None:
    document = table.read(b"a;b\n1;2,5\n", "a.csv")
    assert [str(cell) for row in read_rows(document, delimiter=";") for cell in row.cells.values()] == ["1", "2,5"]


def test_reading_a_large_table_takes_time_in_proportion() -> None:
    """A row that is looked at twice as often in a table twice as long would make this take minutes."""
    body = "".join(f'{number},"a ""b"", c",2024-01-05\n' for number in range(20_000))
    assert len(read_rows(table.read(f"number,words,date\n{body}".encode(), "a.csv"))) == 20_000
