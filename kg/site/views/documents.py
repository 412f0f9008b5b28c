"""The pages of a document: its sentences with the passages marked, and the claims that rest on them in the margin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from kg.model.terms import Term, expand, text_of
from kg.site.classes import class_of
from kg.site.context import Site, upper
from kg.site.layout import Part, Passage
from kg.site.model import Link, Page, Sure
from kg.site.paths import page_of
from kg.site.sayings import detail, sure, values
from kg.site.views.aside import traits
from kg.site.views.rows import OF_DOCUMENT
from kg.site.views.sections import claims, demands, findings

_LONGEST = 90
"""So many characters of a label stand in a margin; the whole is one click away."""
_GAP = " … "


class Piece(NamedTuple):
    """A piece of a sentence: a text, or the beginning or the end of a passage; ``id`` stands where a passage begins first."""

    kind: str
    text: str = ""
    id: str = ""


class Note(NamedTuple):
    """A claim in the margin: how sure, which detail, what of."""

    sure: Sure
    detail: str
    what: Link
    about: Link
    weight: str


class Line(NamedTuple):
    """A line of a document: its number, its pieces, their language, and the claims that rest on them."""

    number: int
    pieces: tuple[Piece, ...]
    lang: str
    notes: tuple[Note, ...]


class Document(NamedTuple):
    """What the template of documents knows besides."""

    lines: tuple[Line, ...]
    is_ours: bool
    claims: int
    passages: int
    parts: tuple[tuple[str, Link], ...]
    others: tuple[Link, ...]
    number: int


def document_pages(site: Site, node: Term) -> Iterator[Page]:
    """The page of a document, in parts if it is long; of one that is only referred to, what is said of it."""
    parts = site.layout.parts.get(node, ())
    for number in range(max(1, len(parts))):
        yield _page(site, node, parts, number)


def _page(site: Site, node: Term, parts: Sequence[Part], number: int) -> Page:
    title = site.name(node)
    first = page_of(text_of(node), site.published.base) or ""
    shown = _document(site, node, parts, number)
    return Page(
        parts[number].page if parts else first,
        "document.html",
        title._replace(text=upper(title.text), path=""),
        kind=" · ".join(filter(None, (upper(site.say("document")), site.concept(site.one(node, "dct:type"))))),
        main=() if number else (*claims(site, node), *findings(site, node), *demands(site, node)) if not parts else (),
        aside=tuple(traits(OF_DOCUMENT)(site, node)),
        iri=text_of(node),
        trail=(Link(site.say("documents"), site.at("documents.html")),),
        section="documents",
        extra=shown,
    )


def _document(site: Site, node: Term, parts: Sequence[Part], number: int) -> Document:
    lines = tuple(_line(site, passages) for _, passages in parts[number].lines) if parts else ()
    passages = [one for part in parts for _, some in part.lines for one in some]
    every = {claim for one in passages for claim in site.back(one.node, "hr:evidence")}
    heads = tuple((_span(site, part), Link(part.page, site.at(part.page))) for part in parts) if len(parts) > 1 else ()
    elsewhere = (
        [one for at, part in enumerate(parts) if at != number for _, some in part.lines for one in some]
        if number == 0
        else []
    )
    others = tuple(Link(one.id, site.path(one.node)) for one in elsewhere)
    return Document(lines, bool(site.all(node, "dct:source")), len(every), len(passages), heads, others, number)


def _span(site: Site, part: Part) -> str:
    first, last = part.lines[0][0], part.lines[-1][0]
    return site.say("lines", first=first, last=last)


def _line(site: Site, passages: Sequence[Passage]) -> Line:
    lang = site.said(passages[0].quote).lang
    notes = dict.fromkeys(_note(site, claim) for one in passages for claim in site.back(one.node, "hr:evidence"))
    return Line(passages[0].line, tuple(pieces(passages)), lang, tuple(sorted(notes, key=lambda note: note.weight)))


def _note(site: Site, claim: Term) -> Note:
    """A claim in the margin: what it is about, or the value of a detail with what that belongs to."""
    about = site.one(claim, "hr:asserts") or claim
    named, given = site.name(about), values(site, claim)
    told = detail(site, claim) or _kind(site, about)
    what = ", ".join(link.text for link in given) if given else ""
    shown = Link(cut(what or named.text), site.path(claim), (given[0] if given else named).lang)
    belongs = what and what != named.text
    return Note(
        sure(site, claim),
        told,
        shown,
        named._replace(text=cut(named.text)) if belongs else Link(""),
        site.raw(claim, "hr:weight"),
    )


def _kind(site: Site, node: Term) -> str:
    cls = class_of(site, node)
    return site.name(expand(cls)).text if cls else ""


def cut(text: str) -> str:
    """A label cut between words.

    >>> cut("a " * 60)[-5:]
    'a a …'
    """
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rpartition(' ')[0]} …"


def pieces(passages: Sequence[Passage]) -> Iterator[Piece]:
    """The sentence that some passages of one line make, with a sign for what none of them covers.

    Passages that only overlap are parted where the other begins or ends, so that marks are nested. What is as long as the
    sentence itself is ``whole``, and bears no mark: everything in it is evidence.
    """
    fit = [one for one in passages if one.is_whole]
    letters = {one.start + at: letter for one in fit for at, letter in enumerate(text_of(one.quote))}
    edges = sorted({edge for one in fit for edge in (one.start, one.end)})
    opened: list[Passage] = []
    begun = set[str]()
    for edge, following in zip_longest(edges, edges[1:]):
        while any(one.end <= edge for one in opened):
            yield Piece("close-whole" if _is_all(opened.pop(), edges) else "close")
        for one in _beginning(fit, opened, edge):
            yield Piece("whole" if _is_all(one, edges) else "open", id="" if one.id in begun else one.id)
            begun.add(one.id)
            opened.append(one)
        if following is not None:
            shown = "".join(letters.get(place, "\0") for place in range(edge, following))
            yield Piece("text", _GAP if "\0" in shown else shown)
    for one in passages:
        if not one.is_whole:
            yield from (
                Piece("text", _GAP),
                Piece("open", id=one.id),
                Piece("text", text_of(one.quote)),
                Piece("close"),
            )


def _is_all(passage: Passage, edges: Sequence[int]) -> bool:
    return (passage.start, passage.end) == (edges[0], edges[-1])


def _beginning(passages: Sequence[Passage], opened: Sequence[Passage], edge: int) -> list[Passage]:
    """The passages that begin or go on at a place and are not open, the longest first."""
    found = [one for one in passages if one.start <= edge < one.end and one not in opened]
    return sorted(found, key=lambda one: (-one.end, one.start, one.node))
