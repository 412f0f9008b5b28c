"""What the next build can take from the last one: the blocks of units that are as they were, and the results of the shapes."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kg.build.blocks import Block, BrokenBlockError
from kg.build.index import Index, Unit, read_index
from kg.build.layers import Layer
from kg.build.output import SUMS, folder_of, held_build, store_sums
from kg.model.files import fingerprint, read_json
from kg.model.holding import Held
from kg.model.project import Project, resources
from kg.rdf.ontology import ontology_files, shapes_files
from kg.records.access import Access
from kg.validation import MOST, Result

FOLDER = "blocks"
TABLE = "table.json"
OTHERS = ("ontology", "vocabulary")
"""The blocks that belong to no unit: what comes with the program, and the project's own terms."""


@dataclass(frozen=True, slots=True)
class Former:
    """The last build, held so that it stays whole: its index, its blocks by the names of their units, and the results.

    ``published`` are the blocks that its files were merged from, by layer and name. ``results`` is ``None`` if the build does not know them all.
    """

    held: Held
    index: Index
    blocks: Mapping[str, Block]
    published: Mapping[Layer, Mapping[str, Block]]
    results: Sequence[Result] | None

    @property
    def store(self) -> Path | None:
        """Its store, if every file in it is as it was written."""
        path = self.held.path / "store"
        try:
            return path if read_json(self.folder / SUMS) == store_sums(path) else None
        except (OSError, ValueError):
            return None

    @property
    def data(self) -> list[Block]:
        """The blocks that are the project's."""
        return [block for name, block in self.blocks.items() if name != "ontology"]

    @property
    def folder(self) -> Path:
        """Where the files of its blocks are."""
        return self.held.path / FOLDER

    def lookups(self, unit: Unit) -> set[str]:
        """The ids and names that were looked up when a unit was mapped."""
        return self.blocks[unit.name].asked


def read_former(project: Project, access: Access) -> Former | None:
    """The last build of a project; ``None`` if there is none that this program made whole, with the same settings."""
    held = held_build(folder_of(project.build, access))
    if held is None:
        return None
    index = read_index(held.path, project.documents)
    folder = held.path / FOLDER
    try:
        table = read_json(folder / TABLE)
        if index is None or table["made"] != _made(project) or not table["reusable"]:
            return None
        blocks = read_blocks(held.path)
        opened = {block.name: block for block in blocks.values()}
        names = {name for some in table["published"].values() for name in some.values()}
        opened |= {name: Block.open(folder / name) for name in names - opened.keys()}
        for name, block in opened.items():
            block.check(table["sums"][name])
        if {*index.units, *OTHERS} != blocks.keys():
            return None
        published = {
            layer: {key: opened[name] for key, name in some.items()} for layer, some in table["published"].items()
        }
        results = table["results"]
        known = None if results is None else [_result(body) for body in results]
        return Former(held, index, blocks, published, known)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, BrokenBlockError):
        return None  # one of another version, or a damaged one: the sources give the same, only slower


def read_blocks(build: Path) -> dict[str, Block]:
    """The blocks of a build, by the names of their units, whoever made them; ``BrokenBlockError`` if they cannot be read."""
    folder = build / FOLDER
    try:
        return {name: Block.open(folder / file) for name, file in read_json(folder / TABLE)["blocks"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenBlockError from error


def _result(body: Sequence[Any]) -> Result:
    return Result(*body)._replace(keys=tuple(body[Result._fields.index("keys")]))


def write_table(
    project: Project,
    blocks: Mapping[str, Block],
    published: Mapping[Layer, Mapping[str, Block]],
    results: Collection[Result],
    *,
    reusable: bool,
) -> bytes:
    """What a build remembers of its blocks; nothing of it is used again unless it is ``reusable``.

    Where the shapes find more than a report shows, the next build asks them again of everything.
    """
    every = [*blocks.values(), *(block for some in published.values() for block in some.values())]
    body = {
        "made": _made(project),
        "reusable": reusable,
        "blocks": {name: block.name for name, block in blocks.items()},
        "published": {layer: {key: block.name for key, block in some.items()} for layer, some in published.items()},
        "sums": {block.name: block.sum for block in every},
        "results": sorted(results) if len(results) <= MOST else None,
    }
    return (json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _made(project: Project) -> list[str]:
    """What every block depends on besides the files of its unit: the program, its ontology and shapes, and the settings."""
    terms = fingerprint(sorted({*ontology_files(), *shapes_files()}))
    return [_program(), terms, *project[2:]]


@cache
def _program() -> str:
    """The fingerprint of the program, its mapping scripts, and the engine that writes its Turtle."""
    package = Path(__file__).parent.parent
    code = sorted((*package.rglob("*.py"), *package.rglob("*.toml"), *resources("mappings").glob("*.py")))
    return f"{fingerprint(code)} {version('pyoxigraph')}"
