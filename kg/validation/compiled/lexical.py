"""The lexical forms of datatypes (XML Schema 1.1, part 2, section 3): a literal with any other is ill-typed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.model.terms import XSD, Term, boolean, text_of

_ZONE = r"(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_YEAR = r"-?([1-9][0-9]{3,}|0[0-9]{3})"
_MONTH, _DAY = r"(0[1-9]|1[0-2])", r"(0[1-9]|[12][0-9]|3[01])"
_TIME = r"(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?|24:00:00(\.0+)?)"
_SPAN = r"(T([0-9]+H([0-9]+M)?([0-9]+(\.[0-9]+)?S)?|[0-9]+M([0-9]+(\.[0-9]+)?S)?|[0-9]+(\.[0-9]+)?S))"
_INTEGER = r"[+-]?[0-9]+"

_TEXTS: Mapping[str, str] = {
    "boolean": r"true|false|0|1",
    "date": f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}",
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
    "dateTimeStamp": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE[:-1]}",
    "dayTimeDuration": f"-?P([0-9]+D{_SPAN}?|{_SPAN})",
    "decimal": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)",
    "double": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN",
    "duration": f"-?P([0-9]+Y([0-9]+M)?([0-9]+D)?{_SPAN}?|[0-9]+M([0-9]+D)?{_SPAN}?|[0-9]+D{_SPAN}?|{_SPAN})",
    "float": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN",
    "gDay": f"---{_DAY}{_ZONE}",
    "gMonth": f"--{_MONTH}{_ZONE}",
    "gMonthDay": f"--((0[13578]|1[02])-{_DAY}|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9])){_ZONE}",
    "gYear": f"{_YEAR}{_ZONE}",
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "hexBinary": r"([0-9a-fA-F]{2})*",
    "integer": _INTEGER,
    "time": f"{_TIME}{_ZONE}",
    "yearMonthDuration": r"-?P([0-9]+Y([0-9]+M)?|[0-9]+M)",
}
"""The lexical forms of a datatype as a regular expression that the whole text must match."""

_RANGES: Mapping[str, tuple[int | None, int | None]] = {
    "byte": (-(2**7), 2**7 - 1),
    "int": (-(2**31), 2**31 - 1),
    "long": (-(2**63), 2**63 - 1),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "nonPositiveInteger": (None, 0),
    "positiveInteger": (1, None),
    "short": (-(2**15), 2**15 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedShort": (0, 2**16 - 1),
}
"""The lowest and the highest integer of a datatype; ``None`` where there is none."""

IN_RANGE = "urn:chronicle:in-range"
"""The function of queries that tells whether an integer is in range: Oxigraph does not calculate beyond 64 bits."""

_NUMBERS = ("decimal", "double", "float", "integer")
"""The numeric datatypes without a range."""

_IN_THE_CALENDAR: Mapping[str, str] = {"date": "date", "dateTime": "dateTime", "dateTimeStamp": "dateTime"}
"""Datatypes whose days must exist in the calendar, with the SPARQL function that fails if they do not."""


def out_of_range(name: str, text: str) -> bool:
    """Whether a text is an integer outside the range of the datatype with this name."""
    if name not in _RANGES or not re.fullmatch(_INTEGER, text):
        return False
    least, most = _RANGES[name]
    return (least is not None and int(text) < least) or (most is not None and int(text) > most)


def is_number(name: str, text: str) -> bool:
    """Whether a text is a number of the datatype with this name.

    >>> is_number("byte", "127"), is_number("byte", "300"), is_number("date", "2012-01-01")
    (True, False, False)
    """
    form = _INTEGER if name in _RANGES else _TEXTS[name] if name in _NUMBERS else ""
    return bool(form and re.fullmatch(form, text)) and not out_of_range(name, text)


def ill_formed(datatype: Term, variable: str) -> str:
    """The end of an expression that is true where a literal's text does not fit the datatype: ``|| …``, or nothing."""
    name = text_of(datatype).removeprefix(XSD) if text_of(datatype).startswith(XSD) else ""
    parts = []
    if text := _TEXTS.get(name) or (_INTEGER if name in _RANGES else ""):
        escaped = text.replace("\\", "\\\\")
        parts.append(f'!REGEX(STR({variable}), "^({escaped})$")')
    if name in _IN_THE_CALENDAR:
        parts.append(f"!COALESCE(BOUND({variable}) && <{XSD}{_IN_THE_CALENDAR[name]}>(STR({variable})) = <{XSD}{_IN_THE_CALENDAR[name]}>(STR({variable})), false)")  # fmt: skip
    if name in _RANGES:
        parts.append(f'!COALESCE(<{IN_RANGE}>(STR({variable}), "{name}"), false)')
    return "".join(f" || {part}" for part in parts)


def in_range(text: Term, name: Term) -> Term:
    """Whether a text is an integer within the range of the datatype with this name, for a query."""
    return boolean(str(is_number(text_of(name), text_of(text))).lower())
