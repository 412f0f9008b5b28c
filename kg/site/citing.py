"""How a page is cited: as text, BibTeX and CSL-JSON, by the rule of ``kg cite``."""

from __future__ import annotations

from kg.answers.citations import FORMS, Citation, Work
from kg.answers.speech import Speech
from kg.model.terms import Term, digest, iri, local_name, text_of
from kg.site.classes import class_of
from kg.site.context import Site
from kg.site.model import Page
from kg.site.sayings import saying

_UNCITED = "missing.html"
"""The template of pages at which nothing is, or is any more."""
_SPOKEN = ("en", "ru")
"""The languages in which citations have sentences of their own."""


def citations(site: Site, page: Page) -> tuple[tuple[str, str], ...]:
    """The citations of a page, each with its name; none for a page that says only that nothing is there."""
    if page.template == _UNCITED:
        return ()
    speech = Speech(site.language if site.language in _SPOKEN else "en")
    node = iri(page.iri) if page.iri else ""
    made = [_citation(site, node, page) if class_of(site, node) else _of_page(site, page)]
    return tuple((name, FORMS[form](made, speech).strip()) for name, form in ((site.say("cite-text"), "text"), ("BibTeX", "bibtex"), ("CSL-JSON", "csl-json")))  # fmt: skip


def _of_page(site: Site, page: Page) -> Citation:
    """A page that is no node's, or a term's: by its title and where it stands."""
    address = page.iri or f"{site.root}{site.at(page.path)}"
    return Citation(f"chronicle-{digest(address, 8)}", "webpage", (), page.title.text, address, None, _notes(site, ()))


def _citation(site: Site, node: Term, page: Page) -> Citation:
    if site.is_a(node, "hr:Document"):
        work = _work(site, node)
        return Citation(_key(node), "document", work.creators, work.title, page.iri, work, _notes(site, ()))
    marks = tuple(mark.words for mark in page.marks)
    documents = tuple(dict.fromkeys(one for claim in _claims(site, node) for one in site.all(claim, "hr:inDocument")))
    if site.is_a(node, "hr:Claim") and documents:
        said = saying(site, node)
        told = [words.text if words.is_ours else f"“{words.text}”" for words in said.words]
        authors = tuple(link.text for link in said.who)
        notes = (said.sure.words, *told)
        return Citation(
            _key(node), "entry", authors, page.title.text, page.iri, _work(site, documents[0]), _notes(site, notes)
        )
    return Citation(_key(node), "entry", (), _title(page, marks), page.iri, None, _notes(site, ()))


def _claims(site: Site, node: Term) -> tuple[Term, ...]:
    return (node,) if site.is_a(node, "hr:Claim") else ()


def _title(page: Page, marks: tuple[str, ...]) -> str:
    """A title with what belongs to it wherever it stands."""
    less = ", ".join((*marks, *([page.state] if page.state else ())))
    return f"{page.title.text} ({less})" if less else page.title.text


def _notes(site: Site, notes: tuple[str, ...]) -> tuple[str, ...]:
    dataset = iri(f"{site.published.base}dataset")
    told = site.text(dataset, "dct:bibliographicCitation").text
    return tuple(filter(None, (*notes, told)))


def _key(node: Term) -> str:
    return f"chronicle-{digest(node, 8)}" if not local_name(node).isascii() else f"chronicle-{local_name(node)}"


def _work(site: Site, node: Term) -> Work:
    creators, publishers = (
        tuple(link.text for link in site.named(site.all(node, name))) for name in ("dct:creator", "dct:publisher")
    )
    return Work(
        iri=text_of(node),
        title=site.name(node).text,
        creators=creators,
        publishers=publishers,
        issued=site.raw(node, "dct:issued"),
        created=site.raw(node, "dct:created"),
        genre=site.concept(site.one(node, "dct:type")),
        language=site.raw(node, "dct:language"),
        url=site.raw(node, "schema:url"),
        archived=site.raw(node, "schema:archivedAt"),
        retrieved=site.raw(node, "hr:retrieved"),
        dating="",
        holding="",
    )
