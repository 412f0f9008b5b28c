"""Writes what is wrong and what to do as sentences."""

from __future__ import annotations

import re
from functools import cache

from kg.model.kinds import by_name


def sentence(text: str, *, about: bool = True) -> str:
    """The text with a capital at the start, if it starts with a word, and a full stop at the end.

    What is wrong may begin with the key that it is ``about``; what to do begins with a verb, never with a key.

    >>> sentence("the file is empty")
    'The file is empty.'
    >>> sentence("name has an empty list")
    'name has an empty list.'
    >>> sentence("name a file", about=False)
    'Name a file.'
    """
    text = re.sub(r"(?<=[?!] )\w", lambda letter: letter[0].upper(), text)
    first = text[:1].upper() + text[1:] if text[:1].isalpha() and not _is_code(text, about=about) else text
    return first if first.endswith((".", "?", "!", ":", "…")) else f"{first}."


def _is_code(text: str, *, about: bool) -> bool:
    """Whether a text begins with a key, a path or a prefixed name, which is not capitalised."""
    word = text.split(" ", 1)[0]
    return (about and word in _keys()) or any(mark in word[:-1] for mark in ":/._-{") or word.endswith(":")


@cache
def _keys() -> set[str]:
    return {"id", *(key.name for kind in by_name().values() for key in kind.keys)}


def whole(wrong: str, remedy: str) -> str:
    """What is wrong and what to do, as sentences."""
    return " ".join(filter(None, (sentence(wrong), sentence(remedy, about=False) if remedy else "")))
