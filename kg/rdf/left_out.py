"""What RDF formats leave out without a word: a triple that is lost cannot be checked, so it is named and refused."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin

from kg.model.errors import DataError, Location, Problem
from kg.model.message import Message

_BASE = "https://left-out.invalid/base/"
_VOCABULARY = "urn:chronicle:left-out:"
_OURS = {"@vocab": _VOCABULARY}
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_KEYWORD = re.compile(r"@[A-Za-z]+")
_KEYWORDS = frozenset(
    [
        "@base",
        "@container",
        "@context",
        "@direction",
        "@graph",
        "@id",
        "@import",
        "@included",
        "@index",
        "@json",
        "@language",
        "@list",
        "@nest",
        "@none",
        "@prefix",
        "@propagate",
        "@protected",
        "@reverse",
        "@set",
        "@type",
        "@value",
        "@version",
        "@vocab",
    ]
)
_IS_LINKED = re.compile(r'"@(?:context|graph|id|type)"')
_PARSE_TYPE = re.compile(r"\brdf:parseType\s*=\s*[\"'](?!(?:Resource|Literal|Collection)[\"'])([^\"']*)")
_BAG = re.compile(r"\brdf:bagID\s*=")
_MOST = 100
"""How many things left out are named; a file that has more has them all for the same reason."""

Quads = Callable[[str, str], Iterable[tuple[str, str, str, str]]]
"""Reads a JSON-LD text leniently, with a base."""


class _LeftOut(NamedTuple):
    """What is left out, and how it is written in the file."""

    found: Message
    remedy: Message
    written: str
    is_key: bool = False


def refuse_xml(text: str, path: str) -> None:
    """``DataError`` for RDF/XML with entities of its own, or with what is read without its content."""
    if re.search(r"<!(DOCTYPE|ENTITY)\b", text):
        found = Message("the file declares its own entities (<!DOCTYPE or <!ENTITY)")
        remedy = Message("write each value out: entities can exhaust the memory or read other files")
        line = text[: text.index("<!")].count("\n") + 1
        raise DataError(Problem("xml-entity", found, remedy, Location(path, line)))
    if other := _PARSE_TYPE.search(text):
        found = Message('rdf:parseType is "{value}", so its content would be left out', value=other[1])
        remedy = Message("write Literal, Resource or Collection")
        raise DataError(Problem("left-out", found, remedy, _place(text, path, other.start())))
    if bag := _BAG.search(text):
        found = Message("rdf:bagID is no longer part of RDF/XML and would be left out")
        raise DataError(Problem("left-out", found, Message("remove it"), _place(text, path, bag.start())))


def refuse_left_out(text: str, path: str, terms: set[str], quads: Quads) -> None:
    """``DataError`` with everything that a JSON-LD processor leaves out of a text, of which ``terms`` are left.

    The text is read once more with a base and a vocabulary of our own: whatever then lies under one of them, or is not
    a valid term, was left out (JSON-LD 1.1 Processing Algorithms and API, sections 5.2 and 8.1).
    """
    if path.endswith(".json") and not _IS_LINKED.search(text):
        return  # any other JSON, which a folder may hold too
    try:
        document = json.loads(text, object_pairs_hook=_Pairs, parse_int=str, parse_float=str, strict=False)
        found = dict.fromkeys((*_of_keys(document), *_of_terms(document, terms, quads)))
    except RecursionError as error:
        deep = Message("the JSON is nested too deeply")
        raise DataError(Problem("rdf-syntax", deep, Message("write it flatter"), Location(path))) from error
    problems = [
        Problem("left-out", each.found, each.remedy, _find(text, path, each.written, is_key=each.is_key))
        for each in list(found)[:_MOST]
    ]
    if problems:
        raise DataError(problems)


class _Pairs(list[tuple[str, Any]]):
    """A JSON object with its keys in order, also where one occurs twice."""


def _of_keys(node: Any, *, is_free: bool = True) -> Iterator[_LeftOut]:
    """Keys that look like keywords and are none, and texts where only nodes count."""
    if isinstance(node, _Pairs):
        for key, value in node:
            if key == "@context":
                continue
            if _KEYWORD.fullmatch(key) and key not in _KEYWORDS:
                yield _LeftOut(
                    Message('JSON-LD has no keyword "{key}" and leaves it out', key=key),
                    Message("check its spelling; keywords are in lower case"),
                    key,
                    is_key=True,
                )
            yield from _of_keys(value, is_free=key == "@graph")
    elif isinstance(node, list):
        for value in node:
            yield from _of_keys(value, is_free=is_free)
    elif is_free and node is not None:
        yield _LeftOut(
            Message(
                '"{text}" stands where only nodes count, so JSON-LD leaves it out',
                text=textwrap.shorten(str(node), 60, placeholder=" …"),
            ),
            Message("give it to a node, as the value of a key"),
            str(node),
        )


def _of_terms(document: Any, terms: set[str], quads: Quads) -> Iterator[_LeftOut]:
    keys, strings = set(_keys(document)), set(_strings(document))
    for subject, predicate, value, graph in quads(json.dumps(_with_vocabulary(document)), _BASE):
        if _is_lost(predicate, terms):
            key = _written(predicate, keys)
            yield _LeftOut(
                Message('nothing says what the key "{key}" means, so JSON-LD leaves it out', key=key),
                Message("define it in @context, or remove it"),
                key,
                is_key=True,
            )
        if predicate == _TYPE and _is_lost(value, terms):
            kind = _written(value, strings | keys)
            yield _LeftOut(
                Message('nothing says what the type "{type}" means, so JSON-LD leaves it out', type=kind),
                Message("define it in @context, or write the whole IRI"),
                kind,
            )
        for node in (subject, graph, "" if predicate == _TYPE else value):
            if node.startswith("<") and _is_lost(node, terms):
                name = _written(node, strings | keys)
                yield _LeftOut(
                    Message('"{name}" is not a whole IRI, so JSON-LD leaves its node out', name=name),
                    Message("write the whole IRI, or declare @base"),
                    name,
                )
        tag = value.rpartition('"')[2]
        if value.startswith('"') and tag.startswith("@") and not re.fullmatch(r"@[A-Za-z0-9-]+", tag):
            yield _LeftOut(
                Message('"{tag}" is not a language tag, so JSON-LD leaves the text out', tag=tag[1:]),
                Message('write a language tag (BCP 47), such as "en" or "ru-Latn"'),
                tag[1:],
            )


def _is_lost(term: str, terms: set[str]) -> bool:
    """Whether an IRI is only there because of our base and vocabulary, or is not valid."""
    ours = term.startswith((f"<{_BASE}", f"<{_VOCABULARY}"))
    return term.startswith("<") and (ours or bool(re.search(r"[\s{}|\\^`\"<>]|^_:", term[1:-1]))) and term not in terms


def _written(term: str, texts: set[str]) -> str:
    """How a term that was left out is written in the file."""
    iri = term[1:-1]
    exact = (text for text in texts if iri in (text, _VOCABULARY + text, urljoin(_BASE, text)))
    ends = (text for text in texts if text and iri.endswith(text))
    return min(exact, default="") or max(ends, key=len, default=iri.removeprefix(_VOCABULARY).removeprefix(_BASE))


def _with_vocabulary(node: Any) -> Any:
    """The document with our vocabulary before the context of each of its nodes."""
    if isinstance(node, _Pairs):
        plain = _plain(node)
        return {**plain, "@context": [_OURS, *_listed(plain.get("@context", []))]}
    return [_with_vocabulary(each) for each in node] if isinstance(node, list) else node


def _plain(value: Any) -> Any:
    """JSON as Python has it, with our vocabulary after each ``null`` that clears the context."""
    if isinstance(value, _Pairs):
        said = {key: _plain(each) for key, each in value}
        if "@context" in said:
            given = _listed(said["@context"])
            said["@context"] = [each for one in given for each in ([one] if one is not None else [one, _OURS])]
        return said
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _keys(node: Any) -> Iterator[str]:
    if isinstance(node, _Pairs):
        for key, value in node:
            yield key
            yield from _keys(value)
    elif isinstance(node, list):
        for value in node:
            yield from _keys(value)


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, _Pairs):
        for _, value in node:
            yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)


def _find(text: str, path: str, written: str, *, is_key: bool) -> Location:
    """The place of a string of a JSON text: as a key, or else as a value; the file alone if it is written with escapes."""
    forms = [re.escape(json.dumps(written, ensure_ascii=plain)) for plain in (False, True)]
    after = r"(?=\s*:)" if is_key else r"(?!\s*:)"
    found = next((match for form in forms for match in [re.search(form + after, text)] if match), None)
    return _place(text, path, found.start()) if found else Location(path)


def _place(text: str, path: str, at: int) -> Location:
    return Location(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
