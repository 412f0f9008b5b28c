"""The whole graph for the bulk loader of a store: parts that are compressed, and how to load them.

A part is short enough to be searched for names that are withheld, and for those of whoever is to be forgotten.
"""

from __future__ import annotations

import tomllib
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.answers.opening import OpenBuild
from kg.exchange.exports import rdf
from kg.exchange.model import ALL, File, Format

MOST = 250_000_000
"""So many bytes are in a part before it is compressed, unless a single line is longer."""

_RDF = {form.name: form for form in rdf.FORMATS}


class Store(NamedTuple):
    """A store: what it is called, whether all graphs are its default graph, how to load, and what to heed with it."""

    title: str
    union: bool
    load: str
    heed: str


@cache
def stores() -> dict[str, Store]:
    """Every store by its name."""
    read = tomllib.loads((Path(__file__).parent.parent / "stores.toml").read_text(encoding="utf-8"))
    return {name: Store(**given) for name, given in read.items()}


def parts(data: bytes, most: int) -> Iterator[bytes]:
    r"""The lines of a file in parts of at most so many bytes, which together are the file.

    >>> list(parts(b"a\nbc\nd\n", 5))
    [b'a\nbc\n', b'd\n']
    """
    begin = 0
    while len(data) - begin > most:
        end = data.rfind(b"\n", begin, begin + most) + 1 or data.find(b"\n", begin) + 1 or len(data)
        yield data[begin:end]
        begin = end
    if begin < len(data):
        yield data[begin:]


def _packed(data: bytes) -> bytes:
    """Bytes compressed by gzip, with no time or name in its head."""
    return zlib.compress(data, wbits=31)


def _files(name: str) -> Callable[[OpenBuild], Iterator[File]]:
    store = stores()[name]
    form = _RDF["nquads" if store.union else "ntriples"]

    def files(build: OpenBuild) -> Iterator[File]:
        (whole,) = form.files(build)
        ending = whole.name.removeprefix("kg.")
        for at, part in enumerate(parts(whole.data, MOST), 1):
            about = f"part {at} of the whole published graph, {form.title}"
            yield File(f"kg-{at:05}.{ending}.gz", whole.media_type, about, _packed(part), is_packed=True)
        yield File("README.txt", "text/plain", "how to load it", _read_me(store, form.title, whole.data).encode())

    return files


def _read_me(store: Store, form: str, data: bytes) -> str:
    graph = "its graphs as they are" if store.union else "everything as the default graph"
    count = data.count(b"\n")
    return (
        f"For {store.title}: {form}, {graph}.\n\n"
        f"{store.load}\n"
        f"There are {count} lines, and a line is a {'quad' if store.union else 'triple'}: so many must be loaded.\n"
        f"{store.heed}"
    )


FORMATS = tuple(
    Format(name, f"{_RDF['nquads' if store.union else 'ntriples'].title} in parts for {store.title}", ALL, _files(name))
    for name, store in stores().items()
)
