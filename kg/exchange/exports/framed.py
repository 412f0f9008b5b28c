"""JSON-LD framed by kind: a file for each class, with what belongs to a node inside it.

The frames are those of JSON-LD 1.1, and any program that frames can use them on the whole graph. Here a few lines follow the
part of framing that they need, in a fraction of the time; a test compares them with PyLD.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kg.answers.opening import OpenBuild
from kg.exchange.exports import jsonld
from kg.exchange.model import ALL, File, Format
from kg.model.vocabulary import CLASSES
from kg.rdf.formats import BY_NAME
from kg.rdf.syntax import read_triples

Node = dict[str, Any]
Frame = Mapping[str, Any]

REVERSE = {"assertedBy": "asserts"}
"""The terms that the frames add to the context: each is a property the other way round."""


@cache
def frames() -> dict[str, Frame]:
    """The frame of each class, without its context: of most, every property and no node inside another."""
    given = json.loads((Path(__file__).parent.parent / "frames.json").read_text(encoding="utf-8"))
    return {name: {"@type": name, "@embed": "@never", **given.get(name, {})} for name in sorted(CLASSES)}


def context_of(context: Mapping[str, Any]) -> dict[str, Any]:
    """A context with the terms that the frames add."""
    added = {term: {"@reverse": f"hr:{forth}", "@type": "@id", "@container": "@set"} for term, forth in REVERSE.items()}
    return {**context, **added}


def framed(nodes: Mapping[str, Node], frame: Frame) -> list[Node]:
    """The nodes of the frame's class, by IRI, with what the frame puts inside them."""
    return [_inside(node, frame, nodes) for node in nodes.values() if frame["@type"] in node.get("@type", ())]


def both_ways(nodes: Mapping[str, Node]) -> dict[str, Node]:
    """Nodes by IRI, with the terms that lead back to those that lead to them."""
    back: defaultdict[str, Node] = defaultdict(dict)
    for key, node in nodes.items():
        for term, forth in REVERSE.items():
            for target in node.get(forth, ()):
                back[target].setdefault(term, []).append(key)
    return {key: {**node, **back.get(key, {})} for key, node in nodes.items()}


def _inside(node: Node, frame: Frame, nodes: Mapping[str, Node]) -> Node:
    kept: Node = {}
    for term, value in node.items():
        if not _is_kept(term, frame):
            continue
        inner = {} if term.startswith("@") else frame.get(term, {})
        kept[term] = _embedded(value, inner, nodes) if inner.get("@embed") == "@always" else value
    return {term: value for term, value in kept.items() if value}


def _embedded(links: Iterable[str], frame: Frame, nodes: Mapping[str, Node]) -> list[Node]:
    """The nodes that links lead to, as far as they have any property of the frame, as they must."""
    found = (nodes[link] for link in links if link in nodes)
    return [_inside(node, frame, nodes) for node in found if any(term in node for term in frame if term[0] != "@")]


def _is_kept(term: str, frame: Frame) -> bool:
    """Whether a node has a property here: one that the frame names, or any other unless it is explicit."""
    return term.startswith("@") or term in frame or (not frame.get("@explicit") and term not in REVERSE)


def _files(build: OpenBuild) -> Iterator[File]:
    form = BY_NAME["jsonld"]
    document = json.loads(jsonld.written(read_triples(build.held.path / "kg.ttl"), build.dataset.prefixes["id"]))
    nodes = both_ways({node["@id"]: node for node in document["@graph"]})
    context = context_of(document["@context"])
    for name, frame in frames().items():
        made = framed(nodes, frame)
        about = f"every {name} with what belongs to it"
        yield File(f"{name}.{form.extension}", form.media_type, about, _json({"@context": context, "@graph": made}))
    about = "the frame of each class, for the context of these files"
    yield File("frames.json", "application/json", about, _json(frames()))


def _json(data: object) -> bytes:
    return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode()


FORMATS = (Format("framed", "JSON-LD framed by kind, a file for each class", ALL, _files),)
