"""What a page says, before it has a form: texts with their language, links, claims with how sure they are, sections."""

from __future__ import annotations

from typing import Any, NamedTuple


class Link(NamedTuple):
    """A text that leads somewhere, or nowhere; ``lang`` is its language if that is not the page's.

    ``path`` is an address from the root of the site.
    """

    text: str
    path: str = ""
    lang: str = ""


class Sure(NamedTuple):
    """How sure a claim is: the mark drawn for it, the words beside the mark, and the line at the left of the claim."""

    mark: str
    words: str
    line: str


class Words(NamedTuple):
    """The words of a passage, whether they are our digest, and where they stand."""

    text: str
    lang: str
    is_ours: bool
    source: Link


class Saying(NamedTuple):
    """A claim in a line: how sure, on whose word, as told by whom, where, and the ground of an inference.

    ``path`` leads to the claim's own page.
    """

    sure: Sure
    who: tuple[Link, ...]
    tellers: tuple[Link, ...]
    words: tuple[Words, ...]
    ground: Link
    path: str
    status: str = ""


class Value(NamedTuple):
    """A value of a detail, and the claims that give it; without any it is as sure as what it belongs to.

    ``links`` make one value: an agent, and the office in which it acted.
    """

    links: tuple[Link, ...]
    sayings: tuple[Saying, ...] = ()
    is_less: bool = False


class Row(NamedTuple):
    """A detail with its values."""

    label: str
    values: tuple[Value, ...]


class Box(NamedTuple):
    """A claim in full: what it says of which detail, in which words."""

    heading: Link
    saying: Saying
    telling: Link = Link("")


class Less(NamedTuple):
    """A detail that is less sure than what it belongs to."""

    label: str
    value: tuple[Link, ...]
    saying: Saying


class Entry(NamedTuple):
    """An event in a list in order of time; ``marks`` are those that belong to its title."""

    when: str
    when_sure: Sure | None
    title: Link
    state: str
    by: tuple[Row, ...]
    claims: tuple[Box, ...]
    less: tuple[Less, ...]
    marks: tuple[Sure, ...] = ()


class Section(NamedTuple):
    """A part of a page: ``kind`` says how its items are written."""

    id: str
    title: str
    kind: str
    items: tuple[Any, ...]
    intro: str = ""
    more: int = 0


class Page(NamedTuple):
    """A page: its path, the template that writes it, its heads and what it shows.

    ``marks`` are words that belong to the title wherever it stands, such as "alleged"; ``extra`` is what only its
    template knows. A page that is not there in all languages names those of its ``languages``.
    """

    path: str
    template: str
    title: Link
    kind: str = ""
    marks: tuple[Sure, ...] = ()
    state: str = ""
    lede: str = ""
    main: tuple[Section, ...] = ()
    aside: tuple[Section, ...] = ()
    iri: str = ""
    trail: tuple[Link, ...] = ()
    extra: Any = None
    section: str = ""
    languages: tuple[str, ...] = ()
    dossier: str = ""
