"""``kg validate``: what can be named, how the answer is ordered, what the exit code says, and what it leans on."""

from __future__ import annotations

import re
import shutil
from io import BufferedReader
from pathlib import Path

import pytest

from kg.check import check
from kg.model.files import open_regular
from tests.project import AUTHORITIES, RECORDS, SEEDS, Ran, Tiny, error, kg_process
from tests.sampling import sampled

CONFORMS = "1 record checked; conforms: 0 violations, 0 warnings, 0 infos\n"
SECOND = RECORDS.replace("detention-in-february", "another")


def lines(ran: Ran) -> list[str]:
    return ran.out.splitlines()


def codes(ran: Ran) -> list[str]:
    """The codes of all findings, in order."""
    return re.findall(r"^  \w+ \[([\w-]+)\] ", ran.out, re.MULTILINE)


# ── what can be named ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", ["texts/note", "texts/note/", "texts/note/records.yaml", "texts/note/digest.md"])
def test_a_document_is_named_by_its_folder_or_one_of_its_files(tiny: Tiny, path: str) -> None:
    assert tiny.kg("validate", path) == Ran(0, CONFORMS, "")


@pytest.mark.parametrize("path", ["texts", "."])
def test_a_project_is_named_by_its_folder(tiny: Tiny, path: str) -> None:
    if path == ".":
        (tiny.folder / "texts").rename(tiny.folder / "seeds")
    assert tiny.kg("validate", path).out.startswith("6 records checked; conforms")


def test_without_a_path_the_project_of_the_working_folder_is_checked(tiny: Tiny) -> None:
    (tiny.folder / "texts").rename(tiny.folder / "seeds")
    assert tiny.kg("validate").out.startswith("6 records checked; conforms")


@pytest.mark.parametrize("path", ["texts/authorities", "texts/authorities/all.yaml"])
def test_an_authority_file_is_named_by_itself_or_its_folder(tiny: Tiny, path: str) -> None:
    assert tiny.kg("validate", path).out.startswith("5 records checked; conforms")


def test_the_same_file_twice_is_checked_once(tiny: Tiny) -> None:
    assert tiny.kg("validate", "texts/note", "texts/note/records.yaml", "./texts/note") == Ran(0, CONFORMS, "")


def test_a_draft_beside_the_records_is_checked_as_theirs(tiny: Tiny) -> None:
    tiny.write("note/draft.yaml", SECOND.replace("detention\n", "detension\n"))
    ran = tiny.kg("validate", "texts/note/draft.yaml")
    assert codes(ran) == ["unknown-term"]
    assert "texts/note/draft.yaml:2:9" in ran.out


def test_a_draft_may_not_take_an_id_of_the_records(tiny: Tiny) -> None:
    tiny.write("note/draft.yaml", RECORDS)
    assert codes(tiny.kg("validate", "texts/note/draft.yaml")) == ["duplicate-id"]


def test_a_document_outside_of_a_project_is_checked_alone(tiny: Tiny) -> None:
    shutil.copytree(tiny.texts / "note", tiny.folder / "elsewhere")
    ran = tiny.kg("validate", "elsewhere")
    assert ran.code == 1
    assert set(codes(ran)) == {"unknown-reference"}


def test_a_document_outside_of_a_project_is_checked_against_a_build(standing: Tiny) -> None:
    shutil.copytree(standing.texts / "note", standing.folder / "elsewhere")
    standing.write("../elsewhere/records.yaml", SECOND)
    standing.write("../elsewhere/digest.md", (standing.texts / "note/digest.md").read_text().replace(": note", ": new"))
    assert standing.kg("validate", "elsewhere", "--against", "build") == Ran(0, CONFORMS, "")


# ── the answer ───────────────────────────────────────────────────────────────────────────────────────────────


def test_records_come_worst_first_and_then_as_they_stand(tiny: Tiny) -> None:
    counted = SECOND.replace("another", "counted").replace("  evidence", "  count: 2\n  evidence")
    bad = RECORDS.replace("2020-02-01", "2020-02-30").replace("detention-in-february", "bad")
    tiny.records(f"{counted}\n{RECORDS}\n{bad}")
    ran = tiny.kg("validate", "texts/note")
    assert codes(ran) == ["bad-date", "event-counts-persons"]
    assert [line.split("  ")[0] for line in lines(ran) if line.startswith("act ")] == ["act bad", "act counted"]


def test_what_could_not_be_read_is_not_told_again_as_missing(tiny: Tiny) -> None:
    tiny.records(RECORDS.replace("2020-02-01", "2020-02-30").replace("Anna Berg\n", "Anna Bergh\n"))
    assert codes(tiny.kg("validate", "texts/note")) == ["bad-date", "unknown-reference"]


def test_what_is_missing_beside_an_unreadable_value_is_still_told(tiny: Tiny) -> None:
    tiny.records(RECORDS.replace("  date: 2020-02-01\n", "").replace("Anna Berg\n", "Anna Bergh\n", 1))
    assert codes(tiny.kg("validate", "texts/note")) == ["act-date", "unknown-reference"]


def test_a_result_is_shown_at_the_entry_that_it_speaks_of(tiny: Tiny) -> None:
    tiny.records(RECORDS.replace("victim: Anna Berg", "victim: {agent: Anna Berg, degree: ordered}"))
    ran = tiny.kg("validate", "texts/note")
    assert codes(ran) == ["degree-and-role"]
    assert "    texts/note/records.yaml:5:38" in lines(ran)


def test_a_degree_where_none_may_be_is_shown_and_not_the_first_key_of_its_role(tiny: Tiny) -> None:
    tiny.records(RECORDS.replace("victim: Anna Berg", "victim:\n    agent: Anna Berg\n    degree: ordered"))
    ran = tiny.kg("validate", "texts/note")
    assert codes(ran) == ["degree-and-role"]
    assert "    texts/note/records.yaml:7:13" in lines(ran)
    assert "    │ degree: ordered" in lines(ran)


def test_a_degree_where_none_may_be_is_told_beside_a_doer_who_cannot_be_read(tiny: Tiny) -> None:
    degree = RECORDS.replace("victim: Anna Berg", "victim: {agent: Anna Berg, degree: ordered}")
    tiny.records(degree.replace("Lakeside police", "Lakeside police officers"))
    assert codes(tiny.kg("validate", "texts/note")) == ["degree-and-role", "unknown-reference"]


def test_a_warning_is_no_fault_unless_asked(tiny: Tiny) -> None:
    tiny.records(RECORDS.replace("  evidence", "  count: 2\n  evidence"))
    assert tiny.kg("validate", "texts/note").code == 0
    assert tiny.kg("validate", "texts/note", "--strict").code == 1


def test_no_more_findings_are_shown_than_asked_for_and_all_are_counted(tiny: Tiny) -> None:
    tiny.records(
        "\n".join(RECORDS.replace("detention-in-february", f"act-{n}").replace("2020-02-01", "x") for n in range(9))
    )
    ran = tiny.kg("validate", "texts/note", "--limit", "4")
    assert codes(ran) == ["bad-date"] * 4
    assert lines(ran)[-3] == "5 more are not shown; fix these first, or raise --limit"
    assert "9 violations" in lines(ran)[-2]


@pytest.mark.parametrize("engine", ["fast", pytest.param("reference", marks=pytest.mark.slow_reference)])
def test_both_engines_find_the_same(tiny: Tiny, engine: str) -> None:
    tiny.records(f"{RECORDS.replace('  victim: Anna Berg', '  reason: x')}\n{SECOND.replace('  date: 2020-02-01', '')}")
    ran = tiny.kg("validate", "texts/note", "--engine", engine)
    assert codes(ran) == ["act-without-victim", "act-date"]


# ── what it leans on ─────────────────────────────────────────────────────────────────────────────────────────


def both(tiny: Tiny, *arguments: str) -> Ran:
    """The answer with a build, which must be the same as that without one."""
    with_build = tiny.kg("validate", *arguments)
    (tiny.folder / "build").rename(tiny.folder / "aside")
    without = tiny.kg("validate", *arguments)
    (tiny.folder / "aside").rename(tiny.folder / "build")
    assert with_build.out.partition("\n\n")[0] == without.out.partition("\n\n")[0]
    assert (with_build.code, with_build.err) == (without.code, without.err)
    return with_build


def test_a_new_record_may_refer_to_what_is_built(standing: Tiny) -> None:
    standing.records(f"{RECORDS}\n{SECOND}  result: detention-in-february\n")
    assert both(standing, "texts/note").code == 0


def test_a_changed_record_takes_the_place_of_what_was_built(standing: Tiny) -> None:
    standing.records(RECORDS.replace("  date: 2020-02-01\n", ""))
    assert codes(both(standing, "texts/note")) == ["act-date"]


def test_a_new_document_is_checked_beside_those_that_are_built(standing: Tiny) -> None:
    digest = (standing.texts / "note/digest.md").read_text()
    standing.write("new/digest.md", digest.replace("document: note", "document: new"))
    standing.write("new/records.yaml", SECOND + "  part-of: note.detention-in-february\n")
    assert both(standing, "texts/new").code == 0
    standing.write("new/records.yaml", SECOND + "  part-of: note.detention-in-march\n")
    assert codes(both(standing, "texts/new")) == ["unknown-reference"]


def test_a_new_document_needs_records_and_may_not_have_the_id_of_one_that_is_built(standing: Tiny) -> None:
    standing.write("other/digest.md", (standing.texts / "note/digest.md").read_text())
    ran = both(standing, "texts/other")
    assert codes(ran) == ["unreadable-file"]
    assert "texts/other/records.yaml" in ran.out
    standing.write("other/records.yaml", SECOND)
    assert codes(both(standing, "texts/other")) == ["duplicate-id"]


PERSON = "- person: {id}\n  label: Otto {name}\n  evidence: A neighbour saw two officers at her door.\n"


def test_a_name_in_a_document_is_looked_for_in_its_ids(standing: Tiny) -> None:
    standing.records(f"{RECORDS}\n{PERSON.format(id='somebody', name='Maybe')}")
    assert "name-in-iri" not in codes(both(standing, "texts/note"))
    standing.records(f"{RECORDS}\n{PERSON.format(id='somebody', name='February')}")
    ran = both(standing, "texts/note")
    assert "name-in-iri" in codes(ran)
    assert 'The id "detention-in-february" has "february", a word of the name Otto' in ran.out
    assert "texts/note/records.yaml:1:" in ran.out


def test_a_name_is_a_word_like_any_other_where_nobody_is_called_so(standing: Tiny) -> None:
    """A new person in one document would otherwise break the ids of documents that never heard of her."""
    digest = (standing.texts / "note/digest.md").read_text()
    standing.write("new/digest.md", digest.replace("document: note", "document: new"))
    standing.write("new/records.yaml", PERSON.format(id="somebody", name="February"))
    assert "name-in-iri" not in codes(both(standing, "texts/new"))
    assert "name-in-iri" not in codes(both(standing, "texts"))


def test_a_name_of_the_authority_files_is_looked_for_where_a_document_names_its_bearer(standing: Tiny) -> None:
    shared = (standing.texts / "authorities/all.yaml").read_text()
    standing.write("authorities/all.yaml", f"{shared}\n- person: x7k2m9\n  label: Otto February\n")
    assert "name-in-iri" not in codes(both(standing, "texts"))
    standing.records(RECORDS.replace("victim: Anna Berg", "victim: [Anna Berg, Otto February]"))
    assert "name-in-iri" in codes(both(standing, "texts"))


def test_records_without_their_document_are_told_of_a_project(standing: Tiny) -> None:
    (standing.texts / "note/digest.md").unlink()
    ran = both(standing, "texts")
    assert ran.code == 1
    assert "records-without-document" in codes(ran)


@pytest.mark.parametrize(("version", "code"), [("9.0", "newer-ontology"), ("0.1", "older-ontology")])
def test_records_for_another_ontology_are_told(standing: Tiny, version: str, code: str) -> None:
    settings = (standing.texts / "chronicle.toml").read_text()
    standing.write("chronicle.toml", settings.replace('ontology = "1.0"', f'ontology = "{version}"'))
    for path in ("texts", "texts/note"):
        ran = both(standing, path)
        assert (ran.code, codes(ran)) == (1, [code])


def test_a_documentalist_who_is_nobody_is_told(standing: Tiny) -> None:
    settings = (standing.texts / "chronicle.toml").read_text()
    standing.write("chronicle.toml", settings.replace("Test documentalists", "Nobody"))
    for path in ("texts", "texts/note", "texts/authorities"):
        assert "bad-settings" in codes(both(standing, path))


def test_a_date_in_brackets_is_to_be_put_in_quotation_marks(tiny: Tiny) -> None:
    tiny.records(RECORDS.replace("date: 2020-02-01", "date: [..2020-02-01]"))
    assert 'Put a date in brackets in quotation marks: "[..2012-04-27]".' in tiny.kg("validate", "texts/note").out


def test_an_authority_that_is_not_built_yet_is_known(standing: Tiny) -> None:
    standing.write("authorities/all.yaml", f"{AUTHORITIES}\n- person: n3wp3r\n  label: Ben Lund\n")
    standing.records(f"{RECORDS}\n{SECOND.replace('Anna Berg', 'Ben Lund', 1)}")
    assert both(standing, "texts/note").code == 0


def test_an_authority_taken_away_is_missed_where_it_is_named(standing: Tiny) -> None:
    standing.write("authorities/all.yaml", AUTHORITIES.replace("- place: pl4ce1\n  label: Lakeside\n", ""))
    ran = both(standing, "texts/authorities")
    assert codes(ran) == ["unknown-reference", "lost-records"]
    assert "texts/note/records.yaml:4:10" in ran.out


def test_a_name_that_two_have_is_missed_where_it_is_used(standing: Tiny) -> None:
    standing.write("authorities/all.yaml", f"{AUTHORITIES}\n- place: pl4ce2\n  label: Lakeside\n")
    assert codes(both(standing, "texts/authorities")) == ["ambiguous-reference", "similar-names"]


def test_faults_of_other_files_are_not_told(standing: Tiny) -> None:
    digest = (standing.texts / "note/digest.md").read_text()
    standing.write("new/digest.md", digest.replace("document: note", "document: new"))
    standing.write("new/records.yaml", SECOND)
    standing.records("- act: [\n")
    ran = standing.kg("validate", "texts/new")
    assert ran.code == 0
    assert lines(ran)[0] == (
        "texts/note has faults of its own, so its last build is used instead: `kg validate texts/note` shows them"
    )


def test_a_document_that_changed_since_is_taken_as_it_is(standing: Tiny) -> None:
    digest = (standing.texts / "note/digest.md").read_text()
    standing.write("new/digest.md", digest.replace("document: note", "document: new"))
    standing.write("new/records.yaml", SECOND + "  part-of: note.third\n")
    standing.records(f"{RECORDS}\n{SECOND.replace('another', 'third')}")
    ran = standing.kg("validate", "texts/new")
    assert (ran.code, lines(ran)[0]) == (0, "texts/note has changed since the build and is taken as it is now")


def test_a_build_that_was_meddled_with_is_a_fault(standing: Tiny) -> None:
    shutil.rmtree(standing.build / "blocks")
    ran = standing.kg("validate", "texts/note")
    assert ran.code == 1
    assert ran.err == error("broken-build", "the build in build cannot be read", "build", "run `kg build` again")


UNREADABLE = ["", "{", '{"version": 99}', '{"version": 1, "units": [{}]}']


@pytest.mark.parametrize("text", sampled(UNREADABLE, 3, ids=UNREADABLE))
def test_an_index_that_cannot_be_read_is_done_without(standing: Tiny, text: str) -> None:
    (standing.build / "index.json").write_text(text)
    assert standing.kg("validate", "texts/note") == Ran(0, CONFORMS, "")


def test_nothing_is_left_behind(standing: Tiny) -> None:
    before = sorted(path.name for path in standing.folder.rglob("*"))
    standing.records(f"{RECORDS}\n{SECOND}")
    standing.kg("validate", "texts/note")
    assert sorted(path.name for path in standing.folder.rglob("*")) == before


def test_nothing_heavy_is_loaded_for_one_record(standing: Tiny) -> None:
    program = (
        "import sys; from pathlib import Path; from kg.check import check; "
        "v = check([Path('texts/note')], language='en'); "
        "print(v.counts['violation'], sorted({'rdflib', 'pyshacl', 'owlrl', 'edtf'} & set(sys.modules)))"
    )
    import os
    import subprocess
    import sys

    from tests.project import ROOT

    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], cwd=standing.folder, env=environment, capture_output=True, text=True, check=True)  # fmt: skip
    assert done.stdout == "0 []\n"


@pytest.mark.slow_reference  # of a small project: test_a_changed_record_takes_the_place_of_what_was_built and those beside it
def test_every_document_of_the_seeds_is_found_as_good_alone_as_in_the_build(built: Path) -> None:
    """Against the build, document by document; the infos are those of the build."""
    infos = 0
    for folder in sorted(path.parent for path in SEEDS.glob("*/digest.md")):
        found = check([folder], language="en", against=built)
        assert (found.counts["violation"], found.counts["warning"], found.notes) == (0, 0, ()), folder
        infos += found.counts["info"]
    assert infos == 8  # and one in the authority files


# ── the call ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_path_that_is_not_there_is_a_faulty_call(tiny: Tiny) -> None:
    ran = tiny.kg("validate", "texts/nite")
    remedy = "check the spelling, and that the path is relative to the working folder"
    assert ran == Ran(2, "", error("unreadable-file", "there is no texts/nite", "", remedy))


def test_a_folder_with_nothing_to_check_is_a_faulty_call(tiny: Tiny) -> None:
    (tiny.folder / "empty").mkdir()
    ran = tiny.kg("validate", "empty")
    remedy = "name a document, its records, an authority file, a project or a file of RDF"
    assert ran == Ran(2, "", error("nothing-to-check", "there is nothing to check in empty", "empty", remedy))


def test_a_file_of_another_kind_is_a_faulty_call(tiny: Tiny) -> None:
    tiny.write("picture.png", b"\x89PNG")
    ran = tiny.kg("validate", "texts/picture.png")
    assert ran.code == 2
    assert 'a file that ends in ".png" cannot be checked' in ran.err


def test_a_context_that_is_no_build_is_a_faulty_call(tiny: Tiny) -> None:
    ran = tiny.kg("validate", "texts/note", "--against", "texts")
    assert ran.code == 2
    assert ran.err.startswith("error[no-build]: there is no build in texts\n")


def test_an_unknown_language_is_a_faulty_call(tiny: Tiny) -> None:
    ran = tiny.kg("validate", "texts/note", "--lang", "xx")
    assert ran == Ran(2, "", error("wrong-call", 'there are no messages in "xx"', "", "use one of en, ru"))


def test_no_project_is_a_faulty_call(tmp_path: Path) -> None:
    ran = kg_process("validate", cwd=tmp_path, env={"PYTHONPATH": str(SEEDS.parent)})
    assert ran.code == 2
    assert ran.err.startswith("error[no-project]")


# ── bad input ────────────────────────────────────────────────────────────────────────────────────────────────


def test_records_without_a_document_are_told(tiny: Tiny) -> None:
    tiny.write("lonely/records.yaml", RECORDS)
    ran = tiny.kg("validate", "texts/lonely/records.yaml")
    assert (ran.code, codes(ran)) == (1, ["records-without-document"])


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("records.yaml", b"", "empty-file"),
        ("records.yaml", b"\xff\xfe- act: a", "not-utf8"),
        ("records.yaml", b"%PDF-1.7\n%\xc3\xa4\n1 0 obj\n", "yaml-syntax"),
        ("records.yaml", b"act: a\n", "wrong-shape"),
        ("digest.md", b"no front matter\n", "no-front-matter"),
        ("digest.md", b"", "empty-file"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_told(tiny: Tiny, name: str, text: bytes, code: str) -> None:
    tiny.write(f"note/{name}", text)
    ran = tiny.kg("validate", "texts/note")
    assert (ran.code, ran.err, codes(ran)) == (1, "", [code])


def test_settings_at_fault_are_told(tiny: Tiny) -> None:
    tiny.write("chronicle.toml", "langage = 'en'\n")
    ran = tiny.kg("validate", "texts/note")
    assert (ran.code, codes(ran)) == (1, ["bad-settings"])


def test_a_file_that_may_not_be_read_is_told(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tiny.texts / "note/records.yaml"
    opened = open_regular

    def refuse(asked: Path) -> BufferedReader:  # by its permissions a test that runs as root could read it
        if asked.name == path.name:
            raise PermissionError(13, "Permission denied", str(asked))
        return opened(asked)

    monkeypatch.setattr("kg.model.files.open_regular", refuse)
    ran = tiny.kg("validate", "texts/note", "--lang", "ru")
    assert (ran.code, codes(ran)) == (1, ["unreadable-file"])
    assert "Доступ запрещён." in ran.out


def test_an_interrupted_check_ends_cleanly(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.check.records.results_at", interrupt)
    ran = tiny.kg("validate", "texts/note")
    assert (ran.code, ran.out) == (130, "")
    assert ran.err.strip() == "stopped; the last good build is as it was"
    assert sorted(path.name for path in tiny.folder.iterdir()) == ["texts"]


def test_an_id_that_was_retired_is_reported_where_its_file_is_asked_for(standing: Tiny) -> None:
    standing.write("authorities/retired.txt", "p3rs0n\n")
    found = [codes(standing.kg("validate", path)) for path in ("texts", "texts/authorities/all.yaml", "texts/note")]
    assert found == [["retired-id"], ["retired-id"], []]
