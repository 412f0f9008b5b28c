"""Texts as they are searched for a name: without case, diacritics, invisible characters, escapes, markup, in Latin letters.

A ``View`` is one such reading of a text; it knows where in the text each of its characters comes from.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from urllib.parse import unquote

from anyascii import anyascii

_CHUNK = 512
_APOSTROPHES = "'’‘‛ʼʹʻ`´′"
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Letters of scripts that put no space between words; they stay as they are."""
_LOOKS = dict(zip("авекмнорстухіјѕԁһԛԝѵ" + "αβεηικνορτυχ", "abekmhopctyxijsdhqwv" + "abenikvoptux", strict=True))
"""Letters of Cyrillic and Greek that look like a Latin one; a small letter stands for its capital too."""


_MIXED = re.compile(r"[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z]")
"""Where two letters of one word are of different scripts, of which one may stand for what it looks like."""


class _Table(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        super().__init__()
        self._fold = fold

    def __missing__(self, code: int) -> str:
        self[code] = folded = self._fold(chr(code))
        return folded

    @cached_property
    def _of_ascii(self) -> bytes:
        """What each byte of UTF-8 becomes: a character of ASCII becomes one of ASCII, the bytes of others stay."""
        return bytes([*(ord(self._fold(chr(code))) for code in range(128)), *range(128, 256)])

    def of(self, text: str) -> str:
        """A text with each character as it stands here; those of ASCII, which are most of a graph, all at once."""
        known = text.encode("utf-8", "surrogatepass").translate(self._of_ascii).decode("utf-8", "surrogatepass")
        return _FOREIGN.sub(lambda run: run[0].translate(self), known)


_FOREIGN = re.compile(r"[^\x00-\x7f]+")


def _by_sound(char: str) -> str:
    """A character in plain Latin small letters, by its sound; nothing for marks and for what cannot be seen."""
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Mc", "Cf") or char in "\u115f\u1160\u3164\uffa0\u2800":
        return ""
    if char in _APOSTROPHES:
        return "'"
    if category == "Pd" or char == "\u2212":
        return "-"
    if char.isspace() and char != "\n":
        return " "
    plain = unicodedata.normalize("NFKD", char)
    if not char.isalpha() or plain.isascii() or _UNSPACED.match(char):
        return unicodedata.normalize("NFKC", plain if plain.isascii() else char).lower()
    letters = "".join(part for part in plain if not unicodedata.combining(part))
    return "".join(letter for letter in anyascii(letters).lower() if letter.isalpha())


def _by_looks(char: str) -> str:
    return _LOOKS.get(char.lower()) or _by_sound(char)


_SOUND, _LOOK = _Table(_by_sound), _Table(_by_looks)


def fold(text: str) -> str:
    """A text in plain Latin small letters.

    >>> fold("Лукпан\u200b Ахмедь\u00adяров"), fold("MU\u0308LLER"), fold("Әсел")
    ('lukpan akhmedyarov', 'muller', 'asel')
    """
    return text.lower() if text.isascii() else _SOUND.of(text)


@dataclass(frozen=True, slots=True)
class View:
    """A reading of a text: ``plain``, in which case and scripts are still told apart, and ``folded``, which is searched.

    ``looks``: letters became those that they look like, not those that they sound like.
    """

    plain: str
    folded: str
    looks: bool = False
    origin: tuple[list[int], list[int], View] | None = None
    """The offsets in ``plain`` at which a piece begins, those in the view that it was made of, and this view."""
    _sums: list[int] = field(default_factory=list)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in ``plain`` of a place in ``folded``."""
        if len(self.plain) == len(self.folded) and self.plain.isascii():
            return start, end
        return self._place(start), self._place(end - 1) + 1

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The place in the text itself of a place in ``plain``."""
        if self.origin is None:
            return start, end
        return self.origin[2].source(self._source(start), self._source(end, last=True))

    def _place(self, offset: int) -> int:
        """The character of ``plain`` from which the one at an offset of ``folded`` comes."""
        table = _LOOK if self.looks else _SOUND
        if not self._sums:
            pieces = (self.plain[at : at + _CHUNK] for at in range(0, len(self.plain), _CHUNK))
            self._sums.extend(
                accumulate((len(piece if piece.isascii() else table.of(piece)) for piece in pieces), initial=0)
            )
        chunk = bisect_right(self._sums, offset) - 1
        at, left = chunk * _CHUNK, offset - self._sums[chunk]
        while (width := len(table[ord(self.plain[at])])) <= left:
            left -= width
            at += 1
        return at

    def _source(self, offset: int, *, last: bool = False) -> int:
        assert self.origin
        begins, sources, _ = self.origin
        piece = bisect_right(begins, offset - last) - 1
        if piece % 2:  # an escape or markup, which stands as a whole
            return sources[piece + last]
        return sources[piece] + offset - begins[piece]


_ESCAPES = re.compile(
    r"(?:\\u[0-9a-fA-F]{4})+|\\U[0-9a-fA-F]{8}|\\[ux]\{[0-9a-fA-F]+\}|\\x[0-9a-fA-F]{2}|\\[nrtfb](?=[^\W\d_])|\\\\(?=[nrtuUx])|\\\r?\n\s*"
    r"|&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|(?:%[0-9a-fA-F]{2})+|-[ \t]*\r?\n[ \t]*(?=\w)"
)
"""Characters that are written in another way: in JSON, RDF, HTML and addresses, and words divided at the end of a line."""
_TAGS = re.compile(r"<[^<>]*>|\\[`'^\"~=.cuvHdbrk]?\{?|[{}]|\*\*|__")
"""Markup of SVG, HTML, Markdown and BibTeX, which may stand within a word."""


_APOSTROPHE = re.compile(rf"(?<=[^\W\d_])[{_APOSTROPHES}](?!s\b)(?=[^\W\d_])")
"""A mark within a word, as for a soft sign."""


def _unescaped(written: str) -> str:
    if written[0] == "-" or written[:2] in ("\\\n", "\\\r"):
        return ""
    if written[0] == "%":
        return unquote(written, errors="replace")
    if written[0] == "&":
        return html.unescape(written)
    if written[1] == "u" and written[2] != "{":
        return bytes.fromhex(written.replace("\\u", "")).decode("utf-16-be", errors="replace")
    if written[1] in "Uux":
        return html.unescape(f"&#x{written[2:].strip('{}')};")
    return {"n": "\n", "r": "\n", "t": " ", "f": " ", "b": " "}.get(written[1], written[1])


def _replaced(view: View, pattern: re.Pattern[str], instead: Callable[[str], str]) -> View | None:
    """A view of a view with what a pattern finds replaced; ``None`` if it finds nothing."""
    parts: list[str] = []
    begins, sources, at, length = [], [], 0, 0
    for match in pattern.finditer(view.plain):
        for piece, source in ((view.plain[at : match.start()], at), (instead(match[0]), match.start())):
            begins.append(length)
            sources.append(source)
            parts.append(piece)
            length += len(piece)
        at = match.end()
    if not parts:
        return None
    parts.append(view.plain[at:])
    plain = "".join(parts)
    return View(plain, fold(plain), origin=([*begins, length, len(plain)], [*sources, at, len(view.plain)], view))


def views(text: str, *, markup: bool = False) -> Iterator[View]:
    """Each reading of a text: as it is written, with what is written otherwise resolved, and without its markup."""
    view = View(text, fold(text))
    yield from _looked(view)
    for _ in range(3):  # a percent sign in an address may itself be escaped
        if not any(mark in view.plain for mark in ("\\", "&", "%", "-\n", "-\r", "- \n")):
            break
        resolved = _replaced(view, _ESCAPES, _unescaped)
        if resolved is None or resolved.plain == view.plain:
            break
        view = resolved
        yield from _looked(view)
    written = View(text, view.folded)
    for one, pattern, gap in (
        *(((view, _APOSTROPHE, ""),) if "'" in view.folded else ()),
        *(((view, _TAGS, ""), (view, _TAGS, " "), (written, _TAGS, "")) if markup else ()),
    ):
        bare = _replaced(one, pattern, lambda _, gap=gap: gap)  # type: ignore[misc]
        if bare:
            yield from _looked(bare)


def _looked(view: View) -> Iterator[View]:
    yield view
    if not view.plain.isascii() and _MIXED.search(view.plain):
        folded = _LOOK.of(view.plain)
        if folded != view.folded:
            yield View(view.plain, folded, looks=True, origin=view.origin)
