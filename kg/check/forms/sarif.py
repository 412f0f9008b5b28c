"""A verdict as SARIF 2.1.0, which code hosts and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/. What GitHub's code scanning requires in addition is there too: a
place for each result, and a short text, a full text and help for each rule.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kg import __version__
from kg.check.findings import Finding, Subject, Verdict
from kg.check.forms.sentences import sentence, whole
from kg.check.forms.text import notices
from kg.check.origins import line_at
from kg.model.errors import Location
from kg.model.messages import explanation
from kg.model.terms import digest

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"violation": "error", "warning": "warning", "info": "note"}


def render(verdict: Verdict, language: str) -> str:
    """One run with one result per finding."""
    pairs = [(group.subject, finding) for group in verdict.groups for finding in group.findings]
    first = {finding.code: finding for _, finding in reversed(pairs)}
    codes = {code: number for number, code in enumerate(sorted(first))}
    seen: Counter[str] = Counter()
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "Chronicle",
                "version": __version__,
                "language": language,
                "rules": [_rule(first[code], language) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {"level": "note", "message": _message(text)} for text in notices(verdict, language)
                ],
            }
        ],
        "results": [_result(subject, finding, codes, seen, verdict.asked) for subject, finding in pairs],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _message(text: str) -> dict[str, str]:
    """A message: braces, which mark arguments, are doubled, and text that looks like a link is escaped (3.11.5, 3.11.6)."""
    plain = re.sub(r"\[([^\[\]]*)\]\(", r"\\[\1\\](", text)
    return {"text": plain.replace("{", "{{").replace("}", "}}")}


def _rule(finding: Finding, language: str) -> dict[str, Any]:
    """A rule with what `kg explain` says about it, or what its shape says."""
    explained = explanation(finding.code, language)
    full = explained or (finding.result.text if finding.result else whole(finding.wrong, finding.remedy))
    return {
        "id": finding.code,
        "shortDescription": _message(sentence(explained.partition(". ")[0] or finding.wrong)),
        "fullDescription": _message(full),
        "help": _message(full),
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
    }


def _result(
    subject: Subject, finding: Finding, codes: dict[str, int], seen: Counter[str], asked: str
) -> dict[str, Any]:
    name = "/".join(filter(None, (subject.kind, subject.name)))
    mark = digest(f"{finding.code} {name} {finding.key} {finding.value}", 32)
    seen[mark] += 1
    place = finding.location or subject.location or Location(asked)
    return {
        "ruleId": finding.code,
        "ruleIndex": codes[finding.code],
        "level": _LEVELS[finding.severity],
        "message": _message(whole(finding.wrong, finding.remedy)),
        # What stays the same when lines move, so that a host recognises the finding; the number distinguishes equal ones.
        "partialFingerprints": {"record/v1": f"{mark}:{seen[mark]}"},
        "locations": [{"physicalLocation": _physical(place, finding.value), **_logical(name)}],
    }


def _logical(name: str) -> dict[str, Any]:
    return {"logicalLocations": [{"fullyQualifiedName": name}]} if name else {}


def _physical(place: Location, value: str) -> dict[str, Any]:
    uri = Path(place.path).as_uri() if Path(place.path).is_absolute() else quote(os.fsencode(place.path))
    return {"artifactLocation": {"uri": uri}, "region": _region(place, value)}


def _region(place: Location, value: str) -> dict[str, int]:
    """From the place to the end of the value, or else of the line; for a file as a whole, its first line."""
    if not place.column:
        return {"startLine": place.line or 1}
    region = {"startLine": place.line, "startColumn": place.column}
    rest = line_at(place)[place.column - 1 :].rstrip()
    if rest:
        length = len(value) if value and rest.startswith(value) else len(rest)
        region |= {"endLine": place.line, "endColumn": place.column + length}
    return region
