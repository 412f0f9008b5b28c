"""What an export is made of: a format, its files, and what it cannot carry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kg.answers.opening import OpenBuild
from kg.model.terms import Term, Triple


class File(NamedTuple):
    """A file of an export: its name, what it is, and its bytes; ``is_packed`` if these are compressed by gzip."""

    name: str
    media_type: str
    about: str
    data: bytes
    is_packed: bool = False


ALL = ("all",)
"""What a format carries that has the whole graph."""


class Format(NamedTuple):
    """An export format.

    ``carries`` names the aspects of the graph, as ``losses.toml`` lists them, that it has: any other, one added later too, is
    lost. ``needs`` are the libraries
    of the extra ``exchange`` that it is written with. ``graph`` is how it writes any triples: only such a format has views.
    """

    name: str
    title: str
    carries: tuple[str, ...]
    files: Callable[[OpenBuild], Iterator[File]]
    needs: tuple[str, ...] = ()
    graph: Callable[[Iterable[Triple], OpenBuild], File] | None = None


class Loss(NamedTuple):
    """An aspect of the graph that a format does not carry, and the nodes that it concerns."""

    aspect: str
    about: str
    nodes: tuple[Term, ...]
