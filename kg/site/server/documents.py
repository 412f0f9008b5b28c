"""Nodes, their documents and the files of the site: what is there, in which form, or where it is instead."""

from __future__ import annotations

import asyncio
import posixpath
from pathlib import Path

from kg.model.errors import Problem
from kg.model.message import Message
from kg.model.terms import digest
from kg.rdf.protocol import Answered
from kg.site.paths import PAGE as PAGE_ENDING
from kg.site.server import plain_pages, service
from kg.site.server.http import Request, RequestError, Response, redirect, unchanged
from kg.site.server.negotiation import HTML, PAGE, TRIPLES, Form, content_type, wanted
from kg.site.server.releases import GRAPH_FILES, Release
from kg.site.server.site_files import media_type
from kg.site.server.worker import Task

LARGE = 1_000_000
"""A file with more bytes is not read at once."""
_ENDINGS = {form.ending for form in PAGE}
_STATIC = Path(__file__).with_name("static")


async def thing(release: Release, request: Request) -> Response:
    """A node itself is no document: 303 to the one about it. Below it are the files of the site."""
    path = request.path.strip("/")
    if path in release.nodes or path in release.gone:
        about = f"/{plain_pages.document_of(path)}" + (f"?{request.query}" if request.query else "")
        return redirect(303, about)
    return await document(release, request._replace(path=f"/doc/{path}"))


async def document(release: Release, request: Request) -> Response:
    """The document about a node, in the form of its ending or in that which the client likes best."""
    path, ending = _node(release, request.path.strip("/").removeprefix("doc/"))
    if path in release.gone and path not in release.nodes:
        return _gone(release, request, path)
    if path not in release.nodes:
        return await file(release, request)
    form = wanted(request, PAGE, ending=ending)
    etag = f'"{release.short}-{digest(path, 16)}-{form.name}"'
    if known := unchanged(request, etag):
        return known
    key = ("document", path, form.name)
    kept = release.cache.get(key)
    if kept is None:
        kept = release.cache.put(key, await _made(release, path, form, etag))
    return kept


def _node(release: Release, bare: str) -> tuple[str, str]:
    """The path of a node that is asked for, and the ending with which it is."""
    stem, ending = posixpath.splitext(bare)
    for path, found in ((bare, ""), (stem, ending)):
        if not found or found in _ENDINGS:
            for whole in (f"id/{path}", path):
                if whole in release.nodes or whole in release.gone:
                    return whole, found
    return f"id/{bare}", ""


async def _made(release: Release, path: str, form: Form, etag: str) -> Response:
    """The document about a node in a form: that of the site or, where it has none, one made now."""
    here = plain_pages.document_of(path)
    alternates = ", ".join(
        f'</{here}{one.ending}>; rel="alternate"; type="{one.media_type}"' for one in PAGE if one != form
    )
    headers = (("content-location", f"/{here}{form.ending}"), ("link", alternates))
    name = f"{path}{form.ending}"
    if release.site and name in release.site.hashes:
        return Response(200, release.site.read(name), content_type(form), headers, etag)
    iri = release.nodes[path]
    if form == HTML:
        data = await plain_pages.node_page(release, iri)
        return Response(200, data, content_type(form), headers, etag)
    found: Answered = await release.pool.ask(Task("node", (iri, form.name, release.settings.caps)))
    cut = (("chronicle-truncated-after", str(found.cut_at)),) if found.cut_at else ()
    return Response(200, found.data, content_type(form), (*headers, *cut), etag)


def _gone(release: Release, request: Request, path: str) -> Response:
    """Status 410, with the page that the site has for it, if any."""
    page = f"{path}{PAGE_ENDING}"
    if release.site and page in release.site.hashes and wanted(request, PAGE) == HTML:
        return Response(410, release.site.read(page), content_type(HTML))
    found = Message("{iri} was withdrawn", iri=release.gone[path])
    remedy = Message("nothing more is said of it here; take it out of what you publish too")
    raise RequestError(410, Problem("node-withdrawn", found, remedy))


async def listed(release: Release, request: Request) -> Response:
    """A plain list of the nodes of one kind, where no site is published."""
    kind = request.path.strip("/").removeprefix("list").strip("/")
    etag = f'"{release.short}-list-{digest(kind, 16)}"'
    if known := unchanged(request, etag):
        return known
    data = await plain_pages.list_page(release, kind)
    if data is None:
        raise not_found(request.path)
    return Response(200, data, content_type(HTML), etag=etag)


async def file(release: Release, request: Request) -> Response:
    """A file of the site or of the graph; the front page; what is known of the data."""
    path = request.path.strip("/")
    for name in (path, path.removeprefix("doc/"), f"id/{path.removeprefix('doc/')}", f"{path}{PAGE_ENDING}"):
        if release.site and (found := release.site.find(name)):
            return await _site_file(release, request, found)
    if path in GRAPH_FILES and release.held:
        return _graph_file(release, request, release.held.path / path)
    if path in (".well-known/void", "void.ttl"):
        return await _void(release, request)
    if not path and not release.site:
        etag = f'"{release.short}-front"'
        return unchanged(request, etag) or Response(200, plain_pages.front_page(release), content_type(HTML), etag=etag)
    raise not_found(request.path)


async def _site_file(release: Release, request: Request, name: str) -> Response:
    assert release.site
    etag = f'"{release.site.hashes[name][:32]}"'
    if known := unchanged(request, etag):
        return known
    try:
        data = await asyncio.to_thread(release.site.read, name) if _is_large(release, name) else release.site.read(name)
    except OSError as error:  # the folder was removed; what took its place is opened in a moment
        found = Message("the site is being replaced")
        problem = Problem("server-busy", found, Message("ask again in {seconds} seconds", seconds=1))
        raise RequestError(503, problem, (("retry-after", "1"),)) from error
    return Response(200, data, media_type(name), etag=etag)


def _is_large(release: Release, name: str) -> bool:
    assert release.site
    return (release.site.held.path / name).stat().st_size > LARGE


def _graph_file(release: Release, request: Request, path: Path) -> Response:
    etag = f'"{release.short}-{path.name}"'
    return unchanged(request, etag) or Response(200, media_type=media_type(path.name), etag=etag, file=path)


async def _void(release: Release, request: Request) -> Response:
    form = wanted(request, TRIPLES)
    etag = f'"{release.short}-void-{form.name}"'
    known = unchanged(request, etag)
    return known or Response(200, service.described(release, form.name), content_type(form), etag=etag)


async def own_file(_: Release, request: Request) -> Response:
    """A file of the server's own pages."""
    name = request.path.removeprefix("/_serve/")
    path = _STATIC / name
    if name not in _own_files():
        raise not_found(request.path)
    data = path.read_bytes()
    etag = f'"{digest(data, 32)}"'
    return unchanged(request, etag) or Response(200, data, media_type(name), etag=etag)


def _own_files() -> set[str]:
    return {path.relative_to(_STATIC).as_posix() for path in _STATIC.rglob("*") if path.is_file()}


def not_found(path: str) -> RequestError:
    """Status 404."""
    found = Message("there is nothing at {path}", path=path)
    return RequestError(404, Problem("page-not-found", found, Message("begin at / , or search there")))
