"""Splits the text of a query into words, as SHACL needs before it can run (SHACL, section 5.2.1).

Prefixed names become IRIs, ``$PATH`` becomes a path, and what SHACL forbids is refused; the rest is left to Oxigraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.model.errors import InvalidValueError
from kg.model.message import Message

_LOCAL = r"(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.))?"
_WORDS = re.compile(
    rf"""
    (?P<string>\"{{3}}(?:[^\\]|\\.)*?\"{{3}}|'{{3}}(?:[^\\]|\\.)*?'{{3}}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<iri><[^<>"{{}}|^`\\\s]*>)
    |(?P<comment>\#[^\n]*)
    |(?P<variable>[?$]\w+)
    |(?P<blank>_:\w(?:[\w.-]*\w)?)
    |(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:{_LOCAL})?)
    |(?P<word>[^\W\d]\w*)
    |(?P<space>\s+)
    |(?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_FORBIDDEN = ("MINUS", "SERVICE", "VALUES", "FROM", "BASE")


class UnfitError(InvalidValueError):
    """A query that SHACL does not allow as a constraint; the text says why."""


class Word(NamedTuple):
    """A word of a query: a string, an IRI, a variable, a name, a sign.

    ``depth`` counts the open braces around it; ``apart`` says that a space comes before it.
    """

    kind: str
    text: str
    depth: int
    apart: bool = True

    @property
    def upper(self) -> str:
        """The text; that of a keyword in capitals."""
        return self.text.upper() if self.kind == "word" else self.text


def words(text: str) -> Iterator[Word]:
    """The words of a query, without spaces and comments."""
    depth, apart = 0, True
    for match in _WORDS.finditer(text):
        kind = match.lastgroup or ""
        depth -= match[0] == "}"
        if kind not in ("space", "comment"):
            yield Word(kind, match[0], depth, apart)
        apart = kind in ("space", "comment")
        depth += match[0] == "{"


def resolved(text: str, prefixes: Mapping[str, str], path: str) -> list[Word]:
    """The words of a query after its prefixes, with every name as an IRI and ``$PATH`` as the path."""
    declared, found = dict(prefixes), list(words(text))
    while found and found[0].upper == "PREFIX":
        name, space = found[1:2], found[2:3]
        if not space or space[0].kind != "iri":
            raise UnfitError(Message("a PREFIX is not complete"))
        declared[name[0].text.removesuffix(":")] = space[0].text[1:-1]
        found = found[3:]
    return [_resolved(word, declared, path) for word in found]


def _resolved(word: Word, prefixes: Mapping[str, str], path: str) -> Word:
    if word.kind == "name":
        prefix, _, local = word.text.partition(":")
        if prefix not in prefixes:
            raise UnfitError(Message('the prefix "{prefix}:" is not declared', prefix=prefix))
        plain = re.sub(r"\\(.)", r"\1", local)
        return Word("iri", f"<{prefixes[prefix]}{plain}>", word.depth, word.apart)
    if word.text == "$PATH":
        if not path:
            raise UnfitError(Message("$PATH is used in the query of a node shape, which has no path"))
        return Word("path", f"({path})", word.depth)
    return word


def refuse(query: list[Word], bound: tuple[str, ...]) -> None:
    """``UnfitError`` where a query uses what SHACL forbids; ``bound`` are the variables bound beforehand."""
    for number, word in enumerate(query):
        if word.kind == "word" and word.upper in _FORBIDDEN:
            raise UnfitError(Message("{word} is not allowed", word=word.upper))
        name = word.text[1:] if word.kind == "variable" else ""
        if name in (*bound, "shapesGraph", "currentShape") and number and query[number - 1].upper == "AS":
            raise UnfitError(Message("it assigns another value to ${name}", name=name))
        if word.upper == "SELECT" and word.depth and "this" not in projected(query[number:]):
            raise UnfitError(Message("a nested SELECT does not return $this"))
        if word.upper == "GRAPH" and query[number + 1 : number + 2] and query[number + 1].text[1:] != "shapesGraph":
            raise UnfitError(Message("it uses GRAPH, but the data are one graph"))


def projected(query: list[Word]) -> list[str]:
    """The variables that a SELECT returns, ``*`` if it returns all; the words begin with SELECT."""
    names, inside = [], 0
    for number, word in enumerate(query[1:], 1):
        if not inside and (word.text == "{" or word.upper == "WHERE"):
            break
        inside += (word.text == "(") - (word.text == ")")
        if word.text == "*" and not inside:
            names.append("*")
        if word.kind == "variable" and (not inside or query[number - 1].upper == "AS"):
            names.append(word.text[1:])
    return names


def joined(query: list[Word]) -> str:
    """The words joined into a text again; variables are written with a question mark."""
    texts = (f"?{word.text[1:]}" if word.kind == "variable" else word.text for word in query)
    return "".join(f" {text}" if word.apart else text for word, text in zip(query, texts, strict=True))


def uses(query: list[Word], name: str) -> bool:
    """Whether a query uses a variable."""
    return any(word.kind == "variable" and word.text[1:] == name for word in query)


def giving(query: list[Word], names: list[str]) -> list[Word]:
    """A SELECT that also returns some variables, so that their bindings from outside reach into it."""
    extra = [Word("variable", f"?{name}", 0) for name in names]
    at = 2 if len(query) > 1 and query[1].upper in ("DISTINCT", "REDUCED") else 1
    result = [*query[:at], *extra, *query[at:]]
    for number in range(len(result) - 1):
        if result[number].upper == "GROUP" and result[number + 1].upper == "BY" and not result[number].depth:
            return [*result[: number + 2], *extra, *result[number + 2 :]]
    return result


_BEFORE = ("(", "&", "|", ",")
_AFTER = (")", "&", "|", ",")


def compared(query: list[Word], function: str) -> list[Word]:
    """The query with a comparison of two variables or literals left to a function wherever Oxigraph cannot make it.

    ``?a < ?b`` becomes ``COALESCE(?a < ?b, <function>(?a, "<", ?b))``. A comparison of longer expressions stays as it is.
    """
    result: list[Word] = []
    at = 0
    while at < len(query):
        first = _operand(query, at)
        sign = _sign(query, first)
        second = _operand(query, sign)
        inside = result and result[-1].text in _BEFORE and query[second : second + 1]
        if at < first < sign < second and inside and query[second].text in _AFTER:
            one, operator, two = query[at:first], query[first:sign], query[sign:second]
            name = "".join(word.text for word in operator)
            called = [
                _word(f"<{function}>", "iri"),
                _word("("),
                *one,
                _word(","),
                _word(f'"{name}"', "string"),
                _word(","),
            ]
            result += [_word("COALESCE(", "word"), *one, *operator, *two, _word(","), *called, *two]
            result += [_word(")"), _word(")")]
            at = second
        else:
            result.append(query[at])
            at += 1
    return result


def _word(text: str, kind: str = "sign") -> Word:
    return Word(kind, text, 0)


def _operand(query: list[Word], at: int) -> int:
    """Where a variable or literal that begins here ends; the same place if none does."""
    if at >= len(query):
        return at
    word, after = query[at], query[at + 1 : at + 3]
    if word.kind == "variable" or word.upper in ("TRUE", "FALSE"):
        return at + 1
    if word.kind == "string":
        return at + 4 if [each.text for each in after] == ["^", "^"] and len(query) > at + 3 else at + 1
    return at


def _sign(query: list[Word], at: int) -> int:
    """Where a sign of order that begins here ends; the same place if none does."""
    if at >= len(query) or query[at].text not in ("<", ">"):
        return at
    return at + 2 if query[at + 1 : at + 2] and query[at + 1].text == "=" and not query[at + 1].apart else at + 1
