"""What is made once for all workers of a run, and a dataset in memory that answers each query once."""

from __future__ import annotations

import fcntl
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
import pytest

from kg.rdf.dataset import Dataset, Solutions

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

    def query(self, text: str, *, place: str = "") -> Solutions | list[str]:
        if text not in self.answers:
            self.answers[text] = Dataset.query(self, text, place=place)
        return self.answers[text]


def in_memory(build: Path) -> Answering:
    """The graph of a build; queries take a third of the time that they take on the store on disk."""
    store = ox.Store()
    store.extend(Dataset.open(build).store)
    return Answering(store)
