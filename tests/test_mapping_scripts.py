"""A project with a mapping script of its own, written against the documented interface: a register of incidents as CSV."""

from __future__ import annotations

import ast
import contextlib
import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.project import ROOT, Ran, Tiny, error, kg

PROJECT = ROOT / "tests" / "incidents"
SCRIPT = PROJECT / "mappings" / "incidents.py"
CSV = "2024-register/incidents.csv"


class Register:
    """A copy of the project in which ``kg`` runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def kg(self, *arguments: str) -> Ran:
        with contextlib.chdir(self.folder):
            return kg(*arguments)

    def change(self, name: str, before: str, after: str) -> None:
        path = self.folder / name
        text = path.read_bytes().decode()
        assert before in text
        path.write_bytes(text.replace(before, after).encode())

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(Path(shutil.copytree(PROJECT, tmp_path / "register", ignore=shutil.ignore_patterns("__pycache__"))))


def test_the_script_imports_nothing_of_chronicle_but_kg() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name for name in names if name.partition(".")[0] not in sys.stdlib_module_names} == {"kg"}


def test_the_page_on_mapping_scripts_shows_the_script_and_names_all_that_it_may_use() -> None:
    import kg as package

    page = (ROOT / "docs" / "mapping-scripts.md").read_text(encoding="utf-8")
    assert re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL) == [SCRIPT.read_text(encoding="utf-8")]
    rows = (PROJECT / CSV).read_text(encoding="utf-8").splitlines()
    assert re.findall(r"^```csv\n(.*?)^```$", page, re.MULTILINE | re.DOTALL) == ["\n".join([*rows[:3], ""])]
    for name in re.findall(r"`kg\.(\w+)", page):
        assert getattr(package, name), name


def test_a_table_is_built_queried_traced_verified_and_validated(register: Register) -> None:
    built = register.kg("build", "--strict")
    assert (built.code, built.errors) == (0, "")
    assert "records     10: 4 acts, 2 organizations, 2 persons, 2 places" in built.out
    query = "SELECT ?label ?quote { ?act a hr:Act ; skos:prefLabel ?label . ?claim hr:asserts ?act ; hr:evidence/hr:quote ?quote } ORDER BY ?act"
    register.write("../acts.rq", query)
    asked = register.kg("query", "../acts.rq", "--format", "csv")
    assert asked.out.splitlines()[:3] == [
        "label,quote",
        '"detention: Ada Lind, 5 January 2024","1,2024-01-05,detention,Ada Lind,Lakeside,Lakeside police,Held for three hours without being told why"',
        '"threat: Ada Lind, February 2024","11,2024-02,threat,Ada Lind,Upper Mill,Lakeside police,""Told on the telephone to stop,',
    ]
    traced = register.kg("trace", "incident-3")
    assert f"passage   {CSV}:4:1  lines 4–5, characters " in traced.out
    assert f"record    {CSV}:4:1\n          3,2024-02,threat,Ada Lind" in traced.out
    assert register.kg("verify").out == "2024-register: 4 passages verified\n"
    for arguments in (("validate",), ("validate", "2024-register"), ("validate", CSV), ("watch", "--once")):
        ran = register.kg(*arguments)
        assert (ran.code, ran.err) == (0, "")
        assert "conforms: 0 violations, 0 warnings" in ran.out


def test_a_byte_order_mark_is_no_part_of_the_first_column(register: Register) -> None:
    """As a spreadsheet saves a table in UTF-8."""
    table = register.folder / CSV
    table.write_bytes(b"\xef\xbb\xbf" + table.read_bytes())
    ran = register.kg("build")
    assert (ran.code, "error[" in ran.err) == (0, False)
    verified = register.kg("verify")
    assert verified.code == 0


def test_two_builds_of_a_table_are_the_same(register: Register, tmp_path: Path) -> None:
    register.kg("build")
    register.kg("build", "--out", str(tmp_path / "again"))
    for name in ("kg.nq", "kg.ttl", "index.json"):
        assert (register.folder / "build" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_every_bad_cell_is_refused_at_its_line_and_column(register: Register) -> None:
    register.change(CSV, "1,2024-01-05,detention,Ada", "1,2024-13-05,detension,Ada")
    register.change(CSV, "11,2024-02", "11,yesterday")
    ran = register.kg("build")
    assert ran.code == 1
    assert re.findall(r"^error\[(.*?)\]: .*\n  (.*)$", ran.errors, re.MULTILINE) == [
        ("bad-date", f"{CSV}:2:3"),
        ("unknown-term", f"{CSV}:2:14"),
        ("bad-date", f"{CSV}:6:4"),
    ]
    checked = register.kg("validate", CSV)
    assert checked.code == 1
    assert f"{CSV}:2:3" in checked.out


def test_a_cell_that_names_nobody_is_refused_at_its_place(register: Register) -> None:
    register.change(CSV, "Lakeside police,Held", "Lakeside army,Held")
    ran = register.kg("build")
    assert (
        f'error[unknown-reference]: no person, organization or group is called "Lakeside army"\n  {CSV}:2:42\n'
        in ran.errors
    )


@pytest.mark.parametrize(
    ("before", "after", "code", "place"),
    [
        pytest.param("number,", "no,", "missing-column", f"{CSV}:1", id="a column that is not there"),
        pytest.param(",Held for", ",Held, for", "wrong-shape", f"{CSV}:2:1", id="a cell too many"),
        pytest.param("Held for", 'Held 5" for', "wrong-shape", f"{CSV}:2:64", id="a quotation mark too few"),
        pytest.param("act,", "date,", "wrong-shape", f"{CSV}:1:1", id="two columns with one name"),
        pytest.param("Held for", "Held \x07 for", "control-character", f"{CSV}:2:63", id="a control character"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(register: Register, before: str, after: str, code: str, place: str) -> None:
    register.change(CSV, before, after)
    ran = register.kg("build")
    assert ran.code == 1
    assert re.findall(r"^error\[(.*?)\]: .*\n  (.*)$", ran.errors, re.MULTILINE) == [(code, place)]


FAULTY = {
    "no Python": ("PATTERN = '*.csv'\ndef read(:\n", "script-failed", "mappings/more.py:2:10"),
    "an import that fails": ("import os\nimport nothing_at_all\n", "script-failed", "mappings/more.py:2"),
    "an exit": ("raise SystemExit(3)\n", "script-failed", "mappings/more.py:1"),
    "no pattern": ("def read(path, *, language):\n    ...\n", "bad-script", "mappings/more.py:1"),
    "a pattern that leaves the folder": ("PATTERN = '../*'\ndef read(path): ...\n", "bad-script", "mappings/more.py:1"),
    "nothing that reads": ("PATTERN = '*.csv'\n", "bad-script", "mappings/more.py:1"),
    "an exception": (
        "PATTERN = '*/columns.txt'\ndef read(path, *, language):\n    return deeper()\ndef deeper():\n    return 1 / 0\n",
        "script-failed",
        "mappings/more.py:5",
    ),
    "something else than a source": (
        "PATTERN = '*/columns.txt'\ndef read(path, *, language):\n    return []\n",
        "script-failed",
        "mappings/more.py",
    ),
}


@pytest.mark.parametrize(("text", "code", "place"), [pytest.param(*case, id=name) for name, case in FAULTY.items()])
def test_a_faulty_script_is_reported_with_its_line(register: Register, text: str, code: str, place: str) -> None:
    register.write("mappings/more.py", text)
    for ran in (register.kg("build"), register.kg("validate")):
        assert ran.code == 1
        assert code in ran.out + ran.err
        assert f"{place}\n" in ran.out + ran.err
        assert "Traceback" not in ran.out + ran.err


def test_a_document_whose_script_cannot_be_loaded_is_no_unknown_file(register: Register) -> None:
    register.change("mappings/incidents.py", "PATTERN = ", "PATERN = ")
    ran = register.kg("validate", CSV)
    assert ran.code == 1
    assert "bad-script" in ran.out


def test_a_key_error_of_a_script_is_reported_with_the_file_that_it_read(register: Register) -> None:
    register.change("mappings/incidents.py", "known: set[str] = set()", "known: set[str] = {}['nothing']")
    assert register.kg("build").errors == error(
        "script-failed",
        f"the mapping script raised KeyError on {CSV}: 'nothing'",
        "mappings/incidents.py:22",
        "correct the script; docs/mapping-scripts.md describes what it is given and what it gives",
    )


def test_two_scripts_for_one_file_are_an_error(register: Register) -> None:
    shutil.copy(register.folder / "mappings" / "incidents.py", register.folder / "mappings" / "more.py")
    assert register.kg("build").errors == error(
        "two-scripts",
        "mappings/incidents.py and mappings/more.py both read this file",
        CSV,
        "give each mapping script a PATTERN that finds only its own files",
    )


def test_a_script_leaves_nothing_in_the_folder_of_documents(register: Register) -> None:
    register.kg("validate")
    assert not list(register.folder.rglob("__pycache__"))


def test_a_script_that_was_changed_is_run_anew(register: Register) -> None:
    assert register.kg("build").code == 0
    register.change("mappings/incidents.py", '"type": row["act"]', '"type": "killling"')
    register.write("note/digest.md", "---\ndocument: note\ntitle: A note\n---\n")
    register.write("note/records.yaml", "# none\n")
    ran = register.kg("validate", "note")
    assert "2024-register has faults of its own" in ran.out or "2024-register has changed" in ran.out
    assert register.kg("validate", "mappings/incidents.py").code == 1


UNREAD = {
    "a table that nobody reads": "notes.csv",
    "a document two levels down": "a/b/digest.md",
    "records that belong to no document": "2024-register/more.yaml",
    "a file among the authority files": "authorities/list.txt",
}


def test_a_file_that_no_script_reads_is_a_warning(register: Register) -> None:
    for name in UNREAD.values():
        register.write(name, "some,words\n")
    built, checked = register.kg("build"), register.kg("validate")
    assert (built.code, checked.code) == (0, 0)
    for name in UNREAD.values():
        assert f"warning[unread-file]: no mapping script reads this file\n  {name}\n" in built.err
        assert name in checked.out
    assert f"{len(UNREAD)} warnings" in checked.out
    assert register.kg("build", "--strict").code == 1
    assert register.kg("validate", "--strict").code == 1
    assert "unread-file" not in register.kg("validate", "2024-register").out


NO_DOCUMENTS = (
    ".hidden/a.csv",
    "README",
    "2024-register/LICENSE.txt",
    "profiles/mine.txt",
    "mappings/notes.txt",
    "inner/chronicle.toml",
)


def test_what_is_no_document_is_passed_over(register: Register) -> None:
    for name in NO_DOCUMENTS:
        register.write(name, "some words\n")
    assert "unread-file" not in register.kg("build").err


def test_a_folder_with_a_table_alone_is_not_passed_over(tiny: Tiny) -> None:
    tiny.write("table/incidents.csv", "a,b\n1,2\n")
    assert "table/incidents.csv" in tiny.kg("build").err
    assert "unread-file" in tiny.kg("validate", "texts").out


def test_forgetting_names_the_rows_that_have_to_go_by_hand(register: Register) -> None:
    before = (register.folder / CSV).read_bytes()
    ran = register.kg("forget", "Ben Ode", "--write", "--no-history")
    assert ran.code == 1
    assert f"{CSV}:3:1" in ran.out
    assert "nothing was changed" in ran.out
    assert (register.folder / CSV).read_bytes() == before


def test_forgetting_one_of_two_tables_in_a_folder_leaves_the_other(register: Register) -> None:
    register.change("mappings/incidents.py", '"*/incidents.csv"', '"*/*.csv"')
    register.change("mappings/incidents.py", "path.parent.name", "path.stem")
    shutil.copy(register.folder / CSV, register.folder / "2024-register" / "second.csv")
    assert register.kg("forget", "incidents", "--write", "--no-history").code in (0, 1)
    assert [path.name for path in sorted((register.folder / "2024-register").glob("*.csv"))] == ["second.csv"]
