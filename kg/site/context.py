"""What a page is written with: the published graph, one language, and the addresses of the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.answers.dates import without_date
from kg.answers.dossiers.amounts import amount
from kg.answers.dossiers.graph import Graph
from kg.answers.names import NAMING, Names
from kg.answers.speech import Speech
from kg.model.languages import best
from kg.model.terms import Term, expand, local_name, text_of
from kg.site.layout import Layout
from kg.site.model import Link, Saying
from kg.site.paths import in_language, page_of, url
from kg.site.reading import Published
from kg.site.words import words

_NONE: frozenset[str] = frozenset()
_AMOUNTS_IN = ("en", "ru")
"""The languages that have words for amounts."""


@dataclass(frozen=True, slots=True)
class Site:
    """The published graph for readers of one language; the pages of the ``first`` language stand at the root."""

    published: Published
    layout: Layout
    language: str
    languages: tuple[str, ...]
    graph: Graph
    words: Mapping[str, str]
    root: str = ""
    """Where the site will stand, with a slash at its end."""
    dossiers: frozenset[str] = frozenset()
    """The files of dossiers that were made."""
    room: int = 16
    """How many events a page tells in full; lists are shortened with it until the page is small enough."""
    known: dict[Term, Link] = field(default_factory=dict)
    """What nodes are called, once that was worked out."""
    sayings: dict[tuple[Term, bool], Saying] = field(default_factory=dict)
    """The claims in a line, with and without their words."""
    classes: dict[Term, str] = field(default_factory=dict)
    """The class by which a node has its page."""
    shorts: dict[Term, str] = field(default_factory=dict)
    """The short names of documents."""
    ties: dict[Term, Any] = field(default_factory=dict)
    """The ties of agents."""
    narrower: dict[str, tuple[Term, ...]] = field(default_factory=dict)
    """The properties that are narrower than each."""

    @classmethod
    def of(cls, published: Published, layout: Layout, language: str, languages: tuple[str, ...]) -> Site:
        """The site in a language."""
        speech = Speech(language)
        names = Names(published.dataset, (language,), published.facts)  # type: ignore[arg-type]
        graph = Graph(published.dataset, names, speech, published.facts)
        return cls(published, layout, language, languages, graph, words(language))

    # ── What is said of a node ───────────────────────────────────────────────────────────────────────────────────

    def all(self, node: Term, name: str) -> tuple[Term, ...]:
        """The values of a property of a node."""
        about = self.published.facts.get(node)
        return about.get(expand(name), ()) if about else ()

    def one(self, node: Term, name: str) -> Term:
        """The first value of a property of a node; empty if it has none."""
        found = self.all(node, name)
        return found[0] if found else ""

    def raw(self, node: Term, name: str) -> str:
        """The text of the first value of a property of a node; empty if it has none."""
        found = self.one(node, name)
        return text_of(found) if found else ""

    def back(self, node: Term, *names: str) -> tuple[Term, ...]:
        """The nodes of which a node is the value of any of some properties, each once."""
        about = self.published.back.get(node)
        if not about:
            return ()
        if len(names) == 1:
            return about.get(expand(names[0]), ())
        return tuple(dict.fromkeys(one for name in names for one in about.get(expand(name), ())))

    def is_a(self, node: Term, *names: str) -> bool:
        """Whether a node is of any of some classes."""
        types = self.published.types.get(node, _NONE)
        return any(name in types for name in names)

    def text(self, node: Term, *names: str) -> Link:
        """The text of the first of some properties that a node has, in the language of the site where there is a choice."""
        for name in names:
            if found := self.all(node, name):
                return self.said(best(found, (self.language,)))
        return Link("")

    # ── What it is called, and where it is ───────────────────────────────────────────────────────────────────────

    def said(self, literal: Term) -> Link:
        """A literal with its language, where that is not the site's."""
        tag = literal[literal.rindex('"') + 1 :]
        language = tag[1:] if tag.startswith("@") else ""
        return Link(text_of(literal), lang="" if language == self.language else language)

    def name(self, node: Term) -> Link:
        """What a node is called, with the address of its page."""
        if node not in self.known:
            called = self._called(node)
            self.known[node] = called._replace(path=self.path(node))
        return self.known[node]

    def named(self, nodes: Iterable[Term]) -> tuple[Link, ...]:
        """What some nodes are called, in alphabetical order."""
        return tuple(sorted((self.name(node) for node in set(nodes)), key=lambda link: (link.text.casefold(), link)))

    def _called(self, node: Term) -> Link:
        if not node.startswith("<"):
            return self.said(node)
        facts = self.published.facts.get(node, {})
        for name in NAMING:
            if found := facts.get(name):
                label = self.said(best(found, (self.language,)))
                return label._replace(text=without_date(label.text, self.raw(node, "hr:date")))
        return self._by_parts(node) or Link(self.graph.names.of(node) or local_name(node))

    def _by_parts(self, node: Term) -> Link | None:
        """The name of a node that has no label of its own."""
        if self.is_a(node, "hr:Involvement"):
            agent = self.one(node, "hr:agent")
            return Link(
                f"{self.name(self.one(node, 'hr:role')).text}: {self.name(agent).text if agent else self.words['left-open']}"
            )
        if self.is_a(node, "hr:Quantity"):
            return self._amount(node)
        if self.is_a(node, "hr:Posting"):
            parts = [
                self.text(node, "hr:position").text,
                self.name(self.one(node, "hr:organization")).text if self.one(node, "hr:organization") else "",
            ]
            return Link(", ".join(filter(None, parts)) or self.words["office"])
        if self.is_a(node, "hr:Outcome"):
            keys = ("hr:verdict", "hr:penalty", "hr:duration", "hr:count")
            return Link(
                ", ".join(self.name(one).text for key in keys for one in self.all(node, key)) or self.words["outcome"]
            )
        if self.is_a(node, "hr:Claim"):
            return self._claim(node)
        if self.is_a(node, "hr:IdentityDecision"):
            sides = [self.name(self.one(node, side)).text for side in ("hr:left", "hr:right")]
            return Link(f"{self.name(self.one(node, 'hr:verdict')).text}: {' – '.join(sides)}")
        return None

    def _claim(self, node: Term) -> Link:
        """A claim by what it is about: never by a value, which may be less sure than a title looks."""
        about = self.name(self.one(node, "hr:matter") or self.one(node, "hr:asserts"))
        aspect = self.one(node, "hr:aspect")
        roles = [role for value in self.all(node, "hr:value") for role in self.all(value, "hr:role")]
        detail = self.name(roles[0] if roles else aspect).text if aspect else ""
        told = self.say("claim-detail", detail=detail, name=about.text) if aspect else about.text
        return Link(self.say("claim-on", name=told), lang=about.lang)

    def _amount(self, node: Term) -> Link:
        if self.language in _AMOUNTS_IN:
            return Link(amount(self.graph, node))
        least, most, most_likely = (self.raw(node, f"hr:{key}") for key in ("atLeast", "atMost", "best"))
        exact = most_likely or (least if least == most else "")
        number = exact or "–".join((least or "…", most or "…"))
        unit = self.one(node, "hr:unit")
        verbatim = self.raw(node, "hr:verbatim")
        qualifier = self.name(self.one(node, "hr:qualifier")).text if self.one(node, "hr:qualifier") else ""
        more = [self.name(unit).text if unit else "", qualifier, f"“{verbatim}”" if verbatim else ""]
        return Link(f"{number} ({', '.join(filter(None, more))})")

    def path(self, node: Term) -> str:
        """The address of a node's page from the root of the site; empty for what has none here."""
        if not node.startswith("<"):
            return ""
        if self.is_a(node, "hr:Passage"):
            return self.at(self.layout.place(node))
        if node not in self.published.facts:
            return ""
        found = page_of(text_of(node), self.published.base)
        return self.at(found) if found else ""

    def at(self, page: str) -> str:
        """The address of a page in the language of the site, from the root."""
        return url(in_language(page, self.language, self.languages[0])) if page else ""

    # ── In words ─────────────────────────────────────────────────────────────────────────────────────────────────

    def say(self, key: str, /, **parts: object) -> str:
        """A sentence or word of the interface."""
        return self.words[key].format(**parts) if parts else self.words[key]

    def concept(self, node: Term) -> str:
        """What a concept is called; empty without one."""
        return self.name(node).text if node else ""

    def date(self, node: Term, name: str = "hr:date") -> str:
        """A date of a node in words."""
        found = self.raw(node, name)
        return self.dated(found) if found else ""

    def dated(self, edtf: str) -> str:
        """An EDTF date in words."""
        return self.graph.speech.date(edtf) or edtf


def upper(text: str) -> str:
    """A text with a capital at its beginning."""
    return f"{text[:1].upper()}{text[1:]}"
