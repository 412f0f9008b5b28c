"""Which sentences a reviewer should look at: those that tell of acts first, then those that look as if they might.

The rules of a language say what is in a sentence; for English a second model knows the words of sentences with acts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.extraction.acts import Draft
from kg.extraction.learned.linear import Features, models
from kg.extraction.learned.words import told
from kg.extraction.parsing.model import Parse
from kg.extraction.texts import Line, Text

SHOWN = 0.45
"""So large a share of the sentences is shown at most, unless more of them have acts."""
_LONG = 30


def worth_reading(text: Text, acts: Sequence[Draft]) -> list[tuple[int, float]]:
    """The lines with no act that are shown, each with how likely it tells of one, the likeliest first."""
    told_in = lines_with_acts(acts)
    ranked = [(line, likely) for line, likely in by_likelihood(text, acts) if line not in told_in]
    room = int(SHOWN * len(text.lines)) - len(told_in)
    return ranked[: max(0, room)]


def by_likelihood(text: Text, acts: Sequence[Draft]) -> list[tuple[int, float]]:
    """All lines, those with acts first, then by how likely they tell of one."""
    told_in = lines_with_acts(acts)
    model = models("sentences")["act"]
    likely = {number: model.probability(features(text, number)) for number in range(len(text.lines))}
    return sorted(likely.items(), key=lambda found: (found[0] not in told_in, -found[1], found[0]))


def lines_with_acts(acts: Sequence[Draft]) -> set[int]:
    """The lines in which acts are told."""
    return {each.line for act in acts for each in (act, *act.also)}


def features(text: Text, number: int) -> Features:
    """What the rules see in a line, and what the model of words says of it."""
    line, parse = text.lines[number], text.lines[number].parse
    found = Counter(name for at in range(len(parse.tokens)) for name in _classes(parse, at, text))
    seen = {name: min(2.0, float(count)) for name, count in found.items()}
    standing = {
        "heading": float(line.heading),
        "listed": float(line.listed),
        "dated": float(bool(line.dates)),
        "long": min(1.0, len(parse.tokens) / _LONG),
        "first": float(number == 0),
        "early": 1 - number / max(1, len(text.lines)),
    }
    return {**seen, **standing, **_by_words(line, text.language)}


def _by_words(line: Line, language: str) -> dict[str, float]:
    if language != "en":
        return {}
    return {"words": models("sentences")["words"].probability(words(line.parse)) - 0.5}


def words(parse: Parse) -> Features:
    """The words of a sentence that are no names."""
    return {f"word:{lemma}": 1.0 for lemma in told(parse)}


def _classes(parse: Parse, at: int, text: Text) -> Iterator[str]:
    """What a word is to the rules of its language, whichever that is."""
    token, lexicon = parse.tokens[at], text.lexicon
    lemma = token.lemma.lower()
    terms = (*lexicon.terms.get(lemma, ()), *lexicon.terms.get(token.text.lower(), ()))
    yield from {f"opens as {term.kind}" for term in terms}
    yield from (f"{part} {name}" for part, name in _LISTS if lemma in lexicon.words(part, name))
    if (name := parse.name_at(at)) is not None and name.last == at:
        yield f"name of {name.kind}"
    yield from (f"is {part}" for part in ("agent", "passive-subject", "negation") if token.part == part)
    if "Tense=Past" in token.features:
        yield "past"


_LISTS = (
    ("classes", "people"), ("doers", "words"), ("demands", "verbs"), ("demands", "modals"), ("contexts", "unreal"),
    ("contexts", "nouns"), ("speech", "reported"), ("speech", "alleged"), ("frames", "receptive"), ("frames", "crimes"),
    ("people", "kin"),
)  # fmt: skip
