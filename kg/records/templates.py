"""Records to fill in: the keys of a kind with what each holds, from the table of kinds."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator

from kg.model.kinds import FILL_IN, Key, Kind, by_name, needed
from kg.model.message import Message
from kg.model.messages import ENGLISH, translated
from kg.model.vocabulary import CONCEPTS

WIDTH = 52
"""The column at which comments begin."""

_WORDS = {
    "text": Message("{mark}, in your own words"),
    "verbatim": Message("{mark}, words of the document"),
    "string": Message("{mark}, exactly as written there"),
    "quote": Message("{mark}, words of the document exactly as written there"),
}
"""What to write, for values where an example would not help."""
_EXAMPLES = {
    "date": "2024-03-05",
    "bounded date": "2024-03-05",
    "number": "2",
    "integer": "2",
    "boolean": "true",
    "url": "https://example.org/",
    "language": "en",
    "coordinate": "43.24",
    "document": "id-of-a-document",
    "key": "date",
    "value": "2024-03-05",
}
"""Example values, by how a key is read; the record reader accepts each."""
_OF_KEY = {"time": "07:00", "number": "21", "former": "true"}

OPAQUE = "bcdfghjkmnpqrstvwxz23456789"
"""The characters of opaque ids: no vowels, so that no words arise, and none easily mistaken for another."""


USUAL = {
    "act": ("date", "place", "alleged-perpetrator", "reason", "part-of", "certainty", "claims"),
    "assessment": ("concerns", "claimant", "certainty"),
    "claim": ("asserts", "about", "value", "claimant", "certainty"),
    "document": ("publisher", "creator", "issued", "language", "genre", "url"),
    "event": ("modality", "date", "place", "participant", "count", "part-of", "certainty"),
    "fact": ("characteristic", "agent-kind", "gender", "claimant", "certainty"),
    "group": ("agent-kind", "characteristic", "count", "subset-of"),
    "intervention": ("date", "place", "organiser", "visitor", "addressee", "content"),
    "organization": ("agent-kind", "names"),
    "person": ("named", "characteristic", "gender", "names"),
    "place": ("within", "latitude", "longitude", "same-as", "names", "evidence"),
    "posting": ("position", "attested-on", "former"),
    "proceeding": ("stage", "court", "defendant", "charge", "date", "place", "outcome", "certainty"),
    "recommendation": ("addressed-to", "made-in", "concerns", "response-kind"),
}
"""Keys that most records of a kind have besides the required ones."""


def scaffold(kind: Kind, local: str, *, shared: bool = False, whole: bool = False, language: str = ENGLISH) -> str:
    """A record of a kind as YAML: the required keys, then, as comments, those that most records have or, if ``whole``, all.

    ``local`` is its id. In a ``shared`` file, that is, an authority file, no evidence is required. Every value says FILL
    IN, which the record reader refuses, with a valid example: so no example becomes a fact. ``language`` is that of the
    comments.
    """
    required = [key for key in kind.keys if _is_needed(key, kind, shared=shared)]
    lines = [f"- {kind.name}: {local}", *(line for key in required for line in _lines(key, "  ", kind, language))]
    about: list[str] = [_commented(lines[0], translated(kind.meaning, language)), *lines[1:]]
    usual = USUAL.get(kind.name, ())
    rest = [key for key in kind.keys if key not in required and (whole or key.name in usual)]
    rest = [key for key in rest if not (shared and (key.on == "claim" or key.name == "claims"))]
    optional = [f"  # {line}" for key in rest for line in _lines(key, "", kind, language)]
    return "\n".join([*about, *optional, ""])


def explained(kind: Kind, language: str) -> Iterator[str]:
    """The comments that may stand in a record of a kind, each of which explains its kind or one of its keys."""
    yield translated(kind.meaning, language)
    yield from (_hint(key, language) for key in kind.keys)
    yield from (translated(key.meaning, language) for key in kind.keys)
    yield from _EARLIER


_EARLIER = ("the words of the digest that show it; a sentence or a part of one",)
"""Comments of templates that were made before the explanation of a key changed; they may stay in records."""


def opaque(taken: Collection[str]) -> str:
    """An id that names nobody and is not taken."""
    while True:
        found = secrets.choice(OPAQUE[:-8]) + "".join(secrets.choice(OPAQUE) for _ in range(5))
        if found not in taken:
            return found


def _is_needed(key: Key, kind: Kind, *, shared: bool) -> bool:
    """Whether a new record must show the key. A place may also be only where something happened, without evidence."""
    if shared and key.on == "claim":
        return False
    quoted = key.reads == "quote" and kind.name != "place"
    return key.required or quoted or key in [keys[0] for keys in needed(kind)]


def _lines(key: Key, indent: str, owner: Kind, language: str) -> Iterator[str]:
    """The lines for a key: an example of its value and what it holds; a claim is about a key of its ``owner``."""
    if key.reads == "part" and not by_name()[key.of[0]].short:
        yield _commented(f"{indent}{key.name}:", translated(key.meaning, language))
        yield from _part(by_name()[key.of[0]], indent + "  ", owner, language, many=key.many)
    elif key.reads == "key" and owner.name != "claim":
        first = next(name for name in ("date", "position", "description", "count", "label") if owner.key(name))
        yield _commented(f"{indent}{key.name}: {_marked(first, language)}", _hint(key, language))
    else:
        yield _commented(f"{indent}{key.name}: {_example(key, language)}", _hint(key, language))


def _part(kind: Kind, indent: str, owner: Kind, language: str, *, many: bool) -> Iterator[str]:
    """The lines for the keys of a record within a record."""
    keys = [key for key in kind.keys if key.required or kind.name == "outcome"]
    if kind.name == "claim":
        keys = [key for key in kind.keys if key.name in ("about", "certainty", "evidence")]
    for number, key in enumerate(keys):
        lead = ("- " if number == 0 else "  ") if many else ""
        yield from _lines(key, indent + lead, owner, language)


def _example(key: Key, language: str) -> str:
    """An example of a value, marked as one; the value that is the default anyway is not marked."""
    if key.reads == "concept":
        return example(key) if key.default else _marked(example(key), language)
    if key.reads == "part":
        inner = by_name()[key.of[0]].key(by_name()[key.of[0]].short)
        assert inner
        return _example(inner, language)
    if key.reads == "reference":
        noun = key.of[0] if key.of else Message("record")
        what = Message("an {noun}", noun=noun) if str(noun)[0] in "aeiou" else Message("a {noun}", noun=noun)
        return translated(Message("{mark} the id or label of {what}", mark=FILL_IN, what=what), language)
    if key.reads in _WORDS and key.name not in _OF_KEY:
        return translated(_WORDS[key.reads].given(mark=FILL_IN), language)
    return _marked(example(key), language)


def example(key: Key) -> str:
    """An example of a key's value; empty if it depends on the document."""
    if key.reads == "concept":
        by_slug = {slug: label for label, slug in CONCEPTS[key.of[0]].items()}
        return by_slug[key.default] if key.default else next(iter(CONCEPTS[key.of[0]]))
    if key.reads == "part":
        inner = by_name()[key.of[0]].key(by_name()[key.of[0]].short)
        return example(inner) if inner else ""
    return _OF_KEY.get(key.name) or _EXAMPLES.get(key.reads, "")


def _marked(example: str, language: str) -> str:
    return translated(Message("{mark}, such as {example}", mark=FILL_IN, example=example), language)


def _hint(key: Key, language: str) -> str:
    """What a key holds and, for a concept, the command that lists the vocabulary."""
    about = translated(key.meaning, language)
    return f"{about} (`kg terms {key.of[0]}`)" if key.reads == "concept" else about


def _commented(line: str, about: str) -> str:
    return f"{line:<{WIDTH}} # {about}" if about else line
