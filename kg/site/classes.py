"""The classes that have pages."""

from __future__ import annotations

from kg.model.terms import Term
from kg.site.context import Site

CLASSES = (
    "hr:Act", "hr:Proceeding", "hr:Intervention", "hr:Event", "hr:Person", "hr:Organization", "hr:Group", "hr:Place",
    "hr:Document", "hr:Recommendation", "hr:Assessment", "hr:Claim", "hr:Instrument", "hr:Provision", "hr:Posting",
    "hr:IdentityDecision", "hr:Outcome", "hr:Quantity", "hr:Involvement",
)  # fmt: skip
"""The classes that have pages, the narrowest first: a proceeding that is also an act is called an act."""

MENU = {
    **dict.fromkeys(("hr:Act", "hr:Proceeding", "hr:Intervention", "hr:Event"), "acts"),
    **dict.fromkeys(("hr:Person", "hr:Organization", "hr:Group"), "people"),
    "hr:Place": "places",
    "hr:Document": "documents",
}
"""The entry of the menu that a class belongs to."""


def class_of(site: Site, node: Term) -> str:
    """The class by which a node has its page; empty for what has none."""
    if node not in site.classes:
        site.classes[node] = next((name for name in CLASSES if site.is_a(node, name)), "")
    return site.classes[node]
