"""How many acts a reviewer sees who reads only the likeliest sentences: an act is seen if any sentence that tells of it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.extraction.evaluation.gold import GoldAct, GoldDocument, overlap
from kg.extraction.extractor import Reading
from kg.extraction.learned.sentences import SHOWN, by_likelihood, lines_with_acts
from kg.extraction.texts import Text


def gold_lines(gold: GoldDocument, text: Text) -> set[int]:
    """The lines that tell of an annotated act."""
    return {line for act in gold.counted() for line in _lines(act, text)}


def _lines(act: GoldAct, text: Text) -> set[int]:
    lines = enumerate(text.lines)
    return {
        n for n, line in lines if any(overlap((line.sentence.start, line.sentence.end), span) for span in act.spans)
    }


def reached(gold: GoldDocument, reading: Reading) -> tuple[int, int]:
    """How many annotated acts stand in what is shown, and how many there are."""
    order = [line for line, _ in by_likelihood(reading.text, reading.acts)]
    return _seen(gold, reading, order[: _room(reading, SHOWN)])


def share_shown(gold: GoldDocument, reading: Reading, likely: Sequence[float], share: float) -> tuple[int, int]:
    """The same for other probabilities of the lines and another share of them."""
    told = lines_with_acts(reading.acts)
    order = sorted(range(len(likely)), key=lambda line: (line not in told, -likely[line]))
    return _seen(gold, reading, order[: _room(reading, share)])


def _room(reading: Reading, share: float) -> int:
    return max(1, int(share * len(reading.text.lines)))


def _seen(gold: GoldDocument, reading: Reading, shown: Iterable[int]) -> tuple[int, int]:
    lines = set(shown)
    acts = list(gold.counted())
    return sum(bool(lines & _lines(act, reading.text)) for act in acts), len(acts)
