"""The unnamed agents that stand for those who are withheld, each under a pseudonym that tells nothing of whom.

A pseudonym is made with a secret of the project. So it is the same in every build, whoever else is withheld, and nobody
without the secret can find it from an IRI or a name, nor the other way round.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import terms
from kg.model.errors import Location
from kg.model.kinds import by_name
from kg.model.terms import Term
from kg.records.identity import Entity
from kg.records.model import Field, Record

_UNNAMED = {
    "en": {"person": "unnamed person", "organization": "unnamed organization", "group": "unnamed group"},
    "ru": {"person": "неназванный человек", "organization": "неназванная организация", "group": "неназванная группа"},
    "kk": {"person": "аты аталмаған адам", "organization": "аты аталмаған ұйым", "group": "аты аталмаған топ"},
    "fr": {"person": "personne non nommée", "organization": "organisation non nommée", "group": "groupe non nommé"},
}
"""What unnamed agents are called, by language."""
_LETTERS = "23456789bcdfghjkmnpqrstvwxz"
"""What a pseudonym is written with: no vowels, so that it is never a name."""
_LENGTH = 8
SMALLEST = 3
"""A number below this is not told where it could give somebody away."""


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """How pseudonyms are made: with a ``secret``, and one for each document, or one for the ``whole`` project."""

    secret: bytes = b""
    whole: bool = False

    def scope(self, document: str) -> str:
        """Within what somebody has one pseudonym: the document, or everything."""
        return "" if self.whole else document

    def of(self, who: Term, document: str) -> str:
        """The pseudonym of somebody in a document.

        >>> made = Pseudonyms(b"secret")
        >>> made.of("<https://example.org/id/person/a>", "note") == made.of("<https://example.org/id/person/a>", "other")
        False
        """
        said = f"{who}\\0{self.scope(document)}".encode()
        number = int.from_bytes(hmac.digest(self.secret, said, "sha256"))
        return "".join(_LETTERS[number // len(_LETTERS) ** place % len(_LETTERS)] for place in range(_LENGTH))


def stand_in(entity: Entity, ident: str, *, language: str, kept: Iterable[Field]) -> Record:
    """The record of an unnamed agent, with the groups that it is still said to belong to."""
    kind = by_name()[entity.kind]
    place = Location("")
    spoken = language.partition("-")[0].lower()
    tag = language if spoken in _UNNAMED else "en"
    text = f"{_UNNAMED.get(spoken, _UNNAMED['en'])[entity.kind]} {ident.rpartition('-')[2]}"
    label = [Field(key, terms.literal(text, language=tag), text, place) for key in kind.keys if key.name == "label"]
    unnamed = [Field(key, terms.boolean("false"), "false", place) for key in kind.keys if key.name == "named"]
    return Record(kind, ident, (*label, *unnamed, *kept), place)


def is_small(group: Record) -> bool:
    """Whether a group is known to have so few members that to belong to it says who somebody is."""
    counts = (entry.value for entry in group.all("count") if isinstance(entry.value, Record))
    numbers = [count.text(name) for count in counts for name in ("exactly", "at-most", "best") if count.text(name)]
    return any(number.isdecimal() and int(number) < SMALLEST for number in numbers)
