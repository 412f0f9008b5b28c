"""The facts about a document for its front matter: from options, from a side-car file, from the file itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.model.errors import Location, Problem
from kg.model.files import read_text, shown
from kg.model.kinds import FILL_IN, by_name
from kg.model.message import Message
from kg.records.comments import cut_texts
from kg.records.editing import written
from kg.records.making import Records
from kg.records.nodes import MappingNode, Node, ScalarNode, SequenceNode, compose, place_of
from kg.sources.documents import Located

_ALSO = {
    "author": "creator",
    "authors": "creator",
    "byline": "creator",
    "accessed": "retrieved",
    "archive-url": "archived",
    "archived-at": "archived",
    "archived-url": "archived",
    "date": "issued",
    "date-edtf": "issued",
    "published": "issued",
    "retrieved-on": "retrieved",
    "lang": "language",
    "link": "url",
    "source-url": "url",
    "type": "genre",
}
"""What side-cars and front matters of others call our keys."""
KEYS = (
    *("title", "publisher", "creator", "created", "issued", "language", "genre"),
    *("url", "archived", "retrieved", "description", "access"),
)
"""The keys of a document that can be given, in the order in which they are written."""
_MAY_BE_LEFT = ("genre", "access")
"""Keys whose values in a side-car follow another vocabulary: one that is not in ours is left out, with a warning."""
ASKED = ("title", "issued", "language")
"""What is asked for if nobody says it."""

Values = dict[str, list[Located]]


@dataclass(slots=True)
class Facts:
    """What is known of a document, by key, each value with its place; ``sha256`` is the hash that a side-car gives.

    ``problems`` make the facts unusable, ``warnings`` do not; ``unused`` are the keys of a side-car that have no place
    in front matter.
    """

    values: Values = field(default_factory=dict)
    sha256: Located | None = None
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)
    """The keys whose values are at fault."""

    def texts(self, key: str) -> list[str]:
        """The values of a key."""
        return [value.text for value in self.values.get(key, ())]

    @property
    def missing(self) -> list[str]:
        """What has to be asked for."""
        return [key for key in ASKED if key not in self.values and key not in self.faulty]


def side_car(path: Path) -> Path | None:
    """The file beside a text that has its facts: ``a.yaml``, ``a.yml``, ``a.json``, or ``a.txt.yaml`` and so on."""
    names = [f"{stem}{ending}" for stem in (path.stem, path.name) for ending in (".yaml", ".yml", ".json")]
    return next((path.with_name(name) for name in names if path.with_name(name).is_file()), None)


def gather(given: Mapping[str, Iterable[str]], beside: Path | None, own: str, path: Path) -> Facts:
    """The facts from options, else from a side-car file, else from the front matter that the text itself has."""
    facts = Facts()
    options = {key: [Located(text, Location(f"--{_option(key)}")) for text in texts] for key, texts in given.items()}
    _take(facts, {key: values for key, values in options.items() if values})
    if beside:
        _take(facts, _read(facts, read_text(beside), shown(beside), 1), lenient=True)
    if own:
        _take(facts, _read(facts, own, shown(path), 2), lenient=True)
    return facts


def _option(key: str) -> str:
    return "date" if key == "issued" else key


def _read(facts: Facts, text: str, place: str, line: int) -> Values:
    """The values of a side-car by our keys; what we have no key for is noted."""
    root = compose(text, place, line=line)
    if root is None:
        return {}
    facts.warnings += (cut._replace(severity="warning") for cut in cut_texts(root, text, place, line))
    if not isinstance(root, MappingNode):
        remedy = Message("write key: value")
        facts.problems.append(Problem("wrong-shape", Message("the facts must be keys"), remedy, Location(place, line)))
        return {}
    found: Values = {}
    for key, node in root.value:
        name = str(getattr(key, "value", "")).strip().lower().replace("_", "-")
        values = list(_scalars(node, place, line))
        if name == "sha256" and values:
            facts.sha256 = values[0]
        elif (ours := _ALSO.get(name, name)) in KEYS and values and (ours == name or ours not in found):
            found[ours] = values
        elif values or name not in KEYS:
            facts.unused.append(str(getattr(key, "value", "")))
    return found


def _scalars(node: Node, place: str, line: int) -> Iterator[Located]:
    items = node.value if isinstance(node, SequenceNode) else [node]
    for item in items:
        if isinstance(item, ScalarNode) and item.value.strip() not in ("", "~", "null"):
            yield Located(item.value.strip(), place_of(item, place, line))


def _take(facts: Facts, values: Values, *, lenient: bool = False) -> None:
    """Adds the values of keys that are not known yet, each checked as in front matter."""
    for key, texts in values.items():
        if key in facts.values or key not in KEYS:
            continue
        faults = [fault for text in texts for fault in _faults(key, text)]
        if faults and lenient and key in _MAY_BE_LEFT:
            facts.warnings += [fault._replace(severity="warning") for fault in faults]
        elif faults:
            facts.problems += faults
            facts.faulty.add(key)
        else:
            facts.values[key] = texts


def _faults(key: str, text: Located) -> list[Problem]:
    records = Records()
    title = {} if key == "title" else {"title": "x"}
    records.add("document", {"id": "x", **title, key: text}, place=text.location)
    return records.problems


def front_matter(ident: str, facts: Facts, original: Mapping[str, str]) -> str:
    """Front matter with the facts that are known; what is asked for and unknown has a mark that no build accepts."""
    lines = [f"document: {ident}"]
    for key in KEYS:
        texts = facts.texts(key)
        if len(texts) > 1:
            lines += [f"{key}:", *(f"  - {written(text)}" for text in texts)]
        elif texts:
            lines.append(f"{key}: {written(texts[0])}")
        elif key in ASKED:
            lines.append(f"{key}: {FILL_IN} {_about(key)}")
        elif key in ("creator", "genre"):
            lines.append(f"# {key}: {_about(key)}")
    lines += ["original:", *(f"  {key}: {value}" for key, value in original.items())]
    return "\n".join(lines) + "\n"


def _about(key: str) -> str:
    found = by_name()["document"].key(key)
    assert found
    return f"{found.meaning}{', such as 2012-04-27' if key == 'issued' else ''}"
