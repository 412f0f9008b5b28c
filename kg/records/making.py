"""Records made by a program, from a table or anything else that is not YAML, and checked exactly like those in a file.

The values become the same nodes as YAML does and go through the same reader, so that nothing can differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.model.errors import DataError, Location, Problem
from kg.model.message import Message
from kg.model.terms import stray
from kg.records import TOP
from kg.records.model import Record
from kg.records.nodes import (
    LIST,
    MAPPING,
    TEXT,
    MappingNode,
    Node,
    Placed,
    ScalarNode,
    SentenceNode,
    SequenceNode,
    too_deep,
    too_long,
)
from kg.records.reader import RecordReader
from kg.sources.documents import Located, Sentence

Value = str | Located | Sentence | Sequence["Value"] | Mapping[str, "Value | None"]
"""The value of a key: a text, a text with its place, a sentence of the document as evidence, a list, or nested keys."""


@dataclass(slots=True)
class Records:
    """Collects the records that a mapping script makes, and the faults of all of them.

    ``language`` tags what the documentalist writes, ``original`` what is quoted from the document: unless given, the
    language of the first record of a document that names one.
    """

    language: str = "en"
    original: str = ""
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, kind: str, values: Mapping[str, Value | None], *, place: Location) -> Record | None:
        """Makes a record of a kind, keeps it and returns it; its faults are added to ``problems``.

        ``values`` are its keys as in a file of records, including ``id``; a key whose value is ``None`` is left out.
        Write every text as you would type it: the table of kinds says whether it is a date, a number or a reference.
        A fault is reported at the place of the value (see ``Located``), or else at ``place``. Faulty values are left
        out of the record; without an id, or if the kind is unknown, the result is ``None``. ``TypeError`` for a value
        that is not a text, list or mapping.
        """
        composer = _Composer()
        node = composer.headed(kind, values, place)
        reader = RecordReader(place.path, self.language, self.original or self.language)
        made = None if composer.problems else reader.headed(node, TOP)
        self.problems += [*composer.problems, *reader.problems]
        self.records += [made] if made else []
        if made and kind == "document" and not self.original:
            self.original = made.text("language")
        return made


def record(
    kind: str, values: Mapping[str, Value | None], *, place: Location, language: str = "en", original: str = ""
) -> Record:
    """One record, as ``Records.add`` makes it; ``DataError`` with all its faults.

    >>> record("place", {"id": "lakeside", "label": "Lakeside"}, place=Location("places.csv", 2)).text("label")
    'Lakeside'
    """
    records = Records(language, original)
    made = records.add(kind, values, place=place)
    if made is None or records.problems:
        raise DataError(records.problems)
    return made


@dataclass(slots=True)
class _Composer:
    """Turns values into nodes; what would be refused in YAML is a problem here too."""

    problems: list[Problem] = field(default_factory=list)

    def headed(self, kind: str, values: Mapping[str, Value | None], place: Location) -> MappingNode:
        """The node of a record, whose first key is the kind and holds the id."""
        whole = self.mapping({key: value for key, value in values.items() if key != "id"}, place, 2)
        ident = values.get("id") or ""
        head = (self.text(kind, place), self.node(ident, place, 2) or self.text("", place))
        return MappingNode(MAPPING, [head, *whole.value], Placed(place))

    def node(self, value: Value, place: Location, depth: int) -> Node | None:
        """The node of a value; ``None`` if there is a problem with it."""
        match value:
            case str():
                return self.scalar(value, place)
            case Located():
                return self.scalar(value.text, value.location)
            case Sentence():
                return SentenceNode(value.text, Placed(place), value.start)
        return self.nested(value, place, depth)

    def nested(self, value: Mapping[str, Value | None] | Sequence[Value], place: Location, depth: int) -> Node | None:
        """The node of a list or of nested keys."""
        if not isinstance(value, Mapping | Sequence):
            raise TypeError(f"{value!r} is no text, list or mapping: give it as text")
        if deep := too_deep(depth):
            self.problems.append(deep._replace(location=place))
            return None
        if isinstance(value, Mapping):
            return self.mapping(value, place, depth + 1)
        nodes = [node for item in value if (node := self.node(item, place, depth + 1))]
        return SequenceNode(LIST, nodes, nodes[0].start_mark if nodes else Placed(place))

    def mapping(self, values: Mapping[str, Value | None], place: Location, depth: int) -> MappingNode:
        """The node of nested keys, placed at its first value; each key is placed at its value."""
        pairs = []
        for key, value in values.items():
            node = None if value is None else self.node(value, place, depth)
            if node:
                pairs.append((ScalarNode(TEXT, key, node.start_mark), node))
        return MappingNode(MAPPING, pairs, pairs[0][0].start_mark if pairs else Placed(place))

    def scalar(self, text: str, place: Location) -> ScalarNode | None:
        """The node of a text."""
        if trick := too_long(text):
            self.problems.append(trick._replace(location=place))
            return None
        if character := stray(text):
            found = Message("character {code} is not allowed in a record", code=f"#x{ord(character[0]):04x}")
            self.problems.append(Problem("control-character", found, Message("remove the character"), place))
            return None
        return self.text(text, place)

    def text(self, text: str, place: Location) -> ScalarNode:
        """The node of a text that needs no check."""
        return ScalarNode(TEXT, text, Placed(place))
