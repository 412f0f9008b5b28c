"""Small linear models: which of the persons named is a victim, which kinds of attack an article tells of.

The weights are in ``mappings/models/``, numbers by the names of features; ``python -m bench.train_extraction`` makes them.
A feature is a count or a yes or no about where a name stands; none is a name or a word of a text.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping
from functools import cache

from kg.extraction.extractor import Reading
from kg.extraction.people import Entity, described
from kg.extraction.proposals import Proposal
from kg.model.files import read_text
from kg.model.project import resources

Features = Mapping[str, float]


@cache
def _weights(name: str) -> Features:
    path = resources("mappings") / "models" / f"{name}.json"
    found: dict[str, float] = json.loads(read_text(path))["weights"]
    return found


def probability(model: str, features: Features) -> float:
    """The probability that a model gives."""
    weights = _weights(model)
    total = weights[""] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


# ── Victims ──────────────────────────────────────────────────────────────────────────────────────────────────


def person_features(person: Entity, reading: Reading) -> Features:
    """Where a person stands in a text: towards acts, in the title, beside which nouns, as a speaker."""
    text, acts = reading.text, [one for one in reading.proposals if one.kind == "act"]
    found: Counter[str] = Counter()
    for act in acts:
        for slot in act.slots:
            if slot.value == person.ident:
                found[_role(act, slot.key, slot.rule, slot.take)] += 1
        found["claims"] += person.ident in act.claimants
    for noun, _ in described(person, text):
        found.update(f"beside {name}" for name, listed in _groups(reading).items() if noun in listed)
    for mention in person.mentions:
        parse = text.lines[mention.line].parse
        token = parse.tokens[mention.last]
        found[f"part {token.part}"] += 1
        verb = parse.tokens[token.head].lemma.lower()
        found["speaks"] += token.part == "subject" and any(
            verb in text.lexicon.words("speech", name) for name in ("reported", "alleged")
        )
    lines = {mention.line for mention in person.mentions}
    people = [one for one in reading.cast.entities if one.kind == "person"]
    plain = {f"has {name}": 1.0 for name, count in found.items() if count}
    counted = {f"log {name}": math.log1p(count) for name, count in found.items() if count}
    return plain | counted | {
        "in title": float(0 in lines), "in the first lines": float(bool(lines & {1, 2})),
        "mentions": math.log1p(len(person.mentions)), "share": len(person.mentions) / max(1, sum(len(one.mentions) for one in people)),
        "people": math.log1p(len(people)), "whole name": float(len(person.label.split()) > 1),
        "first": min(lines) / max(1, len(text.lines)), "only": float(len(people) == 1), "acts": math.log1p(len(acts)),
        "near acts": math.log1p(sum(1 for act in acts if lines & _lines(act, reading))),
    }  # fmt: skip


def _role(act: Proposal, key: str, rule: str, take: str) -> str:
    if key == "victim":
        return f"{take} {'/'.join(rule.split('/')[1:3])} of a {act.rule.split('/')[2]}"
    return key


def _groups(reading: Reading) -> Mapping[str, frozenset[str]]:
    lexicon = reading.text.lexicon
    return {
        **lexicon.lists.get("characteristics", {}),
        "office": lexicon.words("people", "offices"),
        "kin": lexicon.words("people", "kin"),
    }


def _lines(act: Proposal, reading: Reading) -> set[int]:
    starts = [line.sentence.start for line in reading.text.lines]
    return {
        number
        for number, start in enumerate(starts)
        for words in (act.words, *act.also)
        if start <= words.start < start + 2000 and (number + 1 == len(starts) or words.start < starts[number + 1])
    }


# ── Kinds of attack ──────────────────────────────────────────────────────────────────────────────────────────


def kind_features(kind: str, kinds: Mapping[str, str], reading: Reading) -> Features:
    """How much a text tells of a kind of attack."""
    acts = [one for one in reading.proposals if one.kind == "act"]
    own = [one for one in acts if kinds.get(one.first("type"), "other") == kind]
    first = {line.sentence.start for line in reading.text.lines[:4]}
    last = max(first, default=0)
    ways = Counter(one.rule.split("/")[2] for one in own)
    types = Counter(one.first("type") for one in own)
    return {
        "acts": math.log1p(len(own)), "any": float(bool(own)), "share": len(own) / max(1, len(acts)), "all": math.log1p(len(acts)),
        "first": float(any(one.words.start <= last for one in own)), "tellings": math.log1p(sum(len(one.also) for one in own)),
        "named": math.log1p(sum(any(slot.key == "victim" and slot.value.startswith("person") for slot in one.slots) for one in own)),
        "actual": math.log1p(sum(not one.first("modality") for one in own)),
        **{f"way {name}": math.log1p(count) for name, count in ways.items()},
        **{f"type {name}": math.log1p(count) for name, count in types.items()},
    }  # fmt: skip
