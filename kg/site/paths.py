"""Where a node has its page and its data: the one rule that the pages, the server and the redirects share.

The root of a site stands for what comes before ``id/`` in the project's base: ``https://w3id.org/chronicle/id/person/x`` has
its page in ``id/person/x.html`` and its data in ``id/person/x.ttl``, ``.jsonld`` and ``.nt``; a concept has them under ``vocab/``,
a term of the ontology under ``ns/``. The pages of another language than the site's first are the same under ``ru/``,
``kk/`` and ``fr/``; the data are there once. A passage has no page: it is a place in the page of its document.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from urllib.parse import quote, unquote

from kg.model.terms import digest
from kg.model.vocabulary import PREFIXES

PAGE = ".html"
DATA = (".ttl", ".jsonld", ".nt")
"""The endings of the data beside a page."""
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\\:*?"<>|]|%2[fF]|(?:^|/)\.|(?:^|/)(?:/|$)|[. ](?:/|$)')
"""What no name of a file should have: controls, what some system forbids, an escaped slash, a hidden or empty part."""
_LONGEST = 120
"""The most bytes of one part of a path."""
_KNOWN = 200_000
"""So many addresses are remembered."""
_PASSAGE = re.compile(r"passage/(?P<document>.+)\.(?P<hash>[0-9a-f]+)")


@lru_cache(_KNOWN)
def stem(iri: str, base: str) -> str | None:
    """The path of a node's files, without an ending, from the root of the site; ``None`` for what is not ours.

    >>> stem("https://w3id.org/chronicle/id/person/k4xpmn", "https://w3id.org/chronicle/id/")
    'id/person/k4xpmn'
    >>> stem("https://w3id.org/chronicle/ns#Act", "https://example.org/id/")
    'ns/Act'
    >>> stem("https://schema.org/Person", "https://example.org/id/")
    """
    spaces = _spaces(base)
    found = next((space for space in spaces if iri.startswith(space)), None)
    return None if found in (None, iri) else spaces[found] + _safe(iri.removeprefix(found))


@lru_cache(8)
def _spaces(base: str) -> dict[str, str]:
    """What the IRIs of a site begin with, the longest first, each with its folder."""
    spaces = {base: "id/", PREFIXES["vocab"]: "vocab/", PREFIXES["hr"]: "ns/"}
    return dict(sorted(spaces.items(), key=lambda pair: -len(pair[0])))


def _safe(local: str) -> str:
    """The rest of an IRI as the path of a file: as a server decodes it, or its hash if no file can be called so.

    >>> _safe("person/%D0%B6"), _safe("a/../b")
    ('person/ж', 'x-900ea8b7e0d8fe30')
    """
    decoded = unquote(local)
    is_safe = not (_UNSAFE.search(local) or _UNSAFE.search(decoded) or "\ufffd" in decoded)
    if is_safe and all(len(part.encode()) <= _LONGEST for part in decoded.split("/")):
        return decoded
    return f"x-{digest(local, 16)}"


def page_of(iri: str, base: str) -> str | None:
    """The path of a node's page, with its place in the page; ``None`` for a node of somebody else.

    >>> page_of("https://example.org/id/passage/2018-statement.244ff30c", "https://example.org/id/")
    'id/document/2018-statement.html#p-244ff30c'
    """
    if iri.startswith(base) and (found := _PASSAGE.fullmatch(iri, len(base))):
        document = stem(f"{base}document/{found['document']}", base)
        return f"{document}{PAGE}#p-{found['hash']}"
    path = stem(iri, base)
    return f"{path}{PAGE}" if path else None


def data_of(iri: str, base: str, ending: str) -> str | None:
    """The path of a node's data in the form of an ending."""
    path = stem(iri, base)
    return f"{path}{ending}" if path else None


def in_language(path: str, language: str, first: str) -> str:
    """The path of the same page in another language of the site, whose ``first`` language stands at its root.

    >>> in_language("id/person/x.html", "ru", "en"), in_language("id/person/x.html", "en", "en")
    ('ru/id/person/x.html', 'id/person/x.html')
    """
    return path if language == first else f"{language}/{path}"


@lru_cache(_KNOWN)
def url(path: str) -> str:
    """A path, with or without a place in its page, as it stands in an address.

    >>> url("id/person/ж%.html#p-1")
    'id/person/%D0%B6%25.html#p-1'
    """
    name, hash_sign, place = path.partition("#")
    return quote(name, safe="/~!$&'()*+,;=@") + hash_sign + place


def link(source: str, target: str) -> str:
    """The address of one page from another: relative, so that a site works in any folder.

    >>> link("id/person/x.html", "id/document/a.html#l3"), link("index.html", "index.html#top")
    ('../document/a.html#l3', '#top')
    """
    name, hash_sign, place = target.partition("#")
    if name == source:
        return hash_sign + place or posixpath.basename(url(name))
    relative = posixpath.relpath(name, posixpath.dirname(source) or ".")
    return url(f"{relative}{hash_sign}{place}")
