"""Content negotiation (RFC 9110, section 12): which of the forms that there are a client likes best."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import mimeparse

from kg.model.errors import Problem
from kg.model.message import Message
from kg.site.server.http import Request, RequestError


class Form(NamedTuple):
    """A form that something can be sent in: its name, ending and media type, and others that clients call it by."""

    name: str
    ending: str
    media_type: str
    also: tuple[str, ...] = ()


HTML = Form("html", ".html", "text/html", ("application/xhtml+xml",))
DATA = (
    Form("ttl", ".ttl", "text/turtle", ("application/x-turtle", "text/n3", "text/rdf+n3")),
    Form("jsonld", ".jsonld", "application/ld+json", ("application/json",)),
    Form("nt", ".nt", "application/n-triples", ("text/plain",)),
    Form("nq", ".nq", "application/n-quads"),
    Form("trig", ".trig", "application/trig"),
    Form("rdfxml", ".rdf", "application/rdf+xml", ("application/xml", "text/xml")),
)
TRIPLES = tuple(form for form in DATA if form.name not in ("nq", "trig"))
PAGE = (HTML, *DATA)
ROWS = (
    Form("json", ".srj", "application/sparql-results+json", ("application/json",)),
    Form("xml", ".srx", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Form("csv", ".csv", "text/csv"),
    Form("tsv", ".tsv", "text/tab-separated-values"),
)
TABLES = (Form("json", ".json", "application/json"), Form("csv", ".csv", "text/csv"))
_TEXT = ("text/", "application/sparql-results+xml", "application/rdf+xml")


def content_type(form: Form) -> str:
    """The media type with which a form is sent."""
    return f"{form.media_type}; charset=utf-8" if form.media_type.startswith("text/") else form.media_type


def accepted(header: str, forms: Sequence[Form]) -> Form | None:
    """The form that an Accept header likes best, the first of those that it likes as well; ``None`` if it likes none.

    >>> accepted('text/html;q=0.5,application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', PAGE).name
    'jsonld'
    >>> accepted("", PAGE).name, accepted("*/*;q=0.1, text/html;q=0", PAGE).name, accepted("image/png", PAGE)
    ('html', 'ttl', None)
    """
    return _accepted(header.strip(), tuple(forms))


@lru_cache(2048)
def _accepted(header: str, forms: tuple[Form, ...]) -> Form | None:
    if not header:
        return forms[0]
    ranges = _ranges(header)
    best: tuple[float, int] = (0.0, 0)
    found: Form | None = None
    for form in forms:  # what it is called first counts more than what else it is called
        for rank, name in enumerate((form.media_type, *form.also)):
            quality = mimeparse.quality_parsed(name, ranges)
            if rank and (quality <= 0 or not _names(name, ranges)):
                continue
            if (quality, -min(rank, 1)) > best and quality > 0:
                best, found = (quality, -min(rank, 1)), form
    return found


def _ranges(header: str) -> list[tuple[str, str, dict[str, str]]]:
    """The media ranges of a header; those that cannot be read are left out."""
    ranges = []
    for part in header.split(","):
        try:
            ranges.append(mimeparse.parse_media_range(part))
        except (mimeparse.MimeTypeParseException, ValueError):
            continue
    return ranges


def _names(media_type: str, ranges: Sequence[tuple[str, str, dict[str, str]]]) -> bool:
    """Whether a media type is named itself, not only within a range."""
    return any(f"{kind}/{subtype}".lower() == media_type for kind, subtype, _ in ranges)


def wanted(request: Request, forms: Sequence[Form], *, ending: str = "") -> Form:
    """The form for a request: of an ending, of ``?format=``, or of its Accept header; status 406 with a list if there is none."""
    asked = ending or request.parameter("format")
    if asked:
        bare = asked.lstrip(".").lower()
        found = next(
            (form for form in forms if bare in (form.name, form.ending[1:], form.media_type, *form.also)), None
        )
    else:
        found = accepted(request.headers.get("accept", ""), forms)
    if found is None:
        raise unacceptable(forms)
    return found


def unacceptable(forms: Sequence[Form]) -> RequestError:
    """Status 406, with the forms that there are."""
    listed = ", ".join(f"{form.media_type} (format={form.name})" for form in forms)
    problem = Problem(
        "not-acceptable", Message("it cannot be sent in this form"), Message("accept one of {names}", names=listed)
    )
    return RequestError(406, problem)
