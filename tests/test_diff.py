"""``kg diff``: what differs between two releases is told in words, and nothing of what is gone."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kg.answers.speech import Speech
from kg.exchange.comparison.comparing import compared
from kg.exchange.comparison.forms import FORMS, Answer
from kg.exchange.comparison.telling import told
from kg.exchange.releases import Release, read_release
from kg.model.terms import Triple, expand, literal
from kg.rdf.formats import BY_NAME
from kg.rdf.syntax import parse_rdf
from tests.project import AUTHORITIES, BASE, RECORDS, SETTINGS, Tiny, lay_out

WHOLE = {"turtle": "ttl", "trig": "trig", "nquads": "nq", "ntriples": "nt", "rdfxml": "rdf", "jsonld": "jsonld"}
SECRET = ("anna", "berg", "анна", "берг")
"""What stands in no answer about a release in which Anna Berg is not named."""
MORE = """
- act: visit-in-february
  type: intimidation
  date: 2020-02-01
  place: Lakeside
  victim: Anna Berg
  certainty: alleged
  alleged-perpetrator: left open
  evidence: A neighbour saw two officers at her door
"""
CLAIMED = (
    RECORDS
    + """\
  claims:
    - about: place
      certainty: suggested
      basis: our inference
      ground: the note is about Lakeside
"""
)


@pytest.fixture
def project(tiny_built: Tiny, tmp_path: Path) -> Tiny:
    """A project whose first build is in ``first``."""
    shutil.copytree(tiny_built.folder, tmp_path, dirs_exist_ok=True)
    (tmp_path / "build").rename(tmp_path / "first")
    return Tiny(tmp_path)


def built(project: Tiny, out: str, *arguments: str) -> None:
    made = project.kg("build", "--out", out, *arguments)
    assert (made.code, made.errors) == (0, ""), made


def again(project: Tiny, records: str | None = None, authorities: str | None = None) -> None:
    """Builds the project once more, into ``second``."""
    if records is not None:
        project.records(records)
    if authorities is not None:
        project.write("authorities/all.yaml", authorities)
    built(project, "second")


def diff(project: Tiny, *arguments: str) -> str:
    ran = project.kg("diff", "first", "second", *arguments)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


# ── What is told ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_value_that_changed_is_told_with_both_in_words_and_where(project: Tiny) -> None:
    again(project, RECORDS.replace("date: 2020-02-01", "date: 2020-02-02"))
    found = diff(project)
    assert "changed: Act 1" in found
    assert f"A note of the Lake Committee <{BASE}document/note>" in found
    assert f"    {BASE}act/note.detention-in-february\n" in found
    assert "    date: 1 February 2020 → 2 February 2020\n" in found


def test_a_certainty_that_changed_is_told_in_the_words_of_the_vocabulary(project: Tiny) -> None:
    again(project, RECORDS + "  certainty: alleged\n")
    found = diff(project)
    assert "    certainty: stated as fact → alleged\n" in found
    assert "(alleged)" in found


def test_a_reserve_on_a_value_is_told_with_it(project: Tiny) -> None:
    project.records(CLAIMED)
    shutil.rmtree(project.folder / "first")
    built(project, "first")
    again(project, CLAIMED.replace("place: Lakeside", "place: Hillside"), AUTHORITIES.replace("place: pl4ce1", "place: pl4ce2\n  label: Hillside\n\n- place: pl4ce1"))  # fmt: skip
    assert "place: Lakeside (suggested, our inference) → Hillside (suggested, our inference)" in diff(project)


def test_what_came_is_told_with_its_name_and_how_sure_it_is(project: Tiny) -> None:
    again(project, RECORDS + MORE)
    found = diff(project)
    assert "came: Act 1, Claim 2, Involvement 2, Passage 1" in found
    assert "  intimidation: Anna Berg, 1 February 2020 (alleged)\n" in found
    assert f"    {BASE}act/note.visit-in-february\n" in found


def test_an_answer_is_in_russian_too(project: Tiny) -> None:
    again(project, RECORDS.replace("date: 2020-02-01", "date: 2020-02-02") + MORE)
    found = diff(project, "--lang", "ru")
    assert "появилось: " in found
    assert "1 февраля 2020 года → 2 февраля 2020 года" in found


def test_programs_get_the_terms_too(project: Tiny) -> None:
    again(project, RECORDS.replace("date: 2020-02-01", "date: 2020-02-02"))
    found = json.loads(diff(project, "--format", "json"))
    (document,) = found["documents"]
    act = next(node for node in document["nodes"] if node["kind"] == "Act")
    date = next(values for values in act["values"] if values["property"].endswith("#date"))
    edtf = "http://id.loc.gov/datatypes/edtf/EDTF"
    assert found["counts"]["changed"] == len(document["nodes"])
    assert date["removed"] == [{"term": f'"2020-02-01"^^<{edtf}>', "text": "1 February 2020"}]
    assert date["added"] == [{"term": f'"2020-02-02"^^<{edtf}>', "text": "2 February 2020"}]
    rows = list(csv.DictReader(io.StringIO(diff(project, "--format", "csv"))))
    assert {(row["before"], row["after"]) for row in rows} >= {("1 February 2020", "2 February 2020")}
    assert {row["document"] for row in rows} == {f"{BASE}document/note"}


def test_words_that_only_moved_are_the_same_passage(project: Tiny) -> None:
    text = (project.texts / "note" / "digest.md").read_text().replace("## What happened\n", "## What happened there\n")
    project.write("note/digest.md", text)
    again(project)
    assert "gone: " not in diff(project)
    assert "came: " not in diff(project)
    assert "    start: 47 → 53\n" in diff(project)


def test_a_difference_is_no_error_unless_it_is_asked_for(project: Tiny) -> None:
    again(project, RECORDS + MORE)
    codes = [project.kg("diff", *names, "--exit-code").code for names in (("first", "second"), ("first", "first"))]
    assert codes == [1, 0]


def test_two_runs_say_the_same(project: Tiny) -> None:
    again(project, RECORDS.replace("2020-02-01", "2020-02-02") + MORE)
    for form in ("text", "json", "csv"):
        assert diff(project, "--format", form) == diff(project, "--format", form)


# ── What a release is ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", WHOLE)
def test_a_build_and_its_exports_and_their_files_say_the_same(form: str, project: Tiny) -> None:
    assert project.kg("export", form, "--build", "first", "--out", form).code == 0
    shutil.copy(project.folder / form / f"kg.{WHOLE[form]}", project.folder)
    for other in (form, f"{form}/kg.{WHOLE[form]}", f"kg.{WHOLE[form]}"):
        ran = project.kg("diff", "first", other, "--exit-code")
        assert (ran.code, ran.err) == (0, ""), other
        assert ran.out.endswith("\nThe two say the same.\n")


@pytest.mark.parametrize("form", ["csv", "geojson", "nanopubs"])
def test_an_export_that_has_no_whole_graph_cannot_be_compared(form: str, project: Tiny) -> None:
    assert project.kg("export", form, "--build", "first", "--out", form).code == 0
    ran = project.kg("diff", "first", form)
    assert (ran.code, ran.out) == (2, "")
    assert f"is an export in {form}, which is not the whole graph" in ran.err


def test_a_view_cannot_be_compared(project: Tiny) -> None:
    assert project.kg("export", "turtle", "--view", "sem", "--build", "first", "--out", "sem").code == 0
    assert "which is not the whole graph" in project.kg("diff", "first", "sem").err
    assert "it is not a graph of Chronicle, or only a part of one" in project.kg("diff", "first", "sem/kg-sem.ttl").err


def _cut(folder: Path) -> None:
    data = (folder / "kg.ttl").read_bytes()
    (folder / "kg.ttl").write_bytes(data[: len(data) // 2])


def _rewrite(folder: Path) -> None:
    (folder / "manifest.json").write_text("{}")


def _change(folder: Path) -> None:
    text = (folder / "kg.ttl").read_text(encoding="utf-8")
    (folder / "kg.ttl").write_text(text.replace("Lakeside", "Seaside"), encoding="utf-8")


@pytest.mark.parametrize(
    ("done", "code", "said"),
    [
        (_cut, "export-changed", "and the manifest says"),
        (_change, "export-changed", "kg.ttl"),
        (_rewrite, "export-changed", "this is not a list of the files of an export"),
    ],
)
def test_an_export_that_is_not_as_its_manifest_says_is_not_compared(
    done: Callable[[Path], None], code: str, said: str, project: Tiny
) -> None:
    assert project.kg("export", "turtle", "--build", "first", "--out", "export").code == 0
    done(project.folder / "export")
    ran = project.kg("diff", "first", "export")
    assert (ran.code, ran.out) == (1, "")
    assert f"error[{code}]" in ran.err
    assert said in ran.err


@pytest.mark.parametrize("name", ["kg.ttl", "kg.nq", "kg.trig"])
def test_a_file_that_is_cut_off_is_an_error_at_its_place(name: str, project: Tiny) -> None:
    data = (project.folder / "first" / name).read_bytes()
    (project.folder / name).write_bytes(data[:-40])
    ran = project.kg("diff", "first", name)
    assert (ran.code, ran.out) == (1, "")
    assert "error[rdf-syntax]" in ran.err
    assert f"{name}:" in ran.err


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("other.ttl", "<http://example.org/a> a <http://schema.org/Event> .", "it is not a graph of Chronicle"),
        ("notes.txt", "a text", "notes.txt is not an RDF file, by its ending"),
    ],
)
def test_what_is_no_release_is_named(name: str, text: str, said: str, project: Tiny) -> None:
    (project.folder / name).write_text(text)
    ran = project.kg("diff", "first", name)
    assert (ran.code, "error[not-comparable]" in ran.err, said in ran.err) == (2, True, True)


def test_a_folder_that_is_neither_and_a_path_that_leads_nowhere_are_named(project: Tiny) -> None:
    ran = project.kg("diff", "first", "texts")
    assert (ran.code, "texts is neither a build nor an export" in ran.err) == (2, True)
    ran = project.kg("diff", "first", "nowhere.ttl")
    assert (ran.code, "there is no such file" in ran.err) == (1, True)


def test_releases_of_two_projects_cannot_be_compared(project: Tiny, tmp_path_factory: pytest.TempPathFactory) -> None:
    project.write("chronicle.toml", SETTINGS.replace("example.org", "example.com"))
    again(project)
    ran = project.kg("diff", "first", "second")
    assert (ran.code, "error[not-comparable]" in ran.err) == (2, True)
    assert f"the nodes of first are under {BASE}, those of second under https://example.com/id/" in ran.err


def test_another_version_of_the_ontology_is_told(project: Tiny) -> None:
    text = (project.folder / "first" / "kg.ttl").read_text(encoding="utf-8")
    (project.folder / "later.ttl").write_text(text.replace("/chronicle/ns/1.0>", "/chronicle/ns/9.0>"))
    ran = project.kg("diff", "first", "later.ttl")
    assert ran.code == 0
    assert "note    the versions of the ontology differ" in ran.out
    assert "ontology 9.0" in ran.out


# ── What is not told ─────────────────────────────────────────────────────────────────────────────────────────


def answers(project: Tiny, *arguments: str) -> str:
    """The answer in every form."""
    return "".join(diff(project, "--format", form, *arguments) for form in ("text", "json", "csv"))


def is_silent(text: str) -> bool:
    return not any(name in text.lower() for name in SECRET)


WITHHELD = AUTHORITIES.replace("  label: Anna Berg\n", "  label: Anna Berg\n  access: restricted\n")


def test_somebody_who_was_withheld_is_gone_by_iri_and_not_by_name(project: Tiny) -> None:
    again(project, authorities=WITHHELD)
    found = answers(project)
    assert is_silent(found)
    assert f"{BASE}person/p3rs0n" in found
    assert "gone: Person" in found
    assert "[not told] → " in found
    assert "Anna Berg" in diff(project, "--gone-words")


def test_somebody_who_was_forgotten_is_not_named(project: Tiny) -> None:
    done = project.kg("forget", "Anna Berg", "--documents", "texts", "--write", "--no-history")
    assert done.code in (0, 1), done  # the first build still has the name, and is told of
    assert "Anna" not in (project.texts / "authorities" / "all.yaml").read_text()
    again(project)
    assert is_silent(answers(project))


def test_somebody_who_was_renamed_is_not_called_by_the_former_name(project: Tiny) -> None:
    """It may have been a name that nobody should know."""
    renamed = AUTHORITIES.replace("  label: Anna Berg\n", "  label: A.\n")
    again(project, authorities=renamed.replace("    - name: Anna Berg\n", "    - name: Anna Berg\n"))
    found = diff(project)
    assert "name (en): [not told] → A.\n" in found


def test_a_deleted_record_is_gone_without_its_words(project: Tiny) -> None:
    project.records(RECORDS + MORE)
    shutil.rmtree(project.folder / "first")
    built(project, "first")
    again(project, RECORDS)
    found = answers(project)
    assert f"{BASE}act/note.visit-in-february" in found
    assert "intimidation" not in found
    assert "neighbour" not in found
    assert "intimidation: Anna Berg, 1 February 2020 (alleged)" in diff(project, "--gone-words")


def test_a_withdrawn_claim_is_told_as_withdrawn_and_its_value_is_not(project: Tiny) -> None:
    given = RECORDS + "\n- fact: kind-of-police\n  of: Lakeside police\n  agent-kind: military\n  evidence: Two officers asked for her papers\n"  # fmt: skip
    project.records(given)
    shutil.rmtree(project.folder / "first")
    built(project, "first")
    again(project, given + "  status: retracted\n")
    found = diff(project)
    assert "withdrawn: Claim\n" in found
    assert f"    {BASE}claim/note.kind-of-police.agent-kind (retracted)\n" in found
    assert "military" not in answers(project)


def test_a_single_key_that_is_gone_is_not_told(project: Tiny) -> None:
    again(project, authorities=AUTHORITIES.replace("  agent-kind: police\n", ""))
    assert "agent kind: [not told] (gone)" in diff(project)
    assert "agent kind: police (gone)" in diff(project, "--gone-words")


def test_a_text_does_not_tell_what_was_withheld_of_the_same_record(project: Tiny) -> None:
    reason = "  reason: a list of donors\n"
    project.records(f"{RECORDS}{reason}  description: They took her over a list of donors.\n")
    shutil.rmtree(project.folder / "first")
    built(project, "first")
    again(project, f"{RECORDS}{reason}  description: They took her.\n  access: {{reason: restricted}}\n")
    found = diff(project)
    assert "    reason (en): [not told] (gone)\n" in found
    assert "    description (en): [not told] → They took her.\n" in found
    assert "donors" not in answers(project)
    assert "description (en): They took her over a list of donors. → They took her.\n" in diff(project, "--gone-words")


def test_a_patch_is_made_only_for_those_who_have_the_words(project: Tiny) -> None:
    again(project, authorities=WITHHELD)
    refused = project.kg("diff", "first", "second", "--format", "patch")
    assert (refused.code, refused.out) == (2, "")
    assert "a patch has the words of what is gone" in refused.err


def test_what_the_first_says_is_gone_is_not_named_when_the_second_has_it(project: Tiny) -> None:
    """Somebody gave the two in the wrong order."""
    given = RECORDS + MORE
    again(project, given)
    project.records(given + "  status: retracted\n")
    shutil.rmtree(project.folder / "first")
    built(project, "first")
    found = diff(project)
    assert "that the first says" in found
    claim = f"    {BASE}claim/note.visit-in-february\n"
    assert claim in found


def test_releases_for_other_readers_are_not_compared(project: Tiny) -> None:
    built(project, "second", "--access", "partners")
    ran = project.kg("diff", "first", "second.partners")
    assert (ran.code, ran.out) == (2, "")
    assert "error[other-access]" in ran.err
    ran = project.kg("diff", "first/kg.ttl", "second.partners/kg.ttl", "--access", "partners")
    assert (ran.code, "error[other-access]" in ran.err) == (2, True)
    both = project.kg("diff", "second.partners", "second.partners", "--access", "partners")
    assert (both.code, both.out.endswith("The two say the same.\n")) == (0, True)


def test_an_export_for_partners_is_none_for_the_public(project: Tiny) -> None:
    built(project, "second", "--access", "partners")
    made = project.kg("export", "turtle", "--access", "partners", "--build", "second.partners", "--out", "handed-on")
    assert made.code == 0, made
    ran = project.kg("diff", "first", "handed-on")
    assert (ran.code, "handed-on is partners" in ran.err) == (2, True)


# ── The law ──────────────────────────────────────────────────────────────────────────────────────────────────


def applied(triples: set[Triple], patch: str) -> set[Triple]:
    """The triples after an RDF Patch."""
    found = set(triples)
    for sign, change in (("D ", found.difference_update), ("A ", found.update)):
        lines = "".join(line[2:] for line in patch.splitlines(keepends=True) if line.startswith(sign))
        change(parse_rdf(lines, BY_NAME["nt"], path="patch"))
    return found


def test_a_patch_makes_the_second_of_the_first(project: Tiny) -> None:
    again(project, RECORDS.replace("2020-02-01", "2020-02-02") + MORE, WITHHELD)
    patch = diff(project, "--format", "patch", "--gone-words")
    first, second = (read_release(project.folder / name) for name in ("first", "second"))
    assert patch.startswith("TX .\n")
    assert applied(set(first.triples), patch) == set(second.triples)


@cache
def _graph(folder: Path) -> Release:
    return read_release(folder)


@given(st.data())
def test_any_two_graphs_differ_by_what_is_said(tiny_built: Tiny, data: st.DataObject) -> None:
    release = _graph(tiny_built.build)
    keep = {triple for triple in release.triples if triple[0] == release.dataset}
    each = st.sets(st.sampled_from(sorted(release.triples - keep)), max_size=30)
    more = st.sets(
        st.tuples(
            st.sampled_from(sorted(release.nodes)),
            st.sampled_from([expand("hr:reason"), expand("skos:prefLabel"), expand("hr:place"), expand("rdf:type")]),
            st.one_of(
                st.sampled_from(sorted(release.nodes)), st.sampled_from([literal("x"), literal("y", language="en")])
            ),
        ),
        max_size=10,
    )
    before = release._replace(triples=release.triples - data.draw(each))
    after = release._replace(triples=(release.triples - data.draw(each)) | data.draw(more))
    difference = compared(before, after)
    assert (before.triples - difference.removed) | difference.added == after.triples
    assert applied(set(before.triples), FORMS["patch"](Answer(difference, (), Speech()))) == set(after.triples)
    for words in (False, True):
        answer = Answer(difference, told(difference, language="en", words=words), Speech())
        assert len({node.node for document in answer.documents for node in document.nodes}) == len(difference.nodes)
        assert all(FORMS[form](answer) for form in ("text", "json", "csv"))
    assert difference.is_empty == (before.triples == after.triples)


def test_a_graph_has_no_difference_from_itself(tiny_built: Tiny) -> None:
    release = _graph(tiny_built.build)
    difference = compared(release, release)
    assert (difference.is_empty, difference.nodes, difference.derived, difference.terms) == (True, (), 0, 0)


def test_a_project_that_stands_still_has_no_difference(tmp_path: Path) -> None:
    project = lay_out(tmp_path)
    for name in ("first", "second"):
        built(project, name)
    assert diff(project).endswith("The two say the same.\n")
