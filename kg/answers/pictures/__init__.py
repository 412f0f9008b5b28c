"""Pictures of a dataset as SVG: what happened when, who is tied to whom, where it took place.

A picture is a function of the dataset: no clock, no randomness, the same bytes each time. matplotlib, which draws it,
is an optional extra and is checked for only here.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model.errors import CallError, Problem
from kg.model.message import Message

if TYPE_CHECKING:
    from kg.answers.pictures.canvas import Canvas
    from kg.answers.pictures.facts import Facts
    from kg.rdf.dataset import Dataset

NAMES = ("network", "places", "timeline")


def picture(dataset: Dataset, name: str) -> bytes:
    """The picture with this name as SVG; ``DataError`` if the dataset has nothing to show."""
    from kg.answers.pictures.facts import read_facts

    return draw(read_facts(dataset), name).svg()


def draw(facts: Facts, name: str) -> Canvas:
    """The picture with this name, drawn; ``CallError`` if the extra is not installed."""
    if find_spec("matplotlib") is None:
        remedy = Message("run `pip install 'chronicle-kg[pictures]'`, or in a checkout `pip install -e '.[pictures]'`")
        raise CallError(Problem("missing-extra", Message("pictures need matplotlib, and it is not installed"), remedy))
    from kg.answers.pictures.canvas import settings
    from kg.answers.pictures.network import network
    from kg.answers.pictures.places import places
    from kg.answers.pictures.timeline import timeline

    with settings():
        return {"network": network, "places": places, "timeline": timeline}[name](facts)


def check_target(out: Path) -> None:
    """``CallError`` for a file name that does not fit a picture, so that no record is overwritten by mistake."""
    if out.suffix != ".svg":
        found = Message("{path} does not end in .svg", path=out)
        raise CallError(Problem("wrong-call", found, Message("name a file that ends in .svg with --out")))
    if out.is_dir():
        found = Message("{path} is a folder", path=out)
        raise CallError(Problem("unwritable-output", found, Message("name a file with --out")))
