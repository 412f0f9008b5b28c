"""The table of proposed values: one row for each record and each of its values, with words, rule and score, as CSV.

Its first row for a record has no key: it is about the record itself. ``kg review`` reads it, and so can a spreadsheet.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast, get_args

from kg.extraction.proposals import Proposal, Slot, Take, Words
from kg.model.errors import DataError, Location, Problem
from kg.model.files import read_text, shown
from kg.model.message import Message

COLUMNS = (
    *("kind", "record", "key", "value", "start", "end", "words", "rule", "score"),
    *("certainty", "basis", "stance", "take", "claimants", "readers", "asks", "ground"),
)
_AND = " | "


def table_text(proposals: Iterable[Proposal]) -> str:
    """The table as CSV (RFC 4180)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for proposal in proposals:
        writer.writerow(_record_row(proposal))
        writer.writerows(_also_row(proposal, words) for words in proposal.also)
        writer.writerows(_slot_row(proposal, slot) for slot in proposal.slots)
    return out.getvalue()


def _record_row(one: Proposal) -> list[str]:
    return [
        *(one.kind, one.ident, "", "", *_words(one.words), one.rule, f"{one.score:.2f}"),
        *(one.certainty, one.basis, one.stance, one.take, _AND.join(one.claimants), str(one.readers), one.asks, ""),
    ]


def _also_row(one: Proposal, words: Words) -> list[str]:
    return [one.kind, one.ident, _ALSO, "", *_words(words), *[""] * 10]


def _slot_row(one: Proposal, slot: Slot) -> list[str]:
    return [
        *(one.kind, one.ident, slot.key, slot.value, *_words(slot.words), slot.rule, f"{slot.score:.2f}"),
        *(slot.certainty, slot.basis, slot.stance, slot.take, "", "", "", slot.ground),
    ]


def _words(words: Words) -> tuple[str, str, str]:
    return str(words.start), str(words.end), words.text


_ALSO = "evidence"
"""The key of a row with further words that tell of the same record."""


def proposals_in(path: Path) -> list[Proposal]:
    """The proposals in a file; ``DataError`` if it is no such table."""
    try:
        return read_table(read_text(path))
    except (LookupError, ValueError, TypeError, csv.Error) as error:
        found = Message("this is not a table of proposals as `kg extract` writes it")
        remedy = Message("make it anew with `kg extract --again`")
        raise DataError(Problem("wrong-shape", found, remedy, Location(shown(path)))) from error


def read_table(text: str) -> list[Proposal]:
    """The proposals in a table, as they were written; ``LookupError``, ``ValueError`` or ``TypeError`` for one of another form."""
    found: list[Proposal] = []
    for row in csv.DictReader(io.StringIO(text, newline="")):
        words = Words(int(row["start"]), int(row["end"]), row["words"])
        if not row["key"]:
            found.append(_record_of(row, words))
        elif row["key"] == _ALSO:
            found[-1] = found[-1]._replace(also=(*found[-1].also, words))
        else:
            found[-1] = found[-1]._replace(slots=(*found[-1].slots, _slot_of(row, words)))
    return found


def _record_of(row: dict[str, str], words: Words) -> Proposal:
    claimants = tuple(filter(None, row["claimants"].split(_AND)))
    return Proposal(
        row["kind"], row["record"], words, row["rule"], float(row["score"]), (), (),
        row["certainty"], row["basis"], row["stance"], claimants, _take(row), row["asks"], int(row["readers"]),
    )  # fmt: skip


def _slot_of(row: dict[str, str], words: Words) -> Slot:
    return Slot(
        row["key"], row["value"], words, row["rule"], float(row["score"]),
        row["certainty"], row["basis"], row["stance"], _take(row), row["ground"],
    )  # fmt: skip


def _take(row: dict[str, str]) -> Take:
    if row["take"] not in get_args(Take):
        raise ValueError(row["take"])
    return cast("Take", row["take"])


def numbered(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Proposals with scores as the table has them, so that what is read equals what was written."""
    for one in proposals:
        slots = tuple(slot._replace(score=round(slot.score, 2)) for slot in one.slots)
        yield one._replace(score=round(one.score, 2), slots=slots)
