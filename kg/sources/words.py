"""Words of a text in any script: where they begin and end, and where they stand in spite of what nobody sees.

Two texts differ in form only if their words are written with other spaces, quotation marks, dashes, accents (NFC or NFD),
ligatures, capitals, or with characters that do not show, such as soft hyphens.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal, NamedTuple

from kg.model.message import Message

Level = Literal["exact", "form", "words"]
"""How alike two spans must be: in every character, in all but their form, or in their letters and digits."""

_APOSTROPHES = "'’‘ʼʻʹ`´′＇‛"
_QUOTATION = '"“”„‟«»‹›″＂'
_HYPHENS = "-‐‑"
_DASHES = f"{_HYPHENS}‒–—―−﹘﹣－"
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_WITHIN_NUMBERS = ".,٫٬'’\u00a0\u2009\u202f"
_SAME = {ord(c): "'" for c in _APOSTROPHES} | {ord(c): '"' for c in _QUOTATION} | {ord(c): "-" for c in _DASHES}
_UNSPACED = (
    "CJK",
    "HIRAGANA",
    "KATAKANA",
    "BOPOMOFO",
    "THAI",
    "LAO",
    "KHMER",
    "MYANMAR",
    "TIBETAN",
    "YI ",
    "IDEOGRAPHIC",
)
"""Scripts that write no spaces between words: there every character may begin one."""


# ── Where words begin and end ────────────────────────────────────────────────────────────────────────────────


def cuts_word(text: str, at: int) -> bool:
    """Whether an offset lies inside a word, a number, or a character with its accents.

    >>> [cuts_word("unarmed", 2), cuts_word("non-violent", 4), cuts_word("1,000 men", 2), cuts_word("the men", 4)]
    [True, True, True, False]
    """
    if not 0 < at < len(text):
        return False
    before, after = _before(text, at), _after(text, at)
    if _is_mark(text[at]):
        return bool(before) and not before[-1].isspace()
    if not before or not after:
        return False
    left, right = before[-1], after[0]
    if _is_letter(left) and _is_letter(right):
        return not (_is_unspaced(left) or _is_unspaced(right))
    if _is_letter(left) and len(after) > 1:
        return _joins(left, right, after[1])
    return _is_letter(right) and len(before) > 1 and _joins(before[-2], left, right)


def word_at(text: str, at: int) -> str:
    """The word that an offset cuts."""
    start, end = at, at
    while cuts_word(text, start):
        start -= 1
    while cuts_word(text, end):
        end += 1
    return text[start:end]


def _before(text: str, at: int) -> str:
    """The two characters before an offset, without accents and what does not show."""
    return "".join([c for c in text[max(0, at - 12) : at] if not (_is_mark(c) or c in _INVISIBLE)][-2:])


def _after(text: str, at: int) -> str:
    return "".join([c for c in text[at : at + 12] if not (_is_mark(c) or c in _INVISIBLE)][:2])


def _joins(left: str, mark: str, right: str) -> bool:
    """Whether a mark between two characters joins them to one word or number."""
    if not (_is_letter(left) and _is_letter(right)):
        return False
    if left.isdigit() and right.isdigit():
        return mark in _WITHIN_NUMBERS
    return mark in _HYPHENS or (mark in _APOSTROPHES and not left.isdigit() and not right.isdigit())


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _is_unspaced(character: str) -> bool:
    return character > "\u0e00" and unicodedata.name(character, "").startswith(_UNSPACED)


# ── Where words stand ────────────────────────────────────────────────────────────────────────────────────────


class _Folded(NamedTuple):
    """A text without differences of form, and where each of its characters begins and ends in the text itself."""

    text: str
    starts: list[int]
    ends: list[int]


def spans_of(text: str, words: str, level: Level = "exact", *, whole: bool = True) -> Iterator[tuple[int, int]]:
    r"""Where some words stand in a text, from and to; only as whole words, unless ``whole`` is off.

    >>> list(spans_of("the caf\u00e9 and the cafe\u0301", "café", "form"))
    [(4, 8), (17, 22)]
    """
    for start, end in _exact(text, words) if level == "exact" else _alike(text, words, level):
        if not (whole and (cuts_word(text, start) or cuts_word(text, end))):
            yield start, end


def _exact(text: str, words: str) -> Iterator[tuple[int, int]]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)


def _alike(text: str, words: str, level: Level) -> Iterator[tuple[int, int]]:
    found, wanted = _folded(text, level), _folded(words, level).text.strip()
    for start, end in _exact(found.text, wanted):
        is_cut = start and found.starts[start - 1] == found.starts[start]
        is_cut = is_cut or (end < len(found.text) and found.ends[end - 1] == found.ends[end])
        if not is_cut:  # not inside a ligature
            span = found.starts[start], found.ends[end - 1]
            yield _with_marks(text, *span) if level == "words" else span


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """A span with the quotation marks and brackets that enclose its first or its last word."""
    while start and text[start - 1] in _OPENING:
        start -= 1
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return start, end


_OPENING, _CLOSING = "“„«‘([", "”»’)]"


@lru_cache(maxsize=4096)
def _folded(text: str, level: Level) -> _Folded:
    folded = _Folded("", [], [])
    parts: list[str] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and (_is_mark(text[end]) or text[end] in _INVISIBLE):
            end += 1
        piece = _plain(text[at:end], level)
        if piece == " " and (not parts or parts[-1].endswith(" ")):
            piece = ""
        parts.append(piece)
        folded.starts.extend([at] * len(piece))
        folded.ends.extend([end] * len(piece))
        at = end
    return folded._replace(text="".join(parts))


def _plain(cluster: str, level: Level) -> str:
    """A character with its accents, without differences of form."""
    shown = "".join(c for c in cluster if c not in _INVISIBLE)
    if not shown:
        return ""
    if shown.isspace():
        return " "
    plain = unicodedata.normalize("NFKD", shown.translate(_SAME)).translate(_SAME).casefold()
    return plain if level == "form" or any(map(_is_letter, plain)) else " "


# ── How they differ ──────────────────────────────────────────────────────────────────────────────────────────


def difference(here: str, there: str) -> tuple[str, str]:
    """The first characters in which two texts differ.

    >>> difference("the mayor's", "the mayor’s")
    ("'", '’')
    """
    for kind, first, last, start, end in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        if kind != "equal":
            return here[first:last], there[start:end]
    return "", ""


def kind_of_difference(here: str, there: str) -> Message:
    """What two different spans of characters differ in."""
    both = here + there
    for characters, kind in _KINDS:
        if all(c.isspace() if characters == " " else c in characters for c in both):
            return kind
    for form, kind in _FORMS:
        if unicodedata.normalize(form, here) == unicodedata.normalize(form, there):
            return kind
    return _CAPITALS if here.casefold() == there.casefold() else _PUNCTUATION


_KINDS = (
    (" ", Message("other white space")),
    (_APOSTROPHES, Message("another apostrophe")),
    (_QUOTATION + _APOSTROPHES, Message("other quotation marks")),
    (_DASHES, Message("another dash")),
    (_INVISIBLE, Message("characters that do not show")),
)
_FORMS: tuple[tuple[Literal["NFC", "NFKC"], Message], ...] = (
    ("NFC", Message("an accent in another form (NFC, NFD)")),
    ("NFKC", Message("a ligature or another variant of a character (NFKC)")),
)
_CAPITALS = Message("other capitals")
_PUNCTUATION = Message("other punctuation")


def named(characters: str) -> str:
    r"""Characters with their code points, and the names of those that do not show by themselves.

    >>> named("\u00a0")
    'no-break space (U+00A0)'
    """
    if len(characters) > _FEW:
        return f'"{characters}"'
    names = [
        c if c.isprintable() and not _is_mark(c) and not c.isspace() else unicodedata.name(c, "?").lower()
        for c in characters
    ]
    codes = " ".join(f"U+{ord(c):04X}" for c in characters)
    seen = f"{characters}: " if len(characters) > 1 and any(map(_is_mark, characters)) else ""
    return f"{seen}{', '.join(names)} ({codes})" if characters else ""


_FEW = 4


def nearest_text(words: str, texts: list[str]) -> str:
    """The text with most of the words in their order; empty if none has three in five of them."""
    wanted = _folded(words, "words").text.split()
    split = {text: _folded(text, "words").text.split() for text in texts}
    likely = sorted(texts, key=lambda text: -len(set(wanted) & set(split[text])))[:5]
    scores = {text: _in_order(wanted, split[text]) / max(1, len(wanted)) for text in likely}
    best = max(likely, key=lambda text: scores[text], default="")
    return best if best and scores[best] >= _ENOUGH else ""


_ENOUGH = 0.6


def _in_order(wanted: list[str], found: list[str]) -> int:
    return sum(block.size for block in SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks())


ELLIPSIS = re.compile(r"\s*(?:[\[(](?:…|\.\.\.)[\])]|…|(?<!\.)\.\.\.(?!\.))\s*")
"""What stands for the middle of a quote."""
