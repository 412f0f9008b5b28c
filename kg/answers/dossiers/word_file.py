"""A dossier as a Word file (Office Open XML), with the same bytes each time.

python-docx stamps each part of the file with the time of day, so the parts are packed anew with a fixed one.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import cast

from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from kg.answers.dossiers.model import Block, Dossier, Heading, Items
from kg.model.display import one_line

_REGIONS = {"en": "en-US", "ru": "ru-RU"}
"""The tag by which Word knows a language."""
_STAMP = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP file can state."""


def written(dossier: Dossier) -> bytes:
    """The dossier as a file."""
    made = Document()
    _describe(made, dossier.title, dossier.language)
    _lay_out(made)
    made.add_heading(one_line(dossier.title), 0)
    for block in dossier.blocks:
        _add(made, block)
    packed = io.BytesIO()
    made.save(packed)
    return _repacked(packed.getvalue())


def _describe(made: Word, title: str, language: str) -> None:
    """The properties of the file: nobody's name, no time of day; the language, also for the check of spelling."""
    about = made.core_properties
    about.title, about.author, about.last_modified_by, about.comments = one_line(title)[:255], "Chronicle", "", ""
    about.language = language
    for tag in made.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), _REGIONS.get(language, language))
    about.created = about.modified = datetime.datetime(*_STAMP, tzinfo=datetime.UTC)


def _lay_out(made: Word) -> None:
    """A4 pages, closely set."""
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    for name in ("Normal", "List Bullet"):
        style = cast("ParagraphStyle", made.styles[name])
        style.font.size, style.paragraph_format.space_after = Pt(9.5), Pt(2)


def _add(made: Word, block: Block) -> None:
    if isinstance(block, Heading):
        made.add_heading(one_line(block.text), block.level - 1)
    elif isinstance(block, Items):
        for item in block.items:
            line = made.add_paragraph(style="List Bullet")
            if item.label:
                line.add_run(one_line(item.label) + (": " if item.text else "")).bold = True
            line.add_run(one_line(item.text))
    else:
        made.add_paragraph(one_line(block.text))


def _repacked(data: bytes) -> bytes:
    """The same parts in the same order, each stamped with one fixed moment."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return made.getvalue()
