"""How well a text fits a row, by three kinds of evidence, none of which needs to know a language.

*Letters*: international words, numbers and abbreviations recur in another language, and the words of a label in its
definition. *Co-occurrence*: which words of two languages go together is counted in all the other rows. *Length*: a long
label has long translations. What such a score is worth is learnt in ``evidence.py``. Words that a label shares with
that of its broader concept add nothing to these (0.02 bits per row, 2026-11-22).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, repeat

from kg.validation.vocabularies.columns import LABEL, TEXT, Column, Table
from kg.validation.vocabularies.cooccurrence import cooccurrence
from kg.validation.vocabularies.letters import marks, stems

Score = Callable[[Sequence[int], Sequence[int]], list[float]]
"""How well the text of each row fits the row at the same place of a second list; ``NOTHING`` if there is no comparison."""

NOTHING = math.nan
_MOST_ALIKE = 8.0
"""A larger difference of two lengths, in standard deviations, counts as this one."""
_HARDLY = 0.01
_WORDS = 0.6
"""The weight of the number of words relative to the number of letters."""
_MOST_MATES = 3
"""A language is compared with at most this many others, those that share most marks with it."""
_MOST_MATES_IF_LARGE = 2
LARGE = 2000
"""In a table with more rows, less evidence per row is enough; it should take seconds."""
_SHARED = 500
"""In how many rows the marks that languages share are counted."""
_MOST_TEXT = 1000
"""In a table with more rows the co-occurrence of words is counted only in labels, which are enough there."""

KINDS = {
    frozenset({LABEL}): ("label in texts", "letters", "length", "cooccurrence"),
    frozenset({LABEL, TEXT}): ("letters", "length", "cooccurrence", "letters of texts", "cooccurrence of texts"),
    frozenset({TEXT}): ("texts on label", "letters of texts", "cooccurrence of texts"),
}
"""The kinds of evidence on what may have moved."""


class Scores:
    """The scores of a table; each kind is prepared when it is first needed."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._known: dict[tuple[str, str], Score | None] = {}
        self._marks = {column: list(map(marks, texts)) for column, texts in table.cells.items() if any(texts)}
        self._anchors = list(map(marks, table.anchors))
        most = _MOST_MATES if table.size <= LARGE else _MOST_MATES_IF_LARGE
        self._mates = {language: self._nearest(language)[:most] for language in table.languages}
        self._stems = {
            column: stems(column[1], texts)
            for column, texts in table.cells.items()
            if column[0] == LABEL or table.size <= _MOST_TEXT
        }
        self._rows = {language: self._both(language) for language in table.languages}
        self._company = cooccurrence(self._rows, self._mates)

    def _both(self, language: str) -> list[frozenset[str]]:
        """The stems of a language's label and texts in each row."""
        label, text = (self._stems.get((kind, language)) for kind in (LABEL, TEXT))
        if label is None or text is None:
            return label or text or [frozenset()] * self.table.size
        return [one | two for one, two in zip(label, text, strict=True)]

    def _nearest(self, language: str) -> list[str]:
        """The languages to compare one with; those that share most marks with it come first."""
        mine = self._marks.get((LABEL, language), [])
        sample = range(0, self.table.size, max(1, self.table.size // _SHARED))
        shared = {
            other: sum(len(mine[row] & self._marks[LABEL, other][row]) for row in sample)
            for other in self.table.languages
            if other != language and mine and (LABEL, other) in self._marks
        }
        return sorted(shared, key=lambda other: (-shared[other], other))

    def of(self, kind: str, language: str) -> Score | None:
        """One kind of evidence on one language; ``None`` if the table has none."""
        if (kind, language) not in self._known:
            self._known[kind, language] = self._prepared(kind, language)
        return self._known[kind, language]

    def _prepared(self, kind: str, language: str) -> Score | None:
        label, text = (LABEL, language), (TEXT, language)
        labels, texts = ([(name, other) for other in self._mates[language]] for name in (LABEL, TEXT))
        match kind:
            case "label in texts":
                return self._letters(label, [text])
            case "texts on label":
                return self._letters(text, [label])
            case "letters":
                return self._letters(label, labels, self._anchors)
            case "letters of texts":
                return self._letters(text, texts)
            case "length":
                cells = self.table.cells
                mates = [cells[mate] for mate in labels if mate in cells]
                return _lengths(cells[label], mates) if label in cells and mates else None
            case "cooccurrence":
                return self._association(label)
            case _:
                return self._association(text)

    def _letters(self, column: Column, mates: Iterable[Column], *more: list[frozenset[str]]) -> Score | None:
        """How many of their marks two texts share; rare ones count more."""
        fixed = [self._marks[mate] for mate in mates if mate in self._marks] + list(more)
        if column not in self._marks or not fixed:
            return None
        moved = self._marks[column]
        found = [row[0].union(*row[1:]) for row in zip(*fixed, strict=True)]
        usual = math.log2(len(found) + 1)
        rare = {mark: usual - math.log2(count) for mark, count in Counter(chain.from_iterable(found)).items()}
        mine = [sum(map(rare.get, row, repeat(usual))) for row in moved]
        theirs = [sum(map(rare.__getitem__, row)) for row in found]

        def score(rows: Sequence[int], others: Sequence[int]) -> list[float]:
            return [
                (
                    sum(map(rare.__getitem__, shared)) / math.sqrt(mine[row] * theirs[other])
                    if (shared := moved[row] & found[other])
                    else 0.0
                )
                if moved[row] and found[other]
                else NOTHING
                for row, other in zip(rows, others, strict=True)
            ]

        return score

    def _association(self, column: Column) -> Score | None:
        """How surely the words of a text go with those of other languages, counted in all rows but its own."""
        known = self._company
        mine = [[known[stem] for stem in row if stem in known] for row in self._stems.get(column, ())]
        if not any(mine):
            return None
        fixed = [self._rows[mate] for mate in self._mates[column[1]]]
        none: frozenset[str] = frozenset()
        rows = [none.union(*row) for row in zip(*fixed, strict=True)]

        def score(ours: Sequence[int], others: Sequence[int]) -> list[float]:
            scores = []
            for row, other in zip(ours, others, strict=True):
                here, there, found = rows[row], rows[other], 0.0
                for mates in mine[row]:
                    for mate in mates.names & there:
                        found += mates.bits[mate][mate in here]
                scores.append(found / len(mine[row]) if mine[row] and there else NOTHING)
            return scores

        return score


def _lengths(texts: Sequence[str], mates: Sequence[Sequence[str]]) -> Score:
    """How like its translations a label is in letters and words, each relative to the others of its language."""
    letters, words = ([_standard(measure, its) for its in (texts, *mates)] for measure in (len, _count_words))
    fixed = [
        [_mean([value for value in row if not math.isnan(value)]) for row in zip(*its[1:], strict=True)]
        for its in (letters, words)
    ]
    far, wordy = fixed
    mine, many = letters[0], words[0]

    def score(rows: Sequence[int], others: Sequence[int]) -> list[float]:
        return [  # ``max`` gives the first if that is ``NOTHING``
            max(_MOST_ALIKE - abs(mine[row] - far[other]) - _WORDS * abs(many[row] - wordy[other]), _HARDLY)
            for row, other in zip(rows, others, strict=True)
        ]

    return score


def _count_words(text: str) -> int:
    return len(text.split())


def _standard(measure: Callable[[str], int], texts: Sequence[str]) -> list[float]:
    """How many standard deviations the logarithm of each measure is from the mean; ``NOTHING`` without a text."""
    logs = [math.log(measure(text) or 1) if text else NOTHING for text in texts]
    known = [log for log in logs if not math.isnan(log)]
    middle = _mean(known)
    spread = math.sqrt(_mean([(log - middle) ** 2 for log in known])) or 1.0
    return [(log - middle) / spread for log in logs]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else NOTHING
