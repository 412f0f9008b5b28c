"""What is not public stays out of everything that a build writes for others and that commands show by default."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg as package
from kg.build.mapping import map_project
from kg.build.publishing import Published, published
from kg.build.reading import read_project
from kg.model.errors import CallError
from kg.model.kinds import KINDS, PARTS
from kg.model.project import find_project
from kg.model.terms import Quad, expand, text_of
from kg.model.vocabulary import CONCEPTS
from kg.rdf.dataset import Dataset
from kg.records.access import LEVELS
from tests.project import AUTHORITIES, DIGEST, RECORDS, ROOT, Ran, Tiny, kg, lay_out

SHARED = """\
- organization: c0mm1t
  label: Lake Committee
  names:
    - name: Lake Committee
      in: [note]
- organization: p0l1ce
  label: Lakeside police
  agent-kind: police
- person: p3rs0n
  label: Anna Berg
  access: never
  names:
    - name: Anna Berg
      in: [note]
    - Анна Берг
- person: w1f3
  label: Olga Lund
  spouse-of: p3rs0n
- person: h1dd3n
  label: Karl Quist
  access: restricted
- place: pl4ce1
  label: Lakeside
- place: s4f3
  label: Mill Cottage
  within: Lakeside
  access: restricted
- group: d0cs01
  label: Test documentalists
- decision: who-is-who
  left: p3rs0n
  right: w1f3
  verdict: different
  ground: Two people, Berg said.
  decider: d0cs01
"""
WITHHELD = "https://example.org/id/organization/withheld-"
"""What the IRI of an organisation that is withheld begins with."""
TEXT = """\
---
document: note
title: A note of the Lake Committee on Anna Berg
creator: Lake Committee
issued: 2020-02-03
language: en
genre: statement
url: https://example.org/free-berg
---

## What happened
The Lake Committee says that police detained Anna Berg in Lakeside on 1 February 2020.
A neighbour saw two officers at her door.
Quist told the officers where she was.
Two officers asked for her papers.
Later she was hidden in a mill.
"""
TOLD = """\
- act: detention-in-february
  type: detention
  date: 2020-02-01
  place: [Lakeside, Mill Cottage]
  victim: Anna Berg
  alleged-perpetrator: {agent: Lakeside police}
  participant: {agent: Karl Quist, capacity: office}
  description: Mrs Berg was taken away; Berg's papers were taken too.
  evidence: police detained Anna Berg in Lakeside on 1 February 2020
- posting: office
  position: director of the paper
  holder: h1dd3n
  organization: c0mm1t
  evidence: Quist told the officers where she was
- act: betrayal
  type: threat
  date: left open
  label: Somebody told of the cottage
  access: partners
  victim: Anna Berg
  evidence: Quist told the officers where she was
- claim: said-of-betrayal
  asserts: betrayal
  evidence: A neighbour saw two officers
- assessment: on-betrayal
  description: It was cowardly.
  concerns: betrayal
  evidence: A neighbour saw two officers
- event: papers
  type: election
  label: Papers
  part-of: detention-in-february
  result: betrayal
  organiser: p0l1ce
  evidence: Two officers asked for her papers
  claims:
    - about: organiser
      value: p0l1ce
      certainty: alleged
      access: restricted
    - id: second
      about: label
      certainty: alleged
      ground: as told by Anna Berg
"""
SECRET = (
    "berg",
    "анна берг",
    "quist",
    "mill cottage",
    "cowardly",
    "betrayal",
    "p3rs0n",
    "h1dd3n",
    "s4f3",
    "hidden in a mill",
)
"""What may stand nowhere in what is public."""


def tells(text: str) -> list[str]:
    """The words of ``SECRET`` in a text."""
    return [word for word in SECRET if word in text.casefold()]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A project of which a part is withheld, with both of its builds."""
    tiny = lay_out(tmp_path_factory.mktemp("access"))
    tiny.write("authorities/all.yaml", SHARED)
    tiny.write("note/digest.md", TEXT)
    tiny.records(TOLD)
    for arguments in (("build",), ("build", "--access", "internal")):
        ran = tiny.kg(*arguments)
        assert ran.code == 0, ran
    return tiny


def public(tiny: Tiny) -> Published:
    """What of a project may be published, without a build."""
    with contextlib.chdir(tiny.folder):
        found = find_project(Path("texts"))
        read = read_project(found)
        return published(found, read, map_project(found, read), "public")


def about(quads: list[Quad], predicate: str) -> list[str]:
    """The objects of a property, as text."""
    return [text_of(quad.object) for quad in quads if quad.predicate == expand(predicate)]


def dangling(quads: list[Quad]) -> set[str]:
    """The nodes of the data that something refers to and nothing describes."""
    base = "<https://example.org/id/"
    return {q.object for q in quads if q.object.startswith(base)} - {q.subject for q in quads}


# ── The builds ───────────────────────────────────────────────────────────────────────────────────────────────


def test_no_file_of_a_public_build_says_anything_of_what_is_withheld(project: Tiny) -> None:
    for name, data in project.built().items():
        assert tells(data.decode()) == [], name
    assert not any(tells(path.name) for path in project.build.rglob("*"))


def test_neither_store_nor_blocks_of_a_public_build_do(project: Tiny) -> None:
    rows = (
        Dataset.open(project.build).solutions("SELECT ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }").rows
    )
    assert rows
    assert tells("\n".join(str(row) for row in rows)) == []
    blocks = [path.read_bytes().decode(errors="replace") for path in (project.build / "blocks").iterdir()]
    assert blocks
    assert tells("\n".join(blocks)) == []


def test_the_internal_build_has_everything_and_only_its_owner_may_read_it(project: Tiny) -> None:
    folder = project.folder / "build.internal"
    text = (folder / "kg.ttl").read_text()
    assert set(SECRET) - set(tells(text)) == {"s4f3", "hidden in a mill"} - set(tells(text))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*")) if path.is_dir()}
    assert modes == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()} == {0o600}
    assert (folder / ".gitignore").read_text() == "*\n"


def test_partners_get_what_is_for_them_and_nothing_stricter(varied: Tiny) -> None:
    varied.write("authorities/all.yaml", closed("Anna Berg"))
    act = "  type: detention\n  date: 2020-02-01\n  victim: Anna Berg\n  evidence: saw two officers at her door\n"
    varied.records(f"- act: arrest\n{act}  access: partners\n- act: visit\n{act}  access: restricted\n")
    told = varied.kg("build", "--access", "partners")
    assert told.code == 0, told.err
    assert "left out    records: fewer than 3 restricted, fewer than 3 never\n" in told.out
    folder = varied.build.with_name("build.partners")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    graph = (folder / "kg.ttl").read_text()
    assert "note.arrest" in graph
    assert "unnamed person" in graph
    assert "Anna Berg" not in graph
    assert "note.visit" not in graph


def test_a_build_for_partners_is_read_only_where_it_is_asked_for(varied: Tiny, tmp_path: Path) -> None:
    assert varied.kg("build", "--access", "partners").code == 0
    folder = varied.build.with_name("build.partners")
    for access in ("public", "internal"):
        refused = kg("stats", "--build", str(folder), "--access", access)
        assert (refused.code, refused.out) == (2, "")
    assert "the build in" in kg("stats", "--build", str(folder)).err
    assert kg("stats", "--build", str(folder), "--access", "partners").code == 0
    assert kg("export", "csv", "--build", str(folder), "--access", "partners", "--out", str(tmp_path / "out")).code == 0
    assert stat.S_IMODE((tmp_path / "out" / "acts.csv").stat().st_mode) == 0o600


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "geojson", "turtle", "rdfxml", "virtuoso"])
def test_a_build_from_before_somebody_was_withheld_is_not_exported(
    varied: Tiny, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(varied.folder / "texts")
    build = ("--build", str(varied.build))
    assert varied.kg("build").code == 0
    assert kg("export", form, *build, "--out", str(tmp_path / "before")).code == 0
    varied.write("authorities/all.yaml", closed("Anna Berg"))
    refused = kg("export", form, *build, "--out", str(tmp_path / "out"))
    assert refused.code == 1
    assert "error[withheld-name]: a name that is withheld is here" in refused.err
    assert "Berg" not in refused.err
    assert not (tmp_path / "out").exists()
    assert sorted(path.name for path in tmp_path.rglob("*") if "out" in path.name) == []
    assert "had it too" not in refused.err
    refused = kg("export", form, *build, "--out", str(tmp_path / "before"))
    assert "error[withheld-name]: the earlier export here had it too and has been deleted" in refused.err
    assert not (tmp_path / "before").exists()
    assert varied.kg("build").code == 0
    assert kg("export", form, *build, "--out", str(tmp_path / "out")).code == 0


def test_a_site_from_before_somebody_was_withheld_is_deleted(
    varied: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(varied.folder / "texts")
    publish = ("publish", "--lang", "en", "--build", str(varied.build), "--out", str(tmp_path / "site"))
    assert varied.kg("build").code == 0
    assert kg(*publish).code == 0
    varied.write("authorities/all.yaml", closed("Anna Berg"))
    refused = kg(*publish)
    assert refused.code == 1
    assert "error[withheld-name]: a name that is withheld is here" in refused.err
    assert "error[withheld-name]: the earlier site here had it too and has been deleted" in refused.err
    assert "Berg" not in refused.err
    assert not (tmp_path / "site").exists()


def test_an_earlier_export_without_the_name_is_left_as_it_was(
    varied: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(varied.folder / "texts")
    export = ("export", "geojson", "--build", str(varied.build), "--out", str(tmp_path / "out"))
    assert varied.kg("build").code == 0
    assert kg(*export).code == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    varied.write("authorities/all.yaml", AUTHORITIES + "- person: 0l9al8\n  label: Olga Lund\n")
    varied.records(RECORDS.replace("victim: Anna Berg", "victim: Olga Lund"))
    assert varied.kg("build").code == 0
    varied.write("authorities/all.yaml", AUTHORITIES + "- person: 0l9al8\n  label: Olga Lund\n  access: never\n")
    assert kg(*export).code == 1
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_the_loss_report_names_the_words_that_are_not_sought_alone(
    varied: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(varied.folder / "texts")
    varied.write("authorities/all.yaml", closed("Anna Berg") + "- person: s1st3r\n  label: Olga Berg\n")
    assert varied.kg("build").code == 0
    assert kg("export", "csv", "--build", str(varied.build), "--out", str(tmp_path / "out")).code == 0
    words = json.loads((tmp_path / "out" / "losses.json").read_text())["notSoughtAlone"]
    assert {"Berg", "Olga", "Lakeside"} <= set(words)
    assert "Anna" not in words
    told = (tmp_path / "out" / "losses.md").read_text()
    assert ", ".join(words) in told
    varied.write("authorities/all.yaml", AUTHORITIES)
    assert varied.kg("build").code == 0
    assert kg("export", "csv", "--build", str(varied.build), "--out", str(tmp_path / "out")).code == 0
    assert "notSoughtAlone" not in json.loads((tmp_path / "out" / "losses.json").read_text())


def test_a_build_says_how_many_were_left_out_by_level_and_not_whom(project: Tiny) -> None:
    ran = project.kg("build", "--out", str(project.folder / "again"))
    assert (
        "left out    records: fewer than 3 partners, 3 restricted, fewer than 3 never; 4 more records said nothing without them\n"
        in ran.out
    )
    assert "masked      7 texts with a name that is withheld; `kg validate` says where\n" in ran.out
    assert tells(ran.out + ran.err) == []
    assert (
        project.kg("build", "--out", str(project.folder / "again")).out.splitlines()[1:6] == ran.out.splitlines()[1:6]
    )


def test_one_kind_of_build_never_replaces_the_other(project: Tiny) -> None:
    for arguments in (("--out", "build.internal"), ("--out", "again.internal", "--access", "internal")):
        if arguments[1].startswith("again"):
            project.kg("build", "--out", "again")
            (project.folder / "again").rename(project.folder / "again.internal")
        before = {path: path.stat().st_mtime_ns for path in project.folder.rglob("kg.ttl")}
        ran = project.kg("build", *arguments)
        assert (ran.code, "error[other-access]" in ran.err) == (2, True)
        assert before == {path: path.stat().st_mtime_ns for path in project.folder.rglob("kg.ttl")}


def test_modes_that_somebody_widened_are_narrowed_by_the_next_internal_build(tmp_path: Path) -> None:
    tiny = lay_out(tmp_path)
    tiny.kg("build", "--access", "internal")
    assert not tiny.build.exists()
    folder = tmp_path / "build.internal"
    folder.chmod(0o755)
    (folder / "kg.nq").chmod(0o644)
    tiny.kg("build", "--access", "internal")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "kg.nq").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        (("never",), "records: fewer than 3 never"),
        (("never", "never", "never"), "3 records: 3 never"),
        (("never",) * 3 + ("partners",), "records: fewer than 3 partners, 3 never"),
        (("never",) * 4 + ("restricted",) * 3, "7 records: 3 restricted, 4 never"),
    ],
)
def test_a_number_below_three_is_not_told_nor_a_sum_that_gives_it_away(
    varied: Tiny, levels: tuple[str, ...], said: str
) -> None:
    people = "".join(
        f"- person: n0b0dy{number}\n  label: Nobody {number}\n  access: {level}\n"
        for number, level in enumerate(levels)
    )
    varied.write("authorities/all.yaml", AUTHORITIES + people)
    assert varied.kg("build").out.splitlines()[2] == f"left out    {said}"


def test_few_keys_and_few_masked_texts_are_not_counted_either(varied: Tiny) -> None:
    varied.write(
        "authorities/all.yaml",
        closed("Anna Berg") + "- person: l9nd\n  label: Olga Lund\n  age: 41\n  access: {age: never}\n",
    )
    lines = varied.kg("build").out.splitlines()
    assert lines[2:5] == [
        "left out    records: fewer than 3 never",
        "withheld    fewer than 3 single keys of other records",
        "masked      fewer than 3 texts with a name that is withheld; `kg validate` says where",
    ]


# ── The commands ─────────────────────────────────────────────────────────────────────────────────────────────

ASKED = (
    ("query", "who-suffered-what", "--format", "csv"),
    ("query", "who-suffered-what", "--explain"),
    ("show", "detention-in-february"),
    ("show", "Olga Lund"),
    ("show", "note"),
    ("cite", "detention-in-february"),
    ("cite", "note", "--format", "csl-json"),
    ("cite", "--query", "who-suffered-what", "--format", "bibtex"),
    ("stats", "--format", "json"),
    ("identity", "--format", "json"),
    ("trace", "detention-in-february"),
    ("trace", "papers"),
    ("trace", "person:w1f3"),
    ("verify",),
    ("picture", "network"),
    ("picture", "timeline"),
    ("picture", "places"),
    ("dossier", "detention-in-february"),
    ("dossier", "note", "--format", "html"),
    ("dossier", "--query", "who-suffered-what"),
)


def asked(project: Tiny, arguments: tuple[str, ...], *more: str) -> Ran:
    """What a command says of the build of a project."""
    where = () if arguments[0] in ("trace", "verify") else ("--build", "build")
    return project.kg(*arguments, *where, *more)


@pytest.mark.parametrize("arguments", ASKED, ids=" ".join)
def test_no_command_shows_what_is_withheld_unless_it_is_asked(project: Tiny, arguments: tuple[str, ...]) -> None:
    ran = asked(project, arguments)
    assert (ran.code, tells(ran.out + ran.err)) == (0, [])
    full = asked(project, arguments, "--access", "internal")
    assert full.code == 0
    assert (full.out == ran.out) == ("--explain" in arguments)


@pytest.mark.parametrize("before", [None, 0o644])
def test_a_picture_of_an_internal_build_is_only_its_owners(project: Tiny, tmp_path: Path, before: int | None) -> None:
    out = tmp_path / "network.svg"
    if before is not None:
        out.write_text("a picture of what is public")
        out.chmod(before)
    full = ("--build", str(project.build), "--access", "internal")
    ran = kg("picture", "network", *full, "--out", str(out))
    assert (ran.code, ran.err) == (0, "")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_who_is_withheld_is_as_unknown_as_somebody_who_never_was(project: Tiny) -> None:
    for arguments in (("show", "Anna Berg"), ("show", "Berg"), ("trace", "betrayal"), ("trace", "p3rs0n")):
        ran = asked(project, arguments)
        nobody = asked(project, (arguments[0], "xxxxxxxx"))
        assert (ran.code, ran.err.replace(arguments[1], "xxxxxxxx")) == (nobody.code, nobody.err)
        assert asked(project, arguments, "--access", "internal").code == 0


def test_a_search_finds_no_name_that_is_withheld(project: Tiny) -> None:
    assert "in the graph" not in asked(project, ("query", "--search", "Berg")).out
    assert "names Anna Berg" in asked(project, ("query", "--search", "Berg"), "--access", "internal").out


def test_an_internal_build_is_read_only_where_it_is_asked_for(project: Tiny, tmp_path: Path) -> None:
    ran = project.kg("query", "who-suffered-what", "--build", "build.internal")
    assert (ran.code, "error[other-access]" in ran.err) == (2, True)
    assert project.kg("show", "Anna Berg", "--build", "build.internal", "--access", "internal").code == 0
    assert (
        "run `kg build --access internal` first"
        in project.kg("show", "x", "--build", str(tmp_path), "--access", "internal").err
    )


def test_python_reads_what_is_public_unless_it_is_asked(project: Tiny) -> None:
    assert tells(package.graph(project.build).serialize(format="nt")) == []
    assert "Anna Berg" in package.graph(project.build, access="internal").serialize(format="nt")
    with pytest.raises(CallError, match="other-access"):
        package.graph(project.folder / "build.internal")


# ── What stands for what is withheld ─────────────────────────────────────────────────────────────────────────


def test_an_unnamed_agent_of_its_kind_stands_for_one_who_is_withheld(project: Tiny) -> None:
    ran = asked(project, ASKED[0])
    (row,) = csv.DictReader(io.StringIO(ran.out))
    assert (row["victim"][:15], row["doer"], row["place"]) == ("unnamed person ", "Lakeside police", "Lakeside")
    assert row["passage"] == "police detained [withheld] in Lakeside on 1 February 2020"
    made = public(project)
    unnamed = {quad.subject for quad in made.quads if "/withheld-" in quad.subject}
    named = {
        quad.subject
        for quad in made.quads
        if quad.predicate == expand("hr:named") and quad.object.startswith('"false"')
    }
    assert {node for node in unnamed if "/person/" in node} == named
    assert dangling(made.quads) == set()


@pytest.fixture
def varied(tmp_path: Path) -> Tiny:
    """A small project to change."""
    return lay_out(tmp_path)


def closed(label: str, level: str = "never") -> str:
    """The authority files with one entry withheld."""
    return AUTHORITIES.replace(f"  label: {label}\n", f"  label: {label}\n  access: {level}\n", 1)


@pytest.mark.parametrize("level", ["partners", "restricted", "never"])
def test_every_level_but_public_is_withheld(varied: Tiny, level: str) -> None:
    varied.write("authorities/all.yaml", closed("Anna Berg", level))
    made = public(varied)
    assert made.left_out == {level: 1}
    assert not [quad for quad in made.quads if "Berg" in quad.object]
    varied.write("authorities/all.yaml", closed("Anna Berg", "public"))
    assert [quad for quad in public(varied).quads if "Berg" in quad.object]


def test_a_level_that_does_not_exist_is_an_error_with_its_place_and_what_may_be_written(varied: Tiny) -> None:
    varied.records(RECORDS + "  access: purple\n")
    ran = varied.kg("build")
    assert ran.code == 1
    assert "texts/note/records.yaml:8:11" in ran.err
    assert 'did you mean "public", "partners", "restricted", "never"?' in ran.err
    varied.records(RECORDS)
    varied.write("note/digest.md", DIGEST.replace("genre: statement\n", "genre: statement\naccess: partner\n"))
    assert 'did you mean "partners"?' in varied.kg("build").err
    assert list(LEVELS) == ["public", "partners", "restricted", "never"]
    assert set(LEVELS) == set(CONCEPTS["access"].values())


def test_a_document_is_withheld_with_all_its_records(varied: Tiny) -> None:
    varied.write("note/digest.md", DIGEST.replace("genre: statement\n", "genre: statement\naccess: partners\n"))
    made = public(varied)
    assert made.left_out == {"partners": 2}
    assert [quad for quad in made.quads if "/note" in quad.subject + quad.object + quad.graph] == []


def test_an_organisation_becomes_unnamed_as_publisher_claimant_and_perpetrator(varied: Tiny) -> None:
    varied.write(
        "authorities/all.yaml",
        closed("Lake Committee").replace("label: Lakeside police\n", "label: Lakeside police\n  access: never\n"),
    )
    made = public(varied)
    (claimant,) = set(about(made.quads, "hr:claimant"))
    (perpetrator,) = about(made.quads, "hr:allegedPerpetrator")
    labels = {f"unnamed organization {node.removeprefix(WITHHELD)}" for node in (claimant, perpetrator)}
    assert {value for value in about(made.quads, "skos:prefLabel") if value.startswith("unnamed")} == labels
    assert len(labels) == 2
    assert dangling(made.quads) == set()


def test_whoever_makes_the_inferences_may_be_withheld_and_no_author_stands_in(varied: Tiny) -> None:
    varied.write("authorities/all.yaml", closed("Test documentalists"))
    varied.records(RECORDS + "  basis: our inference\n  ground: It follows.\n")
    made = public(varied)
    claims = {quad.subject: quad.object for quad in made.quads if quad.predicate == expand("hr:claimant")}
    (claimant,) = (who for claim, who in claims.items() if claim.endswith("/note.detention-in-february>"))
    assert claimant.startswith("<https://example.org/id/group/withheld-")


def test_a_place_that_is_withheld_is_left_out_and_not_widened(varied: Tiny) -> None:
    varied.write("authorities/all.yaml", closed("Lakeside", "restricted"))
    made = public(varied)
    assert about(made.quads, "hr:place") == []
    assert "Lakeside" not in "".join(about(made.quads, "hr:quote"))
    assert dangling(made.quads) == set()


def test_with_a_claim_that_is_withheld_goes_the_value_that_it_states(varied: Tiny) -> None:
    claim = "  claims:\n    - about: alleged-perpetrator\n      value: {agent: p0l1ce}\n      certainty: alleged\n      access: never\n"
    varied.records(RECORDS + claim)
    made = public(varied)
    assert made.left_out == {"never": 1}
    assert about(made.quads, "hr:allegedPerpetrator") == []
    assert len([node for node in about(made.quads, "hr:asserts") if "detention" in node]) == 1


def test_what_is_derived_from_a_withheld_claim_is_withheld_too(varied: Tiny) -> None:
    more = "- act: {id}\n  type: detention\n  victim: Anna Berg\n{more}  evidence: Two officers\n"
    varied.records(
        RECORDS
        + "  access: never\n"
        + more.format(id="derived", more="  derived-from: detention-in-february\n")
        + more.format(id="free", more="  corroborates: detention-in-february\n")
    )
    made = public(varied)
    assert (made.left_out, made.dependent) == ({"never": 1}, 1)
    assert {node for node in about(made.quads, "hr:asserts") if "/act/" in node} == {
        "https://example.org/id/act/note.free"
    }


def test_an_office_does_not_give_its_holder_away(varied: Tiny) -> None:
    posting = "- posting: office\n  holder: p3rs0n\n  organization: c0mm1t\n  position: director\n"
    varied.write("authorities/all.yaml", closed("Anna Berg") + posting)
    varied.records(RECORDS.replace("victim: Anna Berg", "victim: {agent: Anna Berg, capacity: office}"))
    made = public(varied)
    assert "director" not in "".join(quad.object for quad in made.quads)
    assert about(made.quads, "hr:capacity") == []


def test_a_group_counts_whoever_of_it_is_withheld_once(varied: Tiny) -> None:
    group = "- group: gr0up\n  label: those detained\n  count: {at-least: 4}\n- group: s3cr3t\n  label: the Seven\n  access: never\n  subset-of: gr0up\n"
    varied.write("authorities/all.yaml", AUTHORITIES + group)
    varied.records(RECORDS.replace("victim: Anna Berg", "victim: [gr0up, s3cr3t]"))
    assert about(public(varied).quads, "hr:subsetOf") == ["https://example.org/id/group/gr0up"]


# ── Names in texts ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Anna Berg was taken.", "[withheld] was taken."),
        ("ANNA BERG was taken.", "[withheld] was taken."),
        ("Berg’s door was broken.", "[withheld]’s door was broken."),
        ("They asked Bergs.", "They asked Bergs."),
        ("Olga Berg was taken.", "Olga Berg was taken."),
        ("Anna Lund was taken.", "[withheld] Lund was taken."),
        ("He saw an iceberg.", "He saw an iceberg."),
    ],
)
def test_a_text_that_names_somebody_withheld_is_published_without_the_name(
    varied: Tiny, written: str, shown: str
) -> None:
    varied.write("authorities/all.yaml", closed("Anna Berg") + "- person: s1st3r\n  label: Olga Berg\n")
    varied.records(RECORDS + f"  description: {written}\n")
    expected = shown if "Berg’s" not in written else written  # a word that somebody else has too is nobody's own
    assert about(public(varied).quads, "dct:description") == [expected]


def test_a_word_that_the_texts_use_as_a_word_is_no_name(varied: Tiny) -> None:
    varied.write("authorities/all.yaml", AUTHORITIES + "- person: m4y\n  label: Rosa May\n  access: never\n")
    varied.records(RECORDS + "  description: In May she said that he may go; Rosa May and Rosa left.\n")
    assert about(public(varied).quads, "dct:description") == [
        "In May she said that he may go; [withheld] and [withheld] left."
    ]


def test_the_words_of_a_passage_without_a_name_have_their_own_hash_and_iri(project: Tiny, varied: Tiny) -> None:
    varied.write("authorities/all.yaml", closed("Anna Berg"))
    before = {quad.subject for quad in varied.quads() if quad.predicate == expand("hr:quote")}
    after = {quad.subject for quad in public(varied).quads if quad.predicate == expand("hr:quote")}
    assert before & after == set()
    assert asked(project, ("verify",)).out == "note: 3 passages verified\n"


def test_a_web_address_with_a_withheld_name_is_left_out(varied: Tiny) -> None:
    copy = "archived: https://archive.example.org/free-berg\nretrieved: 2020-02-04\n"
    varied.write("note/digest.md", TEXT.replace("genre: statement\n", f"genre: statement\n{copy}"))
    varied.write("authorities/all.yaml", closed("Anna Berg"))
    quads = public(varied).quads
    assert [about(quads, name) for name in ("schema:url", "schema:archivedAt", "hr:retrieved")] == [
        [],
        [],
        ["2020-02-04"],
    ]


def test_validate_warns_where_a_public_record_names_somebody_withheld(project: Tiny) -> None:
    ran = project.kg("validate", "texts")
    assert ran.code == 0
    places = [line.strip() for line in ran.out.splitlines() if line.startswith("    texts/")]
    assert ran.out.count("[withheld-name]") == len(places)
    assert "texts/note/records.yaml:8:16" in places  # description
    assert "texts/note/records.yaml:9:13" in places  # evidence
    assert "texts/note/digest.md:3:8" in places  # title
    assert "texts/note/digest.md:8:6" in places  # url


def test_a_record_alone_is_checked_with_what_is_withheld_as_its_context(project: Tiny) -> None:
    ran = project.kg("validate", "texts/note")
    assert "unknown-reference" not in ran.out
    assert ran.out.count("[withheld-name]") == 5
    assert "conforms: 0 violations" in ran.out


def test_a_project_without_anything_withheld_is_published_as_it_is(varied: Tiny) -> None:
    made = public(varied)
    assert made.quads == varied.quads()
    assert (made.left_out, made.dependent, made.masked, made.changed) == ({}, 0, 0, frozenset())


@pytest.fixture(autouse=True)
def private_files() -> Iterator[None]:
    """New files are readable by all unless something says otherwise."""
    former = os.umask(0o022)
    yield
    os.umask(former)


# ── The page ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_shows_what_a_build_prints_and_every_level(project: Tiny) -> None:
    page = (ROOT / "docs/access.md").read_text(encoding="utf-8")
    shown = [line[4:] for line in page.splitlines() if line.startswith(("    left out", "    masked"))]
    assert shown == project.kg("build", "--out", str(project.folder / "shown")).out.splitlines()[2:4]
    assert [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")] == list(LEVELS)


def test_every_kind_of_record_takes_a_level() -> None:
    assert [kind.name for kind in KINDS if kind.name not in PARTS and not kind.key("access")] == []


def test_whoever_is_forgotten_leaves_the_internal_build_too(varied: Tiny) -> None:
    varied.kg("build", "--access", "internal")  # the public one: test_whoever_is_forgotten_is_in_no_byte_…
    with contextlib.chdir(varied.texts):
        ran = kg("forget", "p3rs0n", "--write", "--no-history")
    assert "taken out" in ran.out
    full = varied.folder / "build.internal"
    assert "Berg" not in (full / "kg.nq").read_text()
    assert stat.S_IMODE((full / "kg.nq").stat().st_mode) == 0o600
    assert varied.kg("show", "Lake Committee", "--build", "build", "--access", "internal").code == 0
