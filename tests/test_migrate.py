"""Records are migrated to the ontology of today: what changes, what stays as it was typed, what is refused."""

from __future__ import annotations

import errno
import os
import shutil
import tomllib
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kg.model import journal
from kg.model.errors import CallError, DataError
from kg.model.kinds import by_name
from kg.model.messages import advice
from kg.model.project import find_project, is_version, resources, template, version_key
from kg.model.vocabulary import CONCEPTS, VERSION
from kg.records.editing import Edit, EditableYaml, apply, is_plain, scalars, written
from kg.records.nodes import MappingNode, ScalarNode, compose
from kg.upkeep.migration import Migration, migrate_project, with_version
from kg.upkeep.steps import TABLE, Change, Step, read_steps, steps_between
from tests.project import SEEDS, Tiny, contents, error, kg

OLD = (
    Step(
        "0.8",
        "0.9",
        "Events bear the kinds of the model.",
        (Change("rename-kind", kind="happening", to="event"), Change("rename-key", kind="act", key="sort", to="type")),
    ),
    Step(
        "0.9",
        "1.0",
        "Names that users asked for.",
        (
            Change("rename-kind", kind="deed", to="act"),
            Change("rename-key", kind="act", key="when", to="date"),
            Change("rename-key", kind="involvement", key="who", to="agent"),
            Change("rename-concept", scheme="act-type", concept="arrest", to="detention"),
            Change(
                "split-key",
                kind="act",
                key="at",
                pattern=r"(.+?)(?:, ([0-2][0-9]:[0-5][0-9]))?",
                into=("place", "time"),
                remedy="write the place, a comma and the time",
            ),
            Change("remove-key", kind="act", key="shame", remedy="take it out: nobody's shame is recorded"),
        ),
    ),
)
"""An invented past: three versions, with every way of changing but one."""

OLD_RECORDS = """\
# What the note says.

- deed: 'detention-in-february'   # the one act
  type: arrest
  when: '2020-02-01'

  at:   "Lakeside, 07:30"
  victim: [ Anna Berg ,]
  alleged-perpetrator: {who: Lakeside police, degree: carried-out}   # as the note has it
  description: >-
    when it was,
    # the note says
  evidence: police detained Anna Berg in Lakeside on 1 February 2020
  claims:
    - about: when
      certainty: reported
      value: 2020-02-01
# the end
- claim: its-type
  asserts: detention-in-february
  about: type
  value: arrest
  evidence: police detained Anna Berg in Lakeside on 1 February 2020
"""
NEW_RECORDS = """\
# What the note says.

- act: 'detention-in-february'   # the one act
  type: detention
  date: '2020-02-01'

  place:   "Lakeside"
  time: 07:30
  victim: [ Anna Berg ,]
  alleged-perpetrator: {agent: Lakeside police, degree: carried-out}   # as the note has it
  description: >-
    when it was,
    # the note says
  evidence: police detained Anna Berg in Lakeside on 1 February 2020
  claims:
    - about: date
      certainty: reported
      value: 2020-02-01
# the end
- claim: its-type
  asserts: detention-in-february
  about: type
  value: detention
  evidence: police detained Anna Berg in Lakeside on 1 February 2020
"""


def lifted(tiny: Tiny, version: str = "0.9", steps: tuple[Step, ...] = OLD) -> Migration:
    scratch = tiny.folder / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    return migrate_project(find_project(tiny.texts), version, scratch, steps=steps)


def state(tiny: Tiny, version: str) -> None:
    tiny.write("chronicle.toml", with_version((tiny.texts / "chronicle.toml").read_text(encoding="utf-8"), version))


# ── The version ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_version_stands_in_one_place_and_the_projects_that_we_ship_state_it() -> None:
    assert VERSION == "1.0"
    for folder in (SEEDS, resources("mappings") / "digest", template()):
        assert tomllib.loads((folder / "chronicle.toml").read_text(encoding="utf-8"))["ontology"] == VERSION


def test_a_build_states_the_version_in_the_graph_of_the_ontology(built: Path) -> None:
    line = f'<https://w3id.org/chronicle/ns> <http://www.w3.org/2002/07/owl#versionInfo> "{VERSION}"'
    assert line in (built / "kg.nq").read_text(encoding="utf-8")
    said = (built / "ontology.ttl").read_text(encoding="utf-8")
    assert said.count(f'owl:versionInfo "{VERSION}"') == 1


def test_a_project_that_states_no_version_is_told_so_and_built(tiny: Tiny) -> None:
    tiny.write(
        "chronicle.toml",
        'base = "https://example.org/id/"\ndocumentalist = "Test documentalists"\nbuild = "../build"\n',
    )
    ran = tiny.kg("build")
    told = error(
        "unstated-ontology",
        "nothing says which ontology the records are written for",
        "texts/chronicle.toml",
        '`kg migrate --write` adds it; for records written today it is ontology = "1.0"',
    )
    assert (ran.code, ran.errors) == (0, told.replace("error", "warning", 1))


@pytest.mark.parametrize(
    ("version", "code", "found", "remedy"),
    [
        ("1.1", "newer-ontology", "the records are written for ontology 1.1, but this program knows only 1.0", "install a newer version of chronicle-kg"),
        ("0.9", "older-ontology", "the records are written for ontology 0.9; this program reads 1.0", "`kg migrate` shows the changes, `kg migrate --write` makes them"),
    ],
)  # fmt: skip
def test_records_for_another_version_are_not_built(
    tiny: Tiny, version: str, code: str, found: str, remedy: str
) -> None:
    state(tiny, version)
    ran = tiny.kg("build")
    assert (ran.code, ran.errors) == (1, error(code, found, "texts/chronicle.toml", remedy))
    assert not tiny.build.exists()


def test_a_version_is_made_of_numbers(tiny: Tiny) -> None:
    state(tiny, "one")
    ran = tiny.kg("build")
    assert (ran.code, ran.err) == (
        1,
        error("bad-settings", 'ontology = "one" is not allowed', "texts/chronicle.toml", 'write a version of numbers, such as "1.0"'),
    )  # fmt: skip


def test_versions_are_compared_by_their_numbers() -> None:
    assert version_key("0.9") < version_key("0.10") < version_key("1") == version_key("1.0.0") < version_key("1.0.1")
    assert [is_version(text) for text in ("1.0", "1", "1.", ".1", "1.0.0.0", "", "a")] == [True, True, *[False] * 5]


# ── The table ────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_version_of_the_table_leads_to_that_of_today() -> None:
    steps = read_steps()
    assert steps
    for step in steps:
        assert step.why
        assert steps_between(step.before, steps)[-1].after == VERSION


def test_every_change_of_the_table_ends_in_names_of_today_or_of_a_later_change() -> None:
    changes = [change for step in read_steps() for change in step.changes]
    keys = {key.name for kind in by_name().values() for key in kind.keys}
    for number, change in enumerate(changes):
        later = {other.key or other.kind or other.concept for other in changes[number + 1 :]}
        known = {"rename-key": keys, "rename-kind": by_name(), "rename-concept": CONCEPTS.get(change.scheme, {})}
        assert change.do not in known or change.to in {*known[change.do], *later}, change


@pytest.mark.parametrize(
    "entry",
    [
        'do = "rename-all"\nkey = "a"',
        'do = "rename-key"\nkey = "a"',
        'do = "split-key"\nkind = "act"\nkey = "a"\npattern = "(.)(.)"\ninto = ["b"]',
    ],
)
def test_an_entry_that_is_no_change_is_refused(tmp_path: Path, entry: str) -> None:
    table = tmp_path / "migrations.toml"
    table.write_text(f'[[step]]\nfrom = "0.1"\nto = "0.2"\n[[step.change]]\n{entry}\n', encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_steps(table)
    assert [problem.code for problem in caught.value.problems] == ["bad-migration"]


def test_a_table_of_steps_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    table = tmp_path / "migrations.toml"
    table.write_bytes(b"\xef\xbb\xbf" + TABLE.read_bytes())
    assert read_steps(table) == read_steps()


def test_the_head_of_the_table_names_every_way_of_changing() -> None:
    from kg.upkeep.rewriting import REWRITES
    from kg.upkeep.steps import REQUIRED_KEYS

    head = TABLE.read_text(encoding="utf-8").partition("\n[[step]]")[0]
    assert set(REQUIRED_KEYS) == set(REWRITES)
    assert [name for name in REQUIRED_KEYS if f'do = "{name}"' not in head] == []


def test_no_way_from_an_unknown_version() -> None:
    with pytest.raises(CallError) as caught:
        steps_between("0.5", OLD)
    assert [str(problem.remedy) for problem in caught.value.problems] == [
        "the versions that this program knows are: 0.8, 0.9, 1.0"
    ]


# ── What changes ─────────────────────────────────────────────────────────────────────────────────────────────


def test_records_of_an_invented_past_are_lifted_and_nothing_else_in_the_file_changes(tiny: Tiny) -> None:
    tiny.records(OLD_RECORDS)
    made = lifted(tiny)
    assert made.files["note/records.yaml"] == (OLD_RECORDS, NEW_RECORDS)
    assert "unknown-term" not in [problem.code for problem in made.faults]  # a slug is a name too


def test_two_steps_are_taken_one_after_the_other(tiny: Tiny) -> None:
    tiny.records(OLD_RECORDS.replace("  type: arrest\n  when", "  sort: arrest\n  when").replace("- deed", "- act"))
    tiny.write("note/more.yaml", "")
    made = lifted(tiny, "0.8")
    assert [step.before for step in made.steps] == ["0.8", "0.9"]
    assert made.files["note/records.yaml"][1] == NEW_RECORDS


def test_line_ends_and_a_byte_order_mark_stay(tiny: Tiny) -> None:
    tiny.records("\ufeff" + OLD_RECORDS.replace("\n", "\r\n"))
    assert lifted(tiny).contents["note/records.yaml"] == ("\ufeff" + NEW_RECORDS.replace("\n", "\r\n")).encode()


def test_front_matters_and_authority_files_are_lifted_too(tiny: Tiny) -> None:
    steps = (
        Step("0.9", "1.0", "", (
            Change("rename-key", kind="document", key="written-by", to="creator"),
            Change("rename-concept", scheme="genre", concept="declaration", to="statement"),
            Change("rename-key", kind="organization", key="sort", to="agent-kind"),
        )),
    )  # fmt: skip
    digest, authorities = tiny.texts / "note/digest.md", tiny.texts / "authorities/all.yaml"
    new = digest.read_text(encoding="utf-8"), authorities.read_text(encoding="utf-8")
    tiny.write(
        "note/digest.md", new[0].replace("creator:", "written-by:").replace(": statement", ":  'declaration' # so")
    )
    tiny.write("authorities/all.yaml", new[1].replace("agent-kind", "sort"))
    made = lifted(tiny, steps=steps)
    assert made.files["note/digest.md"][1] == new[0].replace(": statement", ":  'statement' # so")
    assert made.files["authorities/all.yaml"][1] == new[1]
    assert made.faults == ()


@pytest.mark.parametrize(
    ("before", "line", "found", "remedy"),
    [
        ("  shame: his\n", 15, 'the key "shame" of act no longer exists', "take it out: nobody's shame is recorded"),
        ("  at: [Lakeside]\n", 15, "at cannot be split into place and time: the value has another form", "write the place, a comma and the time"),
        ("  at: Lakeside\n  place: Lakeside\n", 15, "at cannot be split into place and time: place is already there", "write the place, a comma and the time"),
        ("  claims:\n    - about: shame\n", 16, 'a claim is about "shame", which no longer exists', "take it out: nobody's shame is recorded"),
    ],
)  # fmt: skip
def test_what_cannot_be_lifted_is_refused_with_its_place(
    tiny: Tiny, before: str, line: int, found: str, remedy: str
) -> None:
    tiny.records("#\n" * 10 + "- act: x\n  type: threat\n  when: 2020\n  victim: Anna Berg\n" + before)
    with pytest.raises(DataError) as caught:
        lifted(tiny)
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.found), advice(problem, "en")) == ("not-lifted", found, remedy)
    assert problem.location
    assert (problem.location.path.endswith("texts/note/records.yaml"), problem.location.line) == (True, line)


def test_what_breaks_all_the_same_is_told_at_its_place_in_the_project(tiny: Tiny) -> None:
    tiny.records(OLD_RECORDS.replace("victim: [ Anna Berg ,]", "victim: Nobody Known"))
    found = {problem.code: problem.location for problem in lifted(tiny).faults}
    place = found["unknown-reference"]
    assert place
    assert (place.path.endswith("/texts/note/records.yaml"), place.line, place.column) == (True, 9, 11)


# ── The command ──────────────────────────────────────────────────────────────────────────────────────────────

SLUGGED = "agent-kind: local-administration", "agent-kind: local administration"


@pytest.fixture
def slugged(tiny: Tiny) -> Tiny:
    """A project written for 0.1.0, when a concept could still be written by its slug."""
    state(tiny, "0.1.0")
    tiny.write("authorities/more.yaml", f"- organization: t0wn01\n  label: Lakeside town hall\n  {SLUGGED[0]}\n")
    return tiny


def migrate(tiny: Tiny, *arguments: str) -> tuple[int, str, str]:
    ran = kg("migrate", "--documents", str(tiny.texts), *arguments)
    return ran.code, ran.out, ran.err


def test_a_dry_run_shows_the_difference_and_changes_no_byte(slugged: Tiny) -> None:
    before = contents(slugged.folder)
    code, out, err = migrate(slugged)
    assert contents(slugged.folder) == before
    assert (code, err) == (0, "")
    why = read_steps()[0].why
    assert out == (
        f"0.1.0 → 1.0: {why}\n--- authorities/more.yaml\n+++ authorities/more.yaml\n@@ -2,2 +2,2 @@\n"
        f"   label: Lakeside town hall\n-  {SLUGGED[0]}\n+  {SLUGGED[1]}\n"
        "--- chronicle.toml\n+++ chronicle.toml\n@@ -4,2 +4,2 @@\n"
        ' documentalist = "Test documentalists"\n-ontology = "0.1.0"\n+ontology = "1.0"\n'
        "2 files to migrate; `kg migrate --write` does it\n"
    )


def test_a_real_project_of_the_first_version_is_lifted_builds_and_is_not_lifted_again(slugged: Tiny) -> None:
    assert migrate(slugged, "--write")[::2] == (0, "")
    assert slugged.kg("build").code == 0
    before = contents(slugged.folder)
    for arguments in ([], ["--write"]):
        assert migrate(slugged, *arguments) == (
            0, "the records are written for ontology 1.0: there is nothing to migrate\n", "",
        )  # fmt: skip
    assert contents(slugged.folder) == before


def test_a_version_that_nothing_states_is_written_where_the_records_are_of_today(tiny: Tiny) -> None:
    tiny.write("chronicle.toml", 'base = "https://example.org/id/"\ndocumentalist = "Test documentalists"')
    assert migrate(tiny, "--write")[0] == 0
    text = (tiny.texts / "chronicle.toml").read_text(encoding="utf-8")
    assert text == 'base = "https://example.org/id/"\ndocumentalist = "Test documentalists"\nontology = "1.0"\n'


def test_a_version_that_nothing_states_is_asked_for_where_they_are_not(slugged: Tiny) -> None:
    slugged.write("chronicle.toml", 'base = "https://example.org/id/"\ndocumentalist = "Test documentalists"\n')
    found = "nothing says which ontology the records are written for, and they do not fit the current one"
    remedy = "say which with --from VERSION; if it is the current one (1.0), `kg build` shows what is wrong"
    more = (slugged.texts / "authorities/more.yaml").read_text(encoding="utf-8")
    slugged.write("authorities/more.yaml", more.replace("agent-kind:", "agent-sort:"))
    assert migrate(slugged) == (2, "", error("unstated-ontology", found, "", remedy))
    slugged.write("authorities/more.yaml", more)
    assert migrate(slugged, "--from", "0.1.0", "--write")[0] == 0
    assert slugged.kg("build").code == 0


@pytest.mark.parametrize("given", ["old", "1..0", "0.1.0.0", ""])
def test_a_version_given_must_be_one(slugged: Tiny, given: str) -> None:
    assert migrate(slugged, "--from", given)[0] == 2


def test_a_version_given_may_not_contradict_the_settings(slugged: Tiny) -> None:
    assert migrate(slugged, "--from", "1.0") == (
        2, "", error("wrong-call", "the settings say that the records are for ontology 0.1.0", "", "leave out --from, or correct the settings"),
    )  # fmt: skip


def test_a_newer_version_is_refused(tiny: Tiny) -> None:
    state(tiny, "2.0")
    code, out, err = migrate(tiny)
    assert (code, out) == (1, "")
    assert err.startswith(
        "error[newer-ontology]: the records are written for ontology 2.0, but this program knows only 1.0"
    )


def test_what_is_written_while_records_are_lifted_is_not_overwritten(
    slugged: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*given: Any, **options: Any) -> Migration:
        slugged.write("authorities/more.yaml", "- person: p9\n  label: Bea Ode\n")
        return migrate_project(*given, **options)

    before = contents(slugged.texts)
    monkeypatch.setattr("kg.upkeep.migrate.migrate_project", meanwhile)
    code, out, err = migrate(slugged, "--write")
    assert (code, out) == (2, "")
    assert err.startswith(
        f"error[changed-meanwhile]: the files in {slugged.texts} were changed while the command ran\n"
    )
    assert contents(slugged.texts) == before | {"authorities/more.yaml": b"- person: p9\n  label: Bea Ode\n"}


# ── All files or none ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("renames", range(4))
def test_a_killed_command_is_finished_by_the_next_or_has_changed_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in "abc":
        (folder / name).write_text("old", encoding="utf-8")
    before = contents(folder)
    done: list[Path] = []
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if len(done) == renames:
            raise KeyboardInterrupt
        done.append(target)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        journal.write(folder, {"a": b"new", "b": b"new", "c": None, "d/e": b"new"})
    monkeypatch.undo()
    whole = renames > 0  # the first is that of the plan
    assert contents(folder)["c"] == b"old"
    assert journal.settle(folder) == whole
    assert contents(folder) == ({"a": b"new", "b": b"new", "d/e": b"new"} if whole else before)
    assert not journal.settle(folder)


def test_changes_keep_modes_and_links(tmp_path: Path) -> None:
    folder, target = tmp_path / "texts", tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "a").symlink_to(target)
    (folder / "b").write_text("old", encoding="utf-8")
    target.write_text("old", encoding="utf-8")
    for path in (target, folder / "b"):
        path.chmod(0o600)
    journal.write(folder, {"a": b"new", "b": b"new"})
    assert (target.read_bytes(), (folder / "a").is_symlink(), contents(folder)) == (
        b"new",
        True,
        {"a": b"new", "b": b"new"},
    )
    assert [path.stat().st_mode & 0o777 for path in (target, folder / "b")] == [0o600, 0o600]


def test_a_disk_that_is_full_halfway_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "ab":
        (tmp_path / name).write_text("old", encoding="utf-8")
    calls: list[int] = []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CallError, match="No space left on device"):
        journal.write(tmp_path, {"a": b"new", "b": b"new"})
    assert contents(tmp_path) == {"a": b"old", "b": b"old"}


def test_a_command_killed_while_it_still_wrote_beside_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    (tmp_path / journal.JOURNAL).mkdir()
    (tmp_path / journal.JOURNAL / "0").write_text("new", encoding="utf-8")
    assert not journal.settle(tmp_path)
    assert contents(tmp_path) == {"a": b"old"}


def test_a_folder_that_cannot_be_written_stays_as_it_is(slugged: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(slugged.texts)

    def refuse(path: Path, data: bytes, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(journal, "stage", refuse)
    code, _, err = migrate(slugged, "--write")
    assert (code, err.partition("]")[0]) == (2, "error[unwritable-output")
    assert contents(slugged.texts) == before


# ── Edits ────────────────────────────────────────────────────────────────────────────────────────────────────

texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=30).map(str.strip)


@given(texts.filter(bool), st.sampled_from(["", "'", '"']), st.booleans())
def test_what_is_written_is_read_as_itself(value: str, style: str, flow: bool) -> None:
    text = written(value, style=style, flow=flow)
    root = compose(f"{{k: {text}}}" if flow else f"k: {text}\n", "")
    assert isinstance(root, MappingNode)
    assert root.value[0][1].value == value


@given(st.sets(st.integers(0, 4), max_size=4), st.sampled_from(["flow", "block", "pairs", "inline", "braces"]))
def test_dropped_entries_are_gone_and_the_others_stay(gone: set[int], layout: str) -> None:
    names = "abcde"
    text = {
        "flow": f"k: [{', '.join(names)}]  # c\n",
        "block": "k:\n" + "".join(f"  - {name}  # {name}\n" for name in names),
        "pairs": "k:\n" + "".join(f"  {name}: {name}\n" for name in names),
        "inline": "k:\n  - " + "\n    ".join(f"{name}: {name}" for name in names) + "\n",
        "braces": "k: {" + ", ".join(f"{name}: {name}" for name in names) + "}\n",
    }[layout]
    editable = EditableYaml("", text)
    assert isinstance(editable.root, MappingNode)
    node = editable.root.value[0][1]
    node = node.value[0] if layout == "inline" else node
    edits = editable.dropped_pairs(node, gone) if isinstance(node, MappingNode) else editable.dropped_items(node, gone)
    after = EditableYaml("", apply(text, edits))
    assert after.root
    kept = [found.value for found, _ in scalars(after.root) if isinstance(found, ScalarNode)][1:]
    once = [name for number, name in enumerate(names) if number not in gone]
    assert kept == (once if layout in ("flow", "block") else [name for name in once for _ in range(2)])
    assert layout != "flow" or "# c" in after.text


def test_an_edit_within_one_that_takes_more_away_is_passed_over() -> None:
    assert apply("0123456789", [Edit(2, 8), Edit(3, 4, "x"), Edit(8, 9, "y")]) == "01y9"


def test_words_that_would_be_no_plain_scalar_are_quoted() -> None:
    assert [is_plain(text, flow=False) for text in ("a b", "[a]", "a: b", "- a", "a #b", "", "@a")] == [True] + [
        False
    ] * 6
    assert (is_plain("a, b", flow=False), is_plain("a, b", flow=True)) == (True, False)
