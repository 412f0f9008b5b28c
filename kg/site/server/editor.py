"""``/sparql``: answers queries, describes itself to programs that ask nothing, and gives people an editor."""

from __future__ import annotations

from kg.answers.catalogue import catalogue
from kg.model.kinds import prefixes
from kg.model.project import resources
from kg.site.server import plain_pages, service, sparql
from kg.site.server.http import Request, Response, unchanged
from kg.site.server.negotiation import HTML, TRIPLES, content_type, wanted
from kg.site.server.releases import Release


async def endpoint(release: Release, request: Request) -> Response:
    """The answer to a query; without one the editor or, in the form of RDF that is wanted, the service description."""
    what = sparql.operation(request)
    if what is not None:
        return await sparql.queried(release, request, sparql.asked(request, what))
    form = wanted(request, (HTML, *TRIPLES))
    etag = f'"{release.short}-endpoint-{form.name}"'
    if known := unchanged(request, etag):
        return known
    data = _page(release) if form == HTML else service.described(release, form.name)
    return Response(200, data, content_type(form), etag=etag)


def _page(release: Release) -> bytes:
    return plain_pages.rendered(
        "editor.html",
        seconds=f"{release.settings.limits.seconds:g}",
        rows=release.settings.caps.rows,
        queries=catalogue(resources("queries")),
        prefixes=prefixes(release.base),
    )
