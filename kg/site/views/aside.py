"""The sections of the side column: what a node is called, whom it belongs to, and where it is spoken of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kg.model.terms import Term
from kg.site.context import Site, upper
from kg.site.model import Link, Row, Section, Value
from kg.site.sayings import claims_on, saying, short, words_of
from kg.site.views.rows import rows
from kg.site.views.sections import Sections


def traits(keys: Iterable[str]) -> Sections:
    """The details of a node, without the claim on the whole."""

    def made(site: Site, node: Term) -> Iterator[Section]:
        if found := rows(site, node, keys):
            yield Section("as-stated", site.say("as-stated"), "pairs", found)

    return made


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


def says(site: Site, node: Term) -> Iterator[Section]:
    """In which documents an agent makes claims, and how many."""
    documents = (one for claim in site.back(node, "hr:claimant") for one in site.all(claim, "hr:inDocument"))
    if counted := Counter(documents):
        found = tuple(_said_in(site, document, count) for document, count in sorted(counted.items()))
        yield Section("says", site.say("says"), "pairs", found)


def _said_in(site: Site, document: Term, count: int) -> Row:
    title = site.name(document)._replace(text=short(site, document), lang="")
    return Row("", (Value((title, Link(site.say("claims-count", count=count)))),))


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
