"""What a citation says of a claim, and what of it is ours and none of the claimant's words."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answers.citations.reader import Reader
from kg.answers.claim_words import DENIES, FACT, OURS, Matter, how_sure, said
from kg.answers.dates import date_text, without_date
from kg.answers.passages import Passage, Span, where, worded
from kg.model.concepts import concept_iri
from kg.model.message import Message
from kg.model.terms import Term, expand, text_of

_INFERRED = """
SELECT DISTINCT ?aspect ?value ?certainty ?ground {
  ?claim hr:asserts @node ; hr:aspect ?aspect ; hr:value ?value ; hr:stance stance:affirms ;
    hr:basis basis:our-inference ; hr:certainty ?certainty .
  OPTIONAL { ?claim hr:ground ?ground }
  FILTER NOT EXISTS { ?claim hr:status ?status FILTER(?status IN (status:retracted, status:superseded)) }
  FILTER(?aspect != hr:date || EXISTS { @node hr:date ?value })
} ORDER BY ?aspect ?value
"""
_DATES = """
SELECT DISTINCT ?value ?who ?basis ?certainty {
  ?claim hr:asserts @node ; hr:aspect hr:date ; hr:value ?value ; hr:claimant ?who ; hr:certainty ?certainty .
  OPTIONAL { ?claim hr:basis ?basis }
} ORDER BY ?value ?who ?basis
"""
_OUTER = "SELECT ?claim { ?claim hr:asserts @node } ORDER BY ?claim"
_SUFFERERS = (concept_iri("role", "victim"), concept_iri("role", "intended-target"))
_KINDS = (expand("hr:actType"), expand("dct:type"))
_ACTUAL, _ACCEPTED = concept_iri("modality", "actual"), concept_iri("status", "accepted")
_QUALIFIERS = {
    "stance": Message("Stance"),
    "hr:certainty": Message("Certainty"),
    "hr:basis": Message("Basis"),
    "hr:ground": Message("Ground"),
    "dct:description": Message("Told so"),
    "hr:wordsSay": Message("The words are"),
    "hr:reading": Message("Read as"),
    "hr:status": Message("Status"),
}
"""What qualifies a claim, in this order; the stance is worded so that it reads once."""


def title(reader: Reader, claim: Term) -> str:
    """What is claimed: a record, with its modality unless it is actual, and which aspect of it is claimed."""
    claim = _innermost(reader, claim)
    if reader.all(claim, "dct:description") and not reader.all(claim, "hr:asserts"):
        return reader.text(claim, "dct:description")
    node = next(iter(reader.all(claim, "hr:asserts")), claim)
    named = _untimed(reader, node) + _mark(reader, node, claim) + _inferred(reader, node, claim)
    aspect = next(iter(reader.all(claim, "hr:aspect")), "")
    return f"{named} – {_detail(reader, claim, aspect)}" if aspect else named


def _innermost(reader: Reader, claim: Term) -> Term:
    """The claim at the end of a chain of claims that relay each other; any of them if the chain is a circle."""
    seen: set[Term] = set()
    while claim not in seen:
        seen.add(claim)
        relayed = next(iter(reader.all(claim, "hr:asserts")), claim)
        claim = relayed if reader.all(relayed, "hr:claimant") else claim
    return claim


def _untimed(reader: Reader, node: Term) -> str:
    """The label of a node without its date: that may be ours, and is none of the claimant's words."""
    date = next(iter(reader.all(node, "hr:date")), "")
    return without_date(reader.label(node), text_of(date) if date else "")


def _mark(reader: Reader, node: Term, claim: Term) -> str:
    """What keeps a title from reading as if it had happened; a denial says so whatever the matter is called."""
    if reader.all(claim, "hr:stance") == [DENIES] and not reader.all(claim, "hr:aspect"):
        is_event = bool(reader.all(node, "hr:modality"))
        denied = Message("said not to have happened") if is_event else Message("denied")
        return f" [{reader.say(denied)}]"
    is_actual = reader.all(node, "hr:modality") in ([], [_ACTUAL])
    return "" if is_actual else f" [{reader.text(node, 'hr:modality')}]"


def _inferred(reader: Reader, node: Term, claim: Term) -> str:
    """Which part of a title is ours: the kind of the event, or whom it befell."""
    found: dict[str, str] = {}
    for aspect, value, certainty, _ in reader.ask(_INFERRED, node=node) if not reader.all(claim, "hr:aspect") else ():
        roles = reader.all(value, "hr:role") if aspect == expand("hr:involvement") else []
        if aspect in _KINDS or any(role in _SUFFERERS for role in roles):
            what = reader.label(roles[0] if roles else aspect)
            found.setdefault(what, how_sure(reader.names, certainty, OURS))
    return f" [{'; '.join(f'{what}: {how}' for what, how in found.items())}]" if found else ""


def _detail(reader: Reader, claim: Term, aspect: Term) -> str:
    """Which detail a claim is about, and what it gives for it."""
    values = ", ".join(_date(reader, value) or reader.label(value) for value in reader.all(claim, "hr:value"))
    if aspect == expand("hr:involvement"):
        return values
    is_name = aspect in (expand("skos:prefLabel"), expand("skos:altLabel"))
    called = reader.say(Message("name")) if is_name else reader.label(aspect)
    return called + (f": {values}" if values else "")


def _date(reader: Reader, term: Term) -> str:
    return date_text(term, reader.speech.language)


def _how(reader: Reader, claim: Term) -> str:
    """Stance, certainty and anything else that qualifies the claim."""
    is_usual = reader.all(claim, "hr:status") == [_ACCEPTED]
    found = {key: reader.text(claim, key) for key in _QUALIFIERS if key != "stance"}
    found["dct:description"] = found["dct:description"] if reader.all(claim, "hr:asserts") else ""
    found |= {"stance": _stance(reader, claim), "hr:status": "" if is_usual else found["hr:status"]}
    return " ".join(f"{reader.say(name)}: {found[key].rstrip('.')}." for key, name in _QUALIFIERS.items() if found[key])


def _stance(reader: Reader, claim: Term) -> str:
    """What the claim says of its matter, worded so that it reads once."""
    about = next(iter(reader.all(claim, "hr:asserts")), "")
    is_event = bool(about and reader.all(about, "hr:modality") and not reader.all(claim, "hr:aspect"))
    is_finding = not about or bool(reader.all(about, "hr:claimant"))
    matter = Matter.EVENT if is_event else Matter.FINDING if is_finding else Matter.DETAIL
    found = [said(matter, stance) for stance in reader.all(claim, "hr:stance")]
    return reader.say(found[0]) if found and found[0] else reader.text(claim, "hr:stance")


def _dated(reader: Reader, claim: Term) -> Iterator[str]:
    """When an event was by its claimant's account, never by ours or another's, and the document's words for it."""
    for event in reader.all(claim, "hr:asserts") if not reader.all(claim, "hr:aspect") else ():
        claims = reader.ask(_DATES, node=event)
        others = {who for _, who, basis, _ in claims if basis != OURS} - set(reader.all(claim, "hr:claimant"))
        if others:
            continue
        inferred = {value for value, _, basis, _ in claims if basis == OURS}
        sure = {value: how_sure(reader.names, how, "") for value, _, _, how in claims if how != FACT}
        words = [
            reader.say(Message("“{words}”", words=reader.label(one))) for one in reader.all(event, "hr:dateVerbatim")
        ]
        for date in reader.all(event, "hr:date"):
            if date in inferred:
                yield from (reader.say(Message("Date in the document’s words: {words}.", words=one)) for one in words)
            else:
                told = "; ".join(filter(None, (*words, sure.get(date, ""))))
                day = f"{_date(reader, date)}{f' ({told})' if told else ''}"
                yield reader.say(Message("Date: {date}.", date=day))


def _ours(reader: Reader, claim: Term) -> Iterator[str]:
    """What of the record is ours and none of the claimant's words, each with its ground."""
    if reader.all(claim, "hr:aspect"):
        return
    told = []
    for node in reader.all(claim, "hr:asserts"):
        for aspect, value, certainty, ground in reader.ask(_INFERRED, node=node):
            detail = _value(reader, aspect, value)
            how = how_sure(reader.names, certainty, OURS)
            told.append(f"{detail} ({how}{': ' if ground else ''}{reader.label(ground).rstrip('.')})")
    if told:
        yield reader.say(Message("Ours: {details}.", details="; ".join(told)))


def _value(reader: Reader, aspect: Term, value: Term) -> str:
    if aspect == expand("hr:involvement"):
        return reader.label(value)
    return f"{reader.label(aspect)} {_date(reader, value) or reader.label(value)}".strip()


def _inner(reader: Reader, claim: Term) -> Iterator[str]:
    """The person whose claim this one passes on."""
    for node in reader.all(claim, "hr:asserts"):
        if who := reader.labels(node, "hr:claimant"):
            yield reader.say(Message("Passes on what {names} says.", names=reader.speech.listed(who)))


def _outer(reader: Reader, claim: Term) -> Iterator[str]:
    """Those who passed the claim on, innermost first, down to the authors of the document."""
    for (outer,) in reader.ask(_OUTER, node=claim):
        names, sure = reader.speech.listed(reader.labels(outer, "hr:claimant")), reader.text(outer, "hr:certainty")
        yield reader.say(Message("As told by {names} ({sure}).", names=names, sure=sure))
        yield from _outer(reader, outer)


def words(reader: Reader, node: Term) -> str:
    """The words of a passage, where they stand, and which span of the original they restate."""
    document = next(iter(reader.all(node, "hr:document")), "")
    restated = sorted(_span(reader, one) for one in reader.all(node, "hr:derivedFrom"))
    is_ours = bool(reader.all(document, "dct:source"))
    quote, lines = reader.text(node, "hr:quote"), _lines(reader, node)
    passage = Passage(document, quote, *_span(reader, node), is_ours, tuple(restated), lines)
    return f"{reader.say(worded([passage]))} ({reader.say(where([passage]))})."


def _span(reader: Reader, node: Term) -> Span:
    start, end = (int(reader.text(node, name) or 0) for name in ("hr:start", "hr:end"))
    return start, end


def _lines(reader: Reader, node: Term) -> Span:
    first = int(reader.text(node, "hr:line") or 0)
    return first, int(reader.text(node, "hr:lastLine") or first)


def told(reader: Reader, claim: Term) -> Iterator[str]:
    """The sentences on a claim: whose it is, how sure, when it was, what is ours, who told it on."""
    yield from _inner(reader, claim)
    yield _how(reader, claim)
    yield from _dated(reader, claim)
    yield from _ours(reader, claim)
    yield from _outer(reader, claim)
