"""The sections of pages: each is nothing where there is nothing to say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kg.model.terms import Term, expand
from kg.site.context import Site
from kg.site.model import Link, Row, Section, Value
from kg.site.sayings import box, claims_on, label, main_claims, saying
from kg.site.views.entries import events, happened, in_order, linked
from kg.site.views.rows import rows
from kg.site.views.strips import section

Sections = Callable[[Site, Term], Iterator[Section]]
"""What makes some sections of a page."""
_INVOLVED = "hr:involvement"


def recorded(keys: Iterable[str]) -> Sections:
    """What is recorded of a node: that it is so, and each of its details."""

    def made(site: Site, node: Term) -> Iterator[Section]:
        claims = () if site.is_a(node, "hr:Claim") else main_claims(site, node)
        sayings = tuple(saying(site, claim, worded=False) for claim in claims)
        whole = Value((Link(site.say("it-is-so")),), sayings)
        found = (*((Row(site.say("at-all"), (whole,)),) if sayings else ()), *rows(site, node, keys))
        if found:
            kind = "facts" if sayings or any(one.sayings for row in found for one in row.values) else "plain"
            yield Section("recorded", site.say("recorded"), kind, found)

    return made


def claims(site: Site, node: Term) -> Iterator[Section]:
    """The claims about a node, with the words that they rest on."""
    found = claims_on(site, node)
    if found:
        shown = tuple(box(site, claim) for claim in found[: site.room])
        yield Section("claims", site.say("claims"), "boxes", shown, site.say("claims-intro"), len(found) - len(shown))


def statement(site: Site, node: Term) -> Iterator[Section]:
    """A claim on its own page: its words."""
    yield Section("statement", site.say("statement"), "boxes", (box(site, node),))


def demanded(site: Site, node: Term) -> Iterator[Section]:
    """What a recommendation asks for, in our words."""
    found = site.text(node, "dct:description")
    if found.text:
        yield Section("asked-for", site.say("asked-for"), "texts", (found,))


def accounts(site: Site, node: Term) -> Iterator[Section]:
    """Claims that contradict one another, or that differ, side by side."""
    own = (node,) if site.is_a(node, "hr:Claim") else claims_on(site, node)
    for key in ("hr:contradicts", "hr:differsFrom", "hr:corroborates"):
        pairs = {
            tuple(sorted((claim, other))) for claim in own for other in (*site.all(claim, key), *site.back(claim, key))
        }
        name = key.removeprefix("hr:")
        shown = tuple(tuple(_account(site, one) for one in pair) for pair in sorted(pairs)[: site.room])
        if shown:
            intro = site.say(f"{name}-intro")
            yield Section(name, site.say(name), "accounts", shown, intro, len(pairs) - len(shown))


def _account(site: Site, claim: Term) -> tuple[Link, object]:
    """One of several accounts: what it is about, and the claim."""
    about = site.one(claim, "hr:asserts") or claim
    return site.name(about), box(site, claim)


def parts(site: Site, node: Term) -> Iterator[Section]:
    """What an event is made of."""
    yield from events(site, node, "made-of", site.back(node, "hr:partOf"))


def story(site: Site, node: Term) -> Iterator[Section]:
    """An event with its parts and what followed from it, on one scale of time."""
    found = {*site.back(node, "hr:partOf", "hr:aftermathOf", "hr:occasion"), *site.all(node, "hr:partOf")}
    nodes = [one for one in in_order(site, found) if happened(site, one)]
    yield from section(site, "story", [node, *nodes] if nodes else ())


def speaks(site: Site, node: Term) -> Iterator[Section]:
    """What speaks of an event, followed from it or took place over it."""
    found = [
        Row(site.say(name), tuple(Value(linked(site, one)) for one in in_order(site, nodes)[: site.room]))
        for name, nodes in (
            ("spoken-of-in", site.back(node, "hr:content")),
            ("followed-by", site.back(node, "hr:aftermathOf")),
            ("led-to-by", site.back(node, "hr:result")),
            ("over-it", site.back(node, "hr:occasion")),
        )
        if nodes
    ]
    if found:
        yield Section("around", site.say("around"), "plain", tuple(found))


def suffered(site: Site, node: Term) -> Iterator[Section]:
    """What somebody suffered, in order of time."""
    yield from events(site, node, "suffered", [one for one in site.back(node, "hr:victim") if happened(site, one)])


def alleged(site: Site, node: Term) -> Iterator[Section]:
    """The acts that somebody is alleged to have done: the head and the first sentence say so."""
    nodes = [one for one in site.back(node, "hr:allegedPerpetrator") if happened(site, one)]
    yield from events(site, node, "alleged", nodes, intro=site.say("alleged-intro"))


def took_part(site: Site, node: Term) -> Iterator[Section]:
    """The other events in which somebody took part."""
    other = {*site.back(node, "hr:victim"), *site.back(node, "hr:allegedPerpetrator")}
    nodes = [one for one in events_of(site, node) if one not in other and happened(site, one)]
    yield from events(site, node, "took-part", nodes)


def not_happened(site: Site, node: Term) -> Iterator[Section]:
    """What was planned, threatened, demanded, told as a practice or denied: never among the acts."""
    nodes = {*events_of(site, node), *site.back(node, "hr:victim", "hr:allegedPerpetrator")}
    yield from events(site, node, "not-happened", [one for one in nodes if not happened(site, one)])


def events_of(site: Site, node: Term) -> Iterator[Term]:
    """The events in which somebody took part, in person, by an office or as a court."""
    for part in site.back(node, "hr:agent"):
        yield from site.back(part, _INVOLVED)
    for post in site.back(node, "hr:holder", "hr:organization"):
        yield from (event for part in site.back(post, "hr:capacity") for event in site.back(part, _INVOLVED))
    yield from site.back(node, "hr:court")


def here(site: Site, node: Term) -> Iterator[Section]:
    """What took place in a place or within it."""
    yield from events(site, node, "here", [one for one in _at(site, node) if happened(site, one)])


def not_here(site: Site, node: Term) -> Iterator[Section]:
    """What did not take place there, or not yet."""
    yield from events(site, node, "not-happened", [one for one in _at(site, node) if not happened(site, one)])


def _at(site: Site, node: Term) -> set[Term]:
    return {*site.back(node, "hr:place"), *site.back(node, "hr:somewhereIn")}


def provisions(site: Site, node: Term) -> Iterator[Section]:
    """The articles of a law or treaty that are cited."""
    found = site.named(site.back(node, "hr:partOf"))
    if found:
        yield Section(
            "provisions",
            site.say("provisions"),
            "links",
            tuple(found[: site.room]),
            more=max(0, len(found) - site.room),
        )


def cited_by(site: Site, node: Term) -> Iterator[Section]:
    """The events over which a law is cited."""
    nodes = site.back(node, "hr:citesProvision", "hr:violates", "hr:legalBasis", "hr:charge", "hr:instrument")
    yield from events(site, node, "cited-over", nodes)


def findings(site: Site, node: Term) -> Iterator[Section]:
    """Findings and opinions on a node."""
    found = [one for one in _concerning(site, node) if site.is_a(one, "hr:Assessment")]
    if found:
        shown = tuple(box(site, one) for one in sorted(found)[: site.room])
        yield Section("findings", site.say("findings"), "boxes", shown, "", len(found) - len(shown))


def demands(site: Site, node: Term) -> Iterator[Section]:
    """What is asked over a node, of it or by it."""
    groups = (
        ("asked-over", [one for one in _concerning(site, node) if site.is_a(one, "hr:Recommendation")]),
        ("asked-of", _with_posts(site, node, "hr:addressedTo")),
        ("asked-by", _with_posts(site, node, "hr:madeBy")),
    )
    for name, nodes in groups:
        found = sorted(set(nodes))
        if found:
            shown = tuple(_demand(site, one) for one in found[: site.room])
            yield Section(name, site.say(name), "demands", shown, "", len(found) - len(shown))


def _demand(site: Site, node: Term) -> tuple[Link, Row, Row, tuple[object, ...]]:
    """A demand: its text, who asks, who is asked, and the claims that pass it on."""
    makers, asked = (
        Row(label(site, expand(key)), tuple(Value((link,)) for link in site.named(site.all(node, key))))
        for key in ("hr:madeBy", "hr:addressedTo")
    )
    claims = tuple(saying(site, claim, worded=False) for claim in main_claims(site, node)[:4])
    return site.name(node), makers, asked, claims


def _concerning(site: Site, node: Term) -> set[Term]:
    return set(_with_posts(site, node, "hr:concerns"))


def _with_posts(site: Site, node: Term, name: str) -> list[Term]:
    """What refers to a node, or to an office of its."""
    posts = site.back(node, "hr:holder") if site.is_a(node, "hr:Agent") else ()
    return [one for about in (node, *posts) for one in site.back(about, name)]


def belongs(site: Site, node: Term) -> Iterator[Section]:
    """What a node that is a part of another belongs to."""
    keys = ("hr:involvement", "hr:outcome", "hr:count", "hr:duration", "hr:capacity", "hr:addressedTo", "hr:value")
    found = site.named(one for one in site.back(node, *keys) if site.path(one))
    if found:
        yield Section(
            "belongs-to", site.say("belongs-to"), "links", found[: site.room], more=max(0, len(found) - site.room)
        )
