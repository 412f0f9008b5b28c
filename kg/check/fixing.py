"""What ``kg validate --fix`` does: it writes the document's own words into evidence, where there is no doubt about them.

Only the quotes change: comments, layout and every other byte stay, and so do the mode and the owner of the file. A file
is replaced as a whole or not at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.build.reading import Read, read_scope
from kg.check.targets import select
from kg.mapping.evidence import mended
from kg.model.errors import DataError, Location
from kg.model.files import exact_text
from kg.model.message import Message
from kg.model.project import find_project
from kg.model.writing import locked, replace_file, reported
from kg.records import Quote, Record
from kg.records.editing import Edit, EditableYaml, apply, scalars
from kg.records.nodes import MappingNode, Node, ScalarNode, compose


class Mend(NamedTuple):
    """A quote at a place in a file, and the same in the document's own words."""

    place: Location
    before: Quote
    after: Quote

    @property
    def message(self) -> Message:
        """What was changed, for people."""
        if self.before.text == self.after.text:
            return Message(
                '{place}: prefix and suffix of "{after}" are now those of the document',
                place=str(self.place),
                after=self.after.text,
            )
        return Message(
            '{place}: "{before}" is now "{after}"',
            place=str(self.place),
            before=self.before.text,
            after=self.after.text,
        )


def fix(paths: Iterable[Path]) -> list[Mend]:
    """Mends the evidence of the records at the paths, or of the project in the working folder; gives what was changed.

    What cannot be read is left to the check that follows.
    """
    try:
        scopes = select(list(paths) or [find_project().documents]).records.values()
        found = [mend for scope in scopes for mend in _mends(read_scope(scope))]
    except DataError:
        return []
    by_file: dict[str, list[Mend]] = defaultdict(list)
    for mend in dict.fromkeys(found):
        by_file[mend.place.path].append(mend)
    return [mend for name, mends in by_file.items() for mend in _rewritten(Path(name), mends)]


_YAML = (".yaml", ".yml")


def _mends(read: Read) -> Iterator[Mend]:
    """The quotes of the documents asked for that have the document's words, but not as they stand there."""
    for source in read.sources:
        for record in source.records if source.id in read.asked else ():
            for place, quote in _quotes(record):
                own = mended(quote, source.document) if place.path.endswith(_YAML) else None
                if own:
                    yield Mend(place, quote, own)


def _quotes(record: Record) -> Iterator[tuple[Location, Quote]]:
    for entry in record.fields:
        if isinstance(entry.value, Record):
            yield from _quotes(entry.value)
        elif isinstance(entry.value, Quote):
            yield entry.location, entry.value


def _rewritten(path: Path, mends: list[Mend]) -> list[Mend]:
    """Rewrites a file; gives the changes made, none if the file has changed meanwhile or would no longer be read."""
    with reported(path, Message("make the file writable")), locked(path):
        text = exact_text(path)
        file = EditableYaml(str(path), text)
        nodes = {(file.place(node).line, file.place(node).column): node for node in _nodes(file.root)}
        done = [(mend, nodes.get((mend.place.line, mend.place.column))) for mend in mends]
        edits = [edit for mend, node in done for edit in _edits(file, node, mend)]
        changed = apply(text, edits)
        if not edits or not _reads(changed):
            return []
        replace_file(path, changed.encode())
    return [mend for mend, node in done if list(_edits(file, node, mend))]


def _nodes(root: Node | None) -> Iterator[Node]:
    """Every value that may hold a quote, with the keys that it is in."""
    for part in root.value if root and not isinstance(root, ScalarNode) else ():
        for node in part[1:] if isinstance(part, tuple) else (part,):
            yield node
            yield from _nodes(node)


def _edits(file: EditableYaml, node: Node | None, mend: Mend) -> Iterator[Edit]:
    """The edits that put the document's words into a quote, which may have a prefix and a suffix."""
    if isinstance(node, ScalarNode) and node.value.strip() == mend.before.text:
        yield file.replaced(node, mend.after.text, flow=_is_in_flow(file, node))
    elif isinstance(node, MappingNode):
        dropped = set()
        for number, (key, value) in enumerate(node.value):
            before, after = (getattr(quote, _FIELDS[key.value]) for quote in (mend.before, mend.after))
            if before and not after:
                dropped.add(number)
            elif before != after:
                yield file.replaced(value, after, flow=bool(node.flow_style))
        yield from file.dropped_pairs(node, dropped)


_FIELDS = {"quote": "text", "prefix": "prefix", "suffix": "suffix"}


def _is_in_flow(file: EditableYaml, node: ScalarNode) -> bool:
    """Whether a value stands in brackets or braces."""
    return any(found is node and flow for found, flow in scalars(file.root)) if file.root else False


def _reads(text: str) -> bool:
    try:
        compose(text, "")
    except DataError:
        return False
    return True
