"""A store on disk with data ready for validation, so that a small change can be checked among much existing data.

A build writes the store. A check opens a copy of it, whose large files are links, and removes and adds what has
changed: the cost depends on the size of the change, not on that of the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.model.terms import Term, Triple
from kg.rdf.dataset import Dataset
from kg.validation import compiled
from kg.validation.compiled import CompiledShapes, Data
from kg.validation.compiled.data import context_lines
from kg.validation.compiled.spelling import is_changed, stored
from kg.validation.engines import compiled_for
from kg.validation.report import MOST, Report


def write_context(path: Path, data: Iterable[Triple], ontology: Iterable[Triple]) -> bool:
    """Writes data and ontology for ``validate_among``; writes nothing and gives false if the store would respell them."""
    triples = set(data)
    if any(is_changed(stored(value)) for _, _, value in triples):
        return False
    lines = [f"{s} {p} {o} .\n" for s, p, o in triples]
    Dataset.write(path, sorted({*lines, *context_lines(triples, ontology)}))
    return True


def validate_among(
    path: Path,
    shapes: Iterable[Triple],
    focus: Iterable[Term],
    *,
    without: Iterable[Triple] = (),
    plus: Iterable[Triple] = (),
    language: str = "en",
    most: int | None = MOST,
    known: CompiledShapes | None = None,
) -> Report | None:
    """The report on some nodes among the data at ``path``, ``without`` some of its triples and ``plus`` others.

    ``known`` is as in ``validate``. Gives ``None`` where a shape cannot be compiled: the reference engine, which it then
    needs, wants all the data in memory. ``DataError`` if there is no store at ``path``.
    """
    with Dataset.borrowed(path) as dataset:
        dataset.remove(f"{s} {p} {o} .\n" for s, p, o in without)
        data = Data(dataset)
        data.add_own(plus)
        outcome = compiled.run(compiled_for(data, shapes, known), data, language, tuple(focus))
        return None if outcome.left else Report.of(outcome.results, most=most)
