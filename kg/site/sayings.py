"""Claims as a page shows them: how sure, on whose word, as told by whom, in which words, where."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_lowercase

from kg.answers.claim_words import AFFIRMS, FACT, OURS
from kg.model.concepts import concept_iri
from kg.model.terms import Term, expand, local_name, text_of
from kg.site.context import Site, upper
from kg.site.model import Box, Less, Link, Saying, Sure, Words

_DEGREES = {
    concept_iri("certainty", name): (mark, name if name != "stated-as-fact" else "stated")
    for name, mark in (("stated-as-fact", 5), ("reported", 4), ("alleged", 3), ("suggested", 2), ("unclear", 1))
}
"""How much ink a degree has, and the line at the left of a claim."""
_STANCES = {
    concept_iri("stance", "denies"): ("n", "denied"),
    concept_iri("stance", "doubts"): ("w", "doubted"),
    concept_iri("stance", "asks"): ("k", "asked"),
    concept_iri("stance", "leaves-open"): ("o", "open"),
}
_FINDINGS = (concept_iri("basis", "official-finding"), concept_iri("basis", "un-finding"))
_PLAIN = (concept_iri("degree", "not-stated"), concept_iri("degree", "carried-out"))
"""Degrees of a part in an event that say nothing beyond the role."""
_ACCEPTED = concept_iri("status", "accepted")
_LEAST_SURE = (FACT, *(one for one in _DEGREES if one != FACT))
_SHORTEST, _LETTERS = 20, 8
"""A name up to so many letters is not shortened; an abbreviation has at most so many."""
_FOREIGN = {
    expand(name): name.replace(":", "-")
    for name in (
        "dct:creator", "dct:publisher", "dct:issued", "dct:created", "dct:title", "dct:type", "dct:language", "dct:references",
        "dct:description", "schema:url", "schema:archivedAt", "schema:latitude", "schema:longitude", "skos:prefLabel",
        "skos:altLabel", "skos:exactMatch", "prov:wasDerivedFrom",
    )
}  # fmt: skip
"""Properties of other vocabularies, by the words of the interface that name them."""
_INVOLVEMENT = expand("hr:involvement")


def claims_on(site: Site, node: Term) -> tuple[Term, ...]:
    """The claims about a node, that on it as a whole first; a finding is a claim itself."""
    own = (node,) if site.is_a(node, "hr:Assessment") else ()
    found = sorted(site.back(node, "hr:asserts"), key=lambda claim: (bool(site.all(claim, "hr:aspect")), claim))
    return (*own, *found)


def main_claims(site: Site, node: Term) -> tuple[Term, ...]:
    """The claims that a node is so at all."""
    return tuple(claim for claim in claims_on(site, node) if not site.all(claim, "hr:aspect"))


def sure(site: Site, claim: Term) -> Sure:
    """How sure a claim is, in shape and words: what is not affirmed says so, whatever its degree."""
    stance, certainty, basis = (site.one(claim, name) for name in ("hr:stance", "hr:certainty", "hr:basis"))
    ink, line = _DEGREES.get(certainty, (1, "unclear"))
    degree, ground = site.concept(certainty), site.concept(basis)
    if stance in _STANCES:
        mark, name = _STANCES[stance]
        less = [degree] if certainty not in ("", FACT) else []
        return Sure(mark, ", ".join(filter(None, [site.say(f"stance-{name}"), *less, ground])), name)
    if basis == OURS:  # a firm inference: nobody states it as fact
        words = [ground] if certainty == FACT else [ground, degree]
        return Sure("d1" if ink == 1 else f"i{ink}", ", ".join(words), line)
    shape = "f" if basis in _FINDINGS and ink > 1 else "d"
    return Sure(f"{shape}{ink}", ", ".join(filter(None, (degree, ground))), line)


def is_plain(site: Site, claim: Term) -> bool:
    """Whether somebody states it as fact, and not we."""
    stance, certainty, basis = (site.one(claim, name) for name in ("hr:stance", "hr:certainty", "hr:basis"))
    return certainty == FACT and stance in ("", AFFIRMS) and basis != OURS


def saying(site: Site, claim: Term, *, worded: bool = True) -> Saying:
    """A claim in a line; its words are left out where only their places are wanted."""
    if (known := site.sayings.get((claim, worded))) is None:
        known = site.sayings[claim, worded] = _saying(site, claim, worded=worded)
    return known


def _saying(site: Site, claim: Term, *, worded: bool) -> Saying:
    words = tuple(words_of(site, site.all(claim, "hr:evidence")))
    status = site.one(claim, "hr:status")
    return Saying(
        sure(site, claim),
        speakers(site, claim),
        tuple(link for teller in _tellers(site, claim) for link in speakers(site, teller)),
        words if worded else tuple(one._replace(text="") for one in words),
        _ground(site, claim),
        site.path(claim),
        site.concept(status) if status not in ("", _ACCEPTED) else "",
    )


def _ground(site: Site, claim: Term) -> Link:
    """The ground of an inference; documents that it names by id have their short names."""
    ground = site.text(claim, "hr:ground")
    for document in site.layout.parts:
        if local_name(document) in ground.text:
            ground = ground._replace(text=ground.text.replace(local_name(document), short(site, document)))
    return ground


def speakers(site: Site, claim: Term) -> tuple[Link, ...]:
    """Those on whose word a claim is, a body by its abbreviation."""
    named = (site.name(one)._replace(**_abbreviated(site, one)) for one in site.all(claim, "hr:claimant"))
    return tuple(sorted(named, key=lambda link: link.text.casefold()))


def _abbreviated(site: Site, agent: Term) -> dict[str, str]:
    """The abbreviation of a body with a long name, if it has one."""
    if not site.is_a(agent, "hr:Organization") or len(site.name(agent).text) <= _SHORTEST:
        return {}
    names = {text_of(name) for name in site.all(agent, "skos:altLabel")}
    found = [name for name in names if name.isalpha() and name.isupper() and len(name) <= _LETTERS]
    return {"text": min(found, key=lambda name: (len(name), name)), "lang": ""} if found else {}


def _tellers(site: Site, claim: Term) -> list[Term]:
    """The claims that pass a claim on, innermost first."""
    found: list[Term] = []
    waiting = [claim]
    while waiting:
        outer = [one for inner in waiting for one in site.back(inner, "hr:asserts") if one not in found]
        waiting = [one for one in dict.fromkeys(outer) if one != claim]
        found += waiting
    return found


def words_of(site: Site, passages: Iterable[Term]) -> list[Words]:
    """The words of some passages, each with its place, in the order of their texts."""
    held = [node for node in passages if site.layout.place(node)]
    ordered = sorted(held, key=lambda node: (site.one(node, "hr:document"), int(site.raw(node, "hr:start") or 0)))
    return [_words(site, node) for node in ordered]


def _words(site: Site, node: Term) -> Words:
    quote, document = site.text(node, "hr:quote"), site.one(node, "hr:document")
    first, last = site.raw(node, "hr:line"), site.raw(node, "hr:lastLine")
    line = f"{first}–{last}" if last and last != first else first
    name = short(site, document)
    told = site.say("source-line", document=name, line=line) if line else name
    return Words(quote.text, quote.lang, bool(site.all(document, "dct:source")), Link(told, site.path(node)))


def short(site: Site, document: Term) -> str:
    """The short name of a document: its genre and year, and a letter where several have these."""
    if document not in site.shorts:
        site.shorts.update(_shorts(site, document))
    return site.shorts[document]


def _shorts(site: Site, document: Term) -> dict[Term, str]:
    """The short names of a document and of those held that have the same genre and year."""
    label = _genre_and_year(site, document)
    alike = sorted({document, *(one for one in site.layout.parts if _genre_and_year(site, one) == label)})
    return {one: f"{label}{letter(at) if len(alike) > 1 else ''}" for at, one in enumerate(alike)}


def letter(number: int) -> str:
    """The letter of a number from 0; after z two letters.

    >>> letter(0), letter(25), letter(26)
    ('a', 'z', 'aa')
    """
    more, at = divmod(number, len(ascii_lowercase))
    return (letter(more - 1) if more else "") + ascii_lowercase[at]


def _genre_and_year(site: Site, document: Term) -> str:
    genre = site.concept(site.one(document, "dct:type")) or site.say("document")
    year = (site.raw(document, "dct:issued") or site.raw(document, "dct:created"))[:4]
    return f"{upper(genre)} {year}".strip()


def detail(site: Site, claim: Term) -> str:
    """The detail that a claim is about: a role for a part in an event; empty for a claim on the whole."""
    aspect = site.one(claim, "hr:aspect")
    roles = [role for value in site.all(claim, "hr:value") for role in site.all(value, "hr:role")]
    if aspect == _INVOLVEMENT and roles:
        return upper(site.concept(roles[0]))
    return label(site, aspect) if aspect else ""


def label(site: Site, prop: Term) -> str:
    """What a property is called; those of other vocabularies have no label in the ontology."""
    return site.say(_FOREIGN[prop]) if prop in _FOREIGN else upper(site.name(prop).text)


def values(site: Site, claim: Term) -> tuple[Link, ...]:
    """What a claim says of a detail."""
    return tuple(link for value in site.all(claim, "hr:value") for link in value_links(site, value))


def value_links(site: Site, value: Term) -> tuple[Link, ...]:
    """A value, an agent for a part in an event; dates in words."""
    if site.is_a(value, "hr:Involvement"):
        agent, degree = site.one(value, "hr:agent"), site.concept(site.one(value, "hr:degree"))
        offices = [site.text(one, "hr:position") for one in site.all(value, "hr:capacity")]
        is_told = site.one(value, "hr:degree") not in _PLAIN
        more = [
            *(f"({office.text})" for office in offices if office.text),
            *([f"({degree})"] if degree and is_told else []),
        ]
        named = site.name(agent) if agent else Link(site.say("left-open"))
        return (named, *(Link(one) for one in more))
    if not value.startswith("<"):
        return (Link(site.dated(text_of(value))) if value.endswith("EDTF>") else site.said(value),)
    return (site.name(value),)


def box(site: Site, claim: Term) -> Box:
    """A claim in full, headed by its detail and value."""
    about, given = detail(site, claim), values(site, claim)
    text = " ".join(link.text for link in given)
    lang = given[0].lang if given else ""
    heading = Link(
        f"{about}: {text}" if text else about, site.path(claim), "" if not text else lang if not about else ""
    )
    telling = site.text(claim, "dct:description")
    return Box(heading, saying(site, claim), telling) if about else Box(telling, saying(site, claim))


def less_sure(site: Site, node: Term) -> tuple[Less, ...]:
    """The details of a node that are less sure than plain fact, each with its claim."""
    whole = {site.one(claim, "hr:certainty") for claim in main_claims(site, node)}
    claims = [claim for claim in claims_on(site, node) if site.all(claim, "hr:aspect") and not is_plain(site, claim)]
    shown = [claim for claim in claims if not _as_sure(site, claim, whole)]
    return tuple(Less(detail(site, claim), values(site, claim), saying(site, claim, worded=False)) for claim in shown)


def _as_sure(site: Site, claim: Term, whole: set[Term]) -> bool:
    """Whether a detail is as sure as the whole, on somebody's word."""
    return (
        site.one(claim, "hr:certainty") in whole
        and site.one(claim, "hr:stance") in ("", AFFIRMS)
        and site.one(claim, "hr:basis") != OURS
    )


def title_marks(site: Site, node: Term) -> tuple[Sure, ...]:
    """The marks that belong to a title wherever it stands: none where somebody states it as fact and nobody says other."""
    claims = main_claims(site, node)
    found = dict.fromkeys(sure(site, claim) for claim in claims)
    is_disputed = any(site.one(claim, "hr:stance") not in ("", AFFIRMS) for claim in claims)
    if any(is_plain(site, claim) for claim in claims) and not is_disputed:
        return ()
    return tuple(found)


def least(site: Site, node: Term) -> Term:
    """The degree at which an event is told: the surest that affirms it; empty if nobody does."""
    claims = [claim for claim in main_claims(site, node) if site.one(claim, "hr:stance") in ("", AFFIRMS)]
    return min((site.one(claim, "hr:certainty") for claim in claims), key=_rank, default="")


def _rank(certainty: Term) -> int:
    return _LEAST_SURE.index(certainty) if certainty in _LEAST_SURE else len(_LEAST_SURE)
