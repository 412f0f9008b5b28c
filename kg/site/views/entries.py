"""Events in order of time, as a page of somebody or something lists them."""

from __future__ import annotations

from collections.abc import Iterable

from kg.answers.claim_words import AFFIRMS
from kg.model.concepts import concept_iri
from kg.model.terms import Term, expand
from kg.site.context import Site, upper
from kg.site.model import Entry, Link, Row, Section, Sure, Value
from kg.site.sayings import box, claims_on, is_plain, label, less_sure, main_claims, sure, title_marks, value_links

HAPPENED = (concept_iri("modality", "actual"), concept_iri("modality", "attempted"))
_ACTUAL = HAPPENED[0]
_DATE = expand("hr:date")


def events(site: Site, about: Term, id_: str, nodes: Iterable[Term], *, intro: str = "") -> tuple[Section, ...]:
    """A section of events in order of time, and one of those that there is no room to tell in full.

    Whoever the page is ``about`` is not named again in each.
    """
    ordered = in_order(site, nodes)
    if not ordered:
        return ()
    told = tuple(entry(site, node, about) for node in ordered[: site.room])
    first = Section(id_, site.say(id_), "entries", told, intro)
    rest = ordered[site.room :]
    if not rest:
        return (first,)
    named = tuple(brief(site, node, about) for node in rest[: site.room * 4])
    title = site.say("and-more", title=site.say(id_))
    return (first, Section(f"{id_}-more", title, "hits", named, "", max(0, len(rest) - site.room * 4)))


def in_order(site: Site, nodes: Iterable[Term]) -> list[Term]:
    """Events by first day, last day and name; those without a date are last."""

    def moment(node: Term) -> tuple[str, str, str, Term]:
        first, last = site.raw(node, "hr:earliest"), site.raw(node, "hr:latest")
        return first or last or "9999", last or "9999", site.name(node).text, node

    return sorted(set(nodes), key=moment)


def entry(site: Site, node: Term, about: Term = "") -> Entry:
    """An event in full: when, who did what to whom, where, the claims that tell of it, and what is less sure."""
    short = brief(site, node, about)
    claims = main_claims(site, node)
    return short._replace(claims=tuple(box(site, claim) for claim in claims[:4]), less=less_sure(site, node)[:6])


def brief(site: Site, node: Term, about: Term = "") -> Entry:
    """An event in a line."""
    dating = [claim for claim in claims_on(site, node) if site.one(claim, "hr:aspect") == _DATE]
    plain = any(is_plain(site, claim) for claim in dating)
    when_sure = sure(site, dating[0]) if dating and not plain else None
    title = site.name(node)
    return Entry(
        when(site, node),
        when_sure,
        title._replace(text=upper(title.text)),
        state(site, node),
        _by(site, node, about),
        (),
        (),
        title_marks(site, node),
    )


def when(site: Site, node: Term) -> str:
    """The date of an event in words."""
    return site.date(node) or site.say("no-date")


def state(site: Site, node: Term) -> str:
    """The word for what did not happen, or not yet; empty for what did."""
    modality = site.one(node, "hr:modality")
    return site.concept(modality) if modality not in ("", _ACTUAL) else ""


def happened(site: Site, node: Term) -> bool:
    """Whether an event took place or was at least attempted, and some claim affirms it."""
    if site.one(node, "hr:modality") not in HAPPENED:
        return False
    claims = main_claims(site, node)
    return not claims or any(site.one(claim, "hr:stance") in ("", AFFIRMS) for claim in claims)


def _by(site: Site, node: Term, about: Term) -> tuple[Row, ...]:
    """Who suffered it, who is alleged to have done it and where, each with a word if it is less sure."""
    found = []
    for key in ("hr:victim", "hr:allegedPerpetrator", "hr:place"):
        values = []
        for value in (one for one in site.all(node, key) if one != about):
            how = doubt(site, node, key, value)
            note = (Link(f"({how.words})"),) if how else ()
            values.append(Value((site.name(value), *note), (), bool(how)))
        if values:
            found.append(Row(label(site, expand(key)), tuple(values)))
    return tuple(found)


def doubt(site: Site, node: Term, key: str, value: Term) -> Sure | None:
    """How sure a detail of an event is, if nobody states it as fact."""
    claims = _on(site, node, key, value)
    return sure(site, claims[0]) if claims and not any(is_plain(site, claim) for claim in claims) else None


def _on(site: Site, node: Term, key: str, value: Term) -> list[Term]:
    """The claims on a detail of an event; those on a part are about the involvement of an agent."""
    claims = [claim for claim in claims_on(site, node) if site.all(claim, "hr:aspect")]
    if key == "hr:place":
        return [
            claim
            for claim in claims
            if site.one(claim, "hr:aspect") == expand(key) and value in site.all(claim, "hr:value")
        ]
    return [claim for claim in claims for part in site.all(claim, "hr:value") if site.one(part, "hr:agent") == value]


def linked(site: Site, node: Term) -> tuple[Link, ...]:
    """An event as the value of something: its name and its date."""
    return (*value_links(site, node), Link(f"({when(site, node)})"))
