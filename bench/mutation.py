"""How well the tests protect the seeds: deletes something fifty times and counts how often a test would notice.

Run ``python -m bench.mutation`` (seed and number of tries are its arguments: ``python -m bench.mutation 7 100``). Each
try copies the seeds, removes one involvement, claim, quote of evidence or authority record as if by accident, and
checks what the fast tests check, cheapest first: whether the records still read and map, whether the inventory is
the committed one, whether every sentence is still quoted, whether the queries still give their expected rows.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from kg.build.mapping import map_project
from kg.build.pipeline import build
from kg.build.reading import Read, read_project
from kg.model.errors import DataError
from kg.model.project import find_project
from kg.model.terms import Quad
from kg.model.vocabulary import CONCEPTS
from kg.rdf.dataset import Dataset
from tests.asking import CATALOGUE, FOLDER
from tests.inventory import inventory, table
from tests.project import SEEDS
from tests.test_seeds import EXPECTED, UNQUOTED, unquoted

ROLES = set(CONCEPTS["role"].values())


@dataclass(frozen=True, slots=True)
class Deletion:
    """Characters ``start`` to ``end`` of a file, and what they are."""

    path: Path
    start: int
    end: int
    what: str


def deletions(path: Path) -> Iterator[Deletion]:
    """Everything in a file of records that a try can remove."""
    text = path.read_text(encoding="utf-8")
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.SequenceNode):
        return
    for item in root.value:
        if path.parent.name == "authorities":
            yield Deletion(path, *_lines(text, item, item), "authority record")
        yield from _inside(path, text, item)


def _inside(path: Path, text: str, node: yaml.Node) -> Iterator[Deletion]:
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        what = {"evidence": "quote", "claims": "claim"}.get(key.value, "involvement" if key.value in ROLES else "")
        several = isinstance(value, yaml.SequenceNode) and len(value.value) > 1
        if what and several:
            yield from (Deletion(path, *_item(text, value, at), what) for at in range(len(value.value)))
        elif what:
            yield Deletion(path, *_lines(text, key, value), what)
        for part in value.value if isinstance(value, yaml.SequenceNode) else [value]:
            yield from _inside(path, text, part)


def _lines(text: str, first: yaml.Node, last: yaml.Node) -> tuple[int, int]:
    """The whole lines from one node to another."""
    start = text.rfind("\n", 0, first.start_mark.index) + 1
    is_block = isinstance(last, yaml.CollectionNode) and not last.flow_style
    if is_block and last.end_mark.index < len(text):
        return start, text.rfind("\n", 0, last.end_mark.index) + 1
    end = text.find("\n", last.end_mark.index)
    return start, end + 1 if end >= 0 else len(text)


def _item(text: str, node: yaml.SequenceNode, at: int) -> tuple[int, int]:
    """One item of a list of several: its lines, or the words between its commas."""
    if not node.flow_style:
        return _lines(text, node.value[at], node.value[at])
    if at:
        return node.value[at - 1].end_mark.index, node.value[at].end_mark.index
    return node.value[0].start_mark.index, node.value[1].start_mark.index


def noticed(folder: Path) -> str:
    """The test that notices that something is missing; empty if none does."""
    project = find_project(folder, folder.parent / "build")
    try:
        read = read_project(project)
        quads = map_project(project, read)
    except DataError as error:
        return error.problems[0].code
    checks: dict[str, Callable[[], bool]] = {
        "inventory": lambda: _inventory_holds(quads),
        "sentences": lambda: _sentences_hold(read),
        "queries": lambda: _queries_hold(folder),
    }
    return next((name for name, holds in checks.items() if not holds()), "")


def _inventory_holds(quads: list[Quad]) -> bool:
    return table(inventory(quads)) == EXPECTED.read_text(encoding="utf-8")


def _sentences_hold(read: Read) -> bool:
    return unquoted(read) == UNQUOTED


def _queries_hold(folder: Path) -> bool:
    made = build(find_project(folder, folder.parent / "build"))
    dataset = Dataset.open(made.folder)
    rows = {name: dataset.results(query.text, "csv") for name, query in CATALOGUE.items()}
    expected = {name: (FOLDER / "expected" / f"{name}.csv").read_bytes() for name in CATALOGUE}
    return rows == expected and made.report.conforms(strict=True)


def main(seed: int = 2012, tries: int = 50) -> int:
    """Prints how many of the tries were noticed, by which test, and each that was not."""
    chance = random.Random(seed)
    by_kind: dict[str, list[Deletion]] = {}
    for path in sorted(SEEDS.rglob("*.yaml")):
        for deletion in deletions(path):
            by_kind.setdefault(deletion.what, []).append(deletion)
    found: Counter[str] = Counter()
    for _ in range(tries):
        deletion = chance.choice(by_kind[chance.choice(sorted(by_kind))])
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary, "seeds")
            shutil.copytree(SEEDS, folder)
            path = folder / deletion.path.relative_to(SEEDS)
            text = path.read_text(encoding="utf-8")
            path.write_text(text[: deletion.start] + text[deletion.end :], encoding="utf-8", newline="")
            by = noticed(folder)
        found[by] += 1
        if not by:
            line = text.count("\n", 0, deletion.start) + 1
            print(f"not noticed: {deletion.what} at {deletion.path.relative_to(SEEDS)}:{line}")
    print(f"{tries - found['']} of {tries} deletions noticed (seed {seed}): ", end="")
    print(", ".join(f"{count} by {name}" for name, count in found.most_common() if name))
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
