"""One of two releases that are compared: what its nodes are called, and how sure its values are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from kg.answers.citations import claim_title
from kg.answers.names import Names
from kg.answers.pages.subject import Subject
from kg.answers.speech import Speech
from kg.exchange.releases import Release
from kg.model.kinds import prefixes
from kg.model.message import Message
from kg.model.terms import Term, expand, text_of
from kg.rdf.dataset import Dataset
from kg.rdf.serialization import line_of

_TYPE, _CLAIM, _CERTAINTY, _BASIS, _QUOTE = map(
    expand, ("rdf:type", "hr:Claim", "hr:certainty", "hr:basis", "hr:quote")
)
_LONGEST = 60
"""So many characters of a quote say which passage it is."""
_OWNERS = tuple(map(expand, ("hr:involvement", "hr:outcome", "hr:count", "hr:duration")))


class Side:
    """A release with the nodes of it that changed, for readers of a language."""

    def __init__(self, release: Release, changed: Iterable[Term], language: str) -> None:
        gathered = Dataset.gather(map(line_of, release.triples))
        names = Names(replace(gathered, prefixes=prefixes(release.base)), (language,))
        self._subject = Subject(names, release.dataset, language)
        self._release = release
        self._changed = set(changed)

    def of(self, term: Term) -> str:
        """What a node is called, or a value in words."""
        return self._subject.of(term)

    def key(self, property_: Term) -> str:
        """What a property is called."""
        return self._subject.say(Message("type")) if property_ == _TYPE else self._subject.key(property_)

    def kind(self, cls: Term) -> str:
        """What a class is called."""
        return self._subject.key(cls) if cls else ""

    def is_claim(self, node: Term) -> bool:
        """Whether a node is a claim, a finding among them."""
        return (node, _TYPE, _CLAIM) in self._release.triples

    def claimed(self, node: Term) -> str:
        """What a claim claims."""
        return claim_title(self._subject.names, node, Speech(self._subject.language))

    def sure(self, node: Term) -> str:
        """How sure it is that a node is so at all, and how sure a claim is; empty if nothing is claimed of that."""
        if certainty := self.first(node, _CERTAINTY):
            return self._subject.how(certainty, self.first(node, _BASIS))
        return self._sureness.get((node, "", ""), "")

    def value(self, node: Term, property_: Term, value: Term) -> str:
        """A value in words, with how sure it is where somebody has a reserve."""
        sure, text = self._reserves.get((node, property_, value), ""), self.quoted(value) or self.of(value)
        return f"{text} ({sure})" if sure else text

    def quoted(self, node: Term) -> str:
        """The beginning of the words of a passage, by which it is known; empty for any other node."""
        words = self._quotes.get(node, "")
        return f"“{words if len(words) <= _LONGEST else f'{words[:_LONGEST].rstrip()}…'}”" if words else ""

    def first(self, node: Term, property_: Term) -> Term:
        """The first value of a property of a changed node; empty if there is none."""
        return min((o for p, o in self._facts.get(node, ()) if p == property_), default="")

    @cached_property
    def owners(self) -> dict[Term, Term]:
        """What each part is a part of."""
        return {o: s for s, p, o in sorted(self._release.triples) if p in _OWNERS and o in self._changed}

    @cached_property
    def _quotes(self) -> dict[Term, str]:
        return {s: text_of(o) for s, p, o in self._release.triples if p == _QUOTE}

    @cached_property
    def _facts(self) -> dict[Term, list[tuple[Term, Term]]]:
        found: defaultdict[Term, list[tuple[Term, Term]]] = defaultdict(list)
        for s, p, o in self._release.triples:
            if s in self._changed:
                found[s].append((p, o))
        return found

    @cached_property
    def _reserves(self) -> dict[tuple[Term, Term, Term], str]:
        return dict(self._subject.reserves(self._changed))

    @cached_property
    def _sureness(self) -> dict[tuple[Term, Term, Term], str]:
        return dict(self._subject.sureness(self._changed))
