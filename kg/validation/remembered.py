"""A build remembers what the shapes were compiled to: doing it anew takes a third of a check of one record (2026-11-22)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from kg.model.files import Stamp, fingerprint, stamp
from kg.model.terms import Term
from kg.validation.compiled import SOURCES, Data, Plan, unpacked
from kg.validation.engines import plan_for

FILE = "shapes.json"
Triple = tuple[Term, Term, Term]


def make_plan(shapes: Iterable[Triple], ontology: Iterable[Triple]) -> Plan:
    """The plan of the shapes for data with the classes of the ontology.

    ``IllFormedError`` for a shape that SHACL does not allow.
    """
    return plan_for(Data.gather(triple for triple in ontology if not triple[2].startswith('"')), shapes, None)


def write_plan(files: Iterable[Path], plan: Plan) -> str:
    """The plan as JSON; ``files`` are those that its shapes stand in."""
    return json.dumps([_key(files), plan], ensure_ascii=False, separators=(",", ":")) + "\n"


def read_plan(build: Path, files: Iterable[Path]) -> Plan | None:
    """The plan that a build remembers; ``None`` if it has none, or the files or the compiler are others now."""
    return _plan((build / FILE).absolute(), _key(files), stamp(build / FILE))


@lru_cache(maxsize=2)
def _plan(path: Path, wanted: str, _stamp: Stamp | None) -> Plan | None:
    try:
        key, plan = json.loads(path.read_text(encoding="utf-8"))
        return unpacked(plan) if key == wanted else None
    except (OSError, ValueError, TypeError):
        return None


def _key(files: Iterable[Path]) -> str:
    return fingerprint((*files, *SOURCES))
