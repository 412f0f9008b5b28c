"""The page of a node: each class has its sections, in one table."""

from __future__ import annotations

from kg.model.terms import Term, expand, text_of
from kg.site.classes import MENU, class_of
from kg.site.context import Site, upper
from kg.site.dossiers import link_of
from kg.site.model import Link, Page
from kg.site.paths import page_of
from kg.site.sayings import title_marks
from kg.site.views import aside, networks
from kg.site.views import sections as made
from kg.site.views.entries import state
from kg.site.views.rows import OF_AGENT, OF_CLAIM, OF_DEMAND, OF_EVENT, OF_LAW, OF_OTHER, OF_PLACE
from kg.site.views.sections import Sections

_EVENT: tuple[Sections, ...] = (
    made.recorded(OF_EVENT),
    made.accounts,
    made.claims,
    made.story,
    made.parts,
    made.speaks,
)
_AGENT: tuple[Sections, ...] = (made.suffered, made.alleged, made.took_part, made.not_happened)
_SAID: tuple[Sections, ...] = (made.findings, made.demands)
MAIN: dict[str, tuple[Sections, ...]] = {
    **dict.fromkeys(("hr:Act", "hr:Proceeding", "hr:Intervention", "hr:Event"), (*_EVENT, *_SAID)),
    **dict.fromkeys(("hr:Person", "hr:Organization", "hr:Group"), (*_AGENT, *_SAID, networks.network)),
    "hr:Place": (made.here, made.not_here, *_SAID),
    "hr:Recommendation": (made.demanded, made.recorded(OF_DEMAND), made.accounts, made.claims),
    "hr:Assessment": (made.statement, made.recorded(OF_CLAIM), made.accounts),
    "hr:Claim": (made.statement, made.recorded(OF_CLAIM), made.accounts),
    "hr:Instrument": (made.recorded(OF_LAW), made.provisions, made.cited_by, *_SAID, made.claims),
    "hr:Provision": (made.recorded(OF_LAW), made.cited_by, *_SAID, made.claims),
}
"""The sections of the main column by class."""
ASIDE: dict[str, tuple[Sections, ...]] = {
    **dict.fromkeys(("hr:Person", "hr:Organization", "hr:Group"), (aside.traits(OF_AGENT), aside.names, aside.offices, aside.members, networks.ties, aside.says, aside.identities)),
    "hr:Place": (aside.traits(OF_PLACE), aside.names, aside.inside, aside.identities),
}  # fmt: skip
"""Those of the side column."""
_OTHER: tuple[Sections, ...] = (made.recorded(OF_OTHER), made.belongs, made.claims)


def node_page(site: Site, node: Term) -> Page:
    """The page of a node."""
    cls = class_of(site, node)
    title = site.name(node)
    menu = MENU.get(cls, "")
    return Page(
        page_of(text_of(node), site.published.base) or "",
        "node.html",
        title._replace(text=upper(title.text), path=""),
        kind=_kind(site, node, cls),
        marks=title_marks(site, node),
        state=state(site, node),
        main=tuple(section for make in MAIN.get(cls, _OTHER) for section in make(site, node)),
        aside=tuple(section for make in (*ASIDE.get(cls, ()), aside.sources) for section in make(site, node)),
        iri=text_of(node),
        dossier=link_of(site, node, site.dossiers),
        trail=(Link(site.say(menu), site.at(f"{menu}.html")),) if menu else (),
        section=menu,
    )


def _kind(site: Site, node: Term, cls: str) -> str:
    """What a node is, in a few words above its name."""
    of_class = site.name(expand(cls)).text
    kinds = [site.concept(one) for key in ("hr:actType", "dct:type") for one in site.all(node, key)]
    named = [site.say("unnamed")] if site.raw(node, "hr:named") == "false" else []
    return " · ".join(dict.fromkeys(filter(None, (of_class, *kinds, *named))))
