"""The pages of the ontology: a page for each class, property and concept, and the lists of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial

from kg.model.terms import Term, expand, local_name, text_of
from kg.model.vocabulary import PREFIXES
from kg.site.context import Site, upper
from kg.site.model import Link, Page, Row, Section, Value
from kg.site.paths import stem
from kg.site.views.entries import events
from kg.site.views.lists import Group, Listing, Table, files_of

_TEXTS = ("skos:definition", "skos:scopeNote", "rdfs:comment", "skos:example")
_LINKS = (
    "rdfs:subClassOf", "rdfs:subPropertyOf", "rdfs:domain", "rdfs:range", "schema:domainIncludes", "schema:rangeIncludes",
    "owl:inverseOf", "skos:broader", "skos:closeMatch", "skos:exactMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch",
)  # fmt: skip
_KINDS = ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")


def term_pages(site: Site) -> Iterator[Callable[[Site], Page]]:
    """What makes the pages of all terms and concepts, and of the two lists."""
    terms, concepts = _terms(site), _concepts(site)
    yield from (partial(_term_page, node=node) for _, node in terms)
    yield from (partial(_concept_page, node=node) for _, node in concepts)
    yield partial(_list, name="ns", rows=terms)
    yield partial(_list, name="vocab", rows=concepts)


def term_tables(site: Site) -> Iterator[Table]:
    """All terms and all concepts as rows."""
    columns = ("name", "kind", "definition", "term")
    for name, rows in (("ns", _terms(site)), ("vocab", _concepts(site))):
        told = tuple(
            (site.name(node).text, kind, site.text(node, "skos:definition").text, text_of(node)) for kind, node in rows
        )
        yield Table(name, columns, told)


def _terms(site: Site) -> list[tuple[str, Term]]:
    """The classes and properties of the ontology, each with its kind."""
    nodes = sorted(node for node in site.published.facts if node.startswith(f"<{PREFIXES['hr']}"))
    return [(kind, node) for node in nodes if (kind := _kind(site, node))]


def _concepts(site: Site) -> list[tuple[str, Term]]:
    """The concepts by vocabulary, each with its name."""
    nodes = sorted(node for node in site.published.facts if site.is_a(node, "skos:Concept"))
    return sorted(((_scheme(site, node), node) for node in nodes), key=lambda row: row[0].casefold())


def _kind(site: Site, node: Term) -> str:
    kind = next((name for name in _KINDS if site.is_a(node, name)), "")
    return site.say(kind.replace(":", "-")) if kind else ""


def _scheme(site: Site, node: Term) -> str:
    scheme = site.one(node, "skos:inScheme")
    return upper(site.name(scheme).text) if scheme else local_name(node.rpartition("/")[0])


def _term_page(site: Site, node: Term) -> Page:
    return _page(site, node, _kind(site, node), "ns", tuple(_uses(site, node)))


def _concept_page(site: Site, node: Term) -> Page:
    nodes = [one for one in site.back(node, "hr:kindOfAct", "hr:right") if site.is_a(one, "hr:Event")]
    return _page(site, node, _scheme(site, node), "vocab", events(site, "", "told-of", nodes))


def _page(site: Site, node: Term, kind: str, menu: str, more: tuple[Section, ...]) -> Page:
    title = site.name(node)
    return Page(
        f"{stem(text_of(node), site.published.base)}.html" if stem(text_of(node), site.published.base) else "",
        "node.html",
        title._replace(text=upper(title.text), path=""),
        kind=kind,
        lede=site.text(node, "skos:definition").text,
        main=(*_about(site, node), *more),
        aside=tuple(_names(site, node)),
        iri=text_of(node),
        trail=(Link(site.say(menu), site.at(f"{menu}.html")),),
    )


def _about(site: Site, node: Term) -> Iterator[Section]:
    """What a term means, in every language, and how it hangs together with others."""
    texts = [site.said(text) for key in _TEXTS[1:] for text in site.all(node, key) if site.said(text).lang == ""]
    if texts:
        yield Section("notes", site.say("notes"), "texts", tuple(texts))
    found = [
        Row(site.say(key.replace(":", "-")), tuple(Value((_shown(site, one),)) for one in site.all(node, key)))
        for key in _LINKS
        if site.all(node, key)
    ]
    narrower = site.named(one for one in site.back(node, "skos:broader", "rdfs:subClassOf", "rdfs:subPropertyOf"))
    if narrower:
        found.append(Row(site.say("narrower"), tuple(Value((link,)) for link in narrower)))
    if found:
        yield Section("relations", site.say("relations"), "pairs", tuple(found))


def _shown(site: Site, node: Term) -> Link:
    """A term by its name here, or by its whole IRI if it is of another vocabulary."""
    return site.name(node) if site.path(node) else Link(text_of(node))


def _names(site: Site, node: Term) -> Iterator[Section]:
    """The labels of a term in each language, and its synonyms."""
    by_language: dict[str, list[str]] = defaultdict(list)
    for key in ("skos:prefLabel", "rdfs:label", "skos:altLabel"):
        for label in site.all(node, key):
            by_language[label.rpartition("@")[2] if "@" in label else ""].append(text_of(label))
    rows = [
        Row(
            tag or "–",
            tuple(Value((Link(text, lang=tag if tag != site.language else ""),)) for text in dict.fromkeys(texts)),
        )
        for tag, texts in sorted(by_language.items())
    ]
    if rows:
        yield Section("labels", site.say("labels"), "pairs", tuple(rows))


def _uses(site: Site, node: Term) -> Iterator[Section]:
    """How often a term is used in the published graph."""
    count = len(site.published.back.get(node, {}).get(expand("rdf:type"), ()))
    if count:
        yield Section("used", site.say("used"), "texts", (Link(site.say("used-count", count=count)),))


def _list(site: Site, name: str, rows: list[tuple[str, Term]]) -> Page:
    """All terms by their kind, or all concepts by their vocabulary."""
    groups: dict[str, list[tuple[Link, str]]] = defaultdict(list)
    for head, node in rows:
        groups[head].append((site.name(node), "" if name == "vocab" else local_name(node)))
    shown = Listing(
        tuple(Group(head, tuple(some)) for head, some in groups.items()), (), 0, files_of(site, name), len(rows)
    )
    return Page(f"{name}.html", "list.html", Link(site.say(name)), lede=site.say(f"{name}-lede"), extra=shown)
