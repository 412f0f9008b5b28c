"""``kg new``: what it writes is a record of its kind as soon as it is filled in, and none before."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.model.kinds import FILL_IN, by_name, needed
from kg.model.messages import languages
from kg.records import AUTHORITY, TOP, read_records
from kg.records.schemas import schema
from kg.records.templates import OPAQUE, USUAL, opaque, scaffold
from tests.project import RECORDS, Tiny, kg


def filled(text: str) -> str:
    """The text with each example taken as it stands."""
    text = re.sub(rf"{FILL_IN}, (?:such as )?(.*?)(\s+# .*)?$", r'"\1"\2', text, flags=re.MULTILINE)
    return re.sub(rf"{FILL_IN} the id or label of an? ([a-z]+)", r"some-\1", text)


def uncommented(text: str) -> str:
    return re.sub(r"^  # ", "  ", text, flags=re.MULTILINE)


def problems(text: str, folder: Path, *, shared: bool) -> list[str]:
    path = folder / "records.yaml"
    path.write_text(text, encoding="utf-8")
    return [problem.code for problem in read_records(path, shared=shared)[1]]


CASES = [(kind, False) for kind in TOP] + [(kind, True) for kind in AUTHORITY]


@pytest.mark.parametrize(("kind", "shared"), CASES)
@pytest.mark.parametrize("whole", [False, True])
def test_a_scaffold_is_refused_until_it_is_filled_in(kind: str, shared: bool, whole: bool, tmp_path: Path) -> None:
    text = scaffold(by_name()[kind], "an-id", shared=shared, whole=whole)
    found = problems(text, tmp_path, shared=shared)
    assert found
    assert set(found) == {"not-filled-in"}
    assert problems(filled(text), tmp_path, shared=shared) == []


@pytest.mark.parametrize(("kind", "shared"), CASES)
def test_every_line_that_is_a_comment_is_one_that_may_be_taken(kind: str, shared: bool, tmp_path: Path) -> None:
    text = scaffold(by_name()[kind], "an-id", shared=shared, whole=True)
    assert set(problems(uncommented(text), tmp_path, shared=shared)) == {"not-filled-in"}
    whole = filled(uncommented(text))
    assert FILL_IN not in whole
    assert problems(whole, tmp_path, shared=shared) == []
    keys = {key.name for key in by_name()[kind].keys if not (shared and (key.on == "claim" or key.name == "claims"))}
    assert {name for name in keys if re.search(rf"^  {name}:", whole, re.MULTILINE)} == keys


def test_the_usual_keys_are_keys() -> None:
    for kind, names in USUAL.items():
        assert {key.name for key in by_name()[kind].keys} >= set(names), kind


def test_an_opaque_id_is_new_and_no_word() -> None:
    taken: set[str] = set()
    for _ in range(200):
        found = opaque(taken)
        assert re.fullmatch(f"[a-z][{OPAQUE}]{{5}}", found)
        assert found not in taken
        assert not set(found) & set("aeiou")
        taken.add(found)


def test_a_new_record_is_added_behind_the_others(tiny: Tiny) -> None:
    path = tiny.texts / "note" / "records.yaml"
    before = path.read_text(encoding="utf-8")
    assert tiny.kg("new", "act", "--to", str(path)).code == 0
    ran = tiny.kg("new", "act", "--to", str(path))
    after = path.read_text(encoding="utf-8")
    assert after.startswith(before.rstrip("\n") + "\n\n- act: new-act ")
    line = after[: after.index("- act: new-act-2")].count("\n") + 1
    assert ran.out == f"act new-act-2 is in {path} from line {line}: fill it in, then `kg validate {path}`\n"
    built = tiny.kg("build")
    assert built.code == 1
    assert f"error[not-filled-in]: type is not filled in yet\n  texts/note/records.yaml:{line + 1}:9\n" in built.err


def test_a_record_of_an_authority_file_gets_an_id_that_no_other_has(tiny: Tiny) -> None:
    path = tiny.texts / "authorities" / "new.yaml"
    assert tiny.kg("new", "person", "--to", str(path)).code == 0
    found = re.match(r"- person: ([a-z0-9]{6}) ", path.read_text(encoding="utf-8"))
    assert found
    ran = tiny.kg("new", "person", found[1], "--to", str(path))
    assert (ran.code, ran.err) == (2, f'error[duplicate-id]: the id "{found[1]}" is taken\n  give it another id\n')


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("pirson",),
            'error[unknown-kind]: "pirson" is not a kind of record\n  did you mean "person"? the kinds are: act,',
        ),
        (("fact", "--shared"), 'error[unknown-kind]: "fact" is not a kind of record\n'),
        (("act", "Not An Id"), 'error[bad-id]: "Not An Id" is not an id'),
        (("act", "--to", "nowhere/records.yaml"), "error[unreadable-file]: there is no folder nowhere\n"),
    ],
)
def test_a_wrong_call_is_told_plainly(arguments: tuple[str, ...], message: str) -> None:
    ran = kg("new", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(message)


def test_a_file_that_is_no_list_of_records_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "records.yaml"
    path.write_text("- act: [\n", encoding="utf-8")
    ran = kg("new", "act", "--to", str(path))
    assert ran.code == 1
    assert "error[" in ran.err
    assert path.read_text(encoding="utf-8") == "- act: [\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["records.yaml"]


def test_what_a_place_may_do_without_is_a_comment_and_who_took_part_needs_evidence() -> None:
    assert "\n  # evidence: " in scaffold(by_name()["place"], "a")
    for kind in ("act", "claim", "group", "organization", "person", "posting"):
        assert "\n  evidence: " in scaffold(by_name()[kind], "a")


def test_the_words_of_a_text_that_is_held_are_not_called_words_of_a_digest() -> None:
    for kind in TOP:
        for language in languages():
            assert "digest" not in scaffold(by_name()[kind], "a", whole=True, language=language)


def test_a_comment_of_an_earlier_template_may_stay_behind_evidence(tiny: Tiny) -> None:
    said = "# the words of the digest that show it; a sentence or a part of one"
    tiny.records(RECORDS.replace("on 1 February 2020\n", f"on 1 February 2020 {said}\n"))
    ran = tiny.kg("validate", "texts/note")
    assert (ran.code, ran.err) == (0, "")


def test_what_a_shape_requires_stands_in_the_template_and_in_the_schema() -> None:
    """Said once, in the shapes: an act without a date does not conform, so it is no key to be left out."""
    act = by_name()["act"]
    assert [keys[0].name for keys in needed(act)] == ["date", "type", "victim"]
    lines = scaffold(act, "a").splitlines()
    assert {"date", "type", "victim"} <= {
        line.strip().partition(":")[0] for line in lines if not line.lstrip().startswith("#")
    }
    required = schema("records")["definitions"]["record-act"]["required"]
    assert {"date", "type", "evidence"} <= set(required)
    assert "victim" not in required  # an intended target does as well
    assert schema("records")["definitions"]["record-claim"]["required"][-2:] == ["asserts", "evidence"]
