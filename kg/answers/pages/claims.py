"""Every claim about the node of a page: what it says, on whose word, how surely, and the words that are its evidence."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import itemgetter

from kg.answers.claim_words import Matter, said
from kg.answers.names import OPEN
from kg.answers.pages.subject import Subject, in_brackets
from kg.answers.pages.wrapping import indented, item
from kg.answers.passages import Passage, in_file, where, worded
from kg.model.message import Message
from kg.model.terms import Term, expand, local_name, text_of

_CLAIMS = """
SELECT DISTINCT ?claim ?aspect ?value ?certainty ?stance ?basis ?ground ?status WHERE {
  VALUES ?node { @node } { ?claim hr:asserts ?node } UNION { ?node hr:stance ?any BIND(?node AS ?claim) }
  OPTIONAL { ?claim hr:certainty ?certainty } OPTIONAL { ?claim hr:stance ?stance }
  OPTIONAL { ?claim hr:basis ?basis } OPTIONAL { ?claim hr:ground ?ground }
  OPTIONAL { ?claim hr:aspect ?aspect } OPTIONAL { ?claim hr:value ?value }
  OPTIONAL { ?claim hr:status ?status FILTER(?status != status:accepted) }
} ORDER BY ?claim ?value
"""
_OURS = "VALUES ?node { @node } { ?claim hr:asserts ?node } UNION { ?node hr:stance ?any BIND(?node AS ?claim) }"
_CLAIMANTS = f"SELECT DISTINCT ?claim ?who {{ {_OURS} ?claim hr:claimant ?who }} ORDER BY ?claim ?who"
_TELLERS = f"SELECT DISTINCT ?claim ?who {{ {_OURS} ?claim hr:relayedBy/hr:claimant ?who }} ORDER BY ?claim ?who"
_CLASSES = (
    "SELECT ?class { VALUES ?node { @node } ?node a ?class FILTER(?class IN (hr:Assessment, hr:Claim, hr:Event)) }"
)
_PASSAGES = f"""
SELECT DISTINCT ?claim ?document ?start ?end ?quote ?ours ?line ?last ?from ?to {{
  {{ {_OURS} ?claim hr:evidence ?passage }}
  UNION {{ VALUES ?node {{ @node }} ?node hr:quote ?any BIND(?node AS ?claim) BIND(?node AS ?passage) }}
  ?passage hr:document ?document ; hr:quote ?quote ; hr:start ?start ; hr:end ?end .
  BIND(EXISTS {{ ?document dct:source ?original }} AS ?ours)
  OPTIONAL {{ ?passage hr:line ?line }} OPTIONAL {{ ?passage hr:lastLine ?last }}
  OPTIONAL {{ ?passage hr:derivedFrom ?restated . ?restated hr:start ?from ; hr:end ?to }}
}} ORDER BY ?claim ?document ?start ?from
"""
_QUOTE = "SELECT ?quote { @node hr:quote ?quote }"
_INVOLVEMENT = expand("hr:involvement")


def words(subject: Subject) -> list[str]:
    """The words of a passage that has a page of its own."""
    return [part for line in _words(subject)[subject.node] for part in item(line)] if subject.rows(_QUOTE) else []


def claims(subject: Subject) -> list[str]:
    """The claims, each with the ground of an inference and its evidence below."""
    claimants, tellers, words = subject.by_claim(_CLAIMANTS), subject.by_claim(_TELLERS), _words(subject)
    lines = []
    for claim, aspect, value, certainty, stance, basis, ground, status in subject.rows(_CLAIMS):
        content = _content(subject, (claim, aspect, value, stance))
        who = ", ".join(sorted(set(claimants[claim])))
        told = ", ".join(sorted(set(tellers[claim])))
        through = subject.say(Message("as told by {names}", names=told)) if told else ""
        how = in_brackets(subject.how(certainty, basis), through, subject.of(status))
        lines += item(f"{content} — {who}{how}")
        lines += indented(subject.say(Message("ground: {ground}", ground=subject.of(ground)))) if ground else []
        lines += [part for line in words[claim] for part in indented(line)]
    return lines


def _content(subject: Subject, row: tuple[Term, Term, Term, Term]) -> str:
    """What a claim says: a value and its property, or that it is so; what is not affirmed reads once."""
    claim, aspect, value, stance = row
    other = said(Matter.DETAIL if aspect else _matter(subject, claim), stance)
    if not aspect:
        so = Message("passed on") if _is_claim(subject) and claim != subject.node else Message("that it is so")
        return subject.say(other or so)
    given = subject.of(value) if value else ""
    content = given if aspect == _INVOLVEMENT and value else f"{subject.key(aspect)}{': ' if given else ''}{given}"
    return f"{content.removesuffix(f': {subject.say(OPEN)}')}: {subject.say(other)}" if other else content


def _is_claim(subject: Subject) -> bool:
    return (expand("hr:Claim"),) in subject.rows(_CLASSES)


def _matter(subject: Subject, claim: Term) -> Matter:
    """What a claim without an aspect is about."""
    classes = {local_name(class_) for (class_,) in subject.rows(_CLASSES)}
    if "Assessment" in classes and claim == subject.node:
        return Matter.FINDING
    return Matter.EVENT if "Event" in classes else Matter.DETAIL


def _words(subject: Subject) -> dict[Term, list[str]]:
    """The evidence of each claim, a line for each document, with where it stands; a passage's own page says it in full."""
    found: dict[Term, list[str]] = defaultdict(list)
    told = where if subject.rows(_QUOTE) else in_file
    for (claim, document), rows in groupby(subject.rows(_PASSAGES), itemgetter(0, 1)):
        passages = [_passage(list(group)) for _, group in groupby(rows, itemgetter(2, 3))]
        place = f"{local_name(document)}, {subject.say(told(passages))}"
        found[claim].append(f"{subject.say(worded(passages))} ({place})")
    return found


def _passage(rows: list[tuple[Term, ...]]) -> Passage:
    """The passage of some rows, each of which has one span of the original that it restates."""
    _, document, start, end, quote, ours, line, last, *_ = rows[0]
    restated = tuple((int(text_of(first)), int(text_of(last))) for *_, first, last in rows if first)
    first, to = (int(text_of(number)) if number else 0 for number in (line, last or line))
    is_ours = text_of(ours) == "true"
    return Passage(document, text_of(quote), int(text_of(start)), int(text_of(end)), is_ours, restated, (first, to))
