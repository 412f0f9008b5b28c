"""Compares two releases: what came, what changed, what was withdrawn and what is gone, in people's words."""

from __future__ import annotations

from pathlib import Path

from kg.answers.speech import Speech
from kg.exchange.comparison.comparing import compared
from kg.exchange.comparison.forms import FORMS, Answer
from kg.exchange.comparison.telling import told
from kg.exchange.releases import read_release
from kg.model.errors import CallError, Problem
from kg.model.message import Message
from kg.records.access import Access


def answered(before: Path, after: Path, form: str, *, speech: Speech, words: bool, access: Access) -> tuple[str, bool]:
    """What differs between two releases in a form, and whether anything does.

    ``CallError`` if they cannot be compared, and for a patch without ``words``: it cannot remove what it does not name.
    """
    if form == "patch" and not words:
        found = Message("a patch has the words of what is gone")
        remedy = Message("add --gone-words, and give the patch only to those who have the earlier release")
        raise CallError(Problem("wrong-call", found, remedy))
    difference = compared(read_release(before, access=access), read_release(after, access=access))
    documents = () if form == "patch" else told(difference, language=speech.language, words=words)
    return FORMS[form](Answer(difference, documents, speech)), not difference.is_empty
