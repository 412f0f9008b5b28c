"""Writes proposals as records: in the form of a file of records, with ``status: proposed`` and evidence for each value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kg.extraction.proposals import IS, NO_RECORD, Proposal, Slot, Words
from kg.model.kinds import Key, Kind, by_name
from kg.records.editing import written
from kg.sources.documents import Document

HEAD = """\
# Proposed by a program and not reviewed: no build takes these records, and nobody has checked a word of them.
# What is right goes into the document's file of records; {table} has the words, the rule and the score of each value.
"""
_CLAIM = ("certainty", "basis", "stance")


def records_text(proposals: Iterable[Proposal], document: Document, *, table: str) -> str:
    """The file of records: each proposal as a record, in the order given; ``table`` is the file of its values."""
    places, every = _Places(document), list(proposals)
    parts = ["\n".join(_record(proposal, places)) for proposal in every if proposal.kind not in NO_RECORD]
    return "\n\n".join([HEAD.format(table=table) + _model(every), *parts]) + "\n"


def _model(proposals: Iterable[Proposal]) -> str:
    """The line that says which model proposed them: its endpoint, its name and its prompt; empty for the rules."""
    rule = next((one.rule for one in proposals if one.rule.startswith("model/")), "")
    return (
        f"# Proposed by the language model {rule.removeprefix('model/')} (host, model, hash of the prompt).\n"
        if rule
        else ""
    )


def accepted_text(proposal: Proposal, document: Document) -> str:
    """A proposal that people have accepted, as a record of the document's file of records."""
    return "\n".join(_record(proposal, _Places(document), status="")) + "\n"


_FEWEST = 4
"""So many words at least are quoted, so that somebody who reads them knows what they are about."""


class _Places(NamedTuple):
    """Finds the sentence that has some words, and says how to quote it."""

    document: Document

    def quote(self, words: Words) -> str:
        """The words with as many beside them in their sentence as it takes to find them once; empty if that cannot be."""
        sentence = self.document.sentence_at(words.start)
        if sentence is None or words.text not in sentence.text:
            return ""
        first = sentence.text.index(words.text)
        starts = [0, *(found.end() for found in re.finditer(r"\s+", sentence.text))]
        ends = [*(found.start() for found in re.finditer(r"\s+", sentence.text)), len(sentence.text)]
        before = [at for at in reversed(starts) if at <= first]
        behind = [at for at in ends if at >= first + len(words.text)]
        for wider in range(max(len(before), len(behind))):
            start, end = before[min(wider, len(before) - 1)], behind[min(wider, len(behind) - 1)]
            text = sentence.text[start:end]
            if len(text.split()) >= min(_FEWEST, len(sentence.text.split())) and self._is_alone(text):
                return text
        return ""

    def _is_alone(self, text: str) -> bool:
        return sum(other.text.count(text) for other in self.document.sentences) == 1


def _record(proposal: Proposal, places: _Places, *, status: str = "proposed") -> Iterator[str]:
    kind = by_name()[proposal.kind]
    yield f"- {kind.name}: {proposal.ident}"
    slots = [slot for slot in proposal.slots if slot.take != "offer" and slot.key != IS]
    for name in dict.fromkeys(slot.key.partition(".")[0] for slot in slots):
        yield from _key(kind, name, [slot for slot in slots if slot.key.partition(".")[0] == name])
    if kind.key("status"):
        yield from _listed("claimant", list(proposal.claimants[:1]), "  ")
        yield from _listed("via", list(reversed(proposal.claimants[1:])), "  ")
        yield from (f"  {name}: {value}" for name in _CLAIM if (value := getattr(proposal, name)))
        yield from _listed("status", [status] if status else [], "  ")
    if kind.key("evidence"):
        quotes = dict.fromkeys(filter(None, (places.quote(words) for words in (proposal.words, *proposal.also))))
        yield from _listed("evidence", list(quotes), "  ")
        yield from _claims(proposal, kind, slots, places, status)


def _key(kind: Kind, name: str, slots: list[Slot]) -> Iterator[str]:
    """The lines of a key: its value or values, or the keys nested in it."""
    nested = [slot for slot in slots if "." in slot.key]
    key = kind.key(name)
    if nested:
        yield f"  {name}:"
        yield from (f"    {slot.key.partition('.')[2]}: {written(slot.value)}" for slot in nested)
    else:
        values = list(dict.fromkeys(slot.value for slot in slots))
        yield from _listed(name, values if key and key.many else values[:1], "  ")


def _listed(name: str, values: list[str], indent: str) -> Iterator[str]:
    if len(values) == 1:
        yield f"{indent}{name}: {written(values[0])}"
    elif values:
        yield f"{indent}{name}:"
        yield from (f"{indent}  - {written(value)}" for value in values)


def _claims(proposal: Proposal, kind: Kind, slots: list[Slot], places: _Places, status: str) -> Iterator[str]:
    """The claims on single keys: those whose words stand elsewhere than the record's, or that are said less surely."""
    lines: list[str] = []
    shown = (proposal.words, *proposal.also)
    for name, some in _by_key(slots).items():
        key = kind.key(name)
        if key is None or not _may_be_claimed(key):
            continue
        for slot in some if key.many else some[:1]:
            own = any(getattr(slot, part) for part in _CLAIM)
            if own or not any(words.start <= slot.words.start and slot.words.end <= words.end for words in shown):
                value = slot.value if key.many and len(some) > 1 else ""
                quote = "" if slot.rule.endswith(_OF_TEXT) else places.quote(slot.words)
                lines += _claim(name, value, slot, quote, status)
    if lines:
        yield "  claims:"
        yield from lines


_OF_TEXT = "/place/country"
"""A rule that infers from the whole text: its words may be a heading, which asserts nothing."""


def _by_key(slots: list[Slot]) -> Mapping[str, list[Slot]]:
    found: dict[str, list[Slot]] = {}
    for slot in slots:
        found.setdefault(slot.key.partition(".")[0], []).append(slot)
    return found


def _may_be_claimed(key: Key) -> bool:
    return key.on == "node" and bool(key.properties) and key.name not in ("claims", "label", "names")


def _claim(name: str, value: str, slot: Slot, quote: str, status: str) -> Iterator[str]:
    yield f"    - about: {name}"
    yield from _listed("value", [value] if value else [], "      ")
    yield from (f"      {part}: {value}" for part in _CLAIM if (value := getattr(slot, part)))
    yield from _listed("ground", [slot.ground] if slot.ground else [], "      ")
    yield from _listed("status", [status] if status else [], "      ")
    if quote:
        yield f"      evidence: {written(quote)}"
