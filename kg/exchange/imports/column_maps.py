"""The column maps that come with Chronicle, found by themselves, and those that somebody writes."""

from __future__ import annotations

from pathlib import Path

from kg.mapping.tables.model import ColumnMap
from kg.mapping.tables.reading import parse_map
from kg.model.errors import CallError, Problem, nearest
from kg.model.files import read_text, shown
from kg.model.layout import is_yaml
from kg.model.message import Message
from kg.model.project import resources

BELOW = "# ── The column map ──\n"
"""The line above the column map in a file that ``kg import`` wrote; above it is what the import noted."""


def column_maps() -> dict[str, Path]:
    """The maps that come with Chronicle, by kind of table."""
    found = {path.stem: path for path in (resources("mappings") / "tables").glob("*.yaml")}
    return dict(sorted(found.items()))


def find_map(name: str) -> tuple[str, ColumnMap]:
    """A map by its name or its file, as text and as it is read; ``CallError`` if there is none of that name."""
    path = Path(name) if is_yaml(Path(name)) else column_maps().get(name)
    if path is None:
        found = Message('no kind of table is called "{name}"', name=name)
        remedy = Message("`kg import` lists all; a column map of your own is named by its file, such as columns.yaml")
        raise CallError(Problem("wrong-call", found, remedy, offers=nearest(name, column_maps())))
    whole = read_text(path)
    text = whole.partition(BELOW)[2] or whole
    return text, parse_map(text, shown(path))


def listed() -> str:
    """The kinds of table for people, one a line: the first comment of a map says what it reads."""
    known = {name: path.read_text(encoding="utf-8") for name, path in column_maps().items()}
    width = max(map(len, known))
    firsts = {name: text.removeprefix("# ").partition("\n")[0] for name, text in known.items()}
    return "".join(f"{name:<{width}}  {first}\n" for name, first in firsts.items())
