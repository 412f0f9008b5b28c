"""The files of a published site as they were when it was opened: each is known by its hash."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kg.model.errors import DataError, Problem
from kg.model.files import MOST_BUILT, bytes_of, read_json
from kg.model.holding import Held, hold
from kg.model.message import Message
from kg.rdf.formats import FORMATS
from kg.records.access import PUBLIC
from kg.site.writing import MANIFEST

FRONT = "index.html"


class Site(NamedTuple):
    """A published site: the folder, held while it is served, the hash of each file by its path, and what it was made of."""

    held: Held
    hashes: Mapping[str, str]
    build: str
    access: str

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
        """The bytes of a file; ``OSError`` if it is gone, ``DataError`` if it is another than its hash says."""
        data = bytes_of(self.held.path / name, most=MOST_BUILT)
        if hashlib.sha256(data).hexdigest() != self.hashes[name]:
            raise changed(name)
        return data


def open_site(folder: Path) -> Site:
    """A site of which each file is as its list says; ``DataError`` for the first that is not."""
    held = hold(folder)
    try:
        if held is None:
            raise FileNotFoundError(folder)
        listed = read_json(held.path / MANIFEST)
        site = Site(
            held, {str(name): str(value) for name, value in listed["files"].items()}, listed["build"], listed["access"]
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        found = Message("there is no site in {folder}", folder=folder)
        raise DataError(Problem("broken-site", found, _PUBLISH)) from error
    for name in site.hashes:
        if Path(name).is_absolute() or ".." in Path(name).parts:
            raise DataError(Problem("broken-site", Message("{name} does not lie in the site", name=name), _AGAIN))
        try:
            site.read(name)
        except OSError as error:
            raise DataError(
                Problem("broken-site", Message("{name} of the site is missing", name=name), _AGAIN)
            ) from error
    return site


_PUBLISH = Message("run `kg publish` first, or name the folder with --site")
_AGAIN = Message("run `kg publish` again")


def changed(name: str) -> DataError:
    """The fault of a file that was changed while it was served."""
    return DataError(Problem("broken-site", Message("{name} was changed after the site was made", name=name), _AGAIN))


def check_fits(site: Site, build: str, access: str) -> None:
    """``DataError`` for a site of another build or of more than is asked for: its pages would say something else than the data."""
    if site.access not in (PUBLIC, access):
        found = Message("the site is {access}", access=site.access)
        remedy = Message("name a public site, or say --access {access}", access=site.access)
        raise DataError(Problem("other-access", found, remedy))
    if build and site.build != build:
        raise DataError(Problem("broken-site", Message("the site was made from another build"), _AGAIN))


_OURS = {f".{form.extension}": form.media_type for form in FORMATS} | {".json": "application/json", ".geojson": "application/geo+json", ".webmanifest": "application/manifest+json", ".xml": "application/xml", ".atom": "application/atom+xml", ".js": "text/javascript", ".mjs": "text/javascript", ".woff2": "font/woff2", ".bib": "application/x-bibtex"}  # fmt: skip


def media_type(name: str) -> str:
    """The media type of a file by its ending.

    >>> media_type("id/person/x.ttl"), media_type("style.css"), media_type("a.unknown")
    ('text/turtle; charset=utf-8', 'text/css; charset=utf-8', 'application/octet-stream')
    """
    ending = Path(name).suffix.lower()
    found = _OURS.get(ending) or mimetypes.types_map.get(ending) or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found
