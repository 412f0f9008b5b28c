"""Patterns: XPath's regular expressions, which ``sh:pattern`` takes, written as those of Oxigraph.

SHACL, section 4.4.3, leads through SPARQL's REGEX to XPath (https://www.w3.org/TR/xpath-functions-31/#regex-syntax) and
XML Schema (part 2, appendix G). Oxigraph reads another syntax, in which the same text often means something else. It
matches in linear time, so that no pattern can stop a check; back-references, which it therefore lacks, are refused.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from kg.model.errors import InvalidValueError
from kg.model.message import Message
from kg.model.terms import Term, literal

FLAGS = "imqsx"
_SPACE = "\t\n\r "
_CATEGORIES = frozenset(
    [
        "L",
        "Lu",
        "Ll",
        "Lt",
        "Lm",
        "Lo",
        "M",
        "Mn",
        "Mc",
        "Me",
        "N",
        "Nd",
        "Nl",
        "No",
        "P",
        "Pc",
        "Pd",
        "Ps",
        "Pe",
        "Pi",
        "Pf",
        "Po",
        "Z",
        "Zs",
        "Zl",
        "Zp",
        "S",
        "Sm",
        "Sc",
        "Sk",
        "So",
        "C",
        "Cc",
        "Cf",
        "Co",
        "Cn",
    ]
)
_NAME_START = (
    r":A-Z_a-z\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{2FF}\x{370}-\x{37D}\x{37F}-\x{1FFF}\x{200C}\x{200D}\x{2070}-\x{218F}"
    r"\x{2C00}-\x{2FEF}\x{3001}-\x{D7FF}\x{F900}-\x{FDCF}\x{FDF0}-\x{FFFD}\x{10000}-\x{EFFFF}"
)
_NAME = rf"{_NAME_START}\-.0-9\x{{B7}}\x{{300}}-\x{{36F}}\x{{203F}}\x{{2040}}"
_CLASSES = {
    "c": f"[{_NAME}]", "C": f"[^{_NAME}]", "d": r"\p{Nd}", "D": r"\P{Nd}", "i": f"[{_NAME_START}]", "I": f"[^{_NAME_START}]",
    "s": r"[\t\n\r\x{20}]", "S": r"[^\t\n\r\x{20}]", "w": r"[^\p{P}\p{Z}\p{C}]", "W": r"[\p{P}\p{Z}\p{C}]",
}  # fmt: skip
"""What the escapes of several characters mean (XML Schema, part 2, appendix G.4.2.5)."""
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"} | {sign: sign for sign in r"\|.?*+(){}-[]^$"}
_COUNT = re.compile(r"\{(\d+)(,(\d*))?\}")
_ONE = r"(?:\\[pP]\{\w+\}|\\x\{\w+\}|\[[^\[\]]*\]|\[\[[^\[\]]*\]--\[[^\[\]]*\]\]|\.|\w)"
_COUNTED = re.compile(rf"\\A({_ONE}|\(\?[is]:{_ONE}\))\{{(\d+)(?:(,)(\d*))?\}}\\z")
"""One character that is repeated a number of times, as the whole pattern."""
_BLOCKS = Path(__file__).with_name("unicode_blocks.txt")


class Pattern(NamedTuple):
    """A pattern for Oxigraph; a text also needs ``least`` to ``most`` characters, where these are set."""

    text: str
    least: int | None = None
    most: int | None = None


def matching(variable: str, pattern: Term, flags: str) -> str:
    """The expression that is true where the text of a term matches a pattern."""
    found = translated(pattern, flags)
    parts = [f"REGEX(STR({variable}), {literal(found.text)})"]
    parts += [f"STRLEN(STR({variable})) >= {found.least}"] if found.least else []
    parts += [f"STRLEN(STR({variable})) <= {found.most}"] if found.most is not None else []
    return " && ".join(parts)


@lru_cache(maxsize=1000)
def translated(pattern: str, flags: str) -> Pattern:
    r"""A pattern of XPath as one of Oxigraph; ``InvalidValueError`` if it is not one, or cannot be matched.

    >>> translated("^[a-z-[aeiou]]+$", "").text
    '\\A[[a-z]--[aeiou]]+\\z'
    """
    for flag in flags:
        if flag not in FLAGS:
            raise _fault(
                Message('"{flag}" is not a flag', flag=flag), Message("the flags are: {flags}", flags=", ".join(FLAGS))
            )
    if "q" in flags:
        return Pattern(_cased("".join(map(_plain, pattern)), flags))
    reader = _Reader(pattern, flags)
    return reader.whole()


def _fault(found: Message, remedy: Message | tuple[()] = ()) -> InvalidValueError:
    return InvalidValueError(found, remedy)


def _plain(character: str) -> str:
    """A character as itself, anywhere in a pattern of Oxigraph."""
    return character if character.isascii() and character.isalnum() else f"\\x{{{ord(character):X}}}"


def _cased(text: str, flags: str) -> str:
    return f"(?i:{text})" if "i" in flags and text else text


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str, flags: str) -> None:
        self.pattern, self.flags = pattern, flags
        self.at = 0
        self.groups = 0

    def whole(self) -> Pattern:
        """The whole pattern; one character that is repeated many times becomes a length, as its size is limited."""
        text = self._branches()
        if self.at < len(self.pattern):
            raise self._unexpected()
        counted = _COUNTED.fullmatch(text)
        if not counted:
            return Pattern(text)
        least = int(counted[2])
        most = (int(counted[4]) if counted[4] else None) if counted[3] else least
        return Pattern(rf"\A{counted[1]}*\z", least, most)

    def _next(self) -> str:
        """The character here, past white space that the flag x removes; empty at the end."""
        while "x" in self.flags and self.at < len(self.pattern) and self.pattern[self.at] in _SPACE:
            self.at += 1
        return self.pattern[self.at : self.at + 1]

    def _unexpected(self) -> InvalidValueError:
        sign = self.pattern[self.at : self.at + 1]
        if not sign:
            return _fault(Message("it ends too early"), Message("close its brackets, and write \\\\ for a backslash"))
        place = Message('"{sign}" is not expected at character {number}', sign=sign, number=self.at + 1)
        return _fault(place, Message("write \\{sign} for the character itself", sign=sign))

    def _branches(self) -> str:
        found = [self._branch()]
        while self._next() == "|":
            self.at += 1
            found.append(self._branch())
        return "|".join(found)

    def _branch(self) -> str:
        found = []
        while (sign := self._next()) and sign not in "|)":
            atom = self._atom(sign)
            found.append(atom + self._quantifier())
        return "".join(found)

    def _quantifier(self) -> str:
        sign = self._next()
        if sign and sign in "?*+":
            self.at += 1
            found = sign
        elif sign == "{":
            count = _COUNT.match(self.pattern, self.at)
            if not count:
                raise self._unexpected()
            if count[3] and int(count[3]) < int(count[1]):
                raise _fault(Message("it repeats {count}, of which the second number is smaller", count=count[0]), Message("swap the two"))  # fmt: skip
            self.at = count.end()
            found = count[0]
        else:
            return ""
        if self._next() == "?":
            self.at += 1
            found += "?"
        return found

    def _atom(self, sign: str) -> str:
        if sign == "(":
            return self._group()
        if sign == "[":
            return self._class_at_top()
        if sign == "\\":
            return self._escape()
        if sign in "?*+{}]":
            raise self._unexpected()
        self.at += 1
        if sign == "^":
            return "(?m:^)" if "m" in self.flags else r"\A"
        if sign == "$":
            return "(?m:$)" if "m" in self.flags else r"\z"
        if sign == ".":
            return "(?s:.)" if "s" in self.flags else r"[^\n\r]"
        return _cased(_plain(sign), self.flags)

    def _group(self) -> str:
        self.at += 1
        start = "("
        if self._next() == "?":
            self.at += 1
            if self._next() != ":":
                raise _fault(Message("XPath has no (?{sign}", sign=self._next()), Message("write it without, or as sh:not and a second pattern"))  # fmt: skip
            self.at += 1
            start = "(?:"
        inside = self._branches()
        if self._next() != ")":
            raise self._unexpected()
        self.at += 1
        return f"{start}{inside})"

    def _escape(self) -> str:
        """An escape outside a class; the categories do not depend on the flag i."""
        after = self.pattern[self.at + 1 : self.at + 2]
        if after.isdigit():
            raise _fault(
                Message("it has the back-reference \\{number}, which cannot be matched in limited time", number=after),
                Message("write the alternatives out, or check this with sh:sparql"),
            )
        text, is_class = self._escaped()
        return text if is_class else _cased(text, self.flags)

    def _escaped(self) -> tuple[str, bool]:
        """An escape, and whether it stands for several characters."""
        after = self.pattern[self.at + 1 : self.at + 2]
        if not after:
            self.at = len(self.pattern)
            raise self._unexpected()
        self.at += 2
        if after in _CLASSES:
            return _CLASSES[after], True
        if after in _ESCAPED:
            return _plain(_ESCAPED[after]), False
        if after in "pP":
            return self._category(negated=after == "P"), True
        raise _fault(Message("XPath has no \\{sign}", sign=after), Message("write the character without a backslash, or see XML Schema, part 2, appendix G"))  # fmt: skip

    def _category(self, *, negated: bool) -> str:
        name = re.compile(r"\{([\w-]+)\}").match(self.pattern, self.at)
        if not name:
            raise self._unexpected()
        self.at = name.end()
        if name[1] in _CATEGORIES:
            return f"\\{'P' if negated else 'p'}{{{name[1]}}}"
        block = _blocks().get(name[1].removeprefix("Is")) if name[1].startswith("Is") else None
        if not block:
            raise _fault(
                Message('Unicode has no category or block "{name}"', name=name[1]),
                Message("write a category such as Lu, or Is and a block, such as IsCyrillic"),
            )
        return f"[{'^' if negated else ''}\\x{{{block[0]}}}-\\x{{{block[1]}}}]"

    def _class_at_top(self) -> str:
        """A class; with the flag i, only its characters and ranges have both cases."""
        text, has_category = self._class()
        if "i" not in self.flags:
            return text
        if has_category and re.search(r"\\[pP]\{L[ult]\}", text):
            raise _fault(
                Message("with the flag i, a class must not contain a category of upper or lower case"),
                Message("write it beside the class, as another alternative"),
            )
        return _cased(text, self.flags)

    def _class(self) -> tuple[str, bool]:
        self.at += 1
        negated = self.pattern[self.at : self.at + 1] == "^"
        self.at += negated
        parts: list[str] = []
        has_category, less = False, ""
        while True:
            sign = self.pattern[self.at : self.at + 1]
            if not sign:
                raise self._unexpected()
            if sign == "]" and parts:
                self.at += 1
                break
            if sign == "-" and parts and self.pattern[self.at + 1 : self.at + 2] == "[":
                self.at += 1
                less, other = self._class()
                has_category = has_category or other
                if self.pattern[self.at : self.at + 1] != "]":
                    raise self._unexpected()
                self.at += 1
                break
            part, is_class = self._member(sign)
            has_category = has_category or is_class
            parts.append(part)
        text = f"[{'^' if negated else ''}{''.join(parts)}]"
        return (f"[{text}--{less}]" if less else text), has_category

    def _member(self, sign: str) -> tuple[str, bool]:
        """A character, a range or an escape within a class."""
        if sign == "\\":
            first, is_class = self._escaped()
            if is_class:
                return first, True
        elif sign in "[]":
            raise self._unexpected()
        else:
            first = _plain(sign)
            self.at += 1
        after = self.pattern[self.at : self.at + 2]
        if after[:1] != "-" or after[1:] in ("", "]", "["):
            return first, False
        self.at += 1
        if after[1] == "\\":
            last, is_class = self._escaped()
            if is_class:
                raise self._unexpected()
        else:
            last = _plain(after[1])
            self.at += 1
        if _code(first) > _code(last):
            raise _fault(Message("a range of characters ends before it begins"), Message("swap the two"))
        return f"{first}-{last}", False


def _code(character: str) -> int:
    return int(character[3:-1], 16) if character.startswith("\\x") else ord(character)


@cache
def _blocks() -> dict[str, tuple[str, str]]:
    """The first and the last code of each block of Unicode, by its name without spaces."""
    lines = _BLOCKS.read_text(encoding="utf-8").splitlines()
    return {name: (first, last) for name, first, last in (line.split() for line in lines if not line.startswith("#"))}
