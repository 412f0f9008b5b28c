"""The summary of a build, for people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.build.pipeline import Build
from kg.model.files import shown
from kg.records.access import LEVELS
from kg.records.stand_ins import SMALLEST


def summary(made: Build, target: Path) -> str:
    """Counts, seconds and the folder of a build for ``target``, and what does not conform."""
    records = ", ".join(f"{count} {plural(name, count)}" for name, count in sorted(made.records.items()))
    seconds = ", ".join(f"{name} {spent:.1f} s" for name, spent in made.seconds.items())
    counts = ", ".join(f"{count} {plural(name.lower(), count)}" for name, count in made.report.counts.items())
    lines = [
        f"documents   {made.documents}{_reused(made)}",
        f"records     {sum(made.records.values())}: {records}",
        f"triples     {made.triples['asserted']} asserted, {made.triples['inferred']} inferred, {made.triples['display']} display texts",
        f"shapes      {'conforms' if made.published else 'does not conform'}: {counts}",
        f"time        {seconds}",
        f"files       {shown(made.folder)}/",
    ]
    lines[2:2] = _left_out(made)
    if not made.published:
        lines += ["", made.report.text().partition("\n\n")[2].rstrip(), ""]
        lines += [f"{shown(target)}/ is as it was; what does not conform is in {shown(made.folder)}/"]
    return "\n".join(lines)


def _reused(made: Build) -> str:
    """How many documents were taken from the last build."""
    return f", {made.reused} of them as in the last build" if made.reused else ""


def _left_out(made: Build) -> Iterator[str]:
    """How much is not public, by level, and nothing that says of whom."""
    if made.left_out:
        small = any(made.left_out[level] < SMALLEST for level in LEVELS if made.left_out[level])
        levels = ", ".join(f"{_coarse(made.left_out[level])} {level}" for level in LEVELS if made.left_out[level])
        count = sum(made.left_out.values())
        whole = "" if small else f"{count} "  # a number could be worked out from the sum of all
        depend = f"; {_coarse(made.dependent)} more records said nothing without them"
        yield f"left out    {whole}records: {levels}{depend if made.dependent else ''}"
    if made.keys:
        yield f"withheld    {_coarse(made.keys)} single keys of other records"
    if made.masked:
        yield f"masked      {_coarse(made.masked)} texts with a name that is withheld; `kg validate` says where"


def _coarse(count: int) -> str:
    """A number of what is withheld: one so small that it could give somebody away is not told.

    >>> _coarse(2), _coarse(3)
    ('fewer than 3', '3')
    """
    return f"fewer than {SMALLEST}" if count < SMALLEST else str(count)


def plural(noun: str, count: int) -> str:
    """The noun in the singular or plural, to fit the count.

    >>> plural("authority", 2)
    'authorities'
    """
    if count == 1:
        return noun
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
