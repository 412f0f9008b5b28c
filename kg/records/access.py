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
WHOLE = "record"
"""What the record as a whole is called where the levels of its keys are listed."""

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
    """The level of a record, ``public`` if it states none.

    A key that its kind requires takes the whole record with it: nothing could be said without.
    """
    needed = {key.name for key in record.kind.keys if key.required}
    return strictest(
        PUBLIC, *(_level(entry) for entry in record.all(KEY) if not key_of(entry) or key_of(entry) in needed)
    )


def key_levels(record: Record) -> dict[str, str]:
    """The levels of single keys of a record, where it states any."""
    return {key_of(entry): _level(entry) for entry in record.all(KEY) if key_of(entry)}


def of_key(key: Key, name: str) -> Key:
    """The key ``access`` for a single key of a record; the graph says nothing of it.

    >>> from kg.model.kinds import by_name
    >>> of_key(by_name()["person"].key("access"), "age").of
    ('access', 'age')
    """
    return key._replace(properties=(), of=(KEY, name))


def key_of(entry: Field) -> str:
    """The single key whose level an entry states; empty if it is that of the record."""
    return "".join(entry.key.of[1:])


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
