"""Runs the extractor over annotated documents and prints what was measured: in all, by document, by genre, by rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.extraction.evaluation.coverage import reached
from kg.extraction.evaluation.gold import GoldDocument
from kg.extraction.evaluation.measures import (
    PARTS,
    SHOWN_PART,
    Result,
    Tally,
    f1_interval,
    measured,
    share_interval,
)
from kg.extraction.extractor import Facts, Reading, read
from kg.extraction.learned.sentences import SHOWN
from kg.extraction.proposals import Proposal
from kg.sources.documents import Document, Sentence, squeezed
from kg.sources.splitting import sentences


def document_of(gold: GoldDocument) -> Document:
    """The text of an annotated document, as ``kg add`` lays it out."""
    spans = sentences(gold.text)
    laid_out = tuple(Sentence(squeezed(gold.text[s:e]), s, e, n) for n, (s, e) in enumerate(spans, 1))
    return Document(gold.ident, gold.text, "", sentences=laid_out, laid_out=True)


def proposals_for(gold: GoldDocument) -> list[Proposal]:
    """What the extractor proposes for an annotated document, given only its language and date."""
    return reading_for(gold).proposals


def reading_for(gold: GoldDocument) -> Reading:
    """An annotated document as the extractor reads it, given only its language and date."""
    return read(document_of(gold), Facts(gold.language, gold.issued, ("the makers",)))


def evaluated(golds: Iterable[GoldDocument]) -> list[Result]:
    """What was measured on each document."""
    return [_evaluated(gold) for gold in golds]


def _evaluated(gold: GoldDocument) -> Result:
    reading = reading_for(gold)
    found = measured(gold, reading.proposals)
    right, of = reached(gold, reading)
    found.tallies[SHOWN_PART] = Tally(right, 0, of)
    return found


def table(results: Sequence[Result], *, rules: bool = False, effort: bool = False) -> Iterator[str]:
    """The lines of the report."""
    yield from _block(f"all ({len(results)} documents)", results)
    for genre, some in sorted(_grouped(results, "genre").items()):
        yield from ("", *_block(f"genre: {genre}", some, short=True))
    for language, some in sorted(_grouped(results, "language").items()):
        yield from ("", *_block(f"language: {language}", some, short=True))
    if rules:
        yield from ("", "rule  right of proposed, the worst first")
        yield from _rules(results)
    if effort:
        yield from ("", "document  minutes to review the acts  minutes to write them")
        yield from (f"{one.ident}  {one.seconds / 60:.0f}  {one.seconds_by_hand / 60:.0f}" for one in results)


def _grouped(results: Iterable[Result], name: str) -> dict[str, list[Result]]:
    found: dict[str, list[Result]] = defaultdict(list)
    for one in results:
        found[getattr(one, name) or "none given"].append(one)
    return found


def _block(title: str, results: Sequence[Result], *, short: bool = False) -> Iterator[str]:
    shown = [one.tallies.get(SHOWN_PART, Tally()) for one in results]
    yield f"{title:<24} {'precision':>9} {'recall':>7} {'F1':>5}  95 % of F1   right proposed to find"
    for name in ("acts", "whole frames", "dates") if short else PARTS:
        tallies = [one.tallies.get(name, Tally()) for one in results]
        whole = sum(tallies, Tally())
        if whole.wanted or whole.proposed:
            low, high = f1_interval(tallies)
            yield (
                f"{name:<24} {whole.precision:>9.2f} {whole.recall:>7.2f} {whole.f1:>5.2f}  [{low:.2f}, {high:.2f}]"
                f" {whole.right:>6} {whole.proposed:>8} {whole.wanted:>7}"
            )

    whole = sum(shown, Tally())
    if whole.wanted and not short:
        low, high = share_interval(whole.right, whole.wanted)
        yield f"{SHOWN_PART:<24} {whole.recall:.2f} [{low:.2f}, {high:.2f}] of {whole.wanted} in {SHOWN:.0%} of the sentences"


_MOST = 25


def _rules(results: Iterable[Result]) -> Iterator[str]:
    every: dict[str, Tally] = defaultdict(Tally)
    for one in results:
        for rule, tally in one.rules.items():
            every[rule] = every[rule] + tally
    ranked = sorted(every.items(), key=lambda pair: (pair[1].precision, -pair[1].proposed, pair[0]))
    yield from (f"{rule}  {tally.right} of {tally.proposed}" for rule, tally in ranked[:_MOST])
