"""Which extractor a command asks for."""

from __future__ import annotations

from kg.extraction.by_model.endpoint import Endpoint, checked
from kg.model.errors import CallError, Problem
from kg.model.message import Message
from kg.model.project import Project


def chosen(extractor: str, base: str, model: str, seconds: float, project: Project) -> Endpoint | None:
    """The endpoint of a model, or ``None`` for the rules; ``CallError`` if what is asked for does not fit together."""
    if extractor == "rules":
        if base or model:
            found = Message("--base-url and --model are for a language model")
            raise CallError(Problem("wrong-call", found, Message("add --extractor openai, or leave them out")))
        return None
    if not base or not model:
        found = Message("--extractor openai needs --base-url and --model")
        raise CallError(Problem("wrong-call", found, Message("say where the model is, and what it is called there")))
    return checked(base, model, seconds, project.send_to)
