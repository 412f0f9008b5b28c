"""A verdict as a SHACL validation report in Turtle; faults of reading are results of constraints of their own."""

from __future__ import annotations

from urllib.parse import quote

from kg.check.findings import Finding, Subject, Verdict
from kg.model import terms
from kg.model.kinds import prefixes
from kg.model.message import Message
from kg.model.messages import translated
from kg.model.terms import Triple, expand
from kg.model.vocabulary import PREFIXES
from kg.rdf import serialization
from kg.validation import Report, Result
from kg.validation.report import REPORT

FAULTS = "https://w3id.org/chronicle/faults#"
"""The namespace of the codes that ``kg explain`` explains."""


def render(verdict: Verdict, language: str) -> str:
    """The report; each message is what is wrong and what to do, in the language."""
    pairs = [(group.subject, finding) for group in verdict.groups for finding in group.findings]
    report = Report(tuple(finding.result or _result(subject, finding) for subject, finding in pairs))
    triples = [_tagged(triple, language) for triple in report.triples()]
    if verdict.omitted:
        every = sum(verdict.counts.values())
        comment = Message(
            "these are the first {count} of {every} results; the others are only counted", count=len(pairs), every=every
        )
        text = terms.literal(translated(comment, language), language=language)
        triples.append((REPORT, expand("rdfs:comment"), text))
    named = prefixes(PREFIXES["id"]) | {"fault": FAULTS}
    return serialization.triples(triples, "ttl", prefixes=named).decode()


def _result(subject: Subject, finding: Finding) -> Result:
    """A fault of reading as a result: its focus node represents the record, which has no node yet."""
    place = finding.location or subject.location
    path = quote(place.path if place else "")
    name = quote("/".join(filter(None, (subject.kind, subject.name))), safe="/")
    focus = terms.iri(f"urn:chronicle:record:{path}/{name}" if path else f"urn:chronicle:record:{name or 'none'}")
    code = terms.iri(f"{FAULTS}{finding.code}")
    value = terms.literal(finding.value) if finding.value else ""
    message = f"{place}: {finding.wrong}. {finding.remedy}" if place else f"{finding.wrong}. {finding.remedy}"
    return Result(finding.severity.capitalize(), focus, "", value, code, code, message)


def _tagged(triple: Triple, language: str) -> Triple:
    subject, predicate, value = triple
    if predicate == expand("sh:resultMessage"):
        value = f"{value}@{language}"
    return subject, predicate, value
