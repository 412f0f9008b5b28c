"""Which form of a word a number has: the one place for the rule of each language.

A translation lists the forms in braces after the name of the number: ``{count|событие|события|событий}``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from kg.model.message import Part

_FORMS = re.compile(r"\{(\w+)\|([^{}]+)\}")


def inflected(template: str, parts: Mapping[str, Part], language: str) -> str:
    """A template in which each word that depends on a number has its form.

    >>> inflected("{count} {count|событие|события|событий}", {"count": 22}, "ru")
    '{count} события'
    """
    rule = _RULES.get(language, _english)
    return _FORMS.sub(lambda found: found[2].split("|")[rule(int(str(parts[found[1]])))], template)


def _english(number: int) -> int:
    return int(number != 1)


def _russian(number: int) -> int:
    """One (1, 21, 101), few (2 to 4, 22 to 24) or many, as Unicode CLDR has it."""
    tens, ones = number % 100, number % 10
    if ones == 1 and tens != 11:  # noqa: PLR2004
        return 0
    return 1 if ones in (2, 3, 4) and tens not in (12, 13, 14) else 2


_RULES: Mapping[str, Callable[[int], int]] = {"ru": _russian}
