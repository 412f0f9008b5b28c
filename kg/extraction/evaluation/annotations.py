"""Annotated documents in files of YAML, one a document: its acts with evidence as code points of the text beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.extraction.evaluation.gold import GoldAct, GoldDocument, Party
from kg.model.errors import DataError, InvalidValueError, Location, Problem
from kg.model.files import exact_text, read_text, shown
from kg.model.message import Message
from kg.model.project import resources

TYPES = "annotation-types.csv"


@cache
def _types() -> Mapping[str, str]:
    """Our act type for each type of the annotations; empty for what is no act of ours."""
    rows = csv.DictReader(io.StringIO(read_text(resources("mappings") / TYPES), newline=""))
    return {row["type"]: row["ours"] for row in rows}


def read_annotations(path: Path) -> GoldDocument:
    """An annotated document; its text is beside the file or in the folder above. ``DataError`` for a file of another form."""
    text = read_text(path)
    with as_gold(path):
        try:
            found = yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise ValueError(str(error)) from error
        return _document(found, path)


@contextmanager
def as_gold(path: Path) -> Iterator[None]:
    """Says of a file what is wrong with it, if reading it as annotations fails for its form."""
    try:
        yield
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError, StopIteration) as error:
        found = Message(
            "these are no annotations that an extractor can be measured on: {reason}", reason=_reason(error)
        )
        remedy = Message("docs/extracting.md shows the form of a file of annotations")
        raise DataError(Problem("bad-annotations", found, remedy, Location(shown(path)))) from error


def _reason(error: Exception) -> Message | str:
    if isinstance(error, KeyError):
        return Message("{key} is missing", key=str(error.args[0]))
    if isinstance(error, StopIteration):
        return Message("the text is neither beside the file nor in the folder above")
    if isinstance(error, InvalidValueError):
        return error.found
    return Message("it has another form")


def _document(found: Any, path: Path) -> GoldDocument:
    head = found["document"]
    beside = [folder / head["file"] for folder in (path.parent, path.parent.parent)]
    text = exact_text(next(place for place in beside if place.is_file()))
    for one in (one for act in found["acts"] for one in act["evidence"]):
        _check(one, text)
    names = {one["id"]: one for kind in ("persons", "organisations", "places") for one in found.get(kind) or ()}
    acts = tuple(_act(act, names) for act in found["acts"])
    return GoldDocument(
        head["id"], text, head["language"], head.get("genre", ""), str(head["date"]["edtf"]).strip("~"),
        acts, tuple(_named(found)), (), (("title", head["title"]), ("publisher", head["publisher"])),
    )  # fmt: skip


def _check(evidence: Mapping[str, Any], text: str) -> None:
    """``InvalidValueError`` where the text is another than the one that was annotated."""
    start, end, quote = int(evidence["start"]), int(evidence["end"]), evidence.get("quote")
    if not 0 <= start < end <= len(text) or (quote and str(quote).split() != text[start:end].split()):
        found = Message("[{start}:{end}] of the text is not what was annotated", start=start, end=end)
        raise InvalidValueError(found)


def _named(found: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for kind, ours in (("persons", "person"), ("organisations", "organization"), ("places", "place")):
        yield from ((ours, _forms(one)) for one in found.get(kind) or ())


def _forms(one: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([one["name"], *(variant["form"] for variant in one.get("variants") or ())]))


def _act(act: Mapping[str, Any], names: Mapping[str, Any]) -> GoldAct:
    spans = tuple((int(one["start"]), int(one["end"])) for one in act["evidence"])
    return GoldAct(
        act["id"], _types().get(act["type"], ""), spans,
        tuple(_party(one, names) for one in act.get("victims") or ()),
        tuple(_party(one, names) for one in act.get("alleged_perpetrators") or ()),
        str((act.get("date") or {}).get("edtf", "") or ""), _places(act, names),
    )  # fmt: skip


def _party(one: Mapping[str, Any], names: Mapping[str, Any]) -> Party:
    if "ref" in one:
        known = names.get(one["ref"], {"name": one["ref"]})
        return Party(_forms(known), "person" if one["ref"].startswith("p-") else "body")
    return Party((one["group"],), "group", int(one.get("count") or 0))


def _places(act: Mapping[str, Any], names: Mapping[str, Any]) -> tuple[str, ...]:
    ref = (act.get("place") or {}).get("ref", "")
    found: list[str] = []
    while ref in names and len(found) < 20:  # noqa: PLR2004
        found += _forms(names[ref])
        ref = names[ref].get("within") or names[ref].get("part_of") or ""
    return tuple(found)
