"""A sentence as data: an English template, and the parts that stand in its braces.

The template is what a translator translates, as gettext has it: the English stays beside the code, and each language
in ``kg/model/messages`` has its own sentence for the same template. So a template is always a constant, which
``tests/test_messages.py`` holds, and what differs from case to case is a part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

BRACES = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """A sentence, or words within one; a part that is a ``Message`` is translated in its turn.

    >>> str(Message('"{name}" is not a key of {kind}', name="reson", kind="act"))
    '"reson" is not a key of act'
    """

    template: str
    parts: tuple[tuple[str, Part], ...]

    def __init__(self, template: str, /, **parts: Part) -> None:
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "parts", tuple(parts.items()))

    def __str__(self) -> str:
        return filled(self.template, {name: str(part) for name, part in self.parts})

    def given(self, **parts: Part) -> Message:
        """The same sentence with these parts too."""
        return Message(self.template, **dict(self.parts) | parts)

    def changed(self, change: Callable[[str], str]) -> Message:
        """The same sentence with every part that is not of ours, however deep, changed."""

        def new(part: Part) -> Part:
            return (
                part.changed(change) if isinstance(part, Message) else change(part) if isinstance(part, str) else part
            )

        return Message(self.template, **{name: new(part) for name, part in self.parts})


Part = str | int | PurePath | Message
Words = Message | tuple[Message, ...]
"""One sentence, or several in a row, or none."""


def sentences(words: Words) -> tuple[Message, ...]:
    """The sentences one by one."""
    return (words,) if isinstance(words, Message) else words


def filled(template: str, parts: Mapping[str, str]) -> str:
    """The template with its parts in it; other braces, as of SPARQL and YAML, stay as they are.

    >>> filled('write {name}: {en: "…"}', {"name": "label"})
    'write label: {en: "…"}'
    """
    return BRACES.sub(lambda braces: parts[braces[1]], template)


def either(*words: str) -> Part:
    """Words of which one is meant.

    >>> str(either("person", "organization", "group"))
    'person, organization or group'
    """
    *others, last = words
    return Message("{others} or {last}", others=", ".join(others), last=last) if others else last


def both(*words: str) -> Part:
    """Words that are all meant.

    >>> str(both("type", "victim"))
    'type and victim'
    """
    *others, last = words
    return Message("{others} and {last}", others=", ".join(others), last=last) if others else last


def recognised(sentence: str, known: Iterable[tuple[str, Message]]) -> Message | None:
    """What a sentence of another program means: the first whose pattern it fits, with the parts that it has there.

    A pattern is the sentence of the other program with braces around what differs.

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
