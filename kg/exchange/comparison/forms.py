"""The forms of a difference: text for people, JSON and CSV for programs, RDF Patch for stores."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from kg.answers.speech import Speech
from kg.exchange.comparison.model import CHANGES, Change, Difference
from kg.exchange.comparison.telling import Told, ToldDocument, ToldNode, ToldValues, counted
from kg.exchange.releases import Release
from kg.model.display import cells, one_line
from kg.model.message import Message
from kg.model.terms import text_of
from kg.rdf.serialization import line_of


class Answer(NamedTuple):
    """A difference, the same in words, and the language of these."""

    difference: Difference
    documents: tuple[ToldDocument, ...]
    speech: Speech


_CHANGES: Mapping[Change, Message] = {
    "came": Message("came"),
    "changed": Message("changed"),
    "withdrawn": Message("withdrawn"),
    "gone": Message("gone"),
}
_NOT_TOLD = Message("not told")
_WIDTH = 100


def text(answer: Answer) -> str:
    """The two releases, how many nodes there are of each change and kind, then those of each document."""
    lines = [*_head(answer), *(line for document in answer.documents for line in _document(document, answer.speech))]
    return "\n".join([*lines, ""])


def _head(answer: Answer) -> Iterator[str]:
    say, difference = answer.speech.say, answer.difference
    before, after = difference.before, difference.after
    yield say(Message("before  {release}", release=_release(before, answer.speech)))
    yield say(Message("after   {release}", release=_release(after, answer.speech)))
    if before.ontology != after.ontology:
        yield say(Message("note    the versions of the ontology differ: what was only renamed looks changed"))
    if returned := {*before.withdrawn, *before.tombstones} & after.nodes:
        found = Message("note    {count} {count|node|nodes} that the first says {count|is|are} gone {count|is|are} in the second: is that the earlier of the two?", count=len(returned))  # fmt: skip
        yield say(found)
    yield ""
    if difference.is_empty:
        yield say(Message("The two say the same."))
        return
    nodes = [node for document in answer.documents for node in document.nodes]
    for change, kinds in counted(nodes):
        yield say(Message("{change}: {kinds}", change=_CHANGES[change], kinds=_kinds(kinds)))
    yield from answer.speech.every(_others(difference))


def _release(release: Release, speech: Speech) -> str:
    return speech.say(
        Message(
            "{path}, version {version}, ontology {ontology}",
            path=str(release.path),
            version=release.version,
            ontology=release.ontology,
        )
    )


def _kinds(kinds: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in kinds)


def _others(difference: Difference) -> Iterator[Message]:
    """How many triples there are besides."""
    if difference.derived:
        yield Message("besides, {count} {count|triple|triples} that {count|follows|follow} from what is recorded", count=difference.derived)  # fmt: skip
    if difference.terms:
        yield Message("besides, {count} {count|triple|triples} about terms of the ontology and the vocabularies", count=difference.terms)  # fmt: skip


def _document(document: ToldDocument, speech: Speech) -> Iterator[str]:
    name = one_line(document.name) or speech.say(Message("Authority files"))
    title = f"{name} <{text_of(document.document)}>" if document.document else name
    yield from ("", title, "-" * min(len(title), _WIDTH))
    whole = [node for node in document.nodes if not node.is_part or node.values]
    for (change, kind), nodes in groupby(whole, key=lambda node: (node.change, node.kind)):
        yield speech.say(Message("{change}: {kinds}", change=_CHANGES[change], kinds=kind))
        for node in nodes:
            yield from _node(node, speech)
    for change, kinds in counted(node for node in document.nodes if node.is_part and not node.values):
        yield speech.say(Message("{change}: {kinds}", change=_CHANGES[change], kinds=_kinds(kinds)))


def _node(node: ToldNode, speech: Speech) -> Iterator[str]:
    sure = f" ({node.sure})" if node.sure else ""
    if node.name:
        yield f"  {one_line(node.name)}{sure}"
    yield f"    {text_of(node.node)}{'' if node.name else sure}"
    yield from (f"    {_values(values, speech)}" for values in node.values)


def _values(values: ToldValues, speech: Speech) -> str:
    """What a property had and has: from one value to another, or what is missing and what is new."""
    name = f"{values.name} ({values.language})" if values.language else values.name
    removed, added = (_listed(each, speech) for each in (values.removed, values.added))
    if removed and added:
        return f"{name}: {removed} → {added}"
    found = Message("{property}: {values} (new)", property=name, values=added)
    return speech.say(found if added else Message("{property}: {values} (gone)", property=name, values=removed))


def _listed(values: Sequence[Told], speech: Speech) -> str:
    return "; ".join(one_line(value.text) if value.term else f"[{speech.say(_NOT_TOLD)}]" for value in values)


def as_json(answer: Answer) -> str:
    """Everything for programs; terms are in N-Triples form, and ``null`` where they are not told."""
    difference = answer.difference
    data = {
        "before": _said(difference.before),
        "after": _said(difference.after),
        "counts": _counts(difference),
        "documents": [
            {
                "iri": text_of(document.document) if document.document else None,
                "name": document.name,
                "nodes": [_json_of(node) for node in document.nodes],
            }
            for document in answer.documents
        ],
    }
    return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n"


def _counts(difference: Difference) -> dict[str, int]:
    nodes: dict[str, int] = {name: sum(node.change == name for node in difference.nodes) for name in CHANGES}
    return nodes | {
        "triplesAdded": len(difference.added),
        "triplesRemoved": len(difference.removed),
        "triplesDerived": difference.derived,
        "triplesOfTerms": difference.terms,
    }


def _said(release: Release) -> dict[str, str | None]:
    return {
        "path": str(release.path),
        "version": release.version,
        "ontology": release.ontology,
        "base": release.base,
        "access": release.access,
    }


def _json_of(node: ToldNode) -> dict[str, Any]:
    found: dict[str, Any] = {"iri": text_of(node.node), "change": node.change, "kind": node.kind}
    found |= {name: value for name, value in (("name", node.name), ("sure", node.sure)) if value}
    return found | ({"values": [_json_values(values) for values in node.values]} if node.values else {})


def _json_values(values: ToldValues) -> dict[str, Any]:
    language = {"language": values.language} if values.language else {}
    return {
        "property": text_of(values.property),
        "name": values.name,
        **language,
        "removed": [_json_value(value) for value in values.removed],
        "added": [_json_value(value) for value in values.added],
    }


def _json_value(value: Told) -> dict[str, str] | None:
    return {"term": value.term, "text": value.text} if value.term else None


_COLUMNS = ("document", "change", "kind", "iri", "name", "sure", "property", "language", "before", "after")


def as_csv(answer: Answer) -> str:
    """A row for each node that came or is gone, and one for each changed property."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for document in answer.documents:
        for node in document.nodes:
            own = (text_of(document.document) if document.document else "", node.change, node.kind, text_of(node.node), node.name, node.sure)  # fmt: skip
            for part in _cells(node.values, answer.speech):
                rows.writerow(cells((*own, *part)))
    return written.getvalue()


def _cells(values: Sequence[ToldValues], speech: Speech) -> Iterator[tuple[str, ...]]:
    if not values:
        yield ("",) * 4
    for one in values:
        yield text_of(one.property), one.language, _listed(one.removed, speech), _listed(one.added, speech)


def as_patch(answer: Answer) -> str:
    """An RDF Patch (https://afs.github.io/rdf-patch/), which makes the later graph of the earlier one."""
    removed = (f"D {line_of(triple)}" for triple in sorted(answer.difference.removed))
    added = (f"A {line_of(triple)}" for triple in sorted(answer.difference.added))
    return "".join(["TX .\n", *removed, *added, "TC .\n"])


FORMS: Mapping[str, Callable[[Answer], str]] = {"text": text, "json": as_json, "csv": as_csv, "patch": as_patch}
"""The forms by name."""
