"""What an import has seen of rows and names, in a temporary file of SQLite: no set of them grows in memory.

Keys, ids and names are kept as hashes of 16 bytes. The file has no name and goes with the process.
"""

from __future__ import annotations

import errno
import hashlib
import pickle
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from kg.model.errors import Problem
from kg.records import Field

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -4096;
CREATE TABLE rows (key BLOB PRIMARY KEY, cells BLOB, document TEXT, number INTEGER) WITHOUT ROWID;
CREATE TABLE ids (id BLOB PRIMARY KEY, number INTEGER) WITHOUT ROWID;
CREATE TABLE names (name BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE unknown (number INTEGER, name BLOB, entry BLOB);
CREATE TABLE lost (number INTEGER PRIMARY KEY, problem BLOB);
BEGIN;
"""
_FORGET = (
    "DELETE FROM rows WHERE number > 0",
    "DELETE FROM ids",
    "DELETE FROM names",
    "DELETE FROM unknown",
)


class Earlier(NamedTuple):
    """A row that was seen before: whether its cells are the same, its document if it is another, or else its number."""

    is_same: bool
    document: str
    number: int


class Seen:
    """The rows of other tables and of this one, and the names of what it makes."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.executescript(_TABLES)
        self.is_any_lost = False

    def begin(self, names: Iterable[str]) -> None:
        """Forgets all but the rows of other tables and those that were lost; ``names`` are known from the beginning."""
        for statement in _FORGET:
            self._base.execute(statement)
        self.add_names(names)

    def row(self, key: str, cells: str) -> Earlier | None:
        """The row that was seen with a key."""
        found = self._base.execute("SELECT cells, document, number FROM rows WHERE key = ?", (_hash(key),)).fetchone()
        return Earlier(found[0] == _hash(cells), found[1], found[2]) if found else None

    def add_row(self, key: str, cells: str, *, document: str = "", number: int = 0) -> None:
        """Adds a row, of another document or with its number in this table."""
        values = (_hash(key), _hash(cells), document, number)
        self._base.execute("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?)", values)

    def row_of_id(self, ident: str) -> int:
        """The number of the row that made the record with an id; 0 if none did."""
        found = self._base.execute("SELECT number FROM ids WHERE id = ?", (_hash(ident),)).fetchone()
        return found[0] if found else 0

    def add_ids(self, ids: Iterable[str], number: int) -> None:
        """Adds the ids of the records that a row makes."""
        self._base.executemany("INSERT OR REPLACE INTO ids VALUES (?, ?)", ((_hash(one), number) for one in ids))

    def has_name(self, name: str) -> bool:
        """Whether something has a name or an id."""
        return bool(self._base.execute("SELECT 1 FROM names WHERE name = ?", (_hash(name),)).fetchone())

    def add_names(self, names: Iterable[str]) -> None:
        """Adds names and ids of what the table makes."""
        self._base.executemany("INSERT OR IGNORE INTO names VALUES (?)", ((_hash(one),) for one in names))

    def add_unknown(self, number: int, name: str, entry: Field) -> None:
        """Adds a reference of a row to somebody unknown so far."""
        self._base.execute("INSERT INTO unknown VALUES (?, ?, ?)", (number, _hash(name), pickle.dumps(entry)))

    def lose(self, problem: Callable[[Field], Problem | None]) -> bool:
        """Notes the rows that refer to nobody, each with what is wrong with its first such reference; whether there are any."""
        rows = self._base.execute(
            "SELECT number, entry, min(rowid) FROM unknown WHERE name NOT IN (SELECT name FROM names) GROUP BY number"
        )
        count = 0
        for number, entry, _ in rows:
            if found := problem(pickle.loads(entry)):  # noqa: S301 - our own, of this process
                self._base.execute("INSERT OR IGNORE INTO lost VALUES (?, ?)", (number, pickle.dumps(found)))
                count += 1
        self.is_any_lost |= count > 0
        return count > 0

    def fault_of(self, number: int) -> Problem | None:
        """What is wrong with a row that was lost."""
        if not self.is_any_lost:
            return None
        found = self._base.execute("SELECT problem FROM lost WHERE number = ?", (number,)).fetchone()
        problem: Problem | None = pickle.loads(found[0]) if found else None  # noqa: S301 - our own, of this process
        return problem


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()


@contextmanager
def as_os_error() -> Iterator[None]:
    """Turns what SQLite says of a disk that is full or cannot be written into an ``OSError``."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(errno.ENOSPC, str(error)) from error
