"""What tests share: results made once for all workers, and what a process reads, compiles, measures or answers once."""

from __future__ import annotations

import fcntl
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, wraps
from pathlib import Path
from typing import Any, TypeVar

import pyoxigraph as ox
import pytest

from kg.model.project import resources
from kg.model.terms import Triple
from kg.model.worker import Limits, limited
from kg.rdf.dataset import MOST_ROWS, Dataset, Solutions
from kg.rdf.sparql_text import measured
from kg.rdf.syntax import read_triples
from kg.validation.compiled import CompiledShapes, Data
from kg.validation.engines import compiled_for

T = TypeVar("T")


def once(name: str, make: Callable[[Path], T], temporary: pytest.TempPathFactory) -> T:
    """What ``make`` gives for a folder of this name: the first worker calls it, the others wait and read the result.

    A test changes neither the folder nor what is read, as tests of other workers see it too.
    """
    base = temporary.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / f"shared-{name}"
    folder.mkdir(exist_ok=True)
    kept = folder / "made.pickle"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.is_file():
            kept.write_bytes(pickle.dumps(make(folder)))
    found: T = pickle.loads(kept.read_bytes())
    return found


@dataclass(frozen=True, slots=True)
class Answering(Dataset):
    """A dataset that asks its store each query once, as several tests ask the same; nothing may change the store."""

    answers: dict[str, Solutions | list[str]] = field(default_factory=dict)

    def query(self, text: str, *, place: str = "", most: int = MOST_ROWS) -> Solutions | list[str]:
        if text not in self.answers:
            self.answers[text] = Dataset.query(self, text, place=place, most=most)
        return self.answers[text]


def in_memory(build: Path) -> Answering:
    """The graph of a build; queries take a third of the time that they take on the store on disk."""
    store = ox.Store()
    store.extend(Dataset.open(build).store)
    return Answering(store)


def once_each(function: Callable[..., T]) -> Callable[..., T]:
    """A function of a dataset and some texts that is called once for each; no test may change the dataset or the result."""
    known: dict[tuple[object, ...], tuple[Dataset, T]] = {}

    @wraps(function)
    def called(dataset: Dataset, *texts: str) -> T:
        key = (id(dataset), *texts)
        if key not in known:
            known[key] = dataset, function(dataset, *texts)  # a dataset that is kept keeps its id
        return known[key][1]

    return called


_LARGE = 1_000_000
"""No test makes a larger file in Turtle."""


def read_once(path: Path, *, name: str = "") -> Iterator[Triple]:
    """``read_triples``; a file of the ontology or of the build of the seeds is parsed once, as long as its bytes are the same."""
    is_large = path.is_file() and path.stat().st_size > _LARGE
    if name in ("", path.stem) and (is_large or path.is_relative_to(resources("ontology"))):
        return iter(_triples(path, path.read_bytes()))
    return read_triples(path, name=name)


@cache
def _triples(path: Path, _content: bytes) -> tuple[Triple, ...]:
    return tuple(read_triples(path))


_COMPILED: dict[tuple[str, tuple[Triple, ...]], CompiledShapes] = {}


def compiled_once(data: Data, shapes: Iterable[Triple], known: CompiledShapes | None) -> CompiledShapes:
    """``compiled_for``, which is given what the same shapes were compiled to before, as a build gives it shapes.json."""
    if known and data.fits(known):
        return known
    kept = tuple(shapes)
    compiled = compiled_for(data, kept, _COMPILED.get((data.hierarchy, kept)))
    if data.fits(compiled):
        _COMPILED[data.hierarchy, kept] = compiled
    return compiled


measured_once = cache(measured)
"""``measured``; the queries that the shapes become are the same for every graph that is validated."""


def here(work: Callable[..., T], _limits: Limits, *given: Any, **options: Any) -> T:
    """``limited`` without a copy of this process and without limits, so that what is read and compiled is kept for other tests."""
    found: T = pickle.loads(pickle.dumps(work(*given, **options)))  # as a copy would send it
    return found


def put_in_place(patch: pytest.MonkeyPatch) -> None:
    """Has every module of the package do this once; each test would spend most of its time on it."""
    for name, old, new in (
        ("read_triples", read_triples, read_once),
        ("compiled_for", compiled_for, compiled_once),
        ("measured", measured, measured_once),
        ("limited", limited, here),
    ):
        replace(patch, name, old, new)


def replace(patch: pytest.MonkeyPatch, name: str, old: object, new: object) -> None:
    """Gives a function another in its place, in every module that has imported it and in those that will."""
    for module in [module for path, module in sys.modules.items() if path.startswith("kg.")]:
        if getattr(module, name, None) is old:
            patch.setattr(module, name, new)
