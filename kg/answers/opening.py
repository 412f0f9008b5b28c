"""Opens a build: the way in which all commands read what `kg build` wrote."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from kg.build.index import base_of
from kg.build.output import recover
from kg.model.errors import DataError, Problem
from kg.model.files import open_regular
from kg.model.message import Message
from kg.model.project import find_project
from kg.model.vocabulary import PREFIXES
from kg.rdf.dataset import Dataset


class OpenBuild(NamedTuple):
    """A build open for reading; its store declares the prefixes of the base that it was made with."""

    folder: Path
    dataset: Dataset

    @property
    def sha256(self) -> str:
        """The identity of a build: the SHA-256 of its ``kg.nq``; ``DataError`` if that is missing."""
        path = self.folder / "kg.nq"
        try:
            with open_regular(path) as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            found = Message("{path} cannot be read, so the build has no name", path=path)
            raise DataError(Problem("broken-build", found, Message("run `kg build` again"))) from error


def open_build(folder: Path | None = None) -> OpenBuild:
    """The build in a folder, by default that of the project in the working folder.

    The base comes from the build itself, so no project is needed. A build that was killed between two renames is
    restored first. ``CallError`` if there is no build.
    """
    target = folder or find_project().build
    recover(target)
    return OpenBuild(target, Dataset.open(target, base=base_of(target) or PREFIXES["id"]))
