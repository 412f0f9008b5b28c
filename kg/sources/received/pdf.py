"""A PDF: its lines joined to paragraphs, without what stands on top and at the foot of each page, with page and box."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from kg.model.errors import DataError, Location, Problem
from kg.model.extras import needing
from kg.model.message import Message
from kg.sources.received.text import Paragraph, Place, Received, clean, joined

_MANY_PAGES = 3
"""A line has to be on so many pages to be furniture."""
_EDGE = 3
"""So many lines at the top and at the foot of a page may be furniture."""
_NUMBER = re.compile(r"(?:page\s*)?[-–—]?\s*\d{1,4}\s*(?:(?:of|/|из|sur)\s*\d{1,4})?\s*[-–—]?", re.IGNORECASE)
_OTHER_SIZE = 1.5
"""Lines whose heights differ by so many points are of different paragraphs, such as a heading."""
_SOFT = "\u00ad"
"""A soft hyphen, which is a hyphen where a line ends with it."""
_NARROW = 0.85
"""A line shorter than this part of the widest ends its paragraph, if a full stop is at its end."""


class _Losses(logging.Handler):
    """Keeps what pdfminer only logs when it goes on without a part of the file."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Notes a loss; what is said of fonts changes no letter."""
        self.found += [text for text in [record.getMessage()] if text.startswith("Data-loss")]


@contextmanager
def _losses() -> Iterator[list[str]]:
    """What pdfminer logs of losses meanwhile."""
    logger, losses = logging.getLogger("pdfminer"), _Losses()
    propagated, logger.propagate = logger.propagate, False
    logger.addHandler(losses)
    try:
        yield losses.found
    finally:
        logger.removeHandler(losses)
        logger.propagate = propagated


_CHECKSUM = 4
"""Bytes at the end of a packed stream, without which nothing is lost."""


def _is_whole(page: Any) -> bool:
    """Whether what is drawn on a page can be unpacked to its end: pdfminer says nothing of one that is cut off."""
    from pdfminer.pdftypes import resolve1

    for stream in map(resolve1, page.page_obj.contents):
        data = getattr(stream, "rawdata", None)
        names = [getattr(name, "name", "") for name, _ in stream.get_filters()]
        if not data or stream.decipher or names != ["FlateDecode"]:
            continue
        unpacking = zlib.decompressobj()
        try:
            unpacking.decompress(data[:-_CHECKSUM])
            unpacking.decompress(data[-_CHECKSUM:])
        except zlib.error:
            return _unpacks(data[:-_CHECKSUM])
        if not unpacking.eof:
            return False
    return True


def _unpacks(data: bytes) -> bool:
    try:
        zlib.decompressobj().decompress(data)
    except zlib.error:
        return False
    return True


class Line(NamedTuple):
    """A line of a page with its box."""

    text: str
    page: int
    box: tuple[float, float, float, float]

    @property
    def height(self) -> float:
        """From the top of its letters to their foot."""
        return self.box[3] - self.box[1]


def read(data: bytes, path: str) -> Received:
    """The text; ``DataError`` for a file that is locked or broken, or has pictures of pages only."""
    with needing("pdfplumber", "extract"):
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
        from pdfminer.pdfparser import PDFSyntaxError
        from pdfplumber.utils.exceptions import PdfminerException
    try:
        with _losses() as losses, pdfplumber.open(io.BytesIO(data)) as file:
            lost = any(not _is_whole(page) for page in file.pages)
            pages = [] if lost else [_lines(page, number) for number, page in enumerate(file.pages, 1)]
            facts = {"title": title} if (title := clean(str((file.metadata or {}).get("Title") or ""))) else {}
    except (PDFPasswordIncorrect, PdfminerException, PDFSyntaxError, ValueError, KeyError, TypeError) as error:
        raise _unreadable(error, path, PDFPasswordIncorrect) from error
    if lost or losses:
        found = Message("the PDF is damaged: a part of its text is lost")
        raise DataError(Problem("broken-file", found, Message("get it again from where it came"), Location(path)))
    if not any(pages):
        found = Message("the PDF has no text, only pictures of pages")
        raise DataError(
            Problem(
                "no-text",
                found,
                Message("run it through a program for text recognition first, and check what that made of it"),
                Location(path),
            )
        )
    furniture = _furniture(pages)
    lines = [line for page in pages for line in page if not _is_furniture(line, page, furniture)]
    text, places = joined(_paragraphs(lines))
    dropped = tuple(dict.fromkeys(line.text for page in pages for line in page if _is_furniture(line, page, furniture)))
    return Received(text, places, facts, dropped)


def _unreadable(error: Exception, path: str, locked: type[Exception]) -> Exception:
    if isinstance(error, locked) or any(isinstance(part, locked) for part in error.args):
        found, remedy = (
            Message("the PDF is locked with a password"),
            Message("open it and save a copy without the password"),
        )
        return DataError(Problem("locked-file", found, remedy, Location(path)))
    return DataError(
        Problem(
            "broken-file",
            Message("the file is damaged, or not a PDF"),
            Message("get it again from where it came"),
            Location(path),
        )
    )


def _lines(page: Any, number: int) -> list[Line]:
    found = page.extract_text_lines(return_chars=False)
    boxes = [
        (clean(re.sub(f"{_SOFT}$", "-", one["text"])), (one["x0"], one["top"], one["x1"], one["bottom"]))
        for one in found
    ]
    return [Line(text, number, tuple(round(side, 1) for side in box)) for text, box in boxes if text]


# ── Furniture ────────────────────────────────────────────────────────────────────────────────────────────────


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _edges(page: list[Line]) -> list[Line]:
    return [*page[:_EDGE], *page[max(_EDGE, len(page) - _EDGE) :]]


def _furniture(pages: list[list[Line]]) -> set[str]:
    """What stands at the top or the foot of most pages, whatever number is in it."""
    counts = Counter(shape for page in pages for shape in {_shape(line.text) for line in _edges(page)})
    return {shape for shape, count in counts.items() if count >= max(_MANY_PAGES, len(pages) // 2)}


def _is_furniture(line: Line, page: list[Line], furniture: set[str]) -> bool:
    return line in _edges(page) and (_shape(line.text) in furniture or bool(_NUMBER.fullmatch(line.text)))


# ── Paragraphs ───────────────────────────────────────────────────────────────────────────────────────────────


def _paragraphs(lines: list[Line]) -> list[Paragraph]:
    """Lines joined where a sentence goes on; the place of a paragraph is the box around its lines on the first page."""
    known = {word.lower() for line in lines for word in re.findall(r"[\w-]+", line.text)}
    width = max((line.box[2] - line.box[0] for line in lines), default=0)
    found: list[tuple[str, list[Line]]] = []
    for line in lines:
        if found and _goes_on(found[-1][1][-1], line, width):
            found[-1] = (_glued(found[-1][0], line.text, known), [*found[-1][1], line])
        else:
            found.append((line.text, [line]))
    return [Paragraph(text, _around(some)) for text, some in found]


def _goes_on(line: Line, following: Line, width: float) -> bool:
    """Whether a paragraph goes on in the next line."""
    is_finished = line.text[-1] in ".!?:;”»"
    if following.page != line.page:
        return not is_finished and (following.text[0].islower() or line.box[2] - line.box[0] > width * _NARROW)
    gap = following.box[1] - line.box[3]
    if gap > line.height * 0.8 or abs(line.height - following.height) > _OTHER_SIZE:
        return following.text[0].islower() and not is_finished
    if re.match(r"[•▪●◦–-]\s|\(?\w{1,2}[.)]\s", following.text):
        return False
    return not (is_finished and line.box[2] - line.box[0] < width * _NARROW)


def _glued(text: str, following: str, known: set[str]) -> str:
    """Two lines as one; a hyphen at the end of the first goes, unless the word is written with it elsewhere."""
    last, first = re.search(r"([^\W\d_]+)-$", text), re.match(r"[^\W\d_]+", following)
    if not last or not first or not first[0][0].islower():
        return f"{text} {following}" if not last else text + following
    with_hyphen = f"{last[1]}-{first[0]}".lower()
    return text + following if with_hyphen in known else text[:-1] + following


def _around(lines: list[Line]) -> Place:
    same = [line.box for line in lines if line.page == lines[0].page]
    left, top, right, bottom = zip(*same, strict=True)
    return Place(0, 0, lines[0].page, (min(left), min(top), max(right), max(bottom)))
