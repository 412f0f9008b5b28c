"""What an import says to people."""

from __future__ import annotations

from collections.abc import Iterator

from kg.exchange.imports.importing import Imported
from kg.model.errors import Problem
from kg.model.files import shown
from kg.model.layout import REJECTS
from kg.model.message import Message


def told(made: Imported) -> Iterator[Message]:
    """What became of a table, a sentence each."""
    taking = made.taking
    yield Message("{file}: {count} {count|row|rows}", file=shown(made.received.path), count=taking.rows)
    if made.received.sheet:
        yield Message('  sheet "{name}"', name=made.received.sheet)
    yield from made.received.notes
    if made.unread:
        yield Message("  columns not read: {names}", names=", ".join(made.unread))
    if taking.repeated:
        where = ", ".join(sorted(filter(None, taking.elsewhere))) or made.folder.name
        yield Message("  already there: {count} {count|row|rows} ({where})", count=len(taking.repeated), where=where)
    if taking.empty:
        yield Message("  nothing is said in {count} {count|row|rows}", count=taking.empty)
    if taking.rejected:
        path = shown(made.folder / REJECTS)
        yield Message("  rejected: {count} {count|row|rows}; {path} has them", count=len(taking.rejected), path=path)
    if made.is_kept:
        records = ", ".join(f"{name} {count}" for name, count in sorted(taking.kinds.items()))
        yield Message(
            "  taken: {count} {count|row|rows} → {folder} ({records})",
            count=taking.taken,
            folder=shown(made.folder),
            records=records,
        )
        yield Message("  authority files: {new} new, {known} known", new=made.entries.new, known=made.entries.known)
        if made.entries.alike:
            yield Message(
                "  called like others: {count} new {count|entry has its id|entries have their ids} behind the label",
                count=made.entries.alike,
            )
    else:
        yield Message("  nothing was written to the project")


def refused(made: Imported) -> list[Problem]:
    """The first problems of rejected rows, and how many there are in all."""
    taking = made.taking
    if not taking.rejected:
        return []
    codes = ", ".join(f"{code} {count}" for code, count in taking.faults.most_common())
    found = Message(
        "{count} of {rows} rows cannot be taken: {codes}", count=len(taking.rejected), rows=taking.rows, codes=codes
    )
    path = shown(made.folder / REJECTS)
    mend = Message("correct the rows in {path}, or in the table, and import it again", path=path)
    keep = Message("--keep-going takes the other rows")
    last = Problem("rejected-rows", found, (mend,) if made.is_kept else (mend, keep))
    return [*taking.problems, last]
