"""Which lines of a document are headings: they name what follows, and assert nothing by themselves."""

from __future__ import annotations

import re
from bisect import bisect_right

from kg.sources.documents import Document, Sentence, squeezed

_MARKED = re.compile(r"#{1,6}\s")
"""A heading of Markdown (CommonMark 4.2); a hashtag has no space after it."""
_MARKED_LINES = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*\r?$", re.MULTILINE)
_ITEM = re.compile(r"[•‣◦▪▫●○■□·∙➢➤✓*–—-]")
_BLANK_BEFORE = re.compile(r"(?:\A|\n[^\S\n]*\r?\n|\r\r)\s*\Z")
_BLANK_AFTER = re.compile(r"[^\S\r\n]*(?:\r?\n[^\S\n]*\r?\n|\r\r)\s*\S")
_NO_HEADING = ".!?…:;,؟۔։।。！？"
_CLOSING = "\"'”’›»)]}"
_LONGEST = 120
"""A longer line is a sentence whose full stop is missing."""


def is_heading(document: Document, sentence: Sentence) -> bool:
    r"""Whether a sentence of a text that is held as it is stands there as a heading.

    A heading that is a whole sentence cannot be told from others. It is marked as one, or it is a short line without a full stop between blank lines, with text below it: what stands
    at the end may be a signature.

    >>> text = "The arrests\n\nPolice came.\n"
    >>> [is_heading(Document("a", text, "", laid_out=True), Sentence("", *span, 1)) for span in ((0, 11), (13, 25))]
    [True, False]
    """
    words = squeezed(document.text[sentence.start : sentence.end])
    if not document.laid_out or not words:
        return False
    if _MARKED.match(words):
        return True
    if len(words) > _LONGEST or _ITEM.match(words) or words.rstrip(_CLOSING)[-1:] in _NO_HEADING:
        return False
    before, after = document.text[document.begins : sentence.start], document.text[sentence.end :]
    return bool(_BLANK_BEFORE.search(before) and _BLANK_AFTER.match(after))


def sentence_at(document: Document, offset: int) -> Sentence | None:
    """The sentence that a code point of the text is in."""
    before = bisect_right(document.sentences, offset, key=lambda sentence: sentence.start)
    return next((one for one in document.sentences[max(0, before - 1) : before] if offset < one.end), None)


def only_in_heading(document: Document, words: str) -> bool:
    """Whether words that are in no sentence stand in a line that Markdown marks as a heading."""
    if document.laid_out:
        return False
    return any(words in found[1] for found in _MARKED_LINES.finditer(document.text, document.begins))
