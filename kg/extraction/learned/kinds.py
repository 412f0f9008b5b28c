"""Which kinds of attack a text as a whole tells of: a linear model for each, over its acts and its words."""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.extraction.acts import Draft
from kg.extraction.learned.linear import Features, models
from kg.extraction.learned.words import told
from kg.extraction.texts import Text
from kg.extraction.triggers import triggers
from kg.model.files import read_text
from kg.model.project import resources

_LEAD = 4
UNKNOWN = "unknown"
_WORD, _EARLY = 0.3, 0.5
"""How much a word counts beside an act, and one of the first lines: words are many and say little."""


@cache
def kind_of() -> Mapping[str, str]:
    """The kind of attack of each of our act types; what is not listed is ``other``."""
    rows = csv.DictReader(io.StringIO(read_text(resources("mappings") / "attack-kinds.csv"), newline=""))
    return {row["type"]: row["kind"] for row in rows}


def kinds(text: Text, acts: Sequence[Draft]) -> tuple[str, ...]:
    """The kinds of attack that a text tells of; ``unknown`` if none is likely enough."""
    found = features(text, acts)
    likely = tuple(sorted(name for name, model in models("kinds").items() if model.agrees(found)))
    return tuple(name for name in likely if name != UNKNOWN) or (UNKNOWN,)


def features(text: Text, acts: Sequence[Draft]) -> Features:
    """The features of a text: how many acts of each kind, their share, those of the first lines, and words that are no names."""
    counts = Counter(_names(text, acts))
    total = sum(count for name, count in counts.items() if name.startswith("act:")) or 1
    shares = {f"share:{name}": count / total for name, count in counts.items() if name.startswith("act:")}
    words = Counter(lemma for line in text.lines for lemma in set(told(line.parse)))
    seen = {f"word:{lemma}": _WORD for lemma in words}
    early = {f"early:{lemma}": _EARLY for line in text.lines[:_LEAD] for lemma in told(line.parse)}
    return {**{name: math.log1p(count) for name, count in counts.items()}, **shares, **seen, **early}


def _names(text: Text, acts: Sequence[Draft]) -> Iterator[str]:
    """What there is of each kind: acts, acts with somebody named, acts of the first lines, words that may open one."""
    for act in acts:
        kind = kind_of().get(act.type, "other")
        yield f"act:{kind}"
        yield f"type:{act.type}"
        if any(who.kind == "named" for who in act.victims):
            yield f"named:{kind}"
        if act.line < _LEAD:
            yield f"lead:{kind}"
    for line in text.lines:
        yield from (f"opens:{kind_of().get(one.term.type, 'other')}" for one in triggers(line.parse, text.lexicon))
