"""Who may see a record: its level of access, and what a reader has asked for."""

from __future__ import annotations

from typing import Literal

from kg.model.kinds import Key
from kg.model.vocabulary import CONCEPTS
from kg.records.model import Field, Record

Access = Literal["public", "partners", "internal"]
"""What a reader may see: ``public`` what anyone may, ``partners`` what partners may too, ``internal`` everything."""

PUBLIC: Access = "public"
PARTNERS: Access = "partners"
INTERNAL: Access = "internal"
CHOICES: tuple[Access, ...] = (PUBLIC, PARTNERS, INTERNAL)
KEY = "access"
"""The key that holds the level."""

LEVELS = ("public", "partners", "restricted", "never")
"""From the most open to the strictest; ``tests/test_access.py`` compares them with the vocabulary."""


_SEEN = {PUBLIC: LEVELS[:1], PARTNERS: LEVELS[:2], INTERNAL: LEVELS}


def may_see(access: Access, level: str) -> bool:
    """Whether somebody with this access may see what has this level.

    >>> may_see("partners", "partners"), may_see("partners", "restricted")
    (True, False)
    """
    return level in _SEEN[access]


def level_of(record: Record) -> str:
    """The level of a record, ``public`` if it states none."""
    return max((_level(entry) for entry in record.all(KEY)), key=LEVELS.index, default=PUBLIC)


def strictest(*levels: str) -> str:
    """The strictest of some levels.

    >>> strictest("public", "never", "partners")
    'never'
    """
    return max(levels, key=LEVELS.index)


def is_relation(key: Key) -> bool:
    """Whether a key says who somebody is by way of another, so that even an unnamed other would give that one away."""
    return key.name in _RELATIONS


_RELATIONS = frozenset({"spouse-of", "parent-of", "relative-of", "subset-of", "member-of", "unit-of"})


def _level(entry: Field) -> str:
    slug = str(entry.value).strip("<>").rpartition("/")[2]
    return slug if slug in CONCEPTS[KEY].values() else LEVELS[-1]  # one added later is never shown by mistake
