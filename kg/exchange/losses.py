"""The loss report of an export: what its format cannot carry, counted and listed by node."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from kg.exchange.model import ALL, Format, Loss
from kg.model.display import markdown
from kg.model.terms import text_of
from kg.rdf.dataset import Dataset


@cache
def aspects() -> dict[str, dict[str, str]]:
    """Every aspect of the graph that a format may lack: what it is, and the pattern that finds its nodes."""
    return tomllib.loads((Path(__file__).parent / "losses.toml").read_text(encoding="utf-8"))


def lacking(form: Format) -> tuple[str, ...]:
    """The aspects that a format does not carry."""
    return () if form.carries == ALL else tuple(aspect for aspect in aspects() if aspect not in form.carries)


def losses(form: Format, dataset: Dataset) -> tuple[Loss, ...]:
    """What of a dataset a format cannot carry; an aspect that the dataset does not have is left out."""
    return tuple(loss for aspect in lacking(form) if (loss := _loss(aspect, dataset)).nodes)


def _loss(aspect: str, dataset: Dataset) -> Loss:
    told = aspects()[aspect]
    rows = dataset.solutions(f"SELECT DISTINCT ?node {{ {told['query']} }} ORDER BY ?node").rows
    return Loss(aspect, told["about"], tuple(node for (node,) in rows if node))


def as_json(form: Format, found: tuple[Loss, ...], exempt: Sequence[str] = ()) -> bytes:
    """The report for programs: each aspect with the number and the IRIs of its nodes.

    ``exempt`` are the words that were not sought by themselves when the export was searched for what is withheld.
    """
    data: dict[str, object] = {
        "format": form.name,
        "lost": [
            {"aspect": loss.aspect, "about": loss.about, "count": len(loss.nodes), "nodes": [*map(text_of, loss.nodes)]}
            for loss in found
        ],
    }
    if exempt:
        data["notSoughtAlone"] = list(exempt)
    return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode()


def as_markdown(form: Format, found: tuple[Loss, ...], exempt: Sequence[str] = ()) -> bytes:
    """The report for people: a table of what is lost, the nodes of each row, the words that were not sought alone."""
    return "\n".join([*_summary(form, found), *_lists(found), *_exempt(exempt), ""]).encode()


def _summary(form: Format, found: tuple[Loss, ...]) -> Iterator[str]:
    yield f"# Left out of this export: {markdown(form.title)}"
    yield ""
    if not found:
        yield "Nothing is left out: everything that the build publishes is in it."
        return
    yield "The format cannot carry this. The graph itself has it: `kg export turtle`."
    yield ""
    yield from ("| what | nodes |", "|---|---:|")
    for loss in found:
        yield f"| [{markdown(loss.about)}](#{loss.aspect}) | {len(loss.nodes)} |"


def _lists(found: tuple[Loss, ...]) -> Iterator[str]:
    for loss in found:
        yield from ("", f"## {loss.aspect}", "", f"{loss.about[:1].upper()}{loss.about[1:]}:", "")
        yield from (f"- {markdown(text_of(node))}" for node in loss.nodes)


def _exempt(words: Sequence[str]) -> Iterator[str]:
    if words:
        yield from ("", "## Words not sought alone", "")
        yield "The export was searched for what is withheld. These words of public names were sought only as a part of a whole name:"
        yield from ("", markdown(", ".join(words)))
