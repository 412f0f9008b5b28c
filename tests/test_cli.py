"""The command as a person meets it: help, exit codes, what it imports, and how it stops."""

from __future__ import annotations

import ast
import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg as package
from kg.cli import COMMANDS
from kg.model.project import resources
from kg.model.vocabulary import VERSION
from tests.project import DIGEST, RECORDS, ROOT, Ran, Tiny, error, kg, kg_process, lay_out
from tests.sampling import sampled

HEAVY = ("edtf", "matplotlib", "owlrl", "pyparsing", "pyshacl", "rdflib")


def imported(code: str, cwd: Path) -> set[str]:
    """Which heavy libraries some code loads."""
    program = f"import sys\n{code}\nprint('heavy:', *[name for name in {HEAVY!r} if name in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", program], cwd=cwd, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return set(ended.stdout.rpartition("heavy:")[2].split())


def running(*arguments: str) -> str:
    """The code that runs the command."""
    return f"""
sys.argv = ["kg", *{arguments!r}]
from kg.cli.group import main
try:
    main()
except SystemExit as ended:
    assert ended.code == 0, ended.code
"""


# ── Help ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_help_lists_every_command() -> None:
    ran = kg("--help")
    assert (ran.code, ran.err) == (0, "")
    assert re.findall(r"^  ([a-z]+)  ", ran.out, re.MULTILINE) == sorted(COMMANDS)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_each_command_has_help(command: str) -> None:
    ran = kg(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: kg {command}")
    assert kg(command, "-h") == ran


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_each_command_has_a_module_and_a_line_in_help(command: str) -> None:
    assert (ROOT / "kg" / "cli" / f"{command}.py").is_file()
    assert COMMANDS[command].endswith(".")


def test_every_module_of_commands_is_listed() -> None:
    modules = {path.stem for path in (ROOT / "kg" / "cli").glob("*.py")}
    assert set(COMMANDS) <= modules


MOST_STATEMENTS = 24
"""More than these and a command decides something that belongs into a room."""


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_only_takes_options_calls_rooms_and_prints(name: str) -> None:
    tree = ast.parse((ROOT / "kg" / "cli" / f"{name}.py").read_text(encoding="utf-8"))
    functions = [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert functions == ["command"]
    taken = {module for module in _imports(tree) if not module.startswith("kg.")}
    assert taken <= {"__future__", "click", "pathlib", "sys", "textwrap", "typing"}
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    assert sum(not isinstance(node, ast.Import | ast.ImportFrom) for node in statements) <= MOST_STATEMENTS


def test_no_room_imports_a_command() -> None:
    for path in (ROOT / "kg").rglob("*.py"):
        if path.parent.name != "cli":
            text = path.read_text(encoding="utf-8")
            called = _imports(ast.parse(text)) if "kg.cli" in text else ()
            assert path.name == "__main__.py" or not [module for module in called if module.startswith("kg.cli")]


def _imports(tree: ast.Module) -> Iterator[str]:
    """The modules that a module imports, at its top or when it runs."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_the_version_is_the_packages() -> None:
    assert kg("--version").out == f"kg, version {package.__version__}, ontology {VERSION}\n"


def test_without_a_command_help_is_shown() -> None:
    ran = kg()
    assert ran.code == 2
    assert "Commands:" in ran.out + ran.err


# ── What starts at once ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("arguments", [("--help",), ("query",), ("terms",), ("explain",), ("build", "--help")])
def test_what_should_start_at_once_loads_nothing_heavy(arguments: tuple[str, ...], tmp_path: Path) -> None:
    assert imported(running(*arguments), tmp_path) == set()


def test_a_query_of_a_build_loads_nothing_heavy(standing: Tiny) -> None:
    asking = running("query", "overview", "--build", "build")
    assert imported(asking, standing.folder) == set()


def test_completion_loads_nothing_heavy(tmp_path: Path) -> None:
    code = """
import os
os.environ.update(_KG_COMPLETE="bash_complete", COMP_WORDS="kg q", COMP_CWORD="1")
sys.argv = ["kg"]
from kg.cli.group import main
try:
    main()
except SystemExit:
    pass
"""
    assert imported(code, tmp_path) == set()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_written(shell: str, tmp_path: Path) -> None:
    if shell == "bash" and subprocess.run(["bash", "--version"], capture_output=True, check=False).returncode:
        pytest.skip("no bash")
    ran = kg_process(cwd=tmp_path, env={"_KG_COMPLETE": f"{shell}_source"})
    assert (ran.code, ran.err) == (0, "")
    assert "_KG_COMPLETE" in ran.out


def test_completion_offers_commands(tmp_path: Path) -> None:
    ran = kg_process(cwd=tmp_path, env={"_KG_COMPLETE": "bash_complete", "COMP_WORDS": "kg qu", "COMP_CWORD": "1"})
    assert ran.out == "plain,query\n"


# ── Faulty calls ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ["bild"],
            error("wrong-call", 'no command is called "bild"', "", 'did you mean "build"? `kg --help` lists all'),
        ),
        (
            ["build", "--ot", "x"],
            error("wrong-call", "No such option '--ot'. Did you mean '--out'?", "", "`kg build --help` shows how to use it"),
        ),
        (["show"], error("wrong-call", "Missing argument 'NAME'.", "", "`kg show --help` shows how to use it")),
        (
            ["terms", "act-typ"],
            error("unknown-scheme", 'no vocabulary is called "act-typ"', "", 'did you mean "act-type"? `kg terms` lists all'),
        ),
        (
            ["terms", "--lang", "de"],
            error("wrong-call", 'no vocabulary has labels in "de"', "", "use en, ru, kk, fr"),
        ),
        (
            ["query", "--build", "nowhere", "x.rq"],
            error("unreadable-file", "there is no such file", "x.rq", "write it, or check the path"),
        ),
        (
            ["show", "x", "--build", "nowhere"],
            error("no-build", "there is no build in nowhere", "", "run `kg build` first, or name the folder with --build"),
        ),
        (
            ["query", "overvie"],
            error(
                "unknown-query",
                'no query is called "overvie"',
                "",
                'did you mean "overview"? `kg query` lists all; `kg query FILE.rq` runs a file',
            ),
        ),
    ],
)  # fmt: skip
def test_a_faulty_call_says_what_is_wrong_with_it(arguments: list[str], expected: str, tmp_path: Path) -> None:
    with contextlib.chdir(tmp_path):
        ran = kg(*arguments)
    assert (ran.out, ran.err) == ("", expected)
    assert ran.code == (1 if "unreadable-file" in expected else 2)


def on_a_build(tiny: Tiny, *arguments: str, stdin: str = "") -> Ran:
    with contextlib.chdir(tiny.folder):
        return kg(*arguments, "--build", "build", stdin=stdin)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A tiny project with its build."""
    tiny = lay_out(tmp_path_factory.mktemp("whole"))
    assert tiny.kg("build").code == 0
    return tiny


def test_a_broken_query_is_refused_at_its_place(whole: Tiny) -> None:
    (whole.folder / "mine.rq").write_text("SELECT ?s\nWHERE { ?s ?p ?o")
    ran = on_a_build(whole, "query", "mine.rq")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("error[query-syntax]: ")
    assert "\n  mine.rq:2:17\n" in ran.err
    assert ran.err.endswith("\n  fix the SPARQL here\n")


def test_an_unknown_parameter_is_a_faulty_call(whole: Tiny) -> None:
    ran = on_a_build(whole, "query", "what-happened-where", "--plce", "Lakeside")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        'error[unknown-parameter]: what-happened-where has no parameter "plce"\n  did you mean "place"?'
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "Anna Burg"],
        ["show", "a\x01b"],
        ["show", "https://not an iri"],
        ["show", "\udcff"],
        ["show", ""],
        ["trace", "nothing"],
        ["trace", ""],
        ["trace", "\udcff"],
        ["query", "-"],
        ["query", "x\udcff.rq"],
        ["query", "what-happened-where", "--place", "\udcff"],
        ["query", "what-happened-where", "--place"],
        ["query", "what-happened-where", "place"],
    ],
)
def test_whatever_is_asked_ends_in_one_error_and_no_traceback(whole: Tiny, arguments: list[str]) -> None:
    ran = whole.kg(*arguments) if arguments[0] == "trace" else on_a_build(whole, *arguments, stdin="nonsense")
    assert ran.code in (1, 2)
    assert ran.out == ""
    assert ran.errors.count("error[") == 1


# ── Commands on a build ──────────────────────────────────────────────────────────────────────────────────────


def test_show_gives_one_page_with_claims_and_words(whole: Tiny) -> None:
    for name in ("Anna Berg", "anna berg", "p3rs0n", "https://example.org/id/person/p3rs0n"):
        ran = on_a_build(whole, "show", name)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("Anna Berg\n=========\n")
        assert "victim: detention: Anna Berg" in ran.out
        assert "Lake Committee" in ran.out


def test_trace_goes_from_the_document_to_the_triples(whole: Tiny) -> None:
    ran = whole.kg("trace", "detention-in-february")
    assert (ran.code, ran.err) == (0, "")
    assert whole.kg("trace", "note.detention-in-february") == ran
    lines = ran.out.splitlines()
    assert lines[0] == "document  note: A note of the Lake Committee"
    assert "record    texts/note/records.yaml:1:3" in lines
    assert [line.strip() for line in lines if line.startswith("          ")][1:] != []
    for line in RECORDS.splitlines():
        assert f"          {line}" in lines
    assert any("passage   texts/note/digest.md:11:30" in line for line in lines)
    assert any("hr:victim person:p3rs0n" in line for line in lines)


@pytest.mark.parametrize("name", ["Anna Berg", "Lake Committee", "Lakeside"])
def test_a_name_means_whoever_bears_it_before_a_document_with_that_title(tiny: Tiny, name: str) -> None:
    tiny.write("note/digest.md", DIGEST.replace("title: A note of the Lake Committee", f"title: {name}"))
    assert tiny.kg("build").code == 0
    shown = tiny.kg("show", name, "--build", "build")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.splitlines()[0] == name
    assert "document/note" not in shown.out.splitlines()[-1]
    assert "Address: https://example.org/id/document/note" in tiny.kg("show", "note", "--build", "build").out


def test_an_id_of_a_document_that_is_somebodys_name_too_is_ambiguous(tiny: Tiny) -> None:
    tiny.write("authorities/more.yaml", "- organization: p9\n  label: note\n")
    assert tiny.kg("build").code == 0
    assert tiny.kg("show", "note", "--build", "build").err == error(
        "ambiguous-node",
        '"note" can mean 2 nodes',
        "",
        "name one by its id: document:note (A note of the Lake Committee), organization:p9 (note)",
    )


def test_terms_shows_a_vocabulary_as_a_tree() -> None:
    ran = kg("terms", "act-type")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "deprivation of liberty"
    assert "  detention" in lines
    assert "    administrative arrest" in lines
    assert kg("terms", "act-type", "--lang", "kk").out.splitlines()[0] == "бостандықтан айыру"


def test_terms_lists_the_vocabularies() -> None:
    ran = kg("terms")
    assert ran.code == 0
    assert re.findall(r"^act-type \(\d+\)$", ran.out, re.MULTILINE)


def test_init_lays_out_a_project_that_builds(tmp_path: Path) -> None:
    with contextlib.chdir(tmp_path):
        ran = kg("init", "mine")
        assert (ran.code, ran.err) == (0, "")
    with contextlib.chdir(tmp_path / "mine"):
        built = kg("build")
        assert built.code == 0, built.err + built.out
        assert "0 violations, 0 warnings" in built.out


def test_init_writes_over_nothing(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("x")
    with contextlib.chdir(tmp_path):
        folder, file = kg("init", "."), kg("init", "diary.txt")
    remedy = "name a new or an empty folder"
    assert (folder.code, folder.err) == (2, error("file-exists", ". already exists and is not empty", "", remedy))
    assert (file.code, file.err) == (2, error("file-exists", "diary.txt already exists and is not empty", "", remedy))
    assert [path.name for path in tmp_path.iterdir()] == ["diary.txt"]


# ── As a process ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_fault_ends_the_process_as_it_ends_the_function(tiny: Tiny) -> None:
    tiny.records("- act: a\n  typ: x\n")
    inside = tiny.kg("build")
    outside = kg_process("build", "--documents", "texts", cwd=tiny.folder)
    assert outside == inside
    assert inside.code == 1


def test_errors_are_utf8_in_any_locale(tiny: Tiny) -> None:
    tiny.records("- act: дело\n")
    ran = kg_process("build", "--documents", "texts", cwd=tiny.folder, env={"LC_ALL": "C.UTF-8"})
    assert ran.code == 1
    assert '"дело" is not an id' in ran.err
    plain = kg_process("build", "--documents", "texts", cwd=tiny.folder, env={"LC_ALL": "C", "PYTHONUTF8": "0"})
    assert plain.code == 1
    assert "Traceback" not in plain.err


LONG = ("query", "explain", "terms act-type", "query what-happened-when --build build --format csv", "--help")
READ = [(command, reader) for reader in ("head -1", "true") for command in LONG]


@pytest.mark.parametrize(("command", "reader"), sampled(READ, 3, ids=[" | ".join(each) for each in READ]))
def test_whoever_reads_may_stop_reading(whole: Tiny, command: str, reader: str) -> None:
    line = f"set -o pipefail; {sys.executable} -m kg {command} | {reader}"
    ended = subprocess.run(["bash", "-c", line], cwd=whole.folder, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_build_that_is_stopped_says_so(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.build.pipeline.release", lambda *_, **__: stopped())
    ran = tiny.kg("build")
    assert (ran.code, ran.out) == (130, "")
    assert ran.errors.strip() == "stopped; the last good build is as it was"
    assert [path.name for path in tiny.folder.iterdir()] == ["texts"]


def test_a_build_that_is_stopped_while_writing_leaves_nothing(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stopped)
    assert tiny.kg("build").code == 130
    assert [path.name for path in tiny.folder.iterdir()] == ["texts"]


def test_queries_are_found_where_the_project_keeps_them() -> None:
    assert resources("queries").is_dir()
    assert os.access(resources("queries"), os.R_OK)
