"""Characters by which two texts look alike and yet differ: composed where that changes nothing, otherwise named.

Invisible characters, controls of the writing direction, letters of two scripts in one word and letters in the form of a
font are refused. What a script needs is allowed: the joiners of Arabic, Persian and the scripts of India, the breaks
between words in Khmer and Thai, the selectors of Mongolian, of Han characters and of emoji.
See UAX #31 (https://www.unicode.org/reports/tr31/) and UTS #39 (https://www.unicode.org/reports/tr39/).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from kg.model.errors import InvalidValueError
from kg.model.message import Message

_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})
"""The hyphen and the no-break hyphen, which look like the one on the keyboard."""
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ue000-\uf8ff\x7f-\x9f\u2028\u2029"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
"""Characters that cannot be seen: those ignored by default (Default_Ignorable_Code_Point), controls,
separators of lines and private ones."""
_SPACE = re.compile(r"[^\S ]")
_LOST = re.compile("[\ufffc\ufffd]")
_ALIKE = re.compile("[\ufb00-\ufb06\ufb13-\ufb17\ufb50-\ufdcf\ufe70-\ufefc\U0001d400-\U0001d7ff]")
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
"""Letters and digits in a form that a font would give them: ligatures, positional, mathematical; and of full width."""
_JOINED: tuple[str, ...] = (
    "ARABIC",
    "SYRIAC",
    "MONGOLIAN",
    "NKO",
    "MANDAIC",
    "DEVANAGARI",
    "BENGALI",
    "GURMUKHI",
    "GUJARATI",
    "ORIYA",
)
_JOINED += ("TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "KHMER", "MYANMAR", "TIBETAN", "BALINESE", "JAVANESE")
"""Scripts in which a joiner or a non-joiner changes how letters look."""
_UNSPACED = ("KHMER", "THAI", "LAO", "MYANMAR", "TIBETAN", "BALINESE", "JAVANESE")
"""Scripts without spaces between words: a zero-width space says where a line may break."""
_TOGETHER = (
    {"CJK", "HIRAGANA", "KATAKANA", "LATIN"},
    {"CJK", "BOPOMOFO", "LATIN"},
    {"CJK", "HANGUL", "LATIN"},
)
"""Scripts that are written in one word: UTS #39, highly restrictive."""
_SCRIPTS: tuple[str, ...] = (
    "LATIN",
    "CYRILLIC",
    "GREEK",
    "COPTIC",
    "ARMENIAN",
    "GEORGIAN",
    "HEBREW",
    "ARABIC",
    "SYRIAC",
    "THAANA",
)
_SCRIPTS += ("DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM")
_SCRIPTS += (
    "SINHALA",
    "THAI",
    "LAO",
    "TIBETAN",
    "MYANMAR",
    "HANGUL",
    "ETHIOPIC",
    "CHEROKEE",
    "OGHAM",
    "RUNIC",
    "KHMER",
)
_SCRIPTS += ("MONGOLIAN", "HIRAGANA", "KATAKANA", "BOPOMOFO", "CJK", "LISU", "TIFINAGH", "GLAGOLITIC", "DESERET")
_SCRIPTS += ("CANADIAN", "VAI", "BAMUM", "YI", "JAVANESE", "BALINESE", "NKO", "OSAGE", "ADLAM", "MANDAIC", "GOTHIC")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_INITIAL = re.compile(r"(?<!\w)([^\W\d_])(?=\.)")
_SAME = frozenset(
    "ABCEHIJKMOPSTXY"
    "\u0410\u0412\u0421\u0415\u041d\u0406\u0408\u041a\u041c\u041e\u0420\u0405\u0422\u0425\u0423"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
)
"""Capitals that look the same in Latin, Cyrillic and Greek."""
_LATIN_LOOKS = _SAME | frozenset(
    "\u0430\u0441\u0501\u0435\u04bb\u0456\u0458\u043e\u0440\u051b\u0455\u051d\u0445\u0443\u04cf\u04af\u0475"
    "\u03b1\u03b9\u03ba\u03bd\u03bf\u03c1\u03c5\u03c7"
)
"""Letters of Cyrillic and Greek that look like Latin ones."""
_ABBREVIATED = re.compile(
    r"[A-Z]{2,}[\u0430-\u044f\u0451\u0454\u0456\u0457\u0493\u049b\u04a3\u04af\u04b1\u04d9\u04e9]+"
)
"""An abbreviation in Latin capitals with an ending in Cyrillic, as Russian and Kazakh write it: SMSки, USAIDтің."""
_MARKS = {"\u200e", "\u200f", "\u061c"}
"""Marks of direction, which a paragraph in Arabic or Hebrew needs beside Latin words."""


def plain(text: str, *, prose: bool = False) -> str:
    r"""The text composed (NFC), with plain spaces and hyphens; ``InvalidValueError`` names a character that misleads.

    In ``prose`` the spaces stay, and right-to-left text may have marks of direction.

    >>> plain("Jose\u0301\u00a0Diaz")
    'José Diaz'
    """
    if text.isascii() and text.isprintable():
        return text if prose else text.strip()
    made = unicodedata.normalize("NFC", text).translate(_HYPHENS)
    for found, remedy in _faults(made, prose=prose):
        raise InvalidValueError(found, remedy)
    return made if prose else composed(made)


def composed(text: str) -> str:
    """A name as ``plain`` writes it, whatever characters are in it: for what somebody types to find a name."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text).translate(_HYPHENS)).strip()


def named(character: str) -> str:
    r"""A character by its code point and name, as Unicode writes them.

    >>> named("\u00ad"), named("\x85")
    ('U+00AD SOFT HYPHEN', 'U+0085 control character')
    """
    kinds = {"Cc": "control character", "Co": "private character"}
    return f"U+{ord(character):04X} {unicodedata.name(character, kinds.get(unicodedata.category(character), 'unassigned'))}"


def strangers(text: str) -> Message | None:
    """The letters of a text that has to be in ASCII, by name, if they look like those of ASCII; else ``None``."""
    found = dict.fromkeys(letter for letter in text if not letter.isascii())
    if not found or not found.keys() <= _LATIN_LOOKS:
        return None
    return Message("it contains {characters}", characters=", ".join(map(named, found)))


_ANEW = Message("remove it, or type the text anew instead of copying it")
_ONE_SCRIPT = Message("write every letter of a word in one script")
_PLAIN_LETTERS = Message("write plain letters and digits")


def _faults(text: str, *, prose: bool) -> Iterator[tuple[Message, Message]]:
    """What is wrong with each character that misleads, and what to do."""
    for match in _UNSEEN.finditer(text):
        if not _is_needed(text, match.start(), prose=prose):
            unseen = Message("{character} {where} cannot be seen", character=named(match[0]), where=_where(match))
            yield unseen, _ANEW
    for match in _LOST.finditer(text):
        lost = Message("{character} {where} is left of a lost one", character=named(match[0]), where=_where(match))
        yield lost, Message("write the character that was meant")
    for match in (*_ALIKE.finditer(text), *(() if _has_han(text) else _WIDE.finditer(text))):
        alike = Message(
            "{character} {where} looks like a plain letter or digit",
            character=named(match[0]),
            where=_where(match),
        )
        yield alike, _PLAIN_LETTERS
    for match in _WORD.finditer(text):
        if (at := _stranger(match[0])) is not None:
            mixed = Message(
                '{character} is in the word "{word}", whose other letters are {script}',
                character=named(match[0][at]),
                word=match[0],
                script=_other(match[0], at),
            )
            yield mixed, _ONE_SCRIPT
    for match in () if prose else _INITIAL.finditer(text):
        others = {script for letter in text if (script := _script(letter)) and letter != match[0]}
        if match[0] in _SAME and others and _script(match[0]) not in others:
            initial = Message(
                "the initial {character} is among words whose letters are {script}",
                character=named(match[0]),
                script=min(others).capitalize(),
            )
            yield initial, _ONE_SCRIPT


def _where(match: re.Match[str]) -> Message:
    """After which few characters a match is."""
    before = match.string[max(0, match.start() - 12) : match.start()]
    return Message('after "{before}"', before=before) if before else Message("at the beginning")


def _other(word: str, at: int) -> str:
    """The script of the other letters of a word."""
    return next(script for letter in word if (script := _script(letter)) not in ("", _script(word[at]))).capitalize()


def _has_han(text: str) -> bool:
    return any(_name(letter).startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL")) for letter in text)


def _is_needed(text: str, at: int, *, prose: bool) -> bool:
    """Whether a script or an emoji needs an invisible character at its place."""
    character = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    scripts = _name(before), _name(after)
    match character:
        case "\n" | "\r" | "\t":
            return True
        case "\u200c" | "\u200d" if before.strip() and after.strip() and not {before, after} & {"\u200c", "\u200d"}:
            return any(name.startswith(_JOINED) for name in scripts) or (
                character == "\u200d" and _is_pictured(before) and _is_pictured(after)
            )
        case "\u200b":
            return all(name.startswith(_UNSPACED) for name in scripts)
        case "\u200e" | "\u200f" | "\u061c":
            return prose and any(
                unicodedata.bidirectional(letter) in ("R", "AL") for letter in text if letter not in _MARKS
            )
        case _ if "\ufe00" <= character <= "\ufe0f":
            return _is_pictured(before) or before in "#*0123456789" or _name(before).startswith("CJK")
        case _ if "\U000e0100" <= character <= "\U000e01ef":
            return _name(before).startswith("CJK")
    return "\u180b" <= character <= "\u180f" and _name(before).startswith("MONGOLIAN")


def _is_pictured(character: str) -> bool:
    return bool(character) and (
        unicodedata.category(character) in ("So", "Sk", "Sm") or "\ufe00" <= character <= "\ufe0f"
    )


def _name(character: str) -> str:
    return unicodedata.name(character, "") if character else ""


@cache
def _script(letter: str) -> str:
    """The script of a letter, by its name; empty for marks, signs, and letters of every script."""
    name = _name(letter)
    first = name.partition(" ")[0]
    if not unicodedata.category(letter).startswith("L") or unicodedata.category(letter) == "Lm":
        return ""
    return first if first in _SCRIPTS else ""


def _stranger(word: str) -> int | None:
    """Where a word has a letter of another script than most of its letters; ``None`` if it is in one script."""
    if word.isascii():
        return None
    letters = [(at, script) for at, letter in enumerate(word) if (script := _script(letter))]
    scripts = [script for _, script in letters]
    if len(set(scripts)) < 2 or any(set(scripts) <= group for group in _TOGETHER) or _is_abbreviated(word):  # noqa: PLR2004
        return None
    usual = max(sorted(set(scripts)), key=scripts.count)
    return next(at for at, script in letters if script != usual)


def _is_abbreviated(word: str) -> bool:
    return bool(_ABBREVIATED.fullmatch(word))
