"""Pictures of a dataset as SVG: what happened when, who is tied to whom, where it took place.

A picture is a function of the dataset: no clock, no chance, the same bytes each time. matplotlib, which draws it, is
an extra, and is asked for only here.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model.errors import CallError, Problem

if TYPE_CHECKING:
    from kg.answers.pictures.canvas import Canvas
    from kg.answers.pictures.facts import Facts
    from kg.rdf.dataset import Dataset

NAMES = ("network", "places", "timeline")


def picture(dataset: Dataset, name: str) -> bytes:
    """The picture with this name as SVG; ``DataError`` where the dataset has nothing that it could show."""
    from kg.answers.pictures.facts import read_facts

    return draw(read_facts(dataset), name).svg()


def draw(facts: Facts, name: str) -> Canvas:
    """The picture with this name, drawn; ``CallError`` where the extra is not installed."""
    if find_spec("matplotlib") is None:
        remedy = "run `pip install 'chronicle-kg[pictures]'`, or in a checkout `pip install -e '.[pictures]'`"
        raise CallError(Problem("missing-extra", "pictures need matplotlib, and it is not installed", remedy))
    from kg.answers.pictures.canvas import settings
    from kg.answers.pictures.network import network
    from kg.answers.pictures.places import places
    from kg.answers.pictures.timeline import timeline

    with settings():
        return {"network": network, "places": places, "timeline": timeline}[name](facts)


def check_target(out: Path) -> None:
    """``CallError`` for a name that is not a picture's, so that no record is overwritten by mistake."""
    if out.suffix != ".svg":
        raise CallError(Problem("wrong-call", f"{out} is not called .svg", "name a file that ends in .svg with --out"))
    if out.is_dir():
        raise CallError(Problem("unwritable-output", f"{out} is a folder", "name a file with --out"))
