"""JSON Schemas for files of records, generated from the table of kinds: completion, hover texts and checks in an editor.

Editors read JSON Schema draft-07: https://json-schema.org/draft-07 . The schemas cover what can be checked in one file
alone; ``kg validate`` checks that names are in the authority files and quoted words in the document.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kg.model.concepts import OURS, Vocabulary
from kg.model.kinds import LEFT_OPEN, PARTS, Key, Kind, aspects, by_name, needed
from kg.records import AUTHORITY, TOP
from kg.records.access import KEY, WHOLE

Schema = dict[str, Any]

FILES = {"records": TOP, "authorities": AUTHORITY}
"""The kinds of record that a file may hold, by name of its schema."""

SCALAR = ["string", "number", "boolean"]
"""The types that an editor may see in a plain value; the record reader takes its characters as written."""

_SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"
_TAG = "^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$"
_DATE = rf"^([0-9XYESU\[\]{{}}.,/?~%-]+|{LEFT_OPEN})$"
_ONE_TO_EIGHT_WORDS = r"^\s*\S+(\s+\S+){0,7}\s*$"


def schema(
    name: str,
    *,
    known: Mapping[str, Iterable[tuple[str, str]]] | None = None,
    documents: Iterable[str] = (),
    vocabulary: Vocabulary = OURS,
) -> Schema:
    """The schema of ``records`` or ``authorities``.

    ``known`` gives the ids and names that a reference can mean, by kind and each with a description; ``documents`` are
    the ids of the documents. Both are offered while typing, but other values are accepted. ``vocabulary`` has the terms
    of a project besides ours.
    """
    kinds = FILES[name]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"https://w3id.org/chronicle/schema/{name}.schema.json",
        "title": f"Chronicle {name}",
        "description": "A list of records; each begins with its kind and an id of its own.",
        "type": ["array", "null"],
        "items": {"$ref": "#/definitions/entry"},
        "definitions": {
            "entry": _entry(kinds),
            **{f"record-{kind}": _record(by_name()[kind], is_shared=name == "authorities", is_top=True) for kind in kinds},
            **{f"part-{kind}": _record(by_name()[kind], is_shared=False) for kind in (*PARTS, "claim")},
            **{f"terms-{scheme}": _terms(scheme, vocabulary) for scheme in _schemes()},
            "quote": _quote(),
            "text": {"anyOf": [_scalar(), _by_language()]},
            "words": {"anyOf": [{**_scalar(), "pattern": _ONE_TO_EIGHT_WORDS}, _by_language()]},
            "date": {**_scalar(), "pattern": _DATE},
            "aspect": {"enum": sorted(aspects())},
            **{_reference_name(kinds): _names(known or {}, kinds) for kinds in _references()},
            "document": _offered([(document, "") for document in documents], {"type": "string", "pattern": _SLUG}),
        },
    }  # fmt: skip


def written(found: Schema) -> str:
    """A schema as the text of its file."""
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _entry(kinds: Iterable[str]) -> Schema:
    """One record: the key that names its kind selects the definition.

    ``place`` is both a kind and a key of acts: a record is of that kind only if it is of no kind that has such a key.
    """
    kinds = tuple(kinds)
    chosen = []
    for kind in kinds:
        owners = [{"required": [other]} for other in kinds if other != kind and by_name()[other].key(kind)]
        is_kind: Schema = {"required": [kind], **({"not": {"anyOf": owners}} if owners else {})}
        chosen.append({"if": is_kind, "then": {"$ref": f"#/definitions/record-{kind}"}})
    return {
        "type": "object",
        "anyOf": [{"required": [kind], "properties": {kind: _about(by_name()[kind].about)}} for kind in kinds],
        "allOf": chosen,
    }


def _about(text: str) -> Schema:
    return {"description": text}


def _record(kind: Kind, *, is_shared: bool, is_top: bool = False) -> Schema:
    """The keys of a kind; in a shared file, that is, an authority file, no evidence is required."""
    required = [key.name for key in kind.keys if key.required and not (is_shared and key.on == "claim")]
    properties = {key.name: _key(key) for key in kind.keys}
    if KEY in properties:
        properties[KEY] = _levels(kind)
    if is_top:
        alone = [keys[0] for keys in needed(kind) if len(keys) == 1 and not (is_shared and keys[0].on == "claim")]
        required = [kind.name, *required, *(key.name for key in alone if key.name not in required)]
        properties = {
            kind.name: {"type": SCALAR, "pattern": _SLUG, "description": "an id of its own that names nobody"}
        } | properties
    elif kind.name == "claim":
        properties = {"id": {"type": SCALAR, "pattern": _SLUG, "description": "an id of its own"}} | properties
    whole: Schema = {
        "description": kind.about,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }
    short = kind.key(kind.short) if kind.short and not is_top else None
    return whole if short is None else {"description": kind.about, "anyOf": [_key(short), whole]}  # fmt: skip


def _key(key: Key) -> Schema:
    """What a key may hold: one value or, if it allows several, a list."""
    one = _value(key)
    found: Schema = {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]} if key.many else {"allOf": [one]}
    hints = [key.about]
    if key.reads == "concept":
        hints.append(f"`kg terms {key.of[0]}` shows them with their definitions.")
    return {"description": "\n".join(hints), **found}


def _levels(kind: Kind) -> Schema:
    """Who may see a record: one level, or one for each of some keys."""
    level = _ref(f"terms-{KEY}")
    of_keys = dict.fromkeys((WHOLE, *(key.name for key in kind.keys if key.name != KEY)), level)
    listed = {"type": "object", "properties": of_keys, "additionalProperties": False, "minProperties": 1}
    key = kind.key(KEY)
    assert key
    return {"description": _key(key)["description"], "anyOf": [level, listed]}


_DEFINED = {"concept": "terms-", "part": "part-"}
"""Prefixes of the definitions that there are for each scheme or kind, by how a key is read."""


def _value(key: Key) -> Schema:
    """One value of a key, according to how it is read."""
    if key.reads in _DEFINED:
        return _ref(_DEFINED[key.reads] + key.of[0])
    if key.reads == "reference":
        return _ref(_reference_name(key.of))
    if key.name == "title":
        return _ref("text")
    return _READS.get(key.reads, _scalar())


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _scalar() -> Schema:
    return {"type": SCALAR}


_READS: dict[str, Schema] = {
    "text": _ref("text"),
    "verbatim": _ref("words"),
    "date": _ref("date"),
    "bounded date": _ref("date"),
    "number": {"type": "number", "minimum": 0},
    "integer": {"type": "integer", "minimum": 0},
    "coordinate": {"type": "number", "minimum": -180, "maximum": 180},
    "boolean": {"type": "boolean"},
    "url": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9+.-]*:"},
    "language": {"type": "string", "pattern": _TAG},
    "quote": _ref("quote"),
    "document": _ref("document"),
    "key": _ref("aspect"),
    "value": {},
}
"""The schema of a value, by how it is read; any other is a plain value."""


def _by_language() -> Schema:
    """One text per language, such as ``{en: …, ru: …}``."""
    return {"type": "object", "propertyNames": {"pattern": _TAG}, "additionalProperties": _scalar(), "minProperties": 1}


def _quote() -> Schema:
    parts = {
        "quote": "words of the document as they stand there",
        "prefix": "the words before them, where they stand there more than once",
        "suffix": "the words behind them, where they stand there more than once",
        "language": "their language, where it is not the document's",
    }
    properties = {name: _scalar() | {"description": about} for name, about in parts.items()}
    properties["language"] |= {"pattern": _TAG}
    whole = {"type": "object", "properties": properties, "required": ["quote"], "additionalProperties": False}
    return {"anyOf": [_scalar(), whole]}


def _schemes() -> list[str]:
    return sorted({key.of[0] for kind in by_name().values() for key in kind.keys if key.reads == "concept"})


def _terms(scheme: str, vocabulary: Vocabulary) -> Schema:
    """The labels of a vocabulary, each with its definition, and its labels in other languages and synonyms."""
    found = {concept.label(): concept.definition() for concept in vocabulary.concepts(scheme)}
    others = [name for name in vocabulary.names(scheme) if name not in found]
    return {"anyOf": [{"enum": list(found), "enumDescriptions": list(found.values())}, {"enum": others}]}


def _references() -> list[tuple[str, ...]]:
    """Every set of kinds that some key refers to."""
    found = {key.of for kind in by_name().values() for key in kind.keys if key.reads == "reference"}
    agent = by_name()["involvement"].key("agent")
    return sorted(found | ({agent.of} if agent else set()))


def _reference_name(kinds: tuple[str, ...]) -> str:
    return f"reference-{'-'.join(kinds) or 'any'}"


def _names(known: Mapping[str, Iterable[tuple[str, str]]], kinds: tuple[str, ...]) -> Schema:
    found = [entry for kind in kinds or known for entry in known.get(kind, ())]
    return _offered(found, _scalar())


def _offered(found: Iterable[tuple[str, str]], otherwise: Schema) -> Schema:
    """Values to offer, each with a description; others are accepted too."""
    by_value = dict(found)
    if not by_value:
        return otherwise
    return {"anyOf": [{"enum": list(by_value), "enumDescriptions": list(by_value.values())}, otherwise]}
