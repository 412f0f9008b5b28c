"""The list of the catalogue's questions, by group.

``kg query`` prints it before importing anything heavy: this module imports almost nothing, and ``headings`` does not
parse TOML.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # as in kg/__init__.py
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

GROUPS = (
    "people", "acts", "places", "time", "law", "recommendations", "sources and certainty", "identity", "overview",
)  # fmt: skip


HINT = "`kg query NAME` asks one; `kg query NAME --help` shows its parameters"
EMPTY = "the catalogue is empty"


def listing(questions: Iterable[tuple[str, str, str]], words: Mapping[str, str] | None = None) -> str:
    """Names and questions by group, from tuples of name, question and group; ``words`` has all else in another language."""
    known, words = list(questions), words or {}
    if not known:
        return f"{words.get(EMPTY, EMPTY)}\n"
    width = max(len(name) for name, _, _ in known)
    lines: list[str] = []
    for group in GROUPS:
        if rows := [f"  {name:<{width}}  {question}" for name, question, of in known if of == group]:
            lines += ["", words.get(group, group), *rows]
    return "\n".join([*lines[1:], "", words.get(HINT, HINT), ""])


def headings(folder: str) -> list[tuple[str, str, str]] | None:
    """Name, question and group of every query in a folder, by name; ``None`` if a header is not plain.

    A file with a plain header begins with ``#+ question = "…"`` and ``#+ group = "…"``, without escapes. Anything else,
    right or wrong, is left to ``kg.answers.catalogue``.
    """
    names = sorted(name for name in os.listdir(folder) if name.endswith(".rq"))
    found = [(name.removesuffix(".rq"), *_heading(f"{folder}/{name}")) for name in names]
    return found if all(question and group in GROUPS for _, question, group in found) else None


def _heading(path: str) -> tuple[str, str]:
    with open(path, "rb") as file:  # as text, opening the files would take twice as long
        return _plain(file.readline().decode(), "question"), _plain(file.readline().decode(), "group")


def _plain(line: str, key: str) -> str:
    """The value of a key; empty if it is not plain."""
    before, opened, rest = line.rstrip().partition(f'#+ {key} = "')
    text, closed, after = rest.partition('"')
    plain = opened and closed and not before and not after and "\\" not in text and text.isprintable()
    return text if plain else ""
