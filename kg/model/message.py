"""A sentence as data: an English template and the parts that fill its braces.

Translators work on the template, as with gettext: the English stays in the code, and each language in
``kg/model/messages`` has its own sentence for it. So a template is always a constant, which ``tests/test_messages.py``
checks, and what varies is a part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from kg.model.display import visible

BRACES = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """A sentence or a phrase; a part that is itself a ``Message`` is translated too.

    >>> str(Message('"{name}" is not a key of {kind}', name="reson", kind="act"))
    '"reson" is not a key of act'
    """

    template: str
    parts: tuple[tuple[str, Part], ...]

    def __init__(self, template: str, /, **parts: Part) -> None:
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "parts", tuple(parts.items()))

    def __str__(self) -> str:
        return filled(self.template, {name: worded(part) for name, part in self.parts})

    def given(self, **parts: Part) -> Message:
        """The same sentence with these parts added or replaced."""
        return Message(self.template, **dict(self.parts) | parts)

    def changed(self, change: Callable[[str], str]) -> Message:
        """The same sentence with ``change`` applied to every text part, also in nested messages."""

        def new(part: Part) -> Part:
            return (
                part.changed(change) if isinstance(part, Message) else change(part) if isinstance(part, str) else part
            )

        return Message(self.template, **{name: new(part) for name, part in self.parts})


def worded(part: Part) -> str:
    """A part as a sentence has it: another sentence as it is, anything else with nothing unseen in it."""
    return str(part) if isinstance(part, Message) else visible(str(part))


Part = str | int | PurePath | Message
Words = Message | tuple[Message, ...]
"""One sentence, several, or none."""


def sentences(words: Words) -> tuple[Message, ...]:
    """The sentences as a tuple."""
    return (words,) if isinstance(words, Message) else words


def filled(template: str, parts: Mapping[str, str]) -> str:
    """The template with its parts filled in; other braces, such as those of SPARQL and YAML, are kept.

    >>> filled('write {name}: {en: "…"}', {"name": "label"})
    'write label: {en: "…"}'
    """
    return BRACES.sub(lambda braces: parts[braces[1]], template)


def either(*words: str) -> Part:
    """The words joined by commas and ``or``.

    >>> str(either("person", "organization", "group"))
    'person, organization or group'
    """
    *others, last = words
    return Message("{others} or {last}", others=", ".join(others), last=last) if others else last


def both(*words: str) -> Part:
    """The words joined by commas and ``and``.

    >>> str(both("type", "victim"))
    'type and victim'
    """
    *others, last = words
    return Message("{others} and {last}", others=", ".join(others), last=last) if others else last


def recognised(sentence: str, known: Iterable[tuple[str, Message]]) -> Message | None:
    """Another program's message as one of ours: that of the first pattern it matches, with the parts found there.

    A pattern is the other program's sentence with braces in place of what varies.

    >>> found = recognised("Unknown prefix ex:", [("Unknown prefix {prefix}", Message("the prefix {prefix} is not declared"))])
    >>> str(found)
    'the prefix ex: is not declared'
    """
    for pattern, text in known:
        if match := _pattern(pattern).fullmatch(sentence):
            wanted = BRACES.findall(text.template)
            return text.given(**{name: part for name, part in match.groupdict().items() if name in wanted})
    return None


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    pieces = BRACES.split(sentence)
    made = (f"(?P<{piece}>.+?)" if number % 2 else re.escape(piece) for number, piece in enumerate(pieces))
    return re.compile("".join(made), re.DOTALL)
