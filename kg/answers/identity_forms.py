"""Who is who as a table, CSV and JSON."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import textwrap
from collections.abc import Callable, Iterator

from kg.answers.identities import Decision, Entity, Identities, Named, Shared
from kg.model.display import cell

_TITLES = {
    "possibly same": "Open: possibly the same, not joined",
    "different": "Decided: different",
    "same": "Decided: the same",
}
_COLUMNS = (
    "section", "entity", "label", "documents", "name", "how",
    "other", "other_label", "other_documents", "ground", "decider", "entry",
)  # fmt: skip


def table(found: Identities) -> str:
    """The sections one below the other, including empty ones."""
    lines: list[str] = []
    for verdict, decisions in found.decisions.items():
        blocks = [line for decision in decisions for line in _decision(decision)]
        lines += _section(f"{_TITLES[verdict]} ({len(decisions)})", blocks)
    lines += _section(f"Names by document ({len(found.named)})", [line for one in found.named for line in _named(one)])
    bare = [line for one in found.ungrounded for line in _named(one)]
    lines += _section(f"Joined, and no decision says why ({len(found.ungrounded)})", bare)
    shared = [line for one in found.shared for line in _shared(one)]
    return "\n".join(lines + _section(f"Names that two share, undecided ({len(shared) and len(found.shared)})", shared))


def _section(title: str, lines: list[str]) -> list[str]:
    return [title, "-" * len(title), *(lines or ["none", ""])]


def _decision(decision: Decision) -> Iterator[str]:
    yield from _entity(decision.left)
    if decision.right != decision.left:
        yield from _entity(decision.right)
    yield from _wrapped(f"ground: {decision.ground}", "  ")
    yield f"  decided by {decision.decider}"
    yield (
        f"  to undo, delete the entry at {decision.entry}"
        if decision.entry
        else "  its entry is in no authority file here"
    )
    yield ""


def _entity(entity: Entity) -> Iterator[str]:
    yield from _wrapped(entity.label, "")
    yield f"  {entity.id}, in {', '.join(entity.documents) or 'no document'}"


def _named(named: Named) -> Iterator[str]:
    yield f"{named.entity.label}  {named.entity.id}"
    for name in named.names:
        how = f" ({name.how})" if name.how else ""
        yield from _wrapped(f"“{name.name}”{how} in {', '.join(name.documents)}", "  ")
    if not named.names:
        yield f"  no claim on its names; mentioned in {', '.join(named.entity.documents) or 'no document'}"
    yield ""


def _shared(shared: Shared) -> Iterator[str]:
    yield f"“{shared.name}”"
    yield from _entity(shared.left)
    yield from _entity(shared.right)
    yield ""


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, 100, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False)


def as_csv(found: Identities) -> str:
    """One line per decision, name or shared name; ``section`` says which. Documents are separated by semicolons."""
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: cell(text) for name, text in row.items()} for row in _rows(found))
    return text.getvalue()


def _rows(found: Identities) -> Iterator[dict[str, str]]:
    for verdict, decisions in found.decisions.items():
        for one in decisions:
            about = {"ground": one.ground, "decider": one.decider, "entry": one.entry}
            yield {"section": verdict} | _cells(one.left) | _cells(one.right, "other_") | about
    for named in found.named:
        for name in named.names:
            about = {"name": name.name, "how": name.how, "documents": "; ".join(name.documents)}
            yield {"section": "names"} | _cells(named.entity) | about
    for named in found.ungrounded:
        yield {"section": "no ground"} | _cells(named.entity)
    for shared in found.shared:
        yield {"section": "shared", "name": shared.name} | _cells(shared.left) | _cells(shared.right, "other_")


def _cells(entity: Entity, prefix: str = "") -> dict[str, str]:
    first = "other" if prefix else "entity"
    return {first: entity.iri, f"{prefix}label": entity.label, f"{prefix}documents": "; ".join(entity.documents)}


def as_json(found: Identities) -> str:
    """The same sections as lists of objects."""
    return json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=2) + "\n"


FORMS: dict[str, Callable[[Identities], str]] = {"table": table, "csv": as_csv, "json": as_json}
