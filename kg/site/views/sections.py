"""The sections of pages: each is nothing where there is nothing to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from kg.model.terms import Term, expand
from kg.site.context import Site, upper
from kg.site.model import Link, Row, Section, Value
from kg.site.sayings import box, claims_on, is_plain, label, main_claims, saying, short, words_of
from kg.site.views.entries import entry, events, happened, in_order, linked
from kg.site.views.rows import rows
from kg.site.views.strips import section

Sections = Callable[[Site, Term], Iterator[Section]]
term = expand
_SUFFERED = ("hr:victim",)
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


def traits(keys: Iterable[str]) -> Sections:
    """The same in the side column, without the claim on the whole."""

    def made(site: Site, node: Term) -> Iterator[Section]:
        if found := rows(site, node, keys):
            yield Section("as-stated", site.say("as-stated"), "pairs", found)

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
    nodes = [one for one in _events_of(site, node) if one not in other and happened(site, one)]
    yield from events(site, node, "took-part", nodes)


def not_happened(site: Site, node: Term) -> Iterator[Section]:
    """What was planned, threatened, demanded, told as a practice or denied: never among the acts."""
    nodes = {*_events_of(site, node), *site.back(node, "hr:victim", "hr:allegedPerpetrator")}
    yield from events(site, node, "not-happened", [one for one in nodes if not happened(site, one)])


def _events_of(site: Site, node: Term) -> Iterator[Term]:
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


def names(site: Site, node: Term) -> Iterator[Section]:
    """The names of a node as documents write them, each with its places."""
    values = []
    for name in dict.fromkeys((*site.all(node, "skos:prefLabel"), *site.all(node, "skos:altLabel"))):
        told = [claim for claim in claims_on(site, node) if name in site.all(claim, "hr:value")]
        values.append(Value((site.said(name),), tuple(saying(site, claim, worded=False) for claim in told[:6])))
    if values:
        yield Section(
            "names",
            site.say("names"),
            "pairs",
            (Row("", tuple(values[: site.room])),),
            more=max(0, len(values) - site.room),
        )


def offices(site: Site, node: Term) -> Iterator[Section]:
    """The offices of an agent, or in a body."""
    held, given = site.back(node, "hr:holder"), site.back(node, "hr:organization")
    found = [_office(site, post, is_body=post in given) for post in (*held, *given)[: site.room]]
    if found:
        yield Section("offices", site.say("offices"), "pairs", tuple(found), more=len({*held, *given}) - len(found))


def _office(site: Site, post: Term, *, is_body: bool) -> Row:
    """An office: who holds it or in which body, and the days on which it is known to be held."""
    other = site.one(post, "hr:holder" if is_body else "hr:organization")
    position = site.text(post, "hr:position")
    links = [site.name(other)] if other else []
    days = [
        site.say(f"office-{key}", date=site.date(post, f"hr:{key}"))
        for key in ("from", "until", "attestedOn")
        if site.one(post, f"hr:{key}")
    ]
    former = [site.say("former")] if site.raw(post, "hr:former") == "true" else []
    note = ", ".join([*former, *days])
    value = (*links, *([Link(f"({note})")] if note else []))
    claims = tuple(saying(site, claim, worded=False) for claim in claims_on(site, post)[:4])
    return Row(upper(position.text) or site.say("office"), (Value(value or (site.name(post),), claims),))


def members(site: Site, node: Term) -> Iterator[Section]:
    """Who belongs to a group, and which units and sub-groups a body has."""
    found = [
        Row(site.say(name), tuple(Value((link,)) for link in site.named(nodes)[: site.room]))
        for name, nodes in (
            ("members", site.back(node, "hr:memberOf")),
            ("units", site.back(node, "hr:unitOf")),
            ("subgroups", site.back(node, "hr:subsetOf")),
            ("relatives", site.back(node, "hr:spouseOf", "hr:parentOf", "hr:relativeOf")),
        )
        if nodes
    ]
    if found:
        yield Section("belonging", site.say("belonging"), "pairs", tuple(found))


def ties(site: Site, node: Term) -> Iterator[Section]:
    """Who took part in the same events, in whatever part, and in how many of them: the network as text.

    A part that is only alleged, suggested or inferred makes no tie.
    """
    counted: Counter[Term] = Counter()
    for event in {one for one in _events_of(site, node) if happened(site, one)}:
        parts_of = [part for part in site.all(event, _INVOLVED) if _is_stated(site, event, part)]
        counted.update({agent for part in parts_of for agent in site.all(part, "hr:agent") if agent != node})
    if counted:
        ordered = sorted(counted, key=lambda one: (-counted[one], site.name(one).text.casefold(), one))
        shown = tuple(Value((site.name(one), Link(f"({counted[one]})"))) for one in ordered[: site.room])
        more = len(ordered) - len(shown)
        yield Section("ties", site.say("ties"), "pairs", (Row("", shown),), site.say("ties-intro"), more)


def _is_stated(site: Site, event: Term, part: Term) -> bool:
    """Whether somebody states as fact that an agent took part in an event, or no claim says less."""
    claims_of_part = [claim for claim in claims_on(site, event) if part in site.all(claim, "hr:value")]
    return not claims_of_part or any(is_plain(site, claim) for claim in claims_of_part)


def says(site: Site, node: Term) -> Iterator[Section]:
    """In which documents an agent makes claims, and how many."""
    counted: Counter[Term] = Counter()
    for claim in site.back(node, "hr:claimant"):
        counted.update(site.all(claim, "hr:inDocument"))
    if counted:
        found = tuple(
            Row(
                "",
                (
                    Value(
                        (
                            site.name(document)._replace(text=short(site, document), lang=""),
                            Link(site.say("claims-count", count=count)),
                        )
                    ),
                ),
            )
            for document, count in sorted(counted.items())
        )
        yield Section("says", site.say("says"), "pairs", found)


def identities(site: Site, node: Term) -> Iterator[Section]:
    """Whom or what a node may be, or is not, by our decision, with its ground."""
    found = []
    for decision in site.back(node, "hr:left", "hr:right"):
        others = [one for side in ("hr:left", "hr:right") for one in site.all(decision, side) if one != node]
        if others and site.is_a(decision, "hr:IdentityDecision"):
            verdict = upper(site.concept(site.one(decision, "hr:verdict")))
            ground = site.text(decision, "hr:ground")
            value = Value((*(site.name(one) for one in others), ground._replace(text=f"– {ground.text}")))
            found.append(Row(verdict, (value,)))
    if found:
        shown = tuple(found[: site.room])
        yield Section(
            "identities", site.say("identities"), "pairs", shown, site.say("identities-intro"), len(found) - len(shown)
        )


def inside(site: Site, node: Term) -> Iterator[Section]:
    """The places that lie directly within a place."""
    found = site.named(site.back(node, "hr:directlyWithin"))
    if found:
        yield Section("inside", site.say("inside"), "links", found[: site.room], more=max(0, len(found) - site.room))


def belongs(site: Site, node: Term) -> Iterator[Section]:
    """What a node that is a part of another belongs to."""
    keys = ("hr:involvement", "hr:outcome", "hr:count", "hr:duration", "hr:capacity", "hr:addressedTo", "hr:value")
    found = site.named(one for one in site.back(node, *keys) if site.path(one))
    if found:
        yield Section(
            "belongs-to", site.say("belongs-to"), "links", found[: site.room], more=max(0, len(found) - site.room)
        )


def sources(site: Site, node: Term) -> Iterator[Section]:
    """The documents in which a node is spoken of, with the lines."""
    claims = (node,) if site.is_a(node, "hr:Claim") else claims_on(site, node)
    by_document: dict[Term, dict[str, Link]] = {}
    for claim in claims:
        for passage in site.all(claim, "hr:evidence"):
            for words in words_of(site, (passage,)):
                by_document.setdefault(site.one(passage, "hr:document"), {}).setdefault(words.source.text, words.source)
    if by_document:
        found = tuple(
            (site.name(document), site.named(site.all(document, "dct:creator")), tuple(links.values())[: site.room])
            for document, links in sorted(by_document.items())
        )
        yield Section("sources", site.say("sources"), "sources", found)


__all__ = ["Sections", "entry"]
