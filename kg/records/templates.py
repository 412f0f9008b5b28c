"""A record to fill in: the keys of its kind with what each holds, drawn from the table."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator

from kg.model.kinds import FILL_IN, Key, Kind, by_name
from kg.model.message import Message
from kg.model.messages import ENGLISH, translated
from kg.model.vocabulary import CONCEPTS

WIDTH = 52
"""The column at which comments begin."""

_WORDS = {
    "text": Message("{mark}, in your own words"),
    "verbatim": Message("{mark}, words of the document"),
    "string": Message("{mark}, exactly as written there"),
    "quote": Message("{mark}, words of the digest exactly as written there"),
}
"""What is to be written, where an example would say no more."""
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
"""What a value looks like, by how it is read; each passes the record reader."""
_OF_KEY = {"time": "07:00", "number": "21", "former": "true"}

OPAQUE = "bcdfghjkmnpqrstvwxz23456789"
"""What an opaque id is made of: no vowel, so that it is no word, and nothing that looks like something else."""


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
    "place": ("within", "latitude", "longitude", "same-as", "names"),
    "posting": ("position", "attested-on", "former"),
    "proceeding": ("stage", "court", "defendant", "charge", "date", "place", "outcome", "certainty"),
    "recommendation": ("addressed-to", "made-in", "concerns", "response-kind"),
}
"""Keys that most records of a kind have beside those that they must have."""


def scaffold(kind: Kind, local: str, *, shared: bool = False, whole: bool = False, language: str = ENGLISH) -> str:
    """A record of a kind as YAML: what it must have, then as comments what most have, or all that it may have.

    ``local`` is its id. In a ``shared`` file, an authority file, no evidence is asked for. Every value says FILL IN, which
    the record reader refuses, with an example that it takes: so no example becomes a fact. What keys hold is told in a language.
    """
    required = [key for key in kind.keys if _is_needed(key, kind, shared=shared)]
    lines = [f"- {kind.name}: {local}", *(line for key in required for line in _lines(key, "  ", kind, language))]
    about: list[str] = [_commented(lines[0], translated(kind.meaning, language)), *lines[1:]]
    usual = USUAL.get(kind.name, ())
    rest = [key for key in kind.keys if key not in required and (whole or key.name in usual)]
    rest = [key for key in rest if not (shared and (key.on == "claim" or key.name == "claims"))]
    optional = [f"  # {line}" for key in rest for line in _lines(key, "", kind, language)]
    return "\n".join([*about, *optional, ""])


def opaque(taken: Collection[str]) -> str:
    """An id that names nobody and that is not taken."""
    while True:
        found = secrets.choice(OPAQUE[:-8]) + "".join(secrets.choice(OPAQUE) for _ in range(5))
        if found not in taken:
            return found


_NEEDED = {"act": ("victim",), "claim": ("asserts",)}
"""Keys without which a record is none, although the table asks for them nowhere: what nobody suffers is no act."""


def _is_needed(key: Key, kind: Kind, *, shared: bool) -> bool:
    """Whether a record is no record without the key."""
    if shared and key.on == "claim":
        return False
    return key.required or key.reads == "quote" or key.name in _NEEDED.get(kind.name, ())


def _lines(key: Key, indent: str, owner: Kind, language: str) -> Iterator[str]:
    """A key with an example of its value and what it holds; a claim is about a key of its ``owner``."""
    if key.reads == "part" and not by_name()[key.of[0]].short:
        yield _commented(f"{indent}{key.name}:", translated(key.meaning, language))
        yield from _part(by_name()[key.of[0]], indent + "  ", owner, language, many=key.many)
    elif key.reads == "key" and owner.name != "claim":
        first = next(name for name in ("date", "position", "description", "count", "label") if owner.key(name))
        yield _commented(f"{indent}{key.name}: {_marked(first, language)}", _hint(key, language))
    else:
        yield _commented(f"{indent}{key.name}: {_example(key, language)}", _hint(key, language))


def _part(kind: Kind, indent: str, owner: Kind, language: str, *, many: bool) -> Iterator[str]:
    """The keys of a record within a record; the claim's own are those of its record."""
    keys = [key for key in kind.keys if key.required or kind.name == "outcome"]
    if kind.name == "claim":
        keys = [key for key in kind.keys if key.name in ("about", "certainty", "evidence")]
    for number, key in enumerate(keys):
        lead = ("- " if number == 0 else "  ") if many else ""
        yield from _lines(key, indent + lead, owner, language)


def _example(key: Key, language: str) -> str:
    """What a value looks like, marked as an example; what is meant anyway where the key is left out stands as it is."""
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
    """What a value of a key looks like where it can be said without knowing the document, else nothing."""
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
    """What a key holds, and for a word of a vocabulary where all stand."""
    about = translated(key.meaning, language)
    return f"{about} (`kg terms {key.of[0]}`)" if key.reads == "concept" else about


def _commented(line: str, about: str) -> str:
    return f"{line:<{WIDTH}} # {about}" if about else line
