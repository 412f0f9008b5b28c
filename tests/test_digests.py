"""``kg digest`` lays out a digest and finds its spans again; ``kg verify`` proves the chain of evidence."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from kg.model.terms import digest
from kg.sources.readers import read_document
from kg.sources.splitting import sentences
from tests.project import DIGEST, Ran, Tiny, error, files, kg, several

ORIGINAL = (
    "A note\n\n"
    "Police led Anna Berg out of her flat at Lakeside. That was on 1 February 2020.\n"
    "Her neighbour counted two of them!\n\n"
    "Nobody said why.\n"
)
FIRST = ORIGINAL.index("Police"), ORIGINAL.index(" That")
SECOND = ORIGINAL.index("Her"), ORIGINAL.index("\n\nNobody")


def restated(text: str = ORIGINAL) -> str:
    """A digest of an original."""
    front = f"genre: statement\noriginal:\n  sha256: {digest(text)}\n  length: {len(text)}\n"
    body = DIGEST.partition("## What happened\n")[0].replace("genre: statement\n", front)
    return (
        f"{body}The Lake Committee says that police detained Anna Berg in Lakeside on 1 February 2020. "
        f"[{FIRST[0]}:{FIRST[1]}]\nA neighbour saw two officers. [{SECOND[0]}:{SECOND[1]}]\n"
    )


def spans(text: str = ORIGINAL) -> str:
    rows = "".join(f"{start},{end},{digest(text[start:end])}\n" for start, end in (FIRST, SECOND))
    return f"start,end,sha256\n{rows}"


@pytest.fixture
def held(tiny: Tiny) -> Tiny:
    """A project whose document restates an original, which lies beside it."""
    tiny.write("note/digest.md", restated())
    tiny.write("note/original.csv", spans())
    (tiny.folder / "originals").mkdir()
    (tiny.folder / "originals" / "a.txt").write_bytes(ORIGINAL.encode())
    return tiny


def fix(tiny: Tiny, text: str) -> Ran:
    (tiny.folder / "later.txt").write_bytes(text.encode())
    with contextlib.chdir(tiny.folder):
        return kg("digest", "later.txt", "--fix", "texts/note/digest.md")


def test_spans_that_begin_with_a_byte_order_mark_are_read(held: Tiny) -> None:
    """As a spreadsheet saves a table in UTF-8."""
    held.write("note/original.csv", "\ufeff" + spans())
    assert held.kg("build").code == 0
    with contextlib.chdir(held.folder):
        ran = kg("verify", "--documents", "texts", "--originals", "originals")
    assert (ran.code, ran.err) == (0, "")
    assert "2 spans verified" in ran.out


# ── Laying out ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_sentences_of_an_original_are_its_stretches() -> None:
    assert [ORIGINAL[part.start : part.end] for part in sentences(ORIGINAL)] == [
        "A note",
        "Police led Anna Berg out of her flat at Lakeside.",
        "That was on 1 February 2020.",
        "Her neighbour counted two of them!",
        "Nobody said why.",
    ]


def test_an_initial_ends_no_sentence() -> None:
    text = "K. Kasymov spoke. So did he."
    assert [text[part.start : part.end] for part in sentences(text)] == ["K. Kasymov spoke.", "So did he."]


def test_a_skeleton_has_a_line_for_each_sentence(tmp_path: Path) -> None:
    (tmp_path / "The Note (1).txt").write_bytes(ORIGINAL.encode())
    with contextlib.chdir(tmp_path):
        ran = kg("digest", "The Note (1).txt")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[:2] == ["---", "document: the-note-1"]
    assert f"  sha256: {digest(ORIGINAL)}" in lines
    assert f"  length: {len(ORIGINAL)}" in lines
    assert [line for line in lines if line.startswith("RESTATE")] == [
        f"RESTATE {ORIGINAL[part.start : part.end]} [{part.start}:{part.end}]" for part in sentences(ORIGINAL)
    ]


def test_a_skeleton_goes_into_a_folder_with_its_hashes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ORIGINAL.encode())
    with contextlib.chdir(tmp_path):
        ran = kg("digest", "a.txt", "--out", "mine")
        again = kg("digest", "a.txt", "--out", "mine")
    wrote = (
        "wrote mine/digest.md\nwrote mine/original.csv\nwrote mine/records.yaml\n\nnext:\n* fill in issued, language"
    )
    assert ran.code == 0
    assert ran.out.startswith(wrote)
    assert list(files(tmp_path / "mine")) == ["digest.md", "original.csv", "records.yaml"]
    remedy = "name another folder, or use --fix"
    assert (again.code, again.err) == (2, error("file-exists", "mine/digest.md already exists", "", remedy))


def test_a_folder_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ORIGINAL.encode())
    with contextlib.chdir(tmp_path):
        ran = kg("digest", "a.txt", "--out", "a.txt/mine")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error[unwritable-output]: a.txt/mine/digest.md cannot be written: ")
    assert list(files(tmp_path)) == ["a.txt"]


def test_facts_go_into_the_front_matter_of_a_digest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ORIGINAL.encode())
    (tmp_path / "a.yaml").write_text("title: Une note\nauthor: Lake Committee\ndate_edtf: 2020-02~\n", encoding="utf-8")
    with contextlib.chdir(tmp_path):
        ran = kg("digest", "a.txt", "--language", "fr")
    front = ran.out.partition("\n---\n")[0].splitlines()
    assert front[1:6] == [
        "document: a",
        "title: Une note",
        "creator: Lake Committee",
        "issued: 2020-02~",
        "language: fr",
    ]


@pytest.mark.parametrize(
    ("filled", "left", "code"),
    [
        ("", "title is not filled in yet", "not-filled-in"),
        ("title: A note\n", "issued is not filled in yet", "not-filled-in"),
        ("title: {en: FILL IN the title}\nissued: 2020\n", "title is not filled in yet", "not-filled-in"),
        ("title: WRITE the title\nissued: 2020\n", "title is not filled in yet", "not-filled-in"),
        ("title: TODO\nissued: 2020\n", "title is not filled in yet", "not-filled-in"),
    ],
)
def test_what_is_not_filled_in_passes_no_check(tiny: Tiny, filled: str, left: str, code: str) -> None:
    keys = [line.partition(":")[0] for line in filled.splitlines()]
    rest = {"title": "FILL IN the title", "issued": "FILL IN when", "language": "en"}
    front = filled + "".join(f"{key}: {value}\n" for key, value in rest.items() if key not in keys)
    tiny.write("note/digest.md", f"---\ndocument: note\n{front}---\n\nTwo officers detained Anna Berg.\n")
    ran = tiny.kg("build")
    assert ran.code == 1
    assert f"error[{code}]: {left}" in ran.err


@pytest.mark.parametrize("line", ["RESTATE [8:57]", "RESTATE Police led Anna Berg out of her flat. [8:57]"])
def test_a_line_that_nobody_has_restated_passes_no_check(held: Tiny, line: str) -> None:
    held.write("note/digest.md", restated().replace(restated().splitlines()[-1], line))
    ran = held.kg("build")
    assert ran.code == 1
    assert ran.errors.startswith("error[not-filled-in]: this line of the digest is not written yet")


def test_a_line_with_the_words_of_the_original_passes_no_check(held: Tiny) -> None:
    words = ORIGINAL[slice(*FIRST)]
    text = restated().replace(
        "The Lake Committee says that police detained Anna Berg in Lakeside on 1 February 2020.", words
    )
    held.write("note/digest.md", text)
    ran = held.kg("build")
    assert ran.code == 1
    assert "error[copies-original]: this line of the digest has the original's own words" in ran.err


def test_a_hashtag_begins_a_sentence_and_a_heading_does_not(tiny: Tiny) -> None:
    tiny.write("note/digest.md", DIGEST + "#FreePress stood on the wall.\n")
    document = read_document(tiny.texts / "note" / "digest.md")
    assert [sentence.text for sentence in document.sentences][-1] == "#FreePress stood on the wall."
    assert len(document.sentences) == 4


def test_spans_without_an_original_are_refused(held: Tiny) -> None:
    front = restated().partition("original:")[0]
    held.write("note/digest.md", front + "---\n" + restated().partition("\n---\n")[2])
    ran = held.kg("build")
    assert ran.code == 1
    assert "error[span-without-original]: this line says that it restates an original" in ran.err


def test_front_matter_can_be_corrected_without_moving_a_passage(held: Tiny) -> None:
    before = set(held.quads())
    longer = (
        restated()
        .replace("title: A note", "title: A longer note")
        .replace("genre:", "url: https://example.org/\ngenre:")
    )
    held.write("note/digest.md", longer)
    changed = {quad.predicate.rpartition("/")[2] for quad in before ^ set(held.quads())}
    assert changed == {"ns#line>", "ns#sha256>", "title>", "core#prefLabel>", "url>"}
    assert held.kg("build").code == 0
    assert held.kg("verify").code == 0


# ── Finding again ────────────────────────────────────────────────────────────────────────────────────────────


def test_words_put_in_before_a_stretch_move_it(held: Tiny) -> None:
    later = f"Draft. {ORIGINAL}"
    ran = fix(held, later)
    assert (ran.code, ran.err) == (0, "")
    moves = [
        f"texts/note/digest.md:{line}: [{start}:{end}] is now [{start + 7}:{end + 7}]"
        for line, (start, end) in ((13, FIRST), (14, SECOND))
    ]
    assert ran.out.splitlines() == [*moves, "2 of 2 spans moved"]
    document = read_document(held.texts / "note" / "digest.md")
    for sentence, (start, end) in zip(document.sentences, (FIRST, SECOND), strict=True):
        assert [later[part.start : part.end] for part in sentence.spans] == [ORIGINAL[start:end]]
    assert f"sha256: {digest(later)}\n  length: {len(later)}\n" in document.text
    assert held.kg("build").code == 0


def test_fixing_what_has_not_moved_changes_nothing(held: Tiny) -> None:
    before = (held.texts / "note" / "digest.md").read_bytes(), (held.texts / "note" / "original.csv").read_bytes()
    ran = fix(held, ORIGINAL)
    assert (ran.code, ran.out, ran.err) == (0, "0 of 2 spans moved\n", "")
    after = (held.texts / "note" / "digest.md").read_bytes(), (held.texts / "note" / "original.csv").read_bytes()
    assert after == before


def test_words_that_are_gone_are_an_error_and_nothing_is_changed(held: Tiny) -> None:
    before = (held.texts / "note" / "digest.md").read_bytes()
    ran = fix(held, ORIGINAL.replace("counted", "saw"))
    found = f"the words of [{SECOND[0]}:{SECOND[1]}] are not in the original"
    remedy = "restate the sentence with its current span"
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == error("span-lost", found, "texts/note/digest.md:14", remedy)
    assert (held.texts / "note" / "digest.md").read_bytes() == before


def test_stretches_that_trade_places_are_not_mixed_up(held: Tiny) -> None:
    """A span moves to where another one was, in one line: each mark is replaced once."""
    a, b = "Aaa aaa aaa.", "Bbb bbb bbb."
    first, second = f"{a} {b}\n", f"{b} {a}\n"
    front = restated(first).partition("\n\n")[0]
    held.write("note/digest.md", f"{front}\n\nThe Lake Committee and Anna Berg. [0:12] [13:25]\n")
    held.write("note/original.csv", f"start,end,sha256\n0,12,{digest(a)}\n13,25,{digest(b)}\n")
    ran = fix(held, second)
    assert ran.code == 0, ran.err
    document = read_document(held.texts / "note" / "digest.md")
    assert [second[part.start : part.end] for part in document.sentences[0].spans] == [a, b]


def test_a_stretch_of_three_sentences_is_a_warning(held: Tiny) -> None:
    whole = f"[{FIRST[0]}:{SECOND[1]}]"
    held.write("note/digest.md", restated().replace(f"[{SECOND[0]}:{SECOND[1]}]", whole))
    ran = fix(held, ORIGINAL)
    assert ran.code == 0
    assert ran.err.startswith(f"warning[long-span]: {whole} spans 3 sentences of the original\n")


# ── Proving ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_verify_says_what_stands(held: Tiny) -> None:
    assert held.kg("build").code == 0
    ran = held.kg("verify")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "note: 2 passages verified, 2 spans not checked (no --originals)\n"
    count = FIRST[1] - FIRST[0] + SECOND[1] - SECOND[0]
    ran = held.kg("verify", "--originals", "originals")
    assert ran.out == (
        f"note: 2 passages verified, 2 spans verified, {count} of {len(ORIGINAL)} characters of the original restated\n"
    )


def test_a_byte_that_moved_is_an_error_at_its_place(tiny: Tiny) -> None:
    assert tiny.kg("build").code == 0
    tiny.write("note/digest.md", DIGEST.replace("## What happened\n", "## What happened \n"))
    ran = tiny.kg("verify")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(
        error(
            "document-changed",
            "the document has changed since the build: its hash differs",
            "texts/note/digest.md",
            "run `kg build` again, so that the graph matches this version",
        )
    )
    assert "error[passage-moved]: " in ran.err
    assert "\n  texts/note/digest.md:11:" in ran.err


def test_a_line_more_in_the_front_matter_moves_lines_but_no_characters(tiny: Tiny) -> None:
    assert tiny.kg("build").code == 0
    line = DIGEST[: DIGEST.index("The Lake Committee says")].count("\n") + 1
    tiny.write("note/digest.md", DIGEST.replace("creator: ", "url: https://example.org/\ncreator: "))
    ran = tiny.kg("verify")
    assert (ran.code, ran.out) == (1, "")
    words = "The Lake Committee says that police detained Anna Berg in La"
    assert (
        error(
            "passage-moved",
            f'"{words}" is on line {line + 1} of the file, and the graph says {line}',
            f"texts/note/digest.md:{line + 1}",
            "run `kg build` again if the document was changed; otherwise restore the document",
        )
        in ran.err
    )
    assert " is not at " not in ran.err


DATED = """\
- act: detention-in-february
  type: detention
  date: 2020-02-01
  date-words: {words}
  victim: Anna Berg
  evidence: police detained Anna Berg in Lakeside on 1 February 2020
"""


@pytest.mark.parametrize(
    ("there", "words"),
    [
        ("in 2011 and 2012", "in 2011 and 2012"),
        ("in 2011 \n\n and 2012", "in 2011 and 2012"),
        ("in 2011-\n2012", "in 2011-2012"),
        ("in 2011–2012", "in 2011-2012"),
        ("at the night’s end", "at the night's end"),
    ],
)
def test_words_for_a_date_are_found_in_the_original_over_a_line_break(held: Tiny, there: str, words: str) -> None:
    original = f"{ORIGINAL}It went on {there}.\n"
    held.write("note/digest.md", restated(original))
    held.records(DATED.format(words=words))
    (held.folder / "originals" / "a.txt").write_bytes(original.encode())
    assert held.kg("build").code == 0
    ran = held.kg("verify", "--originals", "originals")
    assert (ran.code, ran.err) == (0, "")
    assert ", 1 short quotations verified, " in ran.out


@pytest.mark.parametrize("words", ["on 2 February 2020", "last February", "as in the digest: Lakeside on 1"])
def test_words_for_a_date_that_the_original_lacks_are_an_error_at_their_place(held: Tiny, words: str) -> None:
    held.records(DATED.format(words=f'"{words}"'))
    assert held.kg("build").code == 0
    assert held.kg("verify").code == 0  # nobody has the original at hand
    ran = held.kg("verify", "--originals", "originals")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == error(
        "words-not-found",
        f'date-words: "{words}" is not in the original',
        "texts/note/records.yaml:4:15",
        "copy the words from there, or leave date-words out",
    )


def test_words_for_a_date_are_sought_in_a_text_of_ones_own_without_any_original(tiny: Tiny) -> None:
    tiny.records(DATED.format(words="on 1 February"))
    assert tiny.kg("build").code == 0
    assert "1 short quotations verified" in tiny.kg("verify").out
    tiny.records(DATED.format(words="on 2 February"))
    assert 'date-words: "on 2 February" is not in the document' in tiny.kg("verify").err


def test_a_changed_original_is_not_found(held: Tiny) -> None:
    assert held.kg("build").code == 0
    (held.folder / "originals" / "a.txt").write_bytes(ORIGINAL.replace("two", "six").encode())
    ran = held.kg("verify", "--originals", "originals")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == error(
        "original-not-found",
        "no file in originals has the hash of the original of note",
        "texts/note/digest.md:2",
        "put the file there as it was received, or correct original: sha256 in the front matter",
    )


def test_an_original_is_found_by_its_hash_whatever_its_name(held: Tiny) -> None:
    assert held.kg("build").code == 0
    (held.folder / "originals" / "a.txt").rename(held.folder / "originals" / "zzz")
    (held.folder / "originals" / "other.txt").write_text("something else")
    (held.folder / "originals" / "empty.txt").write_text("")
    assert held.kg("verify", "--originals", "originals").code == 0


def test_a_stretch_whose_hash_differs_is_an_error_at_its_line(held: Tiny) -> None:
    held.write("note/original.csv", spans().replace(digest(ORIGINAL[slice(*SECOND)]), "0" * 64))
    assert held.kg("build").code == 0
    ran = held.kg("verify", "--originals", "originals")
    found = f"[{SECOND[0]}:{SECOND[1]}] of the original has changed since it was restated: its hash differs"
    remedy = "`kg digest ORIGINAL --fix` finds where it went"
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == error("span-changed", found, "texts/note/digest.md:14:30", remedy)


def test_a_stretch_without_a_hash_and_a_wrong_length_are_errors(held: Tiny) -> None:
    held.write("note/original.csv", spans().replace(f"{SECOND[0]},{SECOND[1]}", "1,2"))
    held.write("note/digest.md", restated().replace(f"length: {len(ORIGINAL)}", "length: 7"))
    assert held.kg("build").code == 0
    ran = held.kg("verify", "--originals", "originals")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == several(
        error(
            "wrong-length",
            f"the original has {len(ORIGINAL)} code points, and the front matter says 7",
            "texts/note/digest.md:2",
            "correct original: length",
        ),
        error(
            "span-without-hash",
            f"[{SECOND[0]}:{SECOND[1]}] has no hash in original.csv",
            "texts/note/digest.md:14:30",
            "`kg digest ORIGINAL --fix` writes it",
        ),
    )


def test_an_original_that_is_no_text_is_passed_by(held: Tiny) -> None:
    """A folder of originals may hold scans too."""
    assert held.kg("build").code == 0
    (held.folder / "originals" / "scan.pdf").write_bytes(b"%PDF \xff\xfe")
    assert held.kg("verify", "--originals", "originals").code == 0


def test_a_folder_of_originals_that_is_none_is_a_faulty_call(held: Tiny) -> None:
    assert held.kg("build").code == 0
    ran = held.kg("verify", "--originals", "nowhere")
    remedy = "name the folder that holds the originals"
    assert (ran.code, ran.err) == (2, error("not-a-folder", "nowhere is not a folder", "", remedy))


def test_without_a_build_there_is_nothing_to_prove(held: Tiny) -> None:
    ran = held.kg("verify")
    remedy = "run `kg build` first, or name the folder with --build"
    assert (ran.code, ran.err) == (2, error("no-build", "there is no build in build", "", remedy))
