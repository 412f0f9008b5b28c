"""The export formats, found by themselves: each module of ``kg.exchange.exports`` has ``FORMATS``."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from kg.exchange import exports
from kg.exchange.model import Format
from kg.model.errors import CallError, Problem, nearest
from kg.model.message import Message


@cache
def formats() -> dict[str, Format]:
    """Every export format by its name."""
    modules = sorted(module.name for module in pkgutil.iter_modules(exports.__path__))
    found = [importlib.import_module(f"{exports.__name__}.{name}").FORMATS for name in modules]
    return {one.name: one for made in found for one in made}


def find_format(name: str) -> Format:
    """The format of this name; ``CallError``, which offers the nearest, if there is none."""
    known = formats()
    if name not in known:
        found = Message('no export format is called "{name}"', name=name)
        remedy = Message("`kg export` lists all")
        raise CallError(Problem("wrong-call", found, remedy, offers=nearest(name, known)))
    return known[name]


def named(name: str, store: str | None) -> str:
    """The name of a format, which is given as such or as that of a store; ``CallError`` if it is given twice."""
    if name and store:
        found = Message("{name} and --for {store} are two formats", name=name, store=store)
        raise CallError(Problem("wrong-call", found, Message("leave out one of them")))
    return name or store or ""


def listed() -> str:
    """The formats for people, one a line."""
    known = formats()
    width = max(map(len, known))
    return "".join(f"{name:<{width}}  {form.title}\n" for name, form in known.items())
