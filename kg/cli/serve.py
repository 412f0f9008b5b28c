"""``kg serve``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.access import with_access
from kg.cli.streams import say_line

if TYPE_CHECKING:
    from kg.records.access import Access


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="The port; 0 for any.")
@click.option(
    "--build", "folder", type=click.Path(path_type=Path), help="The build to serve; by default the project's."
)
@click.option(
    "--site", type=click.Path(path_type=Path), help="The site that `kg publish` wrote; by default plain pages."
)
@click.option("--sparql", "endpoint", metavar="URL", default="", help="A SPARQL endpoint to serve instead of a build.")
@click.option("--base", default="", metavar="IRI", help="The base of the IRIs at that endpoint.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Queries at the same time.")
@click.option("--timeout", metavar="SECONDS", default=10.0, show_default=True, type=click.FloatRange(min=0, min_open=True), help="Stop a query after this time.")  # fmt: skip
@click.option("--memory", metavar="GB", default=1.0, show_default=True, type=click.FloatRange(min=0, min_open=True), help="Stop a query that needs more memory.")  # fmt: skip
@click.option("--rows", default=100_000, show_default=True, type=click.IntRange(min=1), help="The number of rows after which an answer is cut off.")  # fmt: skip
@click.option("--log", "is_logged", is_flag=True, help="Log requests to standard error, without readers' addresses.")
@click.option("--log-addresses", "has_addresses", is_flag=True, help="Log readers' addresses too.")
@click.option("--review", is_flag=True, help="Serve the review of proposals instead, for one reader on this machine.")
@click.option("--reader", metavar="NAME", default="", help="Who reviews, with --review.")
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents to review; by default the project's.")  # fmt: skip
@click.option("--once", metavar="PATH", help="Print the answer to one GET and end.")
@click.option("--accept", default="", metavar="TYPES", help="The Accept header of that GET.")
@with_access
def command(
    host: str,
    port: int,
    folder: Path | None,
    site: Path | None,
    endpoint: str,
    base: str,
    workers: int,
    timeout: float,
    memory: float,
    rows: int,
    is_logged: bool,
    has_addresses: bool,
    review: bool,
    reader: str,
    documents: Path | None,
    once: str | None,
    accept: str,
    access: Access,
) -> None:
    """Serve the published graph: pages and data by content negotiation, and a SPARQL endpoint that only reads.

    A new build or site is taken up as soon as it is there. Ctrl-C ends the server when what was asked is answered.
    """
    from kg.cli.group import report
    from kg.model.worker import Limits
    from kg.site.server.access_log import AccessLog
    from kg.site.server.releases import settings_of
    from kg.site.server.serving import Place, serve, serve_review, shown
    from kg.site.server.serving import once as one_answer

    if review:
        serve_review(documents, reader, Place(host, port), ready=lambda address: say_line(f"serving at {address}"))
        return
    settings = settings_of(folder, site, endpoint, base, access)
    settings = settings._replace(
        workers=workers, limits=Limits(timeout, memory), caps=settings.caps._replace(rows=rows)
    )
    if once is not None:
        click.echo(shown(one_answer(settings, once, {"accept": accept} if accept else {})), nl=False)
        return
    log = AccessLog(sys.stderr.write if is_logged or has_addresses else None, has_addresses)
    serve(settings, Place(host, port), log, ready=lambda address: say_line(f"serving at {address}"), told=report)
