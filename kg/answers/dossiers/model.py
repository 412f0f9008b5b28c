"""What a dossier consists of, independent of any form: each writer makes its own form of it."""

from __future__ import annotations

from typing import NamedTuple


class Heading(NamedTuple):
    """A heading; the title of the dossier is level 1. ``mark`` is the modality of a fact that did not take place."""

    level: int
    text: str
    mark: str = ""


class Paragraph(NamedTuple):
    """Running text."""

    text: str


class Item(NamedTuple):
    """One line of a list: what it is about, and what is said of it."""

    label: str
    text: str


class Items(NamedTuple):
    """A list; ``mark`` is how sure the least sure of its claims is, for a form that can show it beside the words."""

    items: tuple[Item, ...]
    mark: str = ""


Block = Heading | Paragraph | Items


class Dossier(NamedTuple):
    """A title and what stands under it, and the language of both."""

    title: str
    blocks: tuple[Block, ...]
    language: str = "en"


def spoken(item: Item) -> str:
    """A line as it is read: the label, a colon and the text.

    >>> spoken(Item("Where", "Almaty")), spoken(Item("", "Almaty"))
    ('Where: Almaty', 'Almaty')
    """
    return ": ".join(filter(None, item))


def lines(dossier: Dossier) -> list[str]:
    """Every line of a dossier, in the order in which it is read."""
    found = [dossier.title]
    for block in dossier.blocks:
        found += list(map(spoken, block.items)) if isinstance(block, Items) else [block.text]
    return found
