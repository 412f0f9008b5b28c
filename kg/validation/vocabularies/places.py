"""Finds where a file writes a subject or one of its values, by its tokens, without parsing it again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property

from kg.model.errors import Location
from kg.model.terms import Term, text_of

_TOKEN = re.compile(
    r'''(?P<comment>\#[^\n]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<text>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<at>@[A-Za-z][\w-]*)
      | (?P<name>[\w-]*(?:\.[\w-]+)*:(?:[\w:%-]|\\.|\.(?=[\w:%\\-]))*)
      | (?P<mark>[.;,()\[\]])''',
    re.VERBOSE | re.DOTALL,
)
"""The tokens of Turtle, N-Triples and TriG (Turtle, section 6.5), as far as places need them."""
_DEPTH = {"(": 1, "[": 1, ")": -1, "]": -1}


class Places:
    """The places of one file; found when the first is needed."""

    def __init__(self, path: str, text: str, *, tokens: bool) -> None:
        self._path, self._text, self._tokens = path, text, tokens

    def find(self, subject: Term, value: Term = "") -> Location:
        """The place of a value of a subject, else of the subject, else the file."""
        if value and (subject, _bare(value)) in self._known:
            return self._location(self._known[subject, _bare(value)])
        if (subject, "") in self._known:
            return self._location(self._known[subject, ""])
        at = -1 if self._tokens else self._text.find(text_of(subject))
        return self._location(at) if at >= 0 else Location(self._path)

    def _location(self, offset: int) -> Location:
        line = bisect_right(self._lines, offset)
        return Location(self._path, line, offset - self._lines[line - 1] + 1)

    def _begins_prefix(self, offset: int) -> bool:
        """Whether ``@prefix`` or ``PREFIX`` comes before an offset."""
        return self._text[max(0, offset - 40) : offset].rstrip().lower().endswith("prefix")

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self._text))]

    @cached_property
    def _known(self) -> Mapping[tuple[Term, str], int]:
        """Where the first statement about each subject begins, and where each of its values first occurs."""
        known: dict[tuple[Term, str], int] = {}
        prefixes: dict[str, str] = {}
        subject, depth, begins, directive = "", 0, True, ""
        for match in _TOKEN.finditer(self._text) if self._tokens else ():
            kind, written = match.lastgroup, match[0]
            if kind == "comment":
                continue
            if kind == "mark":
                depth += _DEPTH.get(written, 0)
                begins = begins or (written == "." and depth == 0)
                continue
            if kind == "at" and written in ("@prefix", "@base"):
                directive = ""
                continue
            if kind == "name" and written.endswith(":") and self._begins_prefix(match.start()):
                directive, begins = written, True
                continue
            if kind == "iri" and directive:
                prefixes[directive], directive = written[1:-1], ""
                continue
            term = written if kind in ("iri", "text") else _expanded(written, prefixes) if kind == "name" else ""
            if begins and kind in ("iri", "name"):
                subject, begins = term, False
                known.setdefault((subject, ""), match.start())
            elif term:
                known.setdefault((subject, _bare(term)), match.start())
        return known


def _expanded(name: str, prefixes: Mapping[str, str]) -> Term:
    prefix, _, local = name.partition(":")
    return f"<{prefixes.get(prefix + ':', '')}{local}>"


def _bare(term: Term) -> str:
    """The key of a term: ``=`` and the text of a literal, without language and datatype; an IRI unchanged."""
    if term[0] == "<":
        return term
    if term[0] == '"' and "\\" not in term and not term.startswith('""'):
        return "=" + term[1 : term.rindex('"')]
    for quotes in ('"""', "'''"):
        if term.startswith(quotes) and len(term) >= len(quotes) * 2:
            return "=" + text_of(f'"{term[3:-3]}"')
    if term.startswith("'"):
        return "=" + text_of(f'"{term[1:-1]}"')
    return "=" + text_of(term)
