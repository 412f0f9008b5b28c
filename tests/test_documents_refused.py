"""What is wrong in a document, in its front matter or beside it, and files that are not what they should be."""

from __future__ import annotations

import errno
import os
import shutil
from io import BufferedReader
from pathlib import Path

import pytest

from kg.model.files import open_regular
from kg.sources.readers import read_document
from tests.project import AUTHORITIES, DIGEST, Tiny, error, several

FILE = "texts/note/digest.md"
CSV = "texts/note/original.csv"
HASH = "a" * 64
DIGEST_OF = DIGEST.replace("genre: statement\n", f"genre: statement\noriginal:\n  sha256: {HASH}\n  length: 100\n")
"""A digest of somebody else's text; its sentences lack their spans."""

STRETCHED = DIGEST_OF.replace(".\n", ". [0:10]\n")
STRETCHES = f"start,end,sha256\n0,10,{HASH}\n"
NO_FRONT = error(
    "no-front-matter",
    "the file has no front matter",
    f"{FILE}:1:1",
    "begin the file with --- , the title and the other facts in YAML, and --- again",
)
NO_KEYS = error("wrong-shape", "the front matter must hold keys", f"{FILE}:2:1", "write key: value")
NO_ORIGINAL = error(
    "wrong-shape",
    "original must hold a SHA-256 in lower case and a length in characters",
    f"{FILE}:2",
    "`kg digest ORIGINAL` writes them",
)


def restates_nothing(line: int) -> str:
    remedy = "end the line with the code points of the original that it restates: [120:245]"
    return error(
        "sentence-without-span", "this line of the digest does not say what it restates", f"{FILE}:{line}:1", remedy
    )


FAULTY = {
    "no front matter": ("Two officers.\n", NO_FRONT),
    "front matter left open": ("---\ndocument: note\n", NO_FRONT),
    "front matter of nothing": ("---\n---\nTwo officers.\n", NO_FRONT),
    "front matter of an empty line": ("---\n\n---\nTwo officers.\n", NO_KEYS),
    "front matter of a list": ("---\n- a\n---\nTwo officers.\n", NO_KEYS),
    "front matter of a word": ("---\na\n---\nTwo officers.\n", NO_KEYS),
    "a colon in the title": (
        "---\ndocument: note\ntitle: a: b\n---\nTwo officers.\n",
        error(
            "yaml-syntax",
            "a text with a colon in it is not in quotation marks",
            f"{FILE}:3:9",
            'put the text in quotation marks: key: "text: more text"',
        ),
    ),
    "no id": (
        DIGEST.replace("document: note\n", ""),
        error(
            "missing-key", "the front matter has no id", f"{FILE}:2:1", 'begin the front matter with "document: its-id"'
        ),
    ),
    "an id with a space": (
        DIGEST.replace("document: note", "document: a note"),
        error(
            "bad-id",
            '"a note" is not an id: use a-z, 0-9 and single hyphens, such as "warning-at-bus-stop"',
            f"{FILE}:2:11",
            "give each record an id of its own",
        ),
    ),
    "an unknown key": (
        DIGEST.replace("genre", "gnere"),
        error("unknown-key", '"gnere" is not a key of document', f"{FILE}:7:1", 'did you mean "genre"?'),
    ),
    "no language": (
        DIGEST.replace("language: en", "language: e n"),
        error(
            "bad-value",
            'language: "e n" is not a language tag (BCP 47), such as "en" or "ru-Latn"',
            f"{FILE}:6:11",
            "its language, such as en",
        ),
    ),
    "two languages": (
        DIGEST.replace("language: en", "language: [en, ru]"),
        error("wrong-shape", "language has one value, not a list", f"{FILE}:6:11", "keep one value"),
    ),
    "an author whom nobody knows": (
        DIGEST.replace("creator: Lake Committee", "creator: Lake Comittee"),
        error(
            "unknown-reference",
            'no person, organization or group is called "Lake Comittee"',
            f"{FILE}:4:10",
            'did you mean "Lake Committee"? write the label or id of one that exists, or add it',
        ),
    ),
    "an address that is none": (
        DIGEST.replace("genre: statement", "url: http://[lake]/"),
        error(
            "bad-value",
            'url: "http://[lake]/" is not an absolute IRI',
            f"{FILE}:7:6",
            "where it is on the web",
        ),
    ),
    "a control character": (
        DIGEST.replace("Two officers", "Two\x0cofficers"),
        error(
            "control-character",
            "character #x000c is not allowed in a document",
            f"{FILE}:13:4",
            "remove the character",
        ),
    ),
    "an original without keys": (
        DIGEST.replace("genre: statement", "original: a report"),
        several(*(restates_nothing(line) for line in (11, 12, 13))),
    ),
    "an original without a length": (STRETCHED.replace("  length: 100\n", ""), NO_ORIGINAL),
    "a hash that is none": (STRETCHED.replace(HASH, "abc"), NO_ORIGINAL),
    "a length that is none": (STRETCHED.replace("length: 100", "length: long"), NO_ORIGINAL),
    "a hash that is a list": (
        STRETCHED.replace(HASH, f"[{HASH}]"),
        error("wrong-shape", "sha256 must be one value", f"{FILE}:9:11", "write sha256: and one value"),
    ),
    "sentences without spans": (
        DIGEST_OF,
        several(*(restates_nothing(line) for line in (14, 15, 16))),
    ),
    "a span that runs backwards": (
        STRETCHED.replace("papers. [0:10]", "papers. [10:0]"),
        error("empty-span", "[10:0] is empty or runs backwards", f"{FILE}:16:1", "put the smaller number first"),
    ),
    "a span of five thousand digits": (
        STRETCHED.replace("papers. [0:10]", f"papers. [0:{'9' * 5000}]"),
        restates_nothing(16),
    ),
}
ROWS = {
    "no such columns": "a,b\n1,2\n",
    "a start that is no number": f"start,end,sha256\nx,10,{HASH}\n",
    "a NUL": f"start,end,sha256\n0,1\0,{HASH}\n",
}


def refusal(tiny: Tiny) -> str:
    ran = tiny.kg("build")
    assert (ran.code, ran.out) == (1, "")
    assert [path.name for path in sorted(tiny.folder.iterdir())] == ["texts"]
    return ran.errors


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=name) for name, case in FAULTY.items()])
def test_a_faulty_document_is_refused(tiny: Tiny, text: str, expected: str) -> None:
    tiny.write("note/digest.md", text)
    if "original" in text:
        tiny.write("note/original.csv", STRETCHES)
    assert refusal(tiny) == expected


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in ROWS.items()])
def test_a_faulty_row_of_hashes_is_refused(tiny: Tiny, text: str) -> None:
    tiny.write("note/digest.md", STRETCHED)
    tiny.write("note/original.csv", text)
    remedy = "`kg digest ORIGINAL --fix DIGEST` rewrites this file"
    assert refusal(tiny) == error("wrong-shape", "a row needs start, end and sha256", f"{CSV}:2", remedy)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("0,10", id="no hash"),
        pytest.param("0,10,zz", id="a hash that is none"),
        pytest.param(f"-5,10,{HASH}", id="a start below nought"),
        pytest.param(f'0,10,"{"a" * 200_000}', id="a quotation mark left open"),
    ],
)
def test_a_row_without_a_hash_is_refused(tiny: Tiny, row: str) -> None:
    tiny.write("note/digest.md", STRETCHED)
    tiny.write("note/original.csv", f"start,end,sha256\n{row}\n")
    remedy = "`kg digest ORIGINAL --fix DIGEST` rewrites this file"
    assert refusal(tiny) == error("wrong-shape", "a row needs start, end and sha256", f"{CSV}:2", remedy)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ufeff" + DIGEST, id="a byte order mark"),
        pytest.param(DIGEST.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(DIGEST.replace("Two officers", "Two\u2028officers"), id="a line separator"),
        pytest.param(DIGEST + "original: of a word\n", id="a sentence that looks like a key"),
        pytest.param(STRETCHED, id="a digest"),
    ],
)
def test_offsets_count_code_points_behind_the_front_matter(tiny: Tiny, text: str) -> None:
    tiny.write("note/digest.md", text)
    tiny.write("note/original.csv", STRETCHES)
    quads = tiny.quads()
    places = {
        (quad.subject, quad.predicate.rpartition("#")[2]): quad.object.partition("^^")[0].removesuffix("@en").strip('"')
        for quad in quads
        if "/passage/note." in quad.subject and "original" not in quad.subject
    }
    passages = {subject for subject, _ in places}
    body = text[read_document(tiny.texts / "note/digest.md").begins :]
    assert len(passages) >= 2
    for passage in passages:
        start, end, quote = (places[passage, f"{key}>"] for key in ("start", "end", "quote"))
        assert body[int(start) : int(end)] == quote


FILES = {
    "records that are not there": ("note/records.yaml", "unreadable-file", "there is no such file"),
    "hashes that are not there": ("note/original.csv", "unreadable-file", "there is no such file"),
    "an empty document": ("note/digest.md", "empty-file", "the file is empty"),
    "an empty authority file": ("authorities/all.yaml", "empty-file", "the file is empty"),
    "a folder for records": ("note/records.yaml", "not-a-file", "this is a folder, not a file"),
    "a folder for a document": ("note/digest.md", "not-a-file", "this is a folder, not a file"),
    "a folder for an authority file": (
        "authorities/all.yaml",
        "not-a-file",
        "this is a folder, not a file",
    ),
}
REMEDIES = {
    "unreadable-file": "write it, or check the path",
    "empty-file": "write it, or delete it",
    "not-a-file": "name a file",
}


@pytest.mark.parametrize(("name", "code", "found"), [pytest.param(*case, id=name) for name, case in FILES.items()])
def test_a_file_that_is_none_is_refused(tiny: Tiny, name: str, code: str, found: str) -> None:
    if "original" in name:
        tiny.write("note/digest.md", STRETCHED)
    path = tiny.texts / name
    path.unlink(missing_ok=True)
    if code == "empty-file":
        path.write_text(" \n")
    elif code == "not-a-file":
        path.mkdir()
    assert error(code, found, f"texts/{name}", REMEDIES[code]) in refusal(tiny)


@pytest.mark.parametrize(
    ("data", "place", "byte"),
    [
        pytest.param(b"- act: a\n  type: \xff\n", "2:9", "FF", id="a stray byte"),
        pytest.param("# дело\n# ".encode() + b"\xe2\x82", "2:3", "E2", id="a character cut short"),
        pytest.param(b"- act: a\n  type: \xed\xa0\x80\n", "2:9", "ED", id="half a surrogate pair"),
        pytest.param("- act: a\n".encode("utf-16"), "1:1", "FF", id="UTF-16"),
        pytest.param("# дело: é".encode() + "é".encode("latin-1"), "1:10", "E9", id="Latin-1 at the end"),
    ],
)
def test_what_is_not_utf8_is_refused_at_its_first_byte(tiny: Tiny, data: bytes, place: str, byte: str) -> None:
    tiny.records(data)
    found = f"byte 0x{byte} is not UTF-8"
    assert refusal(tiny) == error("not-utf8", found, f"texts/note/records.yaml:{place}", "save the file as UTF-8")


def test_a_file_that_may_not_be_read_is_refused(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = open_regular

    def denied(path: Path) -> BufferedReader:
        if path.suffix == ".toml":
            return opened(path)
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr("kg.model.files.open_regular", denied)
    places = ("texts/authorities/all.yaml", FILE)
    assert refusal(tiny) == several(
        *(
            error("unreadable-file", "Permission denied", place, "check the path and its permissions")
            for place in places
        )
    )


def test_a_name_that_a_document_does_not_have_is_refused(tiny: Tiny) -> None:
    tiny.write(
        "authorities/more.yaml", "- person: p9\n  label: Bea Ode\n  names:\n    - name: Bea Ode\n      in: [note]\n"
    )
    assert refusal(tiny) == error(
        "name-not-in-document",
        '"Bea Ode" is not in note',
        "texts/authorities/more.yaml:4:7",
        f"remove note from its list, or use the name in {FILE}",
    )


def test_a_name_that_only_stands_inside_a_word_is_not_in_the_document(tiny: Tiny) -> None:
    tiny.write("authorities/more.yaml", "- person: p9\n  label: Bea\n  names:\n    - name: Ann\n      in: [note]\n")
    assert refusal(tiny).startswith('error[name-not-in-document]: "Ann" is not in note\n')


def test_a_name_in_a_document_that_nobody_has_is_refused(tiny: Tiny) -> None:
    tiny.write(
        "authorities/more.yaml", "- person: p9\n  label: Bea Ode\n  names:\n    - name: Bea Ode\n      in: [nota]\n"
    )
    assert refusal(tiny).startswith('error[unknown-reference]: no document is called "nota"\n')


def test_a_name_that_two_entities_bear_is_refused(tiny: Tiny) -> None:
    tiny.write("authorities/more.yaml", "- person: p9\n  label: Anna Berg\n")
    assert refusal(tiny) == error(
        "ambiguous-reference",
        '"Anna Berg" can mean 2 entities',
        "texts/note/records.yaml:5:11",
        "use its id: p3rs0n (person), p9 (person)",
    )


def test_an_id_given_twice_in_the_authority_files_is_refused(tiny: Tiny) -> None:
    tiny.write("authorities/more.yaml", "- person: p3rs0n\n  label: Bea Ode\n")
    assert refusal(tiny) == error(
        "duplicate-id",
        'the id "p3rs0n" is taken',
        "texts/authorities/more.yaml:1:3",
        "the other is at texts/authorities/all.yaml:11:3; give one of them another id",
    )


def test_a_document_given_twice_is_refused(tiny: Tiny) -> None:
    tiny.write("second/digest.md", DIGEST)
    tiny.write("second/records.yaml", "# none\n")
    assert refusal(tiny) == error(
        "duplicate-id",
        'the id "note" is taken',
        "texts/second/digest.md:2:1",
        f"the other is at {FILE}:2:1; give one of them another id",
    )


def test_what_one_document_says_may_not_stand_in_an_authority_file(tiny: Tiny) -> None:
    tiny.write("authorities/more.yaml", "- assessment: a\n  description: x\n")
    assert refusal(tiny).startswith('error[unknown-kind]: "assessment" is not a kind of record\n')


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("authorities/more.yml", id="an authority file that ends in .yml"),
        pytest.param("second/records.yaml", id="a folder with records and no document"),
    ],
)
def test_no_file_is_passed_over(tiny: Tiny, name: str) -> None:
    tiny.write(name, "- person: p9\n  lable: Bea Ode\n")
    assert f"texts/{name.rpartition('/')[0]}" in refusal(tiny)


def test_without_authority_files_nobody_is_known(tiny: Tiny) -> None:
    shutil.rmtree(tiny.texts / "authorities")
    assert refusal(tiny) == error(
        "bad-settings",
        'documentalist "Test documentalists" is unknown',
        "texts/chronicle.toml",
        "name one person or organisation of the authority files by label or id",
    )


def test_faults_in_reading_and_in_mapping_are_told_together(tiny: Tiny) -> None:
    tiny.records("- act: a\n  type: detention\n  reson: x\n  evidence: nowhere\n")
    found = refusal(tiny)
    assert "unknown-key" in found
    assert "quote-not-found" in found


def test_a_person_may_be_named_like_a_hash(tiny: Tiny) -> None:
    """A passage's IRI ends in a hash; that a name of three letters a-f stands in one is chance."""
    names = "".join(
        f"- person: p{n}\n  label: {name} Ode\n" for n, name in enumerate(("Ada", "Abe", "Bea", "Dea", "Eda"))
    )
    tiny.write("authorities/more.yaml", names)
    sentences = [f"Sentence {number} of the note." for number in range(400)]
    tiny.write("note/digest.md", DIGEST + "\n".join(sentences) + "\n")
    tiny.records("- act: a\n  type: detention\n  evidence:\n" + "".join(f"    - {text}\n" for text in sentences))
    passages = {quad.subject for quad in tiny.quads() if "/passage/" in quad.subject}
    assert len(passages) > 400


def test_an_authority_id_that_names_somebody_is_refused(tiny: Tiny) -> None:
    tiny.write("authorities/all.yaml", AUTHORITIES.replace("p3rs0n", "anna-b"))
    assert refusal(tiny) == error(
        "name-in-iri",
        'the id "anna-b" has "anna", a word of the name Anna Berg',
        "texts/authorities/all.yaml:11:3",
        "give the record an id that names nobody",
    )
