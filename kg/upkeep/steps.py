"""What changed between two versions of the ontology: the table ``kg/upkeep/migrations.toml``, and the steps through it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.model.errors import CallError, DataError, Location, Problem
from kg.model.files import read_text
from kg.model.message import Message
from kg.model.project import version_key
from kg.model.vocabulary import VERSION

TABLE = Path(__file__).with_name("migrations.toml")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a step; ``kind`` is empty if it applies to every kind; ``place`` is its name in the table."""

    do: str
    kind: str = ""
    key: str = ""
    to: str = ""
    scheme: str = ""
    concept: str = ""
    pattern: str = ""
    into: tuple[str, ...] = ()
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """From one version to the next: what changed, in order, and why."""

    before: str
    after: str
    why: str
    changes: tuple[Change, ...]


REQUIRED_KEYS = {
    "rename-key": ("key", "to"),
    "rename-kind": ("kind", "to"),
    "rename-concept": ("scheme", "concept", "to"),
    "split-key": ("kind", "key", "pattern", "into"),
    "remove-key": ("key", "remedy"),
    "label-concepts": (),
}


def read_steps(path: Path = TABLE) -> tuple[Step, ...]:
    """The steps of the table, oldest first; ``DataError`` for an invalid entry."""
    found = []
    for number, entry in enumerate(tomllib.loads(read_text(path)).get("step", []), 1):
        changes = []
        for given in entry.get("change", []):
            needed = REQUIRED_KEYS.get(given.get("do"))
            groups = re.compile(given.get("pattern", "")).groups
            if needed is None or any(name not in given for name in needed) or groups != len(given.get("into", ())):
                remedy = Message(
                    "write do = one of {names}, with its keys; each group of pattern has a key in into",
                    names=", ".join(REQUIRED_KEYS),
                )
                raise DataError(
                    Problem(
                        "bad-migration",
                        Message("step {number} has an invalid change: {given}", number=number, given=str(given)),
                        remedy,
                        Location(str(path)),
                    )
                )
            changes.append(Change(**(given | {"into": tuple(given.get("into", ()))})))
        found.append(Step(entry["from"], entry["to"], entry.get("why", ""), tuple(changes)))
    return tuple(sorted(found, key=lambda step: version_key(step.before)))


def steps_between(version: str, steps: Iterable[Step], *, to: str = VERSION) -> tuple[Step, ...]:
    """The steps from one version to another; ``CallError`` if there is no path."""
    taken: list[Step] = []
    at = version
    by_start = {version_key(step.before): step for step in steps}
    while version_key(at) != version_key(to):
        step = by_start.get(version_key(at))
        if step is None or version_key(step.after) > version_key(to):
            known = ", ".join(dict.fromkeys([*(step.before for step in by_start.values()), to]))
            found = Message("there is no migration from ontology {at} to {to}", at=at, to=to)
            raise CallError(
                Problem(
                    "no-migration", found, Message("the versions that this program knows are: {known}", known=known)
                )
            )
        taken.append(step)
        at = step.after
    return tuple(taken)
