"""A build is opened one way by every command: with the base that it was made with, wherever the command runs."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import pytest

from kg.answers.opening import open_build
from kg.build.output import previous
from kg.model.errors import CallError
from kg.model.vocabulary import PREFIXES
from tests.project import BASE, SETTINGS, Ran, Tiny, kg, lay_out

OTHER = "https://example.org/archive/"


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build with another base, moved to where no project is."""
    tiny = lay_out(tmp_path_factory.mktemp("project"))
    tiny.write("chronicle.toml", SETTINGS.replace(BASE, OTHER))
    assert tiny.kg("build").code == 0
    target = tmp_path_factory.mktemp("elsewhere") / "given"
    shutil.copytree(tiny.build, target)
    return target


def ask(elsewhere: Path, *arguments: str, stdin: str = "") -> Ran:
    with contextlib.chdir(elsewhere.parent):
        return kg(*arguments, "--build", "given", stdin=stdin)


ANNA = "SELECT ?person { ?person a hr:Person FILTER(?person = person:p3rs0n) }"


def test_a_build_is_queried_with_its_own_prefixes(elsewhere: Path) -> None:
    assert ask(elsewhere, "query", "-", "--format", "csv", stdin=ANNA).out == f"person\r\n{OTHER}person/p3rs0n\r\n"
    assert "| person:p3rs0n |" in ask(elsewhere, "query", "-", "--format", "markdown", stdin=ANNA).out
    made = ask(
        elsewhere,
        "query",
        "-",
        "--format",
        "ttl",
        stdin=ANNA.replace("SELECT ?person", "CONSTRUCT { ?person a hr:Person }"),
    )
    assert f"@prefix person: <{OTHER}person/> ." in made.out
    assert "person:p3rs0n a hr:Person ." in made.out


def test_the_project_in_which_a_command_runs_says_nothing_of_another_build(elsewhere: Path, tiny: Tiny) -> None:
    with contextlib.chdir(tiny.texts):
        ran = kg("query", "-", "--format", "markdown", "--build", str(elsewhere), stdin=ANNA)
    assert "| person:p3rs0n |" in ran.out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("show", "Anna Berg"), f"Address: {OTHER}person/p3rs0n"),
        (("cite", "detention-in-february"), f"{OTHER}claim/note.detention-in-february"),
        (("identity", "Anna Berg", "--format", "json"), f'"iri": "{OTHER}person/p3rs0n"'),
        (("stats", "--by", "place", "--format", "json"), f'"iri": "{OTHER}place/pl4ce1"'),
        (("query", "who-suffered-what", "--format", "markdown"), "act:note.detention-in-february"),
    ],
)
def test_every_command_reads_it_where_there_is_no_project(
    elsewhere: Path, arguments: tuple[str, ...], expected: str
) -> None:
    ran = ask(elsewhere, *arguments)
    assert (ran.code, ran.err) == (0, "")
    assert expected in ran.out


def test_a_build_without_an_index_has_the_usual_base(elsewhere: Path, tmp_path: Path) -> None:
    shutil.copytree(elsewhere / "store", tmp_path / "store")
    assert open_build(elsewhere).dataset.prefixes["person"] == f"{OTHER}person/"
    assert open_build(tmp_path).dataset.prefixes["person"] == f"{PREFIXES['id']}person/"
    (tmp_path / "index.json").write_text('{"program":"x","base":"https://exam')
    assert open_build(tmp_path).dataset.prefixes["person"] == f"{PREFIXES['id']}person/"


def test_a_build_that_was_killed_between_two_renames_is_put_back(elsewhere: Path, tmp_path: Path) -> None:
    target = tmp_path / "build"
    shutil.copytree(elsewhere, previous(target))
    assert open_build(target).dataset.prefixes["person"] == f"{OTHER}person/"
    assert not previous(target).exists()


def test_without_a_build_and_without_a_project_the_call_is_at_fault(tmp_path: Path) -> None:
    with contextlib.chdir(tmp_path), pytest.raises(CallError, match="no-project"):
        open_build()
    with pytest.raises(CallError, match="no-build"):
        open_build(tmp_path / "none")
