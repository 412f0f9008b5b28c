"""Files that are not plain text: what is read in them, where it stands there, and what is refused with which words."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.model.errors import DataError
from kg.sources.received import READERS, mail, read_received
from kg.sources.received.text import Received, check_letters, checked
from tests.project import ROOT

MEDIA = ROOT / "tests" / "media" / "received"
SENTENCE = "The Lake Committee says that police detained Anna Berg in Lakeside on 1 February 2020."
MORE = "She was released the following day without charge. Her lawyer says that no record of it was made."
PAGE = f"""<html lang="en"><head><meta charset="utf-8"><title>A night at Lakeside</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">All news</a></li></ul></nav>
<article><h1>A night at Lakeside</h1><p>{SENTENCE}</p><p>{MORE}</p><p>{MORE.replace("Her", "The")}</p></article>
<footer>Leave a reply</footer></body></html>"""
MESSAGE = (
    "From: anna@example.org\r\nTo: office@example.org\r\nSubject: A night\r\nDate: Mon, 3 Feb 2020 10:00:00 +0600\r\n"
    f"Content-Type: text/plain; charset=utf-8\r\n\r\n{SENTENCE}\r\n\r\n> an older message\r\n-- \r\nOffice, telephone 123\r\n"
)


def refusal(data: bytes, ending: str) -> tuple[str, str]:
    with pytest.raises(DataError) as caught:
        received(data, ending)
    problem = caught.value.problems[0]
    return problem.code, str(problem.found)


def received(data: bytes, ending: str) -> Received:
    return READERS[ending](data, f"a{ending}")


def word_file(*paragraphs: str, changed: bool = False) -> bytes:
    docx = pytest.importorskip("docx")
    file = docx.Document()
    for text in paragraphs:
        file.add_paragraph(text.removeprefix("* "), style="List Bullet" if text.startswith("* ") else None)
    if changed:
        from docx.oxml import OxmlElement

        file.paragraphs[0]._p.append(OxmlElement("w:ins"))
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


# ── What is read ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_web_page_is_its_text_without_menus_and_each_paragraph_is_found_in_the_file() -> None:
    pytest.importorskip("trafilatura")
    found = received(PAGE.encode(), ".html")
    paragraphs = found.text.split("\n\n")
    assert SENTENCE in paragraphs
    assert "Home" not in found.text
    at = found.place_of(found.text.index(SENTENCE))
    assert at
    assert PAGE[at.offset :].startswith(SENTENCE[:20])


def test_a_day_that_a_page_tells_of_is_not_its_date() -> None:
    pytest.importorskip("trafilatura")
    found = received(PAGE.encode(), ".html").facts
    assert (found["title"], "issued" in found) == ("A night at Lakeside", False)


def test_a_pdf_is_joined_to_paragraphs_without_what_stands_on_each_page() -> None:
    pytest.importorskip("pdfplumber")
    found = read_received(MEDIA / "note.pdf")
    assert SENTENCE in found.text
    assert "confiscated two telephones, a computer and the archive of the organisation" in found.text
    assert "Lake Committee, report 2020" in found.furniture
    assert "Lake Committee, report 2020" not in found.text
    pages = [place.page for place in found.places]
    assert pages == sorted(pages)
    at = found.place_of(found.text.index("Two of her colleagues"))
    assert at
    assert (at.page, at.box[0] < at.box[2]) == (3, True)


def test_a_word_file_is_its_paragraphs_with_bullets() -> None:
    assert received(word_file(SENTENCE, "* one", "* two"), ".docx").text == f"{SENTENCE}\n\n• one\n\n• two\n"


def test_of_a_message_neither_addresses_nor_signature_nor_older_messages_are_read() -> None:
    found = mail.read(MESSAGE.encode(), "a.eml")
    assert found.text == f"{SENTENCE}\n"
    assert found.facts == {"title": "A night", "issued": "2020-02-03"}
    assert found.furniture == ("> an older message", "Office, telephone 123")


# ── What is refused ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_page_that_is_all_menu_is_refused() -> None:
    pytest.importorskip("trafilatura")
    menu = "<html><body><ul>" + "<li><a href='/x'>News</a></li>" * 40 + "</ul></body></html>"
    assert refusal(menu.encode(), ".html") == ("no-text", "the page is all menu: it has no running text")


def test_a_page_in_another_encoding_than_it_states_is_refused() -> None:
    pytest.importorskip("trafilatura")
    assert refusal(PAGE.replace("Lakeside", "Lac-salé").encode("latin-1"), ".html")[0] == "not-utf8"


def test_a_broken_pdf_and_a_broken_word_file_are_refused() -> None:
    pytest.importorskip("pdfplumber")
    pytest.importorskip("docx")
    assert refusal(b"%PDF-1.7 cut off", ".pdf")[0] == "broken-file"
    assert refusal(b"PK\x03\x04 cut off", ".docx")[0] == "broken-file"


def test_a_pdf_of_pictures_is_refused() -> None:
    pytest.importorskip("pdfplumber")
    page = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    assert refusal(page, ".pdf") == ("no-text", "the PDF has no text, only pictures of pages")


def test_a_locked_pdf_and_a_locked_word_file_are_refused(tmp_path: Path) -> None:
    pytest.importorskip("pdfplumber")
    pytest.importorskip("docx")
    assert refusal((MEDIA / "locked.pdf").read_bytes(), ".pdf")[0] == "locked-file"
    assert refusal(b"\xd0\xcf\x11\xe0 and more", ".docx")[0] == "locked-file"


def test_a_word_file_with_tracked_changes_is_refused() -> None:
    code, found = refusal(word_file(SENTENCE, changed=True), ".docx")
    assert (code, "1 tracked changes" in found) == ("tracked-changes", True)


@pytest.mark.parametrize(
    "text", ["La police a arrÃªtÃ© Anna. Elle a Ã©tÃ© libÃ©rÃ©e.", "Ð¿Ð¾Ð»Ð¸Ñ†Ð¸Ñ Ð·Ð°Ð´ÐµÑ€Ð¶Ð°Ð»Ð°"]
)
def test_garbled_letters_are_refused(text: str) -> None:
    with pytest.raises(DataError) as caught:
        check_letters(text, "a.txt")
    assert caught.value.problems[0].code == "garbled-text"


def test_a_text_in_any_script_is_not_garbled() -> None:
    for text in (
        "Полиция задержала её.",
        "L’été à la mer, ça va – « oui ».",
        "Жаңаөзен қаласы",
        "Ñandú Ânimo São Ðuro",
    ):
        check_letters(text, "a.txt")


# ── What would be lost without a word ────────────────────────────────────────────────────────────────────────


def test_a_pdf_with_a_damaged_part_is_refused_or_reads_the_same() -> None:
    pytest.importorskip("pdfplumber")
    whole = (MEDIA / "note.pdf").read_bytes()
    text, refusals = received(whole, ".pdf").text, set()
    for found in re.finditer(rb"FlateDecode[^>]*>>\s*stream\r?\n", whole):
        begins, ends = found.end(), whole.index(b"endstream", found.end()) - 1
        half = (begins + ends) // 2
        try:
            read = received(whole[:half] + bytes(ends - half) + whole[ends:], ".pdf")
            assert checked(read, "a.pdf").text == text
        except DataError as error:
            refusals.add(error.problems[0].code)
    assert refusals == {"broken-file", "garbled-text"}


def repacked(data: bytes, change: Callable[[bytes], bytes], *more: tuple[str, bytes]) -> bytes:
    """A Word file with its text changed, and with more in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            whole = before.read(name)
            after.writestr(name, change(whole) if name == "word/document.xml" else whole)
        for name, added in more:
            after.writestr(name, added)
    return out.getvalue()


def test_a_word_file_whose_words_are_entities_is_refused() -> None:
    """The library leaves out what an entity stands for, so that a sentence says something else."""
    declared = b'<!DOCTYPE w:document [<!ENTITY not "never ">]><w:document'
    data = repacked(
        word_file("Police detained her."),
        lambda text: text.replace(b"<w:document", declared, 1).replace(b"detained", b"&not;detained"),
    )
    assert refusal(data, ".docx")[0] == "xml-entity"


def test_a_word_file_that_would_fill_the_memory_is_refused_before_it_is_unpacked() -> None:
    data = repacked(word_file(SENTENCE), bytes, ("word/media/image1.png", bytes(300_000_000)))
    assert refusal(data, ".docx") == (
        "file-too-large",
        f"the file has {(300_000_000 + _size(word_file(SENTENCE))) // 1_000_000} MB unpacked; at most 268 MB are allowed",
    )


def _size(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return sum(one.file_size for one in packed.infolist())


HEAD = "From: a@example.org\nSubject: A night\nMIME-Version: 1.0\n"


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (f"{HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nPolice came.\n", "broken-file"),
        (f"{HEAD}Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nUG9saWNlIGNhbWUuIFRoZXkg*\n", "broken-file"),
        (f"{HEAD}Content-Type: text/plain; charset=ascii\n\nPolice came to Қазақстан.\n", "not-utf8"),
        (f"{HEAD}Content-Type: text/plain; charset=undefined\n\nPolice came.\n", "not-utf8"),
        (HEAD + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000)), "broken-file"),
    ],
    ids=["cut off", "base64 cut off", "other bytes", "no encoding", "nested without end"],
)  # fmt: skip
def test_a_message_of_which_a_part_would_be_lost_is_refused(message: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_text(message, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_received(tmp_path / "a.eml")
    assert caught.value.problems[0].code == code


def test_a_page_that_states_an_encoding_for_no_text_is_refused() -> None:
    pytest.importorskip("trafilatura")
    assert refusal(PAGE.replace("utf-8", "undefined").encode(), ".html")[0] == "not-utf8"
