"""The files of a published site as they were when it was opened: each is known by its hash."""

from __future__ import annotations

import hashlib
import mimetypes
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kg.model.errors import DataError, Problem
from kg.model.files import open_regular
from kg.model.holding import Held, hold
from kg.model.message import Message
from kg.rdf.formats import FORMATS

FRONT = "index.html"


class Site(NamedTuple):
    """A published site: the folder, held while it is served, and the hash of each file by its path."""

    held: Held
    hashes: Mapping[str, str]

    @property
    def sha256(self) -> str:
        """One hash over all files."""
        whole = "".join(f"{name}\0{value}\n" for name, value in sorted(self.hashes.items()))
        return hashlib.sha256(whole.encode()).hexdigest()

    def find(self, path: str) -> str | None:
        """The file for a path in the address: itself, or the front page of a folder."""
        bare = path.strip("/")
        names = (bare, f"{bare}/{FRONT}" if bare else FRONT)
        return next((name for name in names if name in self.hashes), None)

    def read(self, name: str) -> bytes:
        """The bytes of a file; ``OSError`` if it is gone, ``DataError`` if it is another than when the site was opened."""
        data = (self.held.path / name).read_bytes()
        if hashlib.sha256(data).hexdigest() != self.hashes[name]:
            raise changed(name)
        return data


def open_site(folder: Path) -> Site:
    """A site whose files are all read once; ``DataError`` if it has no front page."""
    held = hold(folder)
    if held is None or not (held.path / FRONT).is_file():
        found = Message("there is no site in {folder}", folder=folder)
        raise DataError(
            Problem("broken-site", found, Message("run `kg publish` first, or name the folder with --site"))
        )
    return Site(held, dict(sorted(_hashed(held.path))))


def _hashed(folder: Path) -> list[tuple[str, str]]:
    found = []
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in names:
            path = Path(place) / name
            if path.is_symlink() or not path.is_file():
                continue
            with open_regular(path) as file:
                found.append((path.relative_to(folder).as_posix(), hashlib.file_digest(file, "sha256").hexdigest()))
    return found


def changed(name: str) -> DataError:
    """The fault of a file that was changed while it was served."""
    found = Message("{name} was changed after the site was made", name=name)
    return DataError(Problem("broken-site", found, Message("run `kg publish` again")))


_OURS = {f".{form.extension}": form.media_type for form in FORMATS} | {".json": "application/json", ".geojson": "application/geo+json", ".webmanifest": "application/manifest+json", ".xml": "application/xml", ".atom": "application/atom+xml", ".js": "text/javascript", ".mjs": "text/javascript", ".woff2": "font/woff2", ".bib": "application/x-bibtex"}  # fmt: skip


def media_type(name: str) -> str:
    """The media type of a file by its ending.

    >>> media_type("id/person/x.ttl"), media_type("style.css"), media_type("a.unknown")
    ('text/turtle; charset=utf-8', 'text/css; charset=utf-8', 'application/octet-stream')
    """
    ending = Path(name).suffix.lower()
    found = _OURS.get(ending) or mimetypes.types_map.get(ending) or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found
