"""A dossier as Markdown (CommonMark), in which every text is shown as it is."""

from __future__ import annotations

import re

from kg.answers.dossiers.model import Block, Dossier, Heading, Item, Items
from kg.model.display import markdown as escaped

_MORE = re.compile(r"[_~#]|^[-+=>](?=\s|$)|^\d+(?=[.)])")


def written(dossier: Dossier) -> bytes:
    """The dossier in UTF-8."""
    return "\n\n".join([f"# {text(dossier.title)}", *map(_block, dossier.blocks)]).encode() + b"\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {text(block.text)}"
    return "\n".join(map(_item, block.items)) if isinstance(block, Items) else text(block.text)


def _item(item: Item) -> str:
    label = f"**{text(item.label)}{':' if item.text else ''}**" if item.label else ""
    return f"- {' '.join(filter(None, (label, text(item.text))))}"


def text(words: str) -> str:
    r"""A text of which nothing is a mark of Markdown.

    >>> print(text("1. <b>a_b</b> *c*"))
    1\. &lt;b&gt;a\_b&lt;/b&gt; \*c\*
    """
    return _MORE.sub(_marked, escaped(words.strip()))


def _marked(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"
