"""A verdict as GitHub's annotations: one workflow command per finding, shown beside the line of a pull request."""

from __future__ import annotations

from kg.check.findings import Finding, Verdict
from kg.check.forms.text import notices, summary
from kg.model.display import visible

_COMMANDS = {"violation": "error", "warning": "warning", "info": "notice"}


def render(verdict: Verdict, language: str) -> str:
    """A line per finding, one for each note, and a last line with the totals."""
    lines = [_command(finding) for finding in verdict.findings]
    lines += [f"::notice::{_data(text)}" for text in notices(verdict, language)]
    return "\n".join([*lines, summary(verdict, language)]) + "\n"


def _command(finding: Finding) -> str:
    place = finding.location
    facts: dict[str, object] = {}
    if place:
        facts |= {"file": visible(place.path)}
        facts |= {name: number for name, number in (("line", place.line), ("col", place.column)) if number}
    facts["title"] = finding.code
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in facts.items())
    message = "\n".join(filter(None, (finding.wrong, finding.remedy)))
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(message)}"


def _data(text: str) -> str:
    """Escaped as a workflow command's message is."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escaped as a workflow command's property is."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
