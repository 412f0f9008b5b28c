"""What is asked of the text of a query before it runs: how deep it is, and whether it calls another server.

An engine that meets a query nested thousands deep, or a chain of thousands of operators, overflows its stack and takes
the program with it. So both are counted in the text, without recursion, before any parser sees it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from kg.model.errors import DataError, Location, Problem
from kg.model.message import Message

DEEPEST = 200
"""The deepest nesting of brackets; the deepest query of our own has 16 levels."""
LONGEST = 2000
"""The most operators and clauses, each of which may be one more step down for an engine; our own have at most 120."""

_WORDS = re.compile(
    r"""\"{3}[\s\S]*?\"{3}|'{3}[\s\S]*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'   # strings
    |(?P<iri><[^<>"{}|^`\\\s]*>)|\#.*|\\.                                             # IRIs, comments, escapes
    |[?$]\w+|@[\w-]+                                                                  # variables, tags
    |(?P<clause>(?:UNION|OPTIONAL|MINUS|FILTER|BIND|GRAPH|LATERAL|EXISTS)(?![\w.:-]))
    |(?P<name>(?:\w[\w.-]*+)?:[\w.:%-]*+)|(?P<word>\w[\w.-]*+)
    |(?P<open>[({[])|(?P<close>[)}\]])|(?P<sign>&&|\|\||[.;+*/|=!^<>-])""",
    re.VERBOSE | re.IGNORECASE,
)


def measured(text: str, place: str = "") -> None:
    """``DataError`` for a query on which an engine could break down."""
    if len(text) < DEEPEST:
        return
    depth, deepest, steps = 0, 0, 0
    for word in _WORDS.finditer(text):
        kind = word.lastgroup
        if kind == "open":
            depth += 1
            deepest = max(deepest, depth)
        elif kind == "close":
            depth -= 1
        elif kind == "iri":  # the brackets of what may as well be a comparison
            deepest = max(deepest, depth + sum(map(word[0].count, "([")))
        elif kind == "name":  # a point behind a name ends a pattern
            steps += word[0].count(".:") + word[0].endswith(".")
        elif kind == "word":
            steps += word[0].count("-")
        elif kind:
            steps += 1
    if deepest > DEEPEST:
        found = Message("the query is nested {depth} levels deep; at most {most} are allowed", depth=deepest, most=DEEPEST)  # fmt: skip
    elif steps > LONGEST:
        found = Message(
            "the query has {count} operators and clauses; at most {most} are allowed", count=steps, most=LONGEST
        )
    else:
        return
    remedy = Message("split it into several queries, or list the values with VALUES or IN")
    raise DataError(Problem("query-too-deep", found, remedy, Location(place) if place else None))


def calls_service(text: str, prefixes: Mapping[str, str], *, base: str | None = None) -> bool:
    r"""Whether the engine reads a call of another server in a query; ``SyntaxError`` if it is none.

    The engine's own parser is the judge. With the word changed everywhere in the same way, names, texts and IRIs that
    contain it are still what they were, and the query is one as before; where it was the keyword, it is none any more.

    >>> calls_service("PREFIX : <http://example.org/> ASK { FILTER(1<2)SERVICE:s { } }", {})
    True
    >>> calls_service('PREFIX service: <http://example.org/> ASK { ?service service:of "a service" # SERVICE <x> {\n}', {})
    False
    """
    changed = _SERVICE.sub(_changed, text)
    if changed == text:
        return False
    try:
        ox.Store().query(changed, prefixes=dict(prefixes), base_iri=base)
    except SyntaxError:
        check_syntax(text, prefixes, base=base)
        return True
    except (RuntimeError, OSError, ValueError):  # read, though not answered
        pass
    return False


def check_syntax(text: str, prefixes: Mapping[str, str], *, base: str | None = None) -> None:
    """``SyntaxError`` at a place inside the text; a query is only read, never run, because no query ends as this does."""
    try:
        ox.Store().query(f"{text}\n\x01", prefixes=dict(prefixes), base_iri=base)
    except SyntaxError as error:
        line = re.match(r"error at (\d+):", str(error))
        if not line or int(line[1]) <= text.count("\n") + 1:
            raise


def _changed(word: re.Match[str]) -> str:
    return f"{word[0][:5]}{'Q' if word[0][5].isupper() else 'q'}{word[0][6]}"


_SERVICE = re.compile("service", re.IGNORECASE | re.ASCII)
