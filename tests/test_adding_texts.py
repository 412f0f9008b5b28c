"""``kg add`` holds a text as it is: its bytes, its sentences with their spans, its front matter; evidence quotes its words."""

from __future__ import annotations

import contextlib
import re
import shutil
from pathlib import Path

import pytest

from kg.model.terms import digest
from kg.sources.held import read_held
from tests.project import RECORDS, Ran, Tiny, error, files, kg

TEXT = (
    "A night at Lakeside\r\n\r\n"
    "The Lake Committee says that police detained Anna Berg in Lakeside on\r\n"
    "1 February 2020. #FreeAnna stood on the wall [12:30].\x0c\r\n\r\n"
    "They took:\r\n• her papers;\r\n• her telephone.\r\n"
)
FACTS = ("--language", "en", "--creator", "Lake Committee", "--date", "2020-02-03")
EVIDENCE = "police detained Anna Berg in Lakeside on 1 February 2020"


def add(tiny: Tiny, *options: str, text: str | bytes = TEXT, name: str = "at-night.txt") -> Ran:
    (tiny.folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    with contextlib.chdir(tiny.folder):
        return kg("add", name, "--documents", "texts", *options)


@pytest.fixture
def added(tiny: Tiny) -> Tiny:
    """A project with a text that is held as it is, and a record of it."""
    assert add(tiny, *FACTS).code == 0
    tiny.write("at-night/records.yaml", RECORDS)
    return tiny


# ── Adding ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_text_is_kept_as_received_and_laid_out_by_sentences(added: Tiny) -> None:
    folder = added.texts / "at-night"
    assert list(files(folder)) == ["original.txt", "records.yaml", "text.md"]
    assert (folder / "original.txt").read_bytes() == TEXT.encode()
    front, _, body = (folder / "text.md").read_text(encoding="utf-8").partition("---\n\n")
    assert front == (
        "---\ndocument: at-night\ntitle: A night at Lakeside\ncreator: Lake Committee\nissued: 2020-02-03\nlanguage: en\n"
        f"# genre: what kind of text it is\noriginal:\n  sha256: {digest(TEXT)}\n  length: {len(TEXT)}\n"
    )
    assert body.splitlines() == [
        "A night at Lakeside [0:19]",
        "",
        "The Lake Committee says that police detained Anna Berg in Lakeside on 1 February 2020. [23:110]",
        "#FreeAnna stood on the wall [12:30]. [111:147]",
        "",
        "They took: [152:162]",
        "",
        "• her papers; [164:177]",
        "",
        "• her telephone. [179:195]",
    ]


def test_the_next_step_is_said(tiny: Tiny) -> None:
    ran = add(tiny, *FACTS)
    assert ran.out.splitlines()[0] == "added at-night.txt as at-night: 6 sentences"
    assert "  title: A night at Lakeside (the first line of the text)" in ran.out
    assert "`kg new act --to texts/at-night/records.yaml`" in ran.out
    assert "`kg validate texts/at-night`" in ran.out


def test_facts_come_from_a_side_car(tiny: Tiny) -> None:
    (tiny.folder / "at-night.yaml").write_text(
        f"id: '7'\ntitle: Ночь\nauthors: [Lake Committee]\ndate_edtf: 2020-02~\nlanguage: ru\ngenre: case profile\n"
        f"url: https://example.org/7\nsha256: {digest(TEXT)}\nlicence: CC BY\n",
        encoding="utf-8",
    )
    ran = add(tiny, "--title", "Une nuit")
    assert ran.code == 0
    text = (tiny.texts / "at-night" / "text.md").read_text(encoding="utf-8")
    for line in ("title: Une nuit", "creator: Lake Committee", "issued: 2020-02~", "language: ru"):
        assert f"\n{line}\n" in text
    assert ran.err.startswith(
        'warning[unknown-term]: genre "case profile" is not in the vocabulary\n  at-night.yaml:6:8'
    )
    assert "  not used: id, licence\n" in ran.out


def test_facts_come_from_the_front_matter_of_the_text_itself(tiny: Tiny) -> None:
    own = "---\ntitle: A post\nauthor: Lake Committee\ndate: 2020-02-03\nlang: en\n---\n"
    assert add(tiny, text=own + TEXT, name="post.md").code == 0
    document = read_held(tiny.texts / "post" / "text.md")
    assert document.sentences[0].text == "A night at Lakeside"
    assert document.sentences[0].start == len(own)


ADDRESS = "https://example.org/7"
COPY = "https://archive.example.org/20200204/7"


def test_where_a_text_was_found_is_kept_as_given(tiny: Tiny) -> None:
    given = ("--url", ADDRESS, "--archived", COPY, "--retrieved", "2020-02-04")
    assert add(tiny, *FACTS, *given).code == 0
    text = (tiny.texts / "at-night" / "text.md").read_text(encoding="utf-8")
    assert f"\nurl: {ADDRESS}\narchived: {COPY}\nretrieved: 2020-02-04\n" in text


def test_where_a_text_was_found_comes_from_a_side_car(tiny: Tiny) -> None:
    (tiny.folder / "at-night.yaml").write_text(
        f"link: {ADDRESS}\narchived_url: {COPY}\naccessed: 2020-02-04\n", encoding="utf-8"
    )
    assert add(tiny, *FACTS).code == 0
    text = (tiny.texts / "at-night" / "text.md").read_text(encoding="utf-8")
    assert f"\nurl: {ADDRESS}\narchived: {COPY}\nretrieved: 2020-02-04\n" in text


def test_an_archived_copy_belongs_to_one_text(tiny: Tiny) -> None:
    (tiny.folder / "other.txt").write_text(TEXT, encoding="utf-8")
    ran = add(tiny, "other.txt", *FACTS, "--archived", COPY)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error[wrong-call]: --archived belongs to one text, and 2 are given\n")


def test_a_publisher_stands_as_creator_and_that_is_said(tiny: Tiny) -> None:
    ran = add(tiny, "--language", "en", "--date", "2020", "--publisher", "Night Press")
    assert "creator: the publisher, as nobody says who wrote it" in ran.out
    assert "\n      label: Night Press\n" in ran.out
    assert "\ncreator: Night Press\n" in (tiny.texts / "at-night" / "text.md").read_text(encoding="utf-8")


# ── Whoever wrote or published it ────────────────────────────────────────────────────────────────────────────

PRESS = ("--language", "en", "--date", "2020", "--publisher", "Night Press", "--creator", "Lea Moor")


def test_whoever_is_unknown_is_added_to_the_authority_files_when_it_is_said_what_they_are(tiny: Tiny) -> None:
    before = (tiny.texts / "authorities/all.yaml").read_text(encoding="utf-8")
    ran = add(tiny, *PRESS, "--publisher-is", "organization", "--creator-is", "person")
    assert (ran.code, ran.err) == (0, "")
    after = (tiny.texts / "authorities/all.yaml").read_text(encoding="utf-8")
    assert after.startswith(before)
    told = re.findall(r"^  texts/authorities/all.yaml: (\w+) (\w+), (.+)$", ran.out, re.MULTILINE)
    assert [(kind, label) for kind, _, label in told] == [("person", "Lea Moor"), ("organization", "Night Press")]
    assert "to a file in" not in ran.out
    for kind, ident, label in told:
        assert f"\n- {kind}: {ident}\n  label: {label}\n" in after
    ran = tiny.kg("validate", "texts")
    assert (ran.code, ran.err) == (0, "")


def test_whoever_is_known_is_not_added_again(tiny: Tiny) -> None:
    options = (*PRESS, "--publisher-is", "organization", "--creator-is", "person")
    assert add(tiny, *options).code == 0
    before = (tiny.texts / "authorities/all.yaml").read_bytes()
    assert add(tiny, *options, name="another.txt").code == 0
    assert (tiny.texts / "authorities/all.yaml").read_bytes() == before


def test_an_entry_is_added_beside_others_of_its_kind_or_begins_a_file(tiny: Tiny) -> None:
    tiny.write("authorities/persons.yaml", "- person: p8\n  label: Bea Ode\n\n- person: p9\n  label: Cy Pell\n")
    assert add(tiny, *PRESS, "--creator-is", "person").code == 0
    assert "Lea Moor" in (tiny.texts / "authorities/persons.yaml").read_text(encoding="utf-8")
    shutil.rmtree(tiny.texts / "authorities")
    assert add(tiny, *PRESS, "--creator-is", "person", name="another.txt").code == 0
    assert re.fullmatch(
        r"- person: \w+\n  label: Lea Moor\n", (tiny.texts / "authorities/authorities.yaml").read_text(encoding="utf-8")
    )


def test_nobody_is_added_unless_it_is_said_what_they_are(tiny: Tiny) -> None:
    before = (tiny.texts / "authorities/all.yaml").read_bytes()
    ran = add(tiny, *PRESS)
    assert (tiny.texts / "authorities/all.yaml").read_bytes() == before
    assert "* add to a file in texts/authorities, as organization, person or group\n" in ran.out
    assert "--creator-is KIND and --publisher-is KIND" in ran.out


def test_nobody_is_added_twice_as_different_kinds_or_to_what_is_no_list(tiny: Tiny) -> None:
    before = (tiny.texts / "authorities/all.yaml").read_bytes()
    same = ("--language", "en", "--date", "2020", "--publisher", "Night Press", "--creator", "Night Press")
    ran = add(tiny, *same, "--publisher-is", "organization", "--creator-is", "person")
    assert (ran.code, ran.err) == (
        2,
        error(
            "wrong-call",
            '"Night Press" cannot be both person and organization',
            "",
            "say once what it is: person, organization, group",
        ),
    )
    assert (tiny.texts / "authorities/all.yaml").read_bytes() == before
    tiny.write("authorities/all.yaml", "[]\n")
    tiny.write("authorities/authorities.yaml", "[]\n")
    assert add(tiny, *PRESS, "--creator-is", "person").code == 1
    assert (tiny.texts / "authorities/authorities.yaml").read_text(encoding="utf-8") == "[]\n"
    assert not (tiny.texts / "at-night").exists()


def test_an_id_has_no_word_that_may_be_a_name(tiny: Tiny) -> None:
    assert "as night-of:" in add(tiny, *FACTS, name="Night-of-Berg-Lakeside.txt", text=TEXT + "one of a night\n").out


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        (("--date", "2020"), ["in which language at-night.txt is written"]),
        (("--language", "fr"), ["when at-night.txt was published"]),
        ((), ["when at-night.txt was published", "in which language at-night.txt is written"]),
    ],
)
def test_a_date_or_a_language_that_nobody_says_is_asked_for(
    tiny: Tiny, options: tuple[str, ...], asked: list[str]
) -> None:
    ran = add(tiny, *options)
    assert ran.code == 2
    assert [line for line in ran.err.splitlines() if line.startswith("error")] == [
        f"error[missing-fact]: nothing says {what}" for what in asked
    ]
    assert not (tiny.texts / "at-night").exists()


def test_a_text_without_a_date_may_say_so(tiny: Tiny) -> None:
    assert add(tiny, "--language", "en", "--creator", "Lake Committee", "--undated").code == 0
    assert "issued" not in (tiny.texts / "at-night" / "text.md").read_text(encoding="utf-8")


def test_a_first_line_that_may_be_no_title_is_none(tiny: Tiny) -> None:
    for text in ("Home\nNews\n\nPolice detained her.\n", "Police detained Anna Berg. Nobody said why.\n"):
        ran = add(tiny, *FACTS, text=text)
        assert (ran.code, "nothing says the title of at-night.txt" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--language", "French"), "bad-value"),
        (("--language", "kz"), "bad-value"),
        (("--date", "3 February 2020"), "bad-date"),
        (("--date", "2020-02-30"), "bad-date"),
        (("--genre", "apeal"), "unknown-term"),
        (("--url", "example"), "bad-value"),
        (("--id", "Night 1"), "bad-id"),
        (("--id", "note"), "file-exists"),
    ],
)
def test_a_faulty_fact_is_refused_and_nothing_is_written(tiny: Tiny, options: tuple[str, ...], code: str) -> None:
    before = list(files(tiny.texts))
    ran = add(tiny, *FACTS, *options)
    assert ran.code != 0
    assert f"error[{code}]" in ran.err
    assert list(files(tiny.texts)) == before


def test_nothing_is_overwritten(added: Tiny) -> None:
    before = list(files(added.texts))
    ran = add(added, *FACTS, text="Another night. It was cold.\n")
    assert (ran.code, "error[file-exists]" in ran.err) == (2, True)
    assert list(files(added.texts)) == before


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a.odt", b"PK", "unknown-medium"),
        ("a.txt", "Né".encode("latin-1"), "not-utf8"),
        ("a.txt", b" \n", "empty-file"),
        ("a.txt", b"a\x00b", "control-character"),
    ],
)
def test_what_is_no_text_is_refused(tiny: Tiny, name: str, text: bytes, code: str) -> None:
    ran = add(tiny, *FACTS, "--title", "T", name=name, text=text)
    assert ran.code in (1, 2)
    assert f"error[{code}]" in ran.err


def test_a_side_car_of_another_version_is_refused(tiny: Tiny) -> None:
    (tiny.folder / "at-night.yaml").write_text(f"sha256: {'0' * 64}\n", encoding="utf-8")
    assert (
        "error[side-car-differs]: the hash here is not that of at-night.txt\n  at-night.yaml:1:9"
        in add(tiny, *FACTS).err
    )


def test_if_one_of_several_texts_is_at_fault_none_is_added(tiny: Tiny) -> None:
    (tiny.folder / "b.txt").write_bytes(b"\xff")
    ran = add(tiny, "b.txt", *FACTS)
    assert (ran.code, (tiny.texts / "at-night").exists()) == (1, False)


def test_two_commands_that_add_one_text_at_once_leave_one_of_them_whole(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other(*_: object, **__: object) -> None:
        """Another command is done between the check and the writing."""
        tiny.write("at-night/text.md", "of another command\n")

    monkeypatch.setattr("kg.upkeep.adding.stage", other)
    ran = add(tiny, *FACTS)
    assert (ran.code, "error[unwritable-output]" in ran.err) == (2, True)
    assert [path.read_text(encoding="utf-8") for path in (tiny.texts / "at-night").iterdir()] == [
        "of another command\n"
    ]
    assert not list(tiny.texts.glob(".at-night*"))


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_evidence_quotes_the_original_at_its_offsets(added: Tiny) -> None:
    exact = TEXT[TEXT.index("police") : TEXT.index(". #Free")]
    passages = [quad.subject for quad in added.quads() if "on\\r\\n1 February" in quad.object]
    facts = {quad.predicate.rpartition("#")[2]: quad.object for quad in added.quads() if quad.subject == passages[0]}
    start = TEXT.index("police")
    assert facts["start>"].startswith(f'"{start}"')
    assert facts["end>"].startswith(f'"{start + len(exact)}"')
    assert facts["sha256>"] == f'"{digest(exact)}"'
    assert not any(quad.predicate.endswith("derivedFrom>") for quad in added.quads())
    document = {quad.object for quad in added.quads() if quad.subject.endswith("/document/at-night>")}
    assert f'"{digest(TEXT)}"' in document


def test_a_text_builds_is_proved_and_its_words_are_shown_as_quoted(added: Tiny) -> None:
    assert added.kg("build").errors == ""
    ran = added.kg("verify")
    assert (ran.code, ran.out.splitlines()[0]) == (
        0,
        "at-night: 1 passages verified, 6 sentences verified in the original",
    )
    assert f"“{EVIDENCE}”" in " ".join(
        added.kg("show", "at-night.detention-in-february", "--build", "build").out.split()
    )
    assert f"“{EVIDENCE}”" in " ".join(
        added.kg("cite", "at-night.detention-in-february", "--build", "build").out.split()
    )


def test_the_words_of_a_digest_are_shown_as_a_paraphrase(tiny: Tiny) -> None:
    front = f"genre: statement\noriginal:\n  sha256: {'a' * 64}\n  length: 9\n"
    text = (tiny.texts / "note" / "digest.md").read_text(encoding="utf-8").replace("genre: statement\n", front)
    tiny.write("note/digest.md", text.replace(".\n", ". [0:9]\n").replace("door. [0:9]", "door. [0:9]"))
    tiny.write("note/original.csv", f"start,end,sha256\n0,9,{'b' * 64}\n")
    assert tiny.kg("build").code == 0
    for command in ("show", "cite"):
        out = tiny.kg(command, "note.detention-in-february", "--build", "build").out
        assert "“police" not in out
        assert "Our digest: police detained Anna Berg" in " ".join(out.split())


@pytest.mark.parametrize("command", ["build", "verify"])
def test_an_original_that_has_changed_is_an_error(added: Tiny, command: str) -> None:
    assert added.kg("build").code == 0
    added.write("at-night/original.txt", TEXT.replace("papers", "tablet"))
    ran = added.kg(command)
    assert ran.code == 1
    assert "error[words-differ]: the original has other words at [164:177]\n  texts/at-night/text.md:20:1" in ran.err
    added.write("at-night/original.txt", TEXT + "\n")
    ran = added.kg(command)
    assert ran.code == 1
    assert "error[original-changed]: the original is not the file that was added" in ran.err


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("detained Anna", "beat Anna", "words-differ"),
        ("[23:110]", "[23:112]", "words-differ"),
        ("[23:110]", "[110:23]", "words-differ"),
        (" [23:110]", "", "sentence-without-span"),
        ("sha256: ", "sha256: 0", "wrong-shape"),
    ],
)
def test_a_line_that_is_not_the_original_s_is_refused(added: Tiny, old: str, new: str, code: str) -> None:
    path = added.texts / "at-night" / "text.md"
    added.write("at-night/text.md", path.read_text(encoding="utf-8").replace(old, new))
    ran = added.kg("build")
    assert (ran.code, f"error[{code}]" in ran.err) == (1, True)


def test_lines_may_be_left_out_split_and_joined(added: Tiny) -> None:
    path = added.texts / "at-night" / "text.md"
    text = path.read_text(encoding="utf-8")
    text = (
        text.replace("They took: [152:162]\n", "").replace("says that", "says that\n").replace("; [164:177]\n\n", "; ")
    )
    path.write_text(text, encoding="utf-8")
    assert "sentence-without-span" in added.kg("build").err
    with contextlib.chdir(added.folder):
        ran = kg("add", "--fix", "texts/at-night")
    assert (ran.code, ran.out) == (0, "texts/at-night/text.md: 3 lines changed\n")
    assert added.kg("build").code == 0
    assert [part.text for part in read_held(path).sentences][-1] == "• her papers; • her telephone."


def test_a_folder_with_a_digest_too_is_refused(added: Tiny) -> None:
    added.write("at-night/digest.md", (added.texts / "note" / "digest.md").read_bytes())
    assert "error[digest-and-text]" in added.kg("build").err


def test_front_matter_can_be_corrected_without_moving_a_passage(added: Tiny) -> None:
    before = set(added.quads())
    path = added.texts / "at-night" / "text.md"
    added.write("at-night/text.md", path.read_text(encoding="utf-8").replace("title: A night", "title: The night"))
    assert {quad.predicate.rpartition("/")[2] for quad in before ^ set(added.quads())} == {"title>", "core#prefLabel>"}


def test_a_folder_of_texts_is_checked_by_its_path(added: Tiny) -> None:
    with contextlib.chdir(added.texts):
        for path in ("at-night", "at-night/text.md", "at-night/records.yaml"):
            assert kg("validate", str(Path(path))).code == 0


# ── Forgetting ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_forgotten_name_is_withheld_in_the_original_too(added: Tiny) -> None:
    added.write("at-night/records.yaml", RECORDS.replace("evidence: police detained Anna Berg in", "evidence: in"))
    with contextlib.chdir(added.folder):
        ran = kg("forget", "Anna Berg", "--documents", "texts", "--no-history", "--write")
    assert ran.code in (0, 1), ran.err
    for name in ("original.txt", "text.md"):
        text = (added.texts / "at-night" / name).read_text(encoding="utf-8")
        assert "Berg" not in text
    assert "[withheld]" in (added.texts / "at-night" / "original.txt").read_text(encoding="utf-8")
    document = read_held(added.texts / "at-night" / "text.md")
    front = (added.texts / "at-night" / "text.md").read_text(encoding="utf-8")
    assert f"sha256: {document.sha256}\n" in front
    assert "# A name is withheld in original.txt" in front
    assert added.kg("build").code == 0
