"""What a site has for machines beside its pages: headers, redirects, sitemap, feed, descriptions of the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from kg.answers.opening import OpenBuild
from kg.exchange.dcat import dcat
from kg.exchange.model import File
from kg.exchange.void import void
from kg.model.files import MOST_BUILT, bytes_of
from kg.model.project import resources
from kg.model.terms import Term, iri, text_of
from kg.site.context import Site
from kg.site.paths import url
from kg.site.views.lists import of_class

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
"""What a page may load: nothing of another host, no script or style within a page."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_TYPES = {"*.ttl": "text/turtle", "*.nt": "application/n-triples", "*.jsonld": "application/ld+json", "*.rq": "application/sparql-query", ".well-known/void": "text/turtle", "feed.atom": "application/atom+xml"}  # fmt: skip
_PER_MAP = 40_000
"""So many addresses stand in one sitemap; the protocol allows 50,000."""
_ATOM, _MAPS = "http://www.w3.org/2005/Atom", "http://www.sitemaps.org/schemas/sitemap/0.9"


def root_of(base: str, address: str) -> str:
    """Where a site stands, with a slash at its end: the address given, or what its IRIs have before ``id/``.

    >>> root_of("https://w3id.org/chronicle/id/", ""), root_of("https://w3id.org/chronicle/id/", "https://example.org/a")
    ('https://w3id.org/chronicle/', 'https://example.org/a/')
    """
    return f"{(address or base.removesuffix('id/')).rstrip('/')}/"


def beside(site: Site, build: OpenBuild, pages: Sequence[str], address: str) -> Iterator[tuple[str, bytes]]:
    """The files for machines; ``pages`` are the paths of all pages."""
    root = root_of(site.published.base, address)
    yield "_headers", _headers().encode()
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {root}sitemap.xml\n".encode()
    yield from _sitemaps(pages, root)
    yield "feed.atom", _feed(site, root)
    if address:  # else they would lead to themselves
        yield "w3id.htaccess", _redirects(root).encode()
    yield "ns.ttl", bytes_of(resources("ontology") / "hr.ttl")
    yield from _data(build)


def _headers() -> str:
    lines = ["/*", *(f"  {name}: {value}" for name, value in HEADERS.items())]
    lines.append('  Link: </.well-known/void>; rel="describedby"; type="text/turtle"')
    for name, kind in _TYPES.items():
        lines += [f"/{name}", f"  Content-Type: {kind}; charset=utf-8", "  Access-Control-Allow-Origin: *"]
    return "\n".join(lines) + "\n"


def _sitemaps(pages: Sequence[str], root: str) -> Iterator[tuple[str, bytes]]:
    cuts = [pages[at : at + _PER_MAP] for at in range(0, len(pages), _PER_MAP)]
    if len(cuts) == 1:
        yield "sitemap.xml", _list("urlset", "url", (f"{root}{url(page)}" for page in cuts[0]))
        return
    for number, cut in enumerate(cuts, 1):
        yield f"sitemap-{number}.xml", _list("urlset", "url", (f"{root}{url(page)}" for page in cut))
    yield (
        "sitemap.xml",
        _list("sitemapindex", "sitemap", (f"{root}sitemap-{number}.xml" for number in range(1, len(cuts) + 1))),
    )


def _list(name: str, entry: str, addresses: Iterable[str]) -> bytes:
    made = Element(name, xmlns=_MAPS)
    for address in addresses:
        SubElement(SubElement(made, entry), "loc").text = address
    return _xml(made)


def _feed(site: Site, root: str) -> bytes:
    """The documents that the graph is made of, the latest first (RFC 4287); their dates are those of the documents."""
    made = Element("feed", xmlns=_ATOM)
    dataset = iri(f"{site.published.base}dataset")
    held = [node for node in of_class(site, "hr:Document") if node in site.layout.parts]
    dated = sorted(((_moment(site, node), node) for node in held), reverse=True)
    SubElement(made, "id").text = f"{root}feed.atom"
    SubElement(made, "title").text = site.text(dataset, "dct:title").text or site.say("site")
    SubElement(made, "updated").text = dated[0][0] if dated else _moment(site, dataset)
    SubElement(made, "link", rel="self", href=f"{root}feed.atom")
    SubElement(SubElement(made, "author"), "name").text = site.say("site")
    for moment, node in dated:
        entry = SubElement(made, "entry")
        SubElement(entry, "id").text = text_of(node)
        SubElement(entry, "title").text = site.name(node).text
        SubElement(entry, "updated").text = moment
        SubElement(entry, "link", href=f"{root}{site.path(node)}")
    return _xml(made)


def _moment(site: Site, node: Term) -> str:
    """The first moment of the day on which a document was issued, as far as that is known."""
    day = site.raw(node, "dct:issued") or site.raw(node, "dct:created")
    parts = [part for part in day[:10].split("-") if part.isdigit()]
    year, month, date = (*parts, *("0001", "01", "01")[len(parts) :])
    return f"{year}-{month}-{date}T00:00:00Z"


def _xml(made: Element) -> bytes:
    indent(made, " ")
    written: bytes = tostring(made, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _redirects(root: str) -> str:
    """Rules for a service of lasting addresses such as w3id.org, by what a client accepts."""
    kinds = (("text/turtle", "ttl"), (r"application/ld\+json", "jsonld"), ("application/n-triples", "nt"))
    lines = ["# Where the lasting addresses of this graph lead: to be put in the folder of w3id.org.", "Options -MultiViews", "RewriteEngine on"]  # fmt: skip
    lines.append(rf"RewriteRule ^id/passage/(.+)\.([0-9a-f]+)$ {root}id/document/$1.html#p-$2 [NE,R=303,L]")
    for kind, ending in kinds:
        lines += [
            f"RewriteCond %{{HTTP_ACCEPT}} {kind}",
            rf"RewriteRule ^((?:id|vocab)/.+)$ {root}$1.{ending} [R=303,L]",
        ]
    lines += ["RewriteCond %{HTTP_ACCEPT} text/turtle", f"RewriteRule ^ns$ {root}ns.ttl [R=303,L]"]
    lines += [f"RewriteRule ^ns$ {root}ns.html [R=303,L]", rf"RewriteRule ^((?:id|vocab)/.+)$ {root}$1.html [R=303,L]"]
    return "\n".join([*lines, f"RewriteRule ^$ {root} [R=302,L]", ""])


def _data(build: OpenBuild) -> Iterator[tuple[str, bytes]]:
    """The whole graph, and what catalogues of data are told of it."""
    about = "the whole published graph"
    files = [
        File(f"kg.{ending}", kind, about, bytes_of(build.held.path / f"kg.{ending}", most=MOST_BUILT))
        for ending, kind in (("ttl", "text/turtle"), ("trig", "application/trig"))
    ]
    for file in files:
        yield f"data/{file.name}", file.data
    yield "data/dcat.ttl", dcat(build, "site", files).data
    for described in void(build.dataset, "site", files[:1]):
        yield "data/void.ttl", described.data
        yield ".well-known/void", described.data
