"""What a document says of itself, under review like a record: its title, date, language, genre and publisher.

Only what the front matter does not say already is shown; what is accepted is written there, and nothing else changes in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extraction.proposals import Proposal, Slot
from kg.extraction.review.values import Values, values_of
from kg.model.errors import DataError, Problem
from kg.model.kinds import by_name
from kg.records import Record, read_front
from kg.records.editing import Edit, EditableYaml, apply, written
from kg.records.nodes import MappingNode, ScalarNode

KIND = "document"


def reviewed(proposals: Iterable[Proposal], head: Record, *, is_held: bool) -> Iterator[Proposal]:
    """The proposals; of the document's own facts only those that its front matter has otherwise or not at all.

    What is only offered is shown beside something that is filled in. The facts of a digest are written by hand with it, and
    are not reviewed.
    """
    for one in proposals:
        if one.kind != KIND:
            yield one
        elif is_held and any(slot.take != "offer" and _is_news(slot, head) for slot in one.slots):
            slots = tuple(slot for slot in one.slots if _is_news(slot, head))
            now = (f"{slot.key}: {head.text(slot.key)}" for slot in slots if head.text(slot.key))
            yield one._replace(slots=slots, asks="; ".join(now))


def _is_news(slot: Slot, head: Record) -> bool:
    return slot.value not in {entry.text for entry in head.all(slot.key)}


def front_with(front: str, values: Values) -> str:
    """Front matter with these values: each replaces what stands under its key, or is added at the end."""
    yaml = EditableYaml("", front)
    assert isinstance(yaml.root, MappingNode)
    there = {key.value: value for key, value in yaml.root.value if isinstance(key, ScalarNode)}
    edits = [
        Edit(yaml.begin(there[key]), yaml.finish(there[key]), text) for key, text in _lines(values) if key in there
    ]
    added = "".join(f"{key}: {text}\n" for key, text in _lines(values) if key not in there)
    changed = apply(front, edits)
    return f"{changed.rstrip()}\n{added}" if added else changed


def _lines(values: Values) -> Iterator[tuple[str, str]]:
    """Each key with its value or values as YAML."""
    for name in dict.fromkeys(key for key, _ in values):
        key = by_name()[KIND].key(name)
        several = [value for other, value in values if other == name]
        if key and key.many and len(several) > 1:
            yield name, f"[{', '.join(written(value, flow=True) for value in several)}]"
        else:
            yield name, written(several[0])


def unreadable(proposal: Proposal, front: str, language: str) -> Problem | None:
    """What is wrong with the front matter that would be written; ``None`` if it reads."""
    try:
        _, _, problems = read_front(
            front_with(front, values_of(proposal)), "", line=1, aside="original", language=language
        )
    except DataError as error:
        problems = list(error.problems)
    return problems[0] if problems else None
