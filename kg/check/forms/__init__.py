"""The forms of a verdict: one module each, listed in one table and imported when needed."""

from __future__ import annotations

import importlib

from kg.check.findings import Finding, Group, Verdict
from kg.model.display import escaped, printable, visible, without_commands

_MODULES = {"github": "annotations", "json": "data", "sarif": "sarif", "shacl": "shacl", "text": "text"}
FORMS = tuple(_MODULES)


def render(verdict: Verdict, form: str, language: str, *, width: int | None = None) -> str:
    """The verdict in a form, with its wording in a language; ``width`` is that of lines for people."""
    if form in ("text", "github", "shacl"):
        verdict = cleaned(verdict)
    module = importlib.import_module(f"kg.check.forms.{_MODULES[form]}")
    text = module.render(verdict, language, **({"width": width} if width and form == "text" else {}))
    assert isinstance(text, str)
    if form == "github":
        return text
    return without_commands(text) if form == "text" else escaped(text)


def cleaned(verdict: Verdict) -> Verdict:
    """The verdict with nothing in it that a terminal or a build server would obey."""
    return verdict._replace(groups=tuple(map(_group, verdict.groups)))


def _group(group: Group) -> Group:
    subject = group.subject
    named = subject._replace(kind=visible(subject.kind), name=visible(subject.name))
    return group._replace(subject=named, findings=tuple(map(_finding, group.findings)))


def _finding(finding: Finding) -> Finding:
    return finding._replace(
        wrong=printable(finding.wrong),
        remedy=printable(finding.remedy),
        key=visible(finding.key),
        value=visible(finding.value),
        offers=tuple(map(visible, finding.offers)),
    )
