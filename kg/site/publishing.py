"""Publishes a site: all its files, from one reading of a build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from kg.answers.opening import OpenBuild, from_build
from kg.build.index import access_of
from kg.exchange.folders import Check
from kg.model.errors import CallError, Problem, nearest
from kg.model.message import Message
from kg.model.parallel import in_processes
from kg.model.worker import Limits
from kg.records.access import Access
from kg.site.beside import beside, root_of
from kg.site.changes import Earlier, change_files
from kg.site.dossiers import spoken
from kg.site.drawings import drawings
from kg.site.executables import executable_files
from kg.site.land import land
from kg.site.layout import layout
from kg.site.linked import data_files
from kg.site.pages import Plan, compact, dossier_files, files_in
from kg.site.paths import PAGE
from kg.site.reading import read_published
from kg.site.views import maps, questions
from kg.site.words import languages as known_languages
from kg.site.writing import File, fill_site, listed, put

_STATIC = Path(__file__).parent / "static"
_UNLISTED = ("404.html",)
"""What no search engine should be sent to."""
_LAND = "map-land.json"


class Wanted(NamedTuple):
    """What is wanted of a site: its languages, the first of which stands at its root, and what it has besides.

    ``address`` is where it will stand; without it, where the IRIs of the records lead. What is new since an ``earlier``
    site is told in a stream of changes.
    """

    languages: tuple[str, ...]
    address: str = ""
    is_drawn: bool = False
    has_dossiers: bool = False
    earlier: Earlier | None = None


class Written(NamedTuple):
    """How much a site has."""

    pages: int
    files: int


def wanted_languages(given: Sequence[str]) -> tuple[str, ...]:
    """The languages of a site, all if none is given; ``CallError`` for one that the interface does not speak."""
    known = known_languages()
    for one in given:
        if one not in known:
            found = Message('the pages have no words in "{language}"', language=one)
            remedy = Message("use one of {names}", names=", ".join(known))
            raise CallError(Problem("wrong-call", found, remedy, offers=nearest(one, known)))
    return tuple(dict.fromkeys(given)) or known


def publish_build(
    out: Path, wanted: Wanted, limits: Limits, folder: Path | None, *, access: Access, check: Check
) -> Written:
    """Writes a site of the build in a folder to ``out``, which is empty, new or an earlier site.

    ``check`` is made of its files as they were written, before they get their place.
    """
    written: list[Written] = []

    def fill(scratch: Path) -> None:
        written.append(from_build(lambda build: publish(build, wanted, scratch), limits, folder, access=access))

    fill_site(fill, out, access=access, check=check)
    return written[0]


def publish(build: OpenBuild, wanted: Wanted, folder: Path, *, workers: int = 2) -> Written:
    """Writes a site into an empty folder; ``CallError`` if the extra that draws pictures is wanted and not installed."""
    published = read_published(build)
    answered = questions.answers(build.dataset, workers)
    drawn = dict(drawings(build.dataset, wanted.languages)) if wanted.is_drawn else {}
    root, access = root_of(published.base, wanted.address), access_of(build.held.path)
    plan = Plan(published, layout(published), answered, wanted.languages, frozenset(drawn), root, access)
    hashes = _dossiers(plan, folder, workers) if wanted.has_dossiers else {}
    hashes |= _pages(plan._replace(dossiers=frozenset(hashes)), folder, workers)
    asked = executable_files(answered, root, build.dataset.prefixes)
    hashes |= put((*_static(), *_files((*questions.files(answered), *asked, *drawn.items()))), folder)
    hashes |= put(_files(_about_all(plan, build, wanted, hashes)), folder)
    about = {"access": access, "address": wanted.address, "build": build.sha256, "languages": wanted.languages}
    put([listed(hashes, about)], folder)
    return Written(sum(path.endswith(PAGE) for path in hashes), len(hashes) + 1)


def _dossiers(plan: Plan, folder: Path, workers: int) -> dict[str, str]:
    """Writes the dossiers; the hashes of their files by path."""
    shares = [(language, number) for language in spoken(plan.languages) for number in range(workers)]
    return _joined(in_processes(lambda one: put(dossier_files(plan, *one, workers), folder), shares, workers))


def _pages(plan: Plan, folder: Path, workers: int) -> dict[str, str]:
    """Writes the pages and lists of each language, and the data beside the pages; their hashes by path."""
    shares = (*plan.languages, *(str(number) for number in range(workers)))

    def written(name: str) -> dict[str, str]:
        is_data = name.isdigit()
        return put(_files(data_files(plan.published, int(name), workers)) if is_data else files_in(plan, name), folder)

    return _joined(in_processes(written, shares, workers))


def _joined(some: Sequence[Mapping[str, str]]) -> dict[str, str]:
    return dict(chain.from_iterable(one.items() for one in some))


def _about_all(plan: Plan, build: OpenBuild, wanted: Wanted, hashes: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """What is made of all pages: headers, sitemap and such, the land of the map, what is new."""
    first = plan.site(plan.languages[0])
    pages = sorted(path for path in hashes if path.endswith(PAGE) and not path.endswith(_UNLISTED))
    yield from beside(first, build, pages, wanted.address)
    if places := maps.points(first):
        yield _LAND, compact(land(places))
    if wanted.earlier:
        nodes, prefixes = plan.published.nodes, build.dataset.prefixes
        yield from change_files(wanted.earlier, hashes, build.sha256, nodes, prefixes, plan.root)


def _files(some: Iterator[tuple[str, bytes]] | Sequence[tuple[str, bytes]]) -> Iterator[File]:
    return map(File._make, some)


def told(written: Written, out: Path) -> str:
    """What was written, for people."""
    return f"wrote {out}/: {written.pages} pages, {written.files} files\n"


def _static() -> Iterator[File]:
    for path in sorted(_STATIC.rglob("*")):
        if path.is_file():
            yield File(path.relative_to(_STATIC.parent).as_posix(), path.read_bytes())
