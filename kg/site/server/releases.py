"""What is served: one build, and the site published from it, as they were when they were opened.

A release never changes. A new build or site is opened beside the old release, which serves on until the new one is
ready; one that is broken is told of and left alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kg.answers.opening import OpenBuild, open_build, readable
from kg.build.output import SUMS, store_sums
from kg.model.errors import CallError, DataError, Problem
from kg.model.files import stamp
from kg.model.holding import Held
from kg.model.message import Message
from kg.model.project import find_project
from kg.model.vocabulary import PREFIXES
from kg.model.worker import Limits
from kg.rdf.protocol import Caps
from kg.rdf.syntax import read_triples
from kg.records.access import PUBLIC, Access
from kg.site.paths import stem
from kg.site.server.cache import Cache
from kg.site.server.engines import Setup
from kg.site.server.pool import Pool
from kg.site.server.remote import check_endpoint
from kg.site.server.site_files import Site, check_fits, open_site
from kg.site.server.worker import Task
from kg.site.writing import MANIFEST

GRAPH_FILES = ("kg.ttl", "kg.trig", "kg.nq", "ontology.ttl")
"""The files of a build that anybody may take away."""
TOMBSTONES = ("withdrawn.ttl", "tombstones.ttl")


class Settings(NamedTuple):
    """What is served, and how much may be asked of it."""

    build: Path | None = None
    site: Path | None = None
    access: Access = PUBLIC
    endpoint: str = ""
    base: str = PREFIXES["id"]
    workers: int = 2
    limits: Limits = Limits(10, 1)
    caps: Caps = Caps()


@dataclass(frozen=True)
class Release:
    """A build or endpoint with its site, open: ``sha256`` changes with any byte of either."""

    sha256: str
    settings: Settings
    base: str
    pool: Pool
    nodes: Mapping[str, str] = field(default_factory=dict)
    """The IRI of each node by the path of its page, without an ending."""
    gone: Mapping[str, str] = field(default_factory=dict)
    """The same of nodes that were withdrawn."""
    graphs: tuple[str, ...] = ()
    site: Site | None = None
    held: Held | None = None
    cache: Cache = field(default_factory=Cache)

    @cached_property
    def short(self) -> str:
        """The beginning of the hash, for ETags."""
        return self.sha256[:20]


Stamps = tuple[object, ...]


def stamps(settings: Settings) -> Stamps:
    """What changes when another build or site is put in the place of the one that is served."""
    build = settings.build
    return (
        _identity(build) if build else None,
        stamp(build / "kg.nq") if build else None,
        _identity(settings.site) if settings.site else None,
        stamp(settings.site / MANIFEST) if settings.site else None,
    )


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


async def open_release(settings: Settings) -> Release:
    """Opens what is served, with its workers; ``DataError`` or ``CallError`` if it is not whole."""
    build = None if settings.endpoint else _checked(open_build(settings.build, access=settings.access))
    site = open_site(settings.site) if settings.site else None
    if site:
        check_fits(site, build.sha256 if build else "", settings.access)
    base = build.dataset.prefixes["id"] if build else settings.base
    setup = Setup(base, settings.limits, str(build.held.path) if build else "", settings.endpoint)
    pool = Pool(setup, settings.workers)
    await pool.start()
    nodes, graphs = await pool.ask(Task("nodes", (base,))), await pool.ask(Task("graphs"))
    whole = hashlib.sha256("\n".join((_identity_of(settings, build, nodes), site.sha256 if site else "")).encode())
    return Release(
        sha256=whole.hexdigest(),
        settings=settings,
        base=base,
        pool=pool,
        nodes=_by_path(nodes, base),
        gone=_by_path(_gone(build, site), base),
        graphs=tuple(graphs),
        site=site,
        held=build.held if build else None,
    )


def _identity_of(settings: Settings, build: OpenBuild | None, nodes: list[str]) -> str:
    return build.sha256 if build else "\n".join((settings.endpoint, *nodes))


def _by_path(iris: list[str], base: str) -> dict[str, str]:
    return {path: name for name in iris if (path := stem(name, base))}


def _checked(build: OpenBuild) -> OpenBuild:
    """The build; ``DataError`` if its store is not as it was written, or its quads were cut off."""
    folder = build.held.path
    try:
        sums = json.loads((folder / "blocks" / SUMS).read_bytes())
        is_whole = sums == store_sums(folder / "store") and _ends(folder / "kg.nq")
    except (OSError, ValueError):
        is_whole = False
    if not is_whole:
        found = Message("the build in {folder} is not as it was written", folder=build.folder)
        raise DataError(Problem("broken-build", found, Message("run `kg build` again")))
    return build


def _ends(path: Path) -> bool:
    """Whether a file of lines ends with one."""
    with path.open("rb") as file:
        file.seek(-3, 2)
        return file.read() == b" .\n"


def _gone(build: OpenBuild | None, site: Site | None) -> list[str]:
    """The IRIs of what was withdrawn, as the build and the site tell."""
    folders = [one.held.path for one in (build, site) if one]
    files = [folder / name for folder in folders for name in TOMBSTONES if (folder / name).is_file()]
    return sorted({subject[1:-1] for file in files for subject, _, _ in read_triples(file) if subject.startswith("<")})


def settings_of(build: Path | None, site: Path | None, endpoint: str, base: str, access: Access) -> Settings:
    """What is to be served: a build, by default the project's, or an endpoint; ``CallError`` for both."""
    if not endpoint:
        if base:
            found = Message("{name} is not used here", name="--base")
            raise CallError(
                Problem("wrong-call", found, Message("the base of a build is known; name it only with --sparql"))
            )
        return Settings(readable(build or find_project().build, access), site, access)
    if build or access != PUBLIC:
        found = Message(
            "{first} and {second} do not go together", first="--sparql", second="--build" if build else "--access"
        )
        raise CallError(Problem("wrong-call", found, Message("serve either a build or an endpoint")))
    check_endpoint(endpoint)
    return Settings(None, site, endpoint=endpoint, base=base or PREFIXES["id"])
