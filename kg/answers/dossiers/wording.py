"""How a claim is worded: how sure it is, on whose word, as told by whom, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.answers.claim_words import AFFIRMS, FACT, OURS, Matter, said
from kg.answers.dates import without_date
from kg.answers.dossiers.amounts import amount
from kg.answers.dossiers.dates import in_words
from kg.answers.dossiers.graph import Claim, Graph, Said
from kg.answers.names import word
from kg.answers.passages import Passage, where, worded
from kg.model.concepts import concept_iri
from kg.model.message import Message
from kg.model.terms import Term, expand, local_name, text_of
from kg.sources.documents import squeezed

ACTUAL = concept_iri("modality", "actual")
_UNCLEAR, _ACCEPTED = concept_iri("certainty", "unclear"), concept_iri("status", "accepted")
_DEGREES = ("stated as fact", "reported", "alleged", "suggested", "unclear")
_WRITTEN = """
SELECT DISTINCT ?node ?document {
  VALUES ?node { @nodes } ?document dct:creator ?node ; hr:held true FILTER NOT EXISTS { ?digest dct:source ?document }
} ORDER BY ?node ?document
"""
_HELD = """
SELECT DISTINCT ?document { ?document hr:held true FILTER NOT EXISTS { ?digest dct:source ?document } } ORDER BY ?document
"""
_SHORTEST = 20
"""A name up to so many characters is not shortened."""
_MOST = 8
"""The most letters of an abbreviation."""


@dataclass(slots=True)
class Wording:
    """The names in use, and which documents and agents were named: they are listed at the end and at the beginning."""

    graph: Graph
    documents: dict[Term, str] = field(default_factory=dict)
    agents: dict[Term, str] = field(default_factory=dict)
    ids: dict[str, Term] = field(default_factory=dict)
    at: str = ""
    """The fact that is being told, or nothing outside of the facts."""
    grounds: dict[str, str] = field(default_factory=dict)
    """The fact in which each ground was given first."""
    offices: set[tuple[Term, Term]] = field(default_factory=set)
    """The agents with the offices in which they were said to act."""
    quoted: dict[tuple[Term, int, int], str] = field(default_factory=dict)
    """The fact in which each passage was shown."""

    def name(self, node: Term) -> str:
        """What a node is called, by its abbreviation if it is a body that has one; an agent is remembered."""
        if not node.startswith("<"):
            return squeezed(text_of(node)) if node else ""
        if node in self.agents:
            return self.agents[node]
        if self.graph.is_a(node, "hr:Agent"):
            short = self.short(node)
            self.agents[node] = self.label(node) if short in ("", *self.agents.values()) else short
            return self.agents[node]
        if self.graph.is_a(node, "hr:Posting"):
            return f"{self.name(self.graph.one(node, 'hr:holder'))} ({self.graph.text(node, 'hr:position')})"
        if self.graph.is_a(node, "hr:Quantity"):
            return amount(self.graph, node)
        if self.graph.is_a(node, "hr:Outcome"):
            return self._outcome(node)
        return self.label(node)

    def label(self, node: Term) -> str:
        """The label of a node without a date at its end; of an event that is not actual, with its modality."""
        graph = self.graph
        label = without_date(graph.names.of(node), graph.raw(node, "hr:date"))
        modality = graph.one(node, "hr:modality")
        marked = modality and modality != ACTUAL and not graph.is_a(node, "hr:Agent")
        return squeezed(label) + (f" ({graph.word(modality)})" if marked else "")

    def short(self, node: Term) -> str:
        """What stands for a long name: the abbreviation of a body, the document whose unnamed authors a group are."""
        if self.graph.is_a(node, "hr:Group"):
            written = [row[1] for row in self.graph.rows(_WRITTEN, (node,))]
            authors = Message("author(s) of {document}")
            return self.say(authors.given(document=self.document(written[0]))) if len(written) == 1 else ""
        if not self.graph.is_a(node, "hr:Organization") or len(self.label(node)) <= _SHORTEST:
            return ""
        names = {text_of(name) for name in self.graph.all(node, "skos:altLabel")}
        found = [name for name in names if name.isascii() and name.isalpha() and name.isupper() and len(name) <= _MOST]
        return min(found, key=lambda name: (len(name), name), default="")

    def prose(self, text: str) -> str:
        """A sentence of ours without the full stop at its end; the documents that it names by id have their short names."""
        if not self.ids:
            found = [row[0] for row in self.graph.dataset.solutions(_HELD).rows if row[0]]
            self.ids.update({local_name(node): node for node in found})
        for ident, node in self.ids.items():
            if ident in text:
                text = re.sub(rf"(?<![\w-]){re.escape(ident)}(?![\w-])", self.document(node), text)
        return squeezed(text).removesuffix(".")

    def names(self, nodes: Iterable[Term]) -> str:
        """Several nodes as a list in a sentence."""
        return self.listed(sorted(map(self.name, nodes)))

    def listed(self, names: Sequence[str]) -> str:
        """Names as a list in a sentence, each once."""
        return self.graph.speech.listed(names)

    def any_of(self, words: Sequence[str]) -> str:
        """Some words, of which any may hold."""
        return self.say(Message(" or ")).join(words)

    def degree(self, english: str) -> str:
        """A degree of certainty by its English word."""
        return self.graph.speech.label("certainty", english)

    def say(self, text: Message) -> str:
        """A sentence or phrase in the language of the dossier."""
        return self.graph.say(text)

    def date(self, text: str, *, once: bool = True) -> str:
        """A date in words; ``once`` is false of what may have happened on several days of a span."""
        return in_words(text, self.graph.speech, once=once)

    def _outcome(self, node: Term) -> str:
        graph = self.graph
        parts = [
            graph.word(graph.one(node, f"hr:{key}")) for key in ("verdict", "penalty") if graph.one(node, f"hr:{key}")
        ]
        parts += [self.name(value) for key in ("duration", "count") for value in graph.all(node, f"hr:{key}")]
        return ", ".join(parts)

    # ── How sure, and on whose word ──────────────────────────────────────────────────────────────────────────────

    def how(self, claim: Claim, *, has_ground: bool = True) -> str:
        """Stance, certainty, basis, claimant and tellers of a claim, and the ground of an inference."""
        told = self._affirmed(claim) if claim.stance == AFFIRMS else self._other(claim)
        for teller in claim.tellers:
            told = self.say(Message("{told}, as told by {name}", told=told, name=self._teller(teller)))
        status = self.graph.word(claim.status) if claim.status not in ("", _ACCEPTED) else ""
        marked = f"{told} [{status}]" if status else told
        return self._with_ground(marked, claim) if has_ground and claim.ground else marked

    def _affirmed(self, claim: Claim) -> str:
        basis, sure = self.graph.word(claim.basis), self.graph.word(claim.said.certainty)
        if claim.basis == OURS:  # a firm inference: nobody states it as fact
            return basis if claim.said.certainty == FACT else f"{sure}, {basis}"
        names = self.names(claim.said.claimants)
        if claim.said.certainty == _UNCLEAR:
            told = self.say(Message("{told}, on the word of {names}", told=sure, names=names))
        else:
            told = self._by(sure, claim)
        return f"{told} ({basis})" if basis else told

    def _by(self, told: str, claim: Claim) -> str:
        """What is said, and who says it unless it is our inference."""
        names = "" if claim.basis == OURS else self.names(claim.said.claimants)
        return self.say(Message("{told} by {names}", told=told, names=names)) if names else told

    def _other(self, claim: Claim) -> str:
        """What a claim says that does not affirm, who says it, how surely and on what basis."""
        graph, about = self.graph, claim.about or claim.node
        is_event, is_finding = (graph.is_a(about, name) for name in ("hr:Event", "hr:Assessment"))
        matter = Matter.DETAIL if claim.aspect else Matter.EVENT if is_event else Matter.FINDING
        other = said(matter, claim.stance)
        found = self.say(other) if other else graph.word(claim.stance)
        names = "" if claim.basis == OURS else self.names(claim.said.claimants)
        if claim.aspect or not (is_event or is_finding):
            told = self._by(found, claim)
        else:
            told = (f"{names}: {found}" if is_event else f"{names}, {found}") if names else found
        return f"{told} ({', '.join(filter(None, (graph.word(claim.said.certainty), graph.word(claim.basis))))})"

    def _with_ground(self, told: str, claim: Claim) -> str:
        """The ground of an inference; one that was given before, by the fact in which it stands."""
        before = self.grounds.setdefault(claim.ground, self.at) if self.at else ""
        if before == self.at:
            return self.say(Message("{told}. Ground: {ground}", told=told, ground=self.prose(claim.ground)))
        return self.say(Message("{told}. Ground: as under fact {number}", told=told, number=before))

    def _teller(self, said: Said) -> str:
        sure = self.graph.word(said.certainty)
        return self.names(said.claimants) + (f" ({sure})" if said.certainty != FACT else "")

    # ── Where it stands ──────────────────────────────────────────────────────────────────────────────────────────

    def document(self, node: Term) -> str:
        """The short name of a document: its kind and year, and the day where two would be called alike."""
        if node not in self.documents:
            self.documents[node] = self._short_title(node)
        return self.documents[node]

    def _short_title(self, node: Term) -> str:
        graph = self.graph
        kind = graph.word(graph.one(node, "dct:type")) or self.say(Message("document"))
        date = graph.raw(node, "dct:issued") or graph.raw(node, "dct:created")
        name = f"{kind[0].upper()}{kind[1:]} {date[:4]}".strip()
        if name in self.documents.values():
            called = f"{kind[0].upper()}{kind[1:]}"
            name = self.say(Message("{kind} of {date}", kind=called, date=self.date(date))) if date else name
        number = 2
        plain = name
        while name in self.documents.values():
            name, number = f"{plain} ({number})", number + 1
        return name

    def places(self, passages: Sequence[Passage]) -> str:
        """Documents and lines of passages, and the characters of the originals that they restate."""
        found: dict[Term, list[Passage]] = {}
        for passage in passages:
            found.setdefault(passage.document, []).append(passage)
        return "; ".join(self._place(document, own) for document, own in found.items())

    def _place(self, document: Term, passages: Sequence[Passage]) -> str:
        return f"{self.document(document)}, {self.say(where(passages))}"

    def evidence(self, passages: Sequence[Passage], number: str) -> str:
        """The words of passages and where they stand; of passages shown before, only in which fact they are."""
        before = {
            passage: self.quoted.setdefault((passage.document, passage.start, passage.end), number)
            for passage in passages
        }
        new = [passage for passage in passages if before[passage] == number]
        shown = [
            self._words([passage for passage in new if passage.document == one])
            for one in dict.fromkeys(passage.document for passage in new)
        ]
        old = self.listed([before[passage] for passage in passages if before[passage] != number])
        return " ".join([*shown, *([self.say(Message("Passage: see fact {numbers}.", numbers=old))] if old else [])])

    def _words(self, passages: Sequence[Passage]) -> str:
        """Passages of one document: a digest is introduced as ours, an original stands in quotation marks."""
        return f"{self.say(worded(passages))} ({self.places(passages)})"


def is_plain(claim: Claim, claimants: frozenset[Term]) -> bool:
    """Whether a claim about a detail says no more than the fact it belongs to: affirmed as fact by the same claimants."""
    return (claim.stance, claim.said.certainty, claim.basis, claim.ground, claim.tellers) == (
        AFFIRMS,
        FACT,
        "",
        "",
        (),
    ) and claimants >= set(claim.said.claimants)


def doubt(wording: Wording, claims: Iterable[Claim], key: str, value: Term) -> str:
    """How sure a value of a property is, in brackets, unless somebody simply states it."""
    on = [claim for claim in claims if claim.aspect == expand(key) and value in claim.values]
    plain = any(is_plain(claim, frozenset(claim.said.claimants)) for claim in on)
    return f" ({'; '.join(sorted({wording.how(claim) for claim in on}))})" if on and not plain else ""


def least_sure(claims: Iterable[Claim]) -> str:
    """The English word for the least sure of some claims, with the certainty of those who pass them on."""
    found = [said.certainty for claim in claims for said in (claim.said, *claim.tellers)]
    return max(map(word, found), key=lambda sure: _DEGREES.index(sure) if sure in _DEGREES else -1, default="")
