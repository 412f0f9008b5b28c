"""A dossier as one HTML page that needs nothing else: no script, no other file, no other host."""

from __future__ import annotations

from html import escape

from kg.answers.dossiers.model import Block, Dossier, Heading, Item, Items
from kg.model.display import one_line

_STYLE = """
:root { color-scheme: light dark; }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.55 Georgia, "Noto Serif", serif; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, h6 { font-family: system-ui, "Noto Sans", sans-serif; line-height: 1.3; break-after: avoid; text-wrap: balance; }
h1 { font-size: 1.8rem; }
h2 { font-size: 1.3rem; border-top: 1px solid; padding-top: .5rem; margin-top: 2.5rem; }
h3, h4, h5, h6 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
h3.not-actual, h4.not-actual, h5.not-actual, h6.not-actual { border: 1px dashed; padding: .25rem .5rem; }
ul { list-style: none; margin: 0 0 1rem; padding: 0 0 0 .75rem; border-left: 3px solid; }
ul.reported { border-left: 5px double; } ul.alleged { border-left: 3px dashed; }
ul.suggested { border-left: 3px dotted; } ul.unclear { border-left: 1px solid; } ul.plain { border-left: 0; padding-left: 0; }
li { margin: .25rem 0; }
b { font-family: system-ui, "Noto Sans", sans-serif; font-size: .9em; }
@media print { @page { size: A4; margin: 1.8cm; } body { max-width: none; margin: 0; padding: 0; font-size: 9.5pt; line-height: 1.35; } li { margin: .1rem 0; } h2 { margin-top: 1.5rem; } h3, h4, h5, h6 { margin-top: .9rem; } li, h3 { break-inside: avoid; } }
"""


def written(dossier: Dossier) -> bytes:
    """The dossier in UTF-8."""
    title = text(dossier.title)
    body = "\n".join(map(_block, dossier.blocks))
    return (
        f'<!DOCTYPE html>\n<html lang="{dossier.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n"
        f"</body>\n</html>\n"
    ).encode()


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        marked = ' class="not-actual"' if block.mark else ""
        return f"<h{block.level}{marked}>{text(block.text)}</h{block.level}>"
    if isinstance(block, Items):
        lines = "\n".join(map(_item, block.items))
        return f'<ul class="{_class(block.mark)}">\n{lines}\n</ul>'
    return f"<p>{text(block.text)}</p>"


def _class(mark: str) -> str:
    return escape(mark.replace(" ", "-")) or "plain"


def _item(item: Item) -> str:
    label = f"<b>{text(item.label)}{':' if item.text else ''}</b>" if item.label else ""
    return f"<li>{' '.join(filter(None, (label, text(item.text))))}</li>"


def text(words: str) -> str:
    """A text in which nothing is markup, nor turns the direction of writing."""
    return escape(one_line(words.strip()))
