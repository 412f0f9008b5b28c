"""A verdict as SARIF 2.1.0, which code hosts and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kg import __version__
from kg.checks.findings import Finding, Subject, Verdict
from kg.errors import Location, explanations
from kg.messages import ENGLISH, say
from kg.terms import digest

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"violation": "error", "warning": "warning", "info": "note"}


def write(verdict: Verdict, language: str) -> str:
    """One run with one result a finding."""
    pairs = [(group.subject, finding) for group in verdict.groups for finding in group.findings]
    codes = sorted({finding.code for _, finding in pairs})
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "Chronicle",
                "version": __version__,
                "language": language,
                "rules": [_rule(code, next(f for _, f in pairs if f.code == code), language) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {"level": "note", "message": {"text": say(language, note.sentence, **dict(note.parts))}}
                    for note in verdict.notes
                ],
            }
        ],
        "results": [_result(subject, finding, codes) for subject, finding in pairs],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str, finding: Finding, language: str) -> dict[str, Any]:
    """A rule; what `kg explain` says of it is there in English only."""
    explained = explanations().get(code, "") if language == ENGLISH else ""
    text = explained or (finding.result.message if finding.result else f"{finding.wrong}. {finding.remedy}")
    return {
        "id": code,
        "fullDescription": {"text": text},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
    }


def _result(subject: Subject, finding: Finding, codes: list[str]) -> dict[str, Any]:
    said = " ".join(filter(None, (finding.wrong, finding.remedy)))
    name = "/".join(filter(None, (subject.kind, subject.name)))
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": said},
        # What stays when lines move, so that a host knows the finding again.
        "partialFingerprints": {"record/v1": digest(f"{finding.code} {name} {finding.key} {finding.value}", 32)},
    }
    place = finding.location or subject.location
    if place:
        result["locations"] = [{"physicalLocation": _physical(place), **_logical(name)}]
    return result


def _logical(name: str) -> dict[str, Any]:
    return {"logicalLocations": [{"fullyQualifiedName": name}]} if name else {}


def _physical(place: Location) -> dict[str, Any]:
    absolute = Path(place.path).is_absolute()
    uri = Path(place.path).as_uri() if absolute else quote(place.path)
    found: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if place.line:
        found["region"] = {"startLine": place.line, **({"startColumn": place.column} if place.column else {})}
    return found
