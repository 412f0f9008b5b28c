"""The words of the site's interface; each file beside this one is a language. Concepts are named by the vocabularies."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
FIRST = "en"


@cache
def languages() -> tuple[str, ...]:
    """The languages of the interface, English first.

    >>> languages()
    ('en', 'fr', 'kk', 'ru')
    """
    return (FIRST, *sorted({path.stem for path in _FOLDER.glob("*.toml")} - {FIRST}))


@cache
def words(language: str) -> Mapping[str, str]:
    """The words of a language by their names."""
    found: Mapping[str, str] = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return found
