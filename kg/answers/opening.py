"""Opens a build: the way in which all commands read what `kg build` wrote."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from kg.build.index import access_of, base_of
from kg.build.output import folder_of, held_build
from kg.model.errors import CallError, DataError, Problem
from kg.model.files import open_regular
from kg.model.holding import Held
from kg.model.message import Message
from kg.model.project import find_project
from kg.model.vocabulary import PREFIXES
from kg.model.worker import Limits, limited
from kg.rdf.dataset import Dataset
from kg.records.access import CHOICES, PUBLIC, Access

Found = TypeVar("Found")


class OpenBuild(NamedTuple):
    """A build open for reading, as it was when it was opened; its store declares the prefixes of its base."""

    folder: Path
    dataset: Dataset
    held: Held

    @property
    def sha256(self) -> str:
        """The identity of a build: the SHA-256 of its ``kg.nq``; ``DataError`` if that is missing."""
        path = self.folder / "kg.nq"
        try:
            with open_regular(self.held.path / "kg.nq") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            found = Message("{path} cannot be read, so the build has no name", path=path)
            raise DataError(Problem("broken-build", found, Message("run `kg build` again"))) from error


def open_build(folder: Path | None = None, *, access: Access = PUBLIC) -> OpenBuild:
    """The build in a folder, by default that of the project in the working folder.

    With any but ``public`` access it is the one for that, beside it. The base comes from the build itself, so no project is
    needed. A build that was killed between two renames is restored first. ``CallError`` if there is no build.
    """
    target = readable(folder or find_project().build, access)
    held = held_build(target)
    if held is None or not (held.path / "store").is_dir():
        found = Message("there is no build in {folder}", folder=target)
        raise CallError(Problem("no-build", found, _FIRST if access == PUBLIC else _OTHER_FIRST.given(access=access)))
    try:
        dataset = Dataset.open(held.path, base=base_of(held.path) or PREFIXES["id"])
    except DataError as error:
        found = Message("the store in {path} cannot be read", path=target / "store")
        raise DataError(Problem("broken-build", found, Message("run `kg build` again"))) from error
    return OpenBuild(target, replace(dataset, held=held), held)


def from_build(
    work: Callable[[OpenBuild], Found], limits: Limits, folder: Path | None = None, *, access: Access = PUBLIC
) -> Found:
    """What some work finds in the build in a folder (see ``open_build``); ``DataError`` if it reaches a limit."""
    return limited(lambda: work(open_build(folder, access=access)), limits)


_FIRST = Message("run `kg build` first, or name the folder with --build")
_OTHER_FIRST = Message("run `kg build --access {access}` first, or name the folder with --build")


def readable(build: Path, access: Access) -> Path:
    """The folder of a build, which is never one that shows more than was asked for (``CallError``)."""
    own = access_of(build)
    kind = next(
        (one for one in CHOICES if one != PUBLIC and folder_of(build, one) == build), own
    )  # by its name, or its word
    if kind not in (PUBLIC, access):
        found = Message("the build in {folder} is {access}", folder=build, access=kind)
        remedy = Message("name a public build, or say --access {access}", access=kind)
        raise CallError(Problem("other-access", found, remedy))
    target = folder_of(build, access)
    return build if access != PUBLIC and own == access and not target.exists() else target
