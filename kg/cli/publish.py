"""``kg publish``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.access import with_access
from kg.cli.limits import long_limits
from kg.cli.streams import say

if TYPE_CHECKING:
    from kg.records.access import Access


@click.command("publish")
@click.option("--out", type=click.Path(path_type=Path), default=Path("site"), show_default=True, help="The folder to write.")  # fmt: skip
@click.option(
    "--lang",
    "tongues",
    metavar="LANGUAGE",
    multiple=True,
    help="A language of the pages: en, fr, kk, ru; once for each, the first at the root. By default all, English first.",
)
@click.option(
    "--pictures", "is_drawn", is_flag=True, help="Draw the map, the network and the timeline too, as SVG and PNG."
)
@click.option("--dossiers", "has_dossiers", is_flag=True, help="Make the dossier of each person, body and event too.")
@click.option(
    "--since", type=click.Path(path_type=Path), help="An earlier site: tell what is new, changed and gone since."
)
@click.option("--base", "address", metavar="URL", default="", help="The address of the site; by default where its records' IRIs lead.")  # fmt: skip
@click.option("--build", "folder", type=click.Path(path_type=Path), help="The build to read; by default the project's.")
@long_limits
@with_access
def command(
    out: Path,
    tongues: tuple[str, ...],
    is_drawn: bool,
    has_dossiers: bool,
    since: Path | None,
    address: str,
    folder: Path | None,
    timeout: float,
    memory: float,
    access: Access,
) -> None:
    """Write the graph as a site of plain files, which any web server can carry.

    Each person, body, place, event, document, claim and question has a page at the path of its IRI, with its data
    beside it. With any other --access than public, nobody but you may read the folder.
    """
    from kg.site.needs import check_installed

    check_installed()
    from kg.model.worker import Limits
    from kg.site.changes import read_earlier
    from kg.site.publishing import Wanted, publish_build, told, wanted_languages
    from kg.site.writing import check_site_folder
    from kg.upkeep.leaking import scan_for

    languages = wanted_languages(tongues)
    check_site_folder(out)
    earlier = read_earlier(since, access) if since else None
    wanted = Wanted(languages, address, is_drawn, has_dossiers, earlier)
    scan = scan_for(access)
    written = publish_build(out, wanted, Limits(timeout, memory), folder, access=access, check=scan.refuse_folder)
    say(told(written, out))
    if not scan.has_project:
        say("not searched for names that are withheld: there is no project in this folder\n")
