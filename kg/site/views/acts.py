"""The list of acts with its facets: what a reader can narrow it by, and the rows that are taken away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from kg.model.concepts import concept_iri
from kg.model.terms import Term, expand, text_of
from kg.site.context import Site, upper
from kg.site.model import Entry, Link, Page, Section, Sure
from kg.site.sayings import claims_on, least, less_sure, short, sure, title_marks
from kg.site.views.entries import brief, happened, in_order
from kg.site.views.lists import Table, files_of, of_class

PER_PAGE = 24
FACETS = ("type", "place", "year", "doer", "certainty", "document", "right")
_DEGREES = tuple(
    concept_iri("certainty", name) for name in ("stated-as-fact", "reported", "alleged", "suggested", "unclear")
)


class Choice(NamedTuple):
    """A value of a facet: its id in the address, its name, how many acts have it, how deep it lies, its own page."""

    id: str
    name: str
    total: int
    depth: int
    path: str
    mark: str = ""


class Facet(NamedTuple):
    """Something to narrow the list by."""

    id: str
    title: str
    choices: tuple[Choice, ...]


class Hit(NamedTuple):
    """An act in the list, with how surely it is told and what is less sure."""

    entry: Entry
    marks: tuple[Sure, ...]
    less: tuple[tuple[str, Sure], ...]


class Acts(NamedTuple):
    """What the template of acts knows besides."""

    facets: tuple[Facet, ...]
    hits: tuple[Hit, ...]
    total: int
    pages: tuple[Link, ...]
    number: int
    files: tuple[Link, ...]


Values = dict[str, list[str]]
"""The ids of the values of each facet that an act has."""


def acts(site: Site) -> list[Term]:
    """The acts that happened or were attempted, in order of time."""
    return in_order(site, [node for node in of_class(site, "hr:Act") if happened(site, node)])


def act_pages(site: Site, nodes: list[Term]) -> Iterator[Page]:
    """The pages of the list, the facets beside each."""
    facets = tuple(_facets(site, nodes))
    cuts = [nodes[at : at + PER_PAGE] for at in range(0, len(nodes), PER_PAGE)] or [[]]
    paths = ["acts.html" if not at else f"acts-{at + 1}.html" for at in range(len(cuts))]
    links = tuple(Link(str(number + 1), site.at(path)) for number, path in enumerate(paths)) if len(paths) > 1 else ()
    files = files_of(site, "acts")
    for at, cut in enumerate(cuts):
        shown = Acts(facets, tuple(_hit(site, node) for node in cut), len(nodes), links, at, files)
        others = tuple(_not_happened(site)) if at + 1 == len(cuts) else ()
        yield Page(
            paths[at],
            "acts.html",
            Link(site.say("acts")),
            lede=site.say("acts-lede"),
            main=others,
            extra=shown,
            section="acts",
        )


def _not_happened(site: Site) -> Iterator[Section]:
    """Acts that were only planned, threatened and so on, under a head of their own."""
    nodes = in_order(site, [node for node in of_class(site, "hr:Act") if not happened(site, node)])
    if nodes:
        shown = tuple(brief(site, node) for node in nodes[:PER_PAGE])
        yield Section("not-happened", site.say("not-happened"), "hits", shown, more=len(nodes) - len(shown))


def _hit(site: Site, node: Term) -> Hit:
    marks = title_marks(site, node) or tuple(sure(site, claim) for claim in claims_on(site, node)[:1])
    return Hit(
        brief(site, node),
        marks,
        tuple(dict.fromkeys((one.label, one.saying.sure) for one in less_sure(site, node)))[:4],
    )


def values(site: Site, node: Term) -> Values:
    """The values of an act: a place has all around it, a type all above it."""
    return {
        "type": [_id(one) for one in site.all(node, "hr:kindOfAct")],
        "place": [_id(one) for one in site.all(node, "hr:somewhereIn")],
        "year": [year(site, node)],
        "doer": sorted(
            {_id(kind) for agent in site.all(node, "hr:allegedPerpetrator") for kind in _kinds(site, agent)}
        ),
        "certainty": [_id(one) for one in (least(site, node),) if one],
        "document": sorted({_id(one) for claim in claims_on(site, node) for one in site.all(claim, "hr:inDocument")}),
        "right": [_id(one) for one in site.all(node, "hr:right")],
    }


def _kinds(site: Site, agent: Term) -> Iterator[Term]:
    for kind in site.all(agent, "hr:agentKind"):
        yield from _up(site, kind, "skos:broader")


def _up(site: Site, node: Term, key: str) -> list[Term]:
    """A node and all above it, each once."""
    found, waiting = [node], [node]
    while waiting:
        waiting = [one for below in waiting for one in site.all(below, key) if one not in found]
        found += dict.fromkeys(waiting)
    return found


def year(site: Site, node: Term) -> str:
    """The years between which an act lies: one, "until" one, or two; empty without a date."""
    first, last = (site.raw(node, f"hr:{key}")[:4] for key in ("earliest", "latest"))
    if first == last:
        return first
    return f"{first}-{last}"


def year_name(site: Site, text: str) -> str:
    """Years in words."""
    if not text:
        return site.say("no-date")
    first, dash, last = text.partition("-")
    if not dash:
        return first
    if not first:
        return site.say("until-year", year=last)
    return site.say("from-year", year=first) if not last else f"{first}–{last}"


def _id(node: Term) -> str:
    return text_of(node).rpartition("/")[2]


def _facets(site: Site, nodes: Iterable[Term]) -> Iterator[Facet]:
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    for node in nodes:
        for facet, found in values(site, node).items():
            counts[facet].update(found)
    terms = _terms(site, nodes)
    for facet in FACETS:
        choices = tuple(_choices(site, facet, counts[facet], terms[facet]))
        if choices:
            yield Facet(facet, site.say(f"facet-{facet}"), choices)


def _terms(site: Site, nodes: Iterable[Term]) -> dict[str, set[Term]]:
    """The nodes that are values of each facet."""
    found: dict[str, set[Term]] = {facet: set() for facet in FACETS}
    for node in nodes:
        found["type"].update(site.all(node, "hr:kindOfAct"))
        found["place"].update(site.all(node, "hr:somewhereIn"))
        found["doer"].update(kind for agent in site.all(node, "hr:allegedPerpetrator") for kind in _kinds(site, agent))
        found["document"].update(one for claim in claims_on(site, node) for one in site.all(claim, "hr:inDocument"))
        found["right"].update(site.all(node, "hr:right"))
    return found


def _choices(site: Site, facet: str, counts: Counter[str], terms: set[Term]) -> Iterator[Choice]:
    if facet == "year":
        for text in sorted(counts, key=lambda one: (one.lstrip("-") or "9999", one)):
            yield Choice(text or "none", year_name(site, text), counts[text], 0, "")
        return
    if facet == "certainty":
        for at, node in enumerate(_DEGREES):
            yield Choice(_id(node), site.concept(node), counts[_id(node)], 0, site.path(node), f"d{5 - at}")
        return
    above = {"type": "skos:broader", "doer": "skos:broader", "place": "hr:directlyWithin"}.get(facet, "")
    for node, depth in _tree(site, terms, above):
        name = short(site, node) if facet == "document" else site.name(node).text
        yield Choice(_id(node), name, counts[_id(node)], depth, site.path(node))


def _tree(site: Site, terms: set[Term], above: str) -> Iterator[tuple[Term, int]]:
    """Nodes with those below each, by name."""
    over = {node: next((one for one in site.all(node, above) if one in terms), "") if above else "" for node in terms}

    def below(node: Term, depth: int) -> Iterator[tuple[Term, int]]:
        for one in sorted(
            (child for child, parent in over.items() if parent == node), key=lambda child: site.name(child).text
        ):
            yield one, depth
            yield from below(one, depth + 1) if depth < len(terms) else ()

    return below("", 0)


def table(site: Site, nodes: Iterable[Term]) -> Table:
    """The acts as rows; whoever is less sure than the act has that in brackets."""
    columns = (
        "act",
        "kind",
        "date",
        "earliest",
        "latest",
        "place",
        "victim",
        "alleged_perpetrator",
        "certainty",
        "document",
        "record",
    )
    return Table("acts", columns, tuple(_row(site, node) for node in nodes))


def _row(site: Site, node: Term) -> tuple[str, ...]:
    entry = brief(site, node)
    by = {row.label: "; ".join(" ".join(link.text for link in one.links) for one in row.values) for row in entry.by}
    label = {key: site.name(expand(key)).text for key in ("hr:place", "hr:victim", "hr:allegedPerpetrator")}
    told = {key: by.get(upper(name), "") for key, name in label.items()}
    kinds = "; ".join(site.concept(one) for one in site.all(node, "hr:actType"))
    documents = "; ".join(
        sorted({_id(one) for claim in claims_on(site, node) for one in site.all(claim, "hr:inDocument")})
    )
    degree = "; ".join(one.words for one in _hit(site, node).marks)
    return (entry.title.text, kinds, site.raw(node, "hr:date"), site.raw(node, "hr:earliest"), site.raw(node, "hr:latest"),
            told["hr:place"], told["hr:victim"], told["hr:allegedPerpetrator"], degree, documents, text_of(node))  # fmt: skip


def as_data(site: Site, nodes: Iterable[Term]) -> dict[str, Any]:
    """What the script of the page narrows: each act as it is shown, with its values."""
    return {"acts": [_shown(site, node) for node in nodes]}


def _shown(site: Site, node: Term) -> dict[str, Any]:
    found = {facet: [one or "none" for one in some] for facet, some in values(site, node).items()}
    return {**shown_event(site, node), "is": found}


def shown_event(site: Site, node: Term) -> dict[str, Any]:
    """An event as the scripts of lists show it."""
    hit = _hit(site, node)
    by = [
        [row.label, ", ".join(" ".join(link.text for link in one.links) for one in row.values)] for row in hit.entry.by
    ]
    when = [hit.entry.when, *([hit.entry.when_sure.mark, hit.entry.when_sure.words] if hit.entry.when_sure else [])]
    return {
        "path": hit.entry.title.path,
        "title": hit.entry.title.text,
        "lang": hit.entry.title.lang,
        "state": hit.entry.state,
        "when": when,
        "by": by,
        "sure": [[one.mark, one.words] for one in hit.marks],
        "less": [[one.mark, f"{label}: {one.words}"] for label, one in hit.less],
    }
