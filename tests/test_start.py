"""What ``kg`` answers at once, without click: the same as click answers, and with next to nothing imported."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.answers.catalogue import catalogue
from kg.answers.listing import headings
from kg.cli.quick import answer, answered
from kg.model.project import resources
from tests.project import ROOT, error, kg, kg_process

AT_ONCE = [(), ("--help",), ("-h",), ("--version",), ("query",)]
QUERY = '#+ question = "Who?"\n#+ group = "people"\n#+\n#+ [columns]\n#+ n = "a name"\n\nSELECT ?n { ?s ?p ?n }\n'


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


# ── The same as click's ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("arguments", AT_ONCE)
@pytest.mark.parametrize("columns", ["80", "81", "200"])
def test_what_is_answered_at_once_is_what_click_answers(
    arguments: tuple[str, ...], columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    with_click = kg(*arguments)
    assert answer([*arguments]) == with_click.out + with_click.err != ""
    assert kg_process(*arguments, cwd=ROOT) == with_click


def test_without_a_command_help_goes_to_standard_error_and_the_call_is_at_fault() -> None:
    ran = kg()
    assert (ran.code, ran.out, ran.err) == (2, "", kg("--help").out)


def test_the_list_is_read_from_the_headers_as_toml_reads_them() -> None:
    folder = resources("queries")
    assert headings(str(folder)) == [(query.name, query.question, query.group) for query in catalogue(folder)]


# ── With next to nothing imported ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("arguments", AT_ONCE)
def test_what_is_answered_at_once_imports_nothing_of_anybody_else(arguments: tuple[str, ...]) -> None:
    program = f"""
import sys
before = set(sys.modules)
sys.argv = ["kg", *{arguments!r}]
from kg.__main__ import start
try:
    start()
except SystemExit:
    print("imported:", *sorted(set(sys.modules) - before))
"""
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    names = ended.stdout.rpartition("imported:")[2].split()
    assert [name for name in names if name.partition(".")[0] != "kg"] == ["__future__"]
    assert "kg.cli.quick" in names
    assert "kg.cli.group" not in names


# ── What is left to click ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "arguments",
    [
        ["build"],
        ["build", "--help"],
        ["--help", "build"],
        ["--version", "--help"],
        ["query", "--help"],
        ["query", "--search", "police"],
        ["query", "overview"],
        ["query", ""],
        [""],
    ],
)
def test_other_calls_are_left_to_click(arguments: list[str]) -> None:
    assert answer(arguments) is None


@pytest.mark.parametrize("columns", ["79", "20", "0", "-1", "", "wide"])
def test_where_eighty_columns_may_not_fit_help_is_left_to_click(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert answer(["--help"]) is None
    assert answer([]) is None


@pytest.mark.parametrize(("columns", "at_once"), [(79, False), (80, True), (0, False)])
def test_the_terminal_says_how_wide_it_is(columns: int, at_once: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS")
    monkeypatch.setattr(os, "get_terminal_size", lambda *_: os.terminal_size((columns, 24)))
    assert (answer(["--help"]) is not None) == at_once


def test_completion_is_left_to_click(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("_KG_COMPLETE", "bash_complete")
    assert answered([]) is None
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("line", "unusual"),
    [
        ('"Who?"', "'Who?'"),
        ('"Who?"', '"Who \\u0041?"'),
        ('"Who?"', '"""Who?"""'),
        ('"Who?"', '"Who?" # a comment'),
        ('"Who?"', '"Who?'),
        ('"Who?"', '""'),
        ('"people"', '"horses"'),
        ('#+ group = "people"\n', ""),
        ("#+ question", "\ufeff#+ question"),
    ],
)
def test_a_header_that_is_not_plain_is_left_to_toml(line: str, unusual: str, tmp_path: Path) -> None:
    (tmp_path / "a.rq").write_text(QUERY, encoding="utf-8")
    (tmp_path / "b.rq").write_text(QUERY.replace(line, unusual), encoding="utf-8")
    assert headings(str(tmp_path)) is None


# ── Where the queries are ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("place", ["queries", "kg/data/queries"])
def test_a_query_is_listed_as_soon_as_it_is_saved_in_a_checkout_as_in_an_installed_package(
    place: str, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "kg", tmp_path / "kg", ignore=shutil.ignore_patterns("__pycache__", "data"))
    folder = tmp_path / place
    folder.mkdir(parents=True)
    (folder / "who.rq").write_bytes(QUERY.replace("\n", "\r\n").encode())
    (folder / "who-else.rq").write_text(QUERY.replace("Who?", "Кто ещё?"), encoding="utf-8")
    ran = kg_process("query", cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)})
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("people\n  who-else  Кто ещё?\n  who       Who?\n\n`kg query NAME`")
    (folder / "who.rq").write_text(QUERY.replace("people", "horses"), encoding="utf-8")
    ran = kg_process("query", cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)})
    assert (ran.code, ran.out) == (1, "")
    assert re.match(r"error\[query-header\]: .*group horses is none of people, acts", ran.err)


# ── What cannot be written ───────────────────────────────────────────────────────────────────────────────────


def in_a_shell(line: str) -> subprocess.CompletedProcess[str]:
    line = line.replace("kg", f"{sys.executable} -m kg", 1)
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("arguments", ["--help", "--version", "query", "terms"])
def test_a_full_disk_is_reported_once(arguments: str) -> None:
    ended = in_a_shell(f"kg {arguments} >/dev/full")
    found, remedy = "standard output cannot be written: No space left on device", "send it somewhere with room for it"
    assert (ended.returncode, ended.stderr) == (2, error("unwritable-output", found, "", remedy))


@pytest.mark.parametrize("arguments", ["", "--help", "--version", "query"])
@pytest.mark.parametrize("reader", ["head -1", "true"])
def test_whoever_reads_may_stop_reading(arguments: str, reader: str) -> None:
    ended = in_a_shell(f"kg {arguments} | {reader}")
    assert ended.returncode == (0 if arguments else 2)
    assert ended.stderr == ("" if arguments else kg("--help").out)


@pytest.mark.parametrize("arguments", ["--help", "--version", "query"])
def test_nothing_is_amiss_where_standard_output_is_closed(arguments: str) -> None:
    ended = in_a_shell(f"kg {arguments} >&-")
    assert (ended.returncode, ended.stderr) == (0, "")
