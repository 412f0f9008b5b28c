"""A document read by a language model, piece by piece, and what it answers checked against the document."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from kg.extraction.acts import Draft, drafts
from kg.extraction.by_model.answers import read
from kg.extraction.by_model.checking import NOT_THERE, Checked, Rules
from kg.extraction.by_model.endpoint import Endpoint, answer, failed
from kg.extraction.extractor import Facts
from kg.extraction.genres import recognised
from kg.extraction.people import cast_of
from kg.extraction.proposals import Proposal, Words
from kg.extraction.texts import read_text
from kg.model.errors import CallError
from kg.model.files import read_text as read_file
from kg.model.message import Message
from kg.model.project import resources
from kg.model.vocabulary import CONCEPTS
from kg.sources.documents import Document

_PIECE = 8000
"""So many characters of a document are asked about at once."""


class ModelRead(NamedTuple):
    """What a model proposes for a document, and how much of its answers was refused and why."""

    proposals: tuple[Proposal, ...]
    refused: Mapping[str, int]


class Prompt(NamedTuple):
    """What a model is asked, the form of its answer, and the hash of both."""

    text: str
    schema: Mapping[str, Any]
    hash: str


@cache
def prompt() -> Prompt:
    """The prompt, from ``mappings/model``."""
    folder = resources("mappings") / "model"
    asked = read_file(folder / "prompt.md").replace("{types}", "; ".join(CONCEPTS["act-type"]))
    asked = asked.replace("{certainties}", "; ".join(CONCEPTS["certainty"]))
    form = read_file(folder / "answer.json")
    return Prompt(asked, json.loads(form), hashlib.sha256((asked + form).encode()).hexdigest())


def rule_of(endpoint: Endpoint) -> str:
    """How the rule of a model's values is called: the endpoint, the model, and the first digits of the prompt's hash."""
    return f"model/{endpoint.host}/{endpoint.model}/{prompt().hash[:12]}"


def extract(document: Document, facts: Facts, endpoint: Endpoint) -> ModelRead:
    """The proposals of a model for a document; ``CallError`` if it fails for any piece, or quotes nothing of the text."""
    rules, about = _by_rules(document, facts)
    checked = Checked(document, rule_of(endpoint), rules, facts.makers, facts.known)
    for lines in pieces(document):
        checked.add(read(answer(endpoint, _messages(document, lines), prompt().schema), endpoint), lines)
    if not checked.told and checked.refused[NOT_THERE]:
        why = Message("none of what it quotes is in the document: {count}", count=checked.refused[NOT_THERE])
        raise failed(endpoint, why, Message("it may answer about another text: use another model, or the rules"))
    return ModelRead((*about, *checked.people.values(), *checked.told), dict(checked.refused))


def pieces(document: Document) -> Iterator[range]:
    """The numbers of the sentences of each piece; a sentence is in one piece only."""
    first, size = 0, 0
    for number, sentence in enumerate(document.sentences):
        if size and size + len(sentence.text) > _PIECE:
            yield range(first, number)
            first, size = number, 0
        size += len(sentence.text)
    if first < len(document.sentences):
        yield range(first, len(document.sentences))


def _messages(document: Document, lines: range) -> list[Mapping[str, str]]:
    """The prompt and the piece; the text cannot end the lines that mark it."""
    text = "\n".join(document.sentences[line].text for line in lines).replace("<", "‹")
    return [
        {"role": "system", "content": prompt().text},
        {"role": "user", "content": f"<document>\n{text}\n</document>"},
    ]


def _by_rules(document: Document, facts: Facts) -> tuple[Rules, tuple[Proposal, ...]]:
    """What the rules read, and what the document says of itself; nothing in a language without a model."""
    try:
        text = read_text(document, facts.language, facts.issued, own=facts.own)
    except CallError as error:
        if error.problems[0].code != "no-language-model":
            raise
        whole = document.sentences[0] if document.sentences else None
        words = Words(whole.start, whole.start + len(whole.text), whole.text) if whole else Words(0, 0, "")
        return Rules(), (Proposal("document", "document", words, "document", 0.9),)
    cast = cast_of(text)
    found: dict[int, list[Draft]] = {}
    for one in drafts(text, cast):
        found.setdefault(one.line, []).append(one)
    return Rules(text, found), tuple(recognised(text, cast))
