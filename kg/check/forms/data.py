"""A verdict as JSON.

``{"version": 1, "language", "conforms", "counts": {"violation", "warning", "info"}, "checked": {"records", "nodes"},
"omitted", "notes": [text], "records": [{"kind", "id", "file", "line", "column", "node", "findings": [{"severity",
"code", "file", "line", "column", "key", "value", "wrong", "remedy", "offers": [text], "focus", "path", "found",
"component", "shape"}]}]}``. A missing value is ``null``, a missing list empty. ``focus``, ``path``, ``found``,
``component`` and ``shape`` are RDF terms in N-Triples form, only in findings of the shapes.
"""

from __future__ import annotations

import json
from typing import Any

from kg.check.findings import Finding, Group, Verdict
from kg.model.errors import Location
from kg.model.messages import translated


def render(verdict: Verdict, language: str) -> str:
    """The verdict as one JSON object."""
    body = {
        "version": 1,
        "language": language,
        "conforms": verdict.conforms(),
        "counts": verdict.counts,
        "checked": {"records": verdict.records, "nodes": verdict.nodes},
        "omitted": verdict.omitted,
        "notes": [translated(note, language) for note in verdict.notes],
        "records": [_group(group) for group in verdict.groups],
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _group(group: Group) -> dict[str, Any]:
    subject = group.subject
    return {
        "kind": subject.kind or None,
        "id": subject.name or None,
        **_place(subject.location),
        "node": subject.iri or None,
        "findings": [_finding(finding) for finding in group.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    result = finding.result
    terms = (result.focus, result.path, result.value, result.component, result.shape) if result else ("",) * 5
    return {
        "severity": finding.severity,
        "code": finding.code,
        **_place(finding.location),
        "key": finding.key or None,
        "value": finding.value or None,
        "wrong": finding.wrong,
        "remedy": finding.remedy or None,
        "offers": list(finding.offers),
        **{
            name: term or None
            for name, term in zip(("focus", "path", "found", "component", "shape"), terms, strict=True)
        },
    }


def _place(place: Location | None) -> dict[str, Any]:
    if place is None:
        return {"file": None, "line": None, "column": None}
    return {"file": place.path, "line": place.line or None, "column": place.column or None}
