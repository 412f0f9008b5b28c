"""What the last build had and the files now lack is reported, by build and by ``kg validate``, until it is said to be meant."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.build.index import FILE
from tests.project import AUTHORITIES, DIGEST, RECORDS, SETTINGS, Tiny, lay_out
from tests.sampling import sampled

MORE = RECORDS + RECORDS.replace("detention-in-february", "search").replace("type: detention", "type: threat")
WHERE = "texts/note/records.yaml"
LOST = "lost-records"
UNREADABLE = ["", "{", '{"program":"x"}', '{"program":"x","base":"b","ontology":"o","units":[{"name":1}]}']
"""What an index may hold and no build wrote."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A project of two records, built."""
    tiny = lay_out(tmp_path_factory.mktemp("lost"))
    tiny.records(MORE)
    assert tiny.kg("build").code == 0
    return tiny


@pytest.fixture
def standing(whole: Tiny, tmp_path: Path) -> Tiny:
    """A copy of it."""
    return Tiny(Path(shutil.copytree(whole.folder, tmp_path / "project")))


def both(tiny: Tiny) -> tuple[str, str]:
    """What validate and then build say; neither fails for it."""
    validated, built = tiny.kg("validate", "texts"), tiny.kg("build")
    assert (validated.code, built.code) == (0, 0)
    return " ".join(validated.out.split()), " ".join(built.errors.split())


def test_a_file_that_was_cut_off_is_reported_with_the_ids_of_what_is_lost(standing: Tiny) -> None:
    standing.records(MORE[: MORE.index("- act: search")])
    for said in both(standing):
        assert LOST in said
        assert "note.search" in said
        assert "detention-in-february" not in said
        assert WHERE in said
        assert "authorities/retired.txt" in said
    assert LOST not in standing.kg("build").errors


def test_a_file_of_comments_has_lost_everything(standing: Tiny) -> None:
    standing.records("# nothing yet\n")
    for said in both(standing):
        assert "2 records of the last build are gone: note.detention-in-february, note.search" in said


def test_a_lost_record_fails_a_strict_build_and_the_last_one_stays(standing: Tiny) -> None:
    standing.records(RECORDS)
    before = standing.built()
    assert standing.kg("build", "--strict").code == 1
    assert standing.built() == before
    assert standing.kg("validate", "texts", "--strict").code == 1


def test_a_retired_record_is_meant_to_be_gone(standing: Tiny) -> None:
    standing.records(RECORDS)
    standing.write("authorities/retired.txt", "# taken out\nnote.search\n")
    assert all(LOST not in said for said in both(standing))


def test_a_retired_record_that_is_there_again_is_refused(standing: Tiny) -> None:
    standing.write("authorities/retired.txt", "note.search\n")
    assert standing.kg("build").errors.startswith('error[retired-id]: the id "search" belonged to an entry')


@pytest.mark.parametrize("line", ["note.se\u200barch", "note.Search", "note search"])
def test_a_line_of_the_retired_that_is_no_id_is_refused(standing: Tiny, line: str) -> None:
    standing.write("authorities/retired.txt", f"# taken out\n{line}\n")
    ran = standing.kg("build")
    assert (ran.code, "error[bad-id]: " in ran.errors, "authorities/retired.txt:2:1" in ran.errors) == (1, True, True)


def test_a_lost_authority_record_and_document_are_reported(standing: Tiny) -> None:
    standing.write("authorities/all.yaml", AUTHORITIES[AUTHORITIES.index("- place") :])
    shutil.rmtree(standing.texts / "note")
    standing.write(
        "second/digest.md",
        DIGEST.replace("document: note", "document: second").replace("creator: Lake Committee\n", ""),
    )
    standing.write("second/records.yaml", "# nothing yet\n")
    for said in both(standing):
        assert "document note of the last build is gone, with its 2 records" in said
        assert "3 records of the last build are gone: c0mm1t, p0l1ce, p3rs0n" in said


def test_a_document_in_another_folder_is_not_lost(standing: Tiny) -> None:
    (standing.texts / "note").rename(standing.texts / "elsewhere")
    assert all(LOST not in said for said in both(standing))


def test_a_document_is_checked_by_itself(standing: Tiny) -> None:
    standing.records(RECORDS)
    assert "note.search" in standing.kg("validate", WHERE).out
    assert LOST not in standing.kg("validate", "texts/authorities").out


def test_a_record_that_cannot_be_read_is_not_lost_too(standing: Tiny) -> None:
    standing.records(MORE.replace("act: search", "acts: search"))
    assert LOST not in standing.kg("validate", "texts").out


def test_the_documentalist_of_the_last_build_is_missed(standing: Tiny) -> None:
    standing.write("chronicle.toml", SETTINGS.replace('documentalist = "Test documentalists"\n', ""))
    for said in both(standing):
        assert "in the last build it was Test documentalists" in said


def test_the_build_of_another_version_is_compared_too(standing: Tiny) -> None:
    index = standing.build / FILE
    text = index.read_text(encoding="utf-8")
    index.write_text(text.replace('"program":"', '"program":"0'), encoding="utf-8")
    standing.records(RECORDS)
    assert all("note.search" in said for said in both(standing))


@pytest.mark.parametrize("text", sampled(UNREADABLE[::-1], 4, ids=UNREADABLE[::-1]))
def test_an_index_that_cannot_be_read_says_nothing(standing: Tiny, text: str) -> None:
    (standing.build / FILE).write_text(text, encoding="utf-8")
    standing.records(RECORDS)
    assert all(LOST not in said for said in both(standing))
