"""A verdict for people: each record with what to fix in it, and the text at that place."""

from __future__ import annotations

import textwrap

from kg.check.findings import SEVERITIES, Finding, Group, Verdict
from kg.check.forms.sentences import sentence
from kg.check.origins import line_at
from kg.model.display import visible
from kg.model.errors import Location, did_you_mean
from kg.model.message import Message
from kg.model.messages import translated

WIDTH = 100
"""The default line width."""
_COLOURS = {"violation": "\033[31m", "warning": "\033[33m", "info": "\033[36m"}
_SEVERITIES = {"violation": Message("violation"), "warning": Message("warning"), "info": Message("info")}
_BOLD, _DIM, _PLAIN = "\033[1m", "\033[2m", "\033[0m"


def render(verdict: Verdict, language: str, *, width: int = WIDTH) -> str:
    """The report; its colours are removed if it does not go to a terminal."""
    parts = [_group(group, language, width) for group in verdict.groups]
    end = notices(verdict, language)
    end.append(summary(verdict, language))
    if codes := sorted({finding.code for finding in verdict.findings if finding.problem}):
        more = Message("`kg explain {code}` tells more", code=codes[0] if len(codes) == 1 else "CODE")
        end.append(translated(more, language))
    last = [line for each in end for line in (_wrapped(each, "  ", width) if width < WIDTH else [each])]
    return "\n\n".join([*parts, "\n".join(last)]) + "\n"


def notices(verdict: Verdict, language: str) -> list[str]:
    """The notes, and a line on findings that are not shown."""
    notes = list(verdict.notes)
    if verdict.omitted:
        notes.append(Message("{count} more are not shown; fix these first, or raise --limit", count=verdict.omitted))
    return [translated(note, language) for note in notes]


_COUNTED = {
    "records": (Message("{count} record checked"), Message("{count} records checked")),
    "nodes": (Message("{count} node checked"), Message("{count} nodes checked")),
    "violation": (Message("{count} violation"), Message("{count} violations")),
    "warning": (Message("{count} warning"), Message("{count} warnings")),
    "info": (Message("{count} info"), Message("{count} infos")),
}
"""The singular and plural wording."""


def summary(verdict: Verdict, language: str) -> str:
    """One line of summary: what was checked, whether it conforms, and the number of findings."""

    def counted(what: str, number: int) -> str:
        return translated(_COUNTED[what][number != 1].given(count=number), language)

    checked = {"records": verdict.records, "nodes": verdict.nodes}
    shown = ", ".join(counted(what, number) for what, number in checked.items() if number)
    counts = ", ".join(counted(severity, verdict.counts[severity]) for severity in SEVERITIES)
    answer = Message("conforms") if verdict.conforms() else Message("does not conform")
    line = Message("{answer}: {counts}", answer=answer, counts=counts)
    if shown:
        line = Message("{checked}; {answer}: {counts}", checked=shown, answer=answer, counts=counts)
    return translated(line, language)


def _group(group: Group, language: str, width: int) -> str:
    subject = group.subject
    name = " ".join(filter(None, (subject.kind, subject.name)))
    place = str(subject.location) if subject.location else ""
    if not subject.kind and place.startswith(name):
        name, place = place, ""
    head = f"{_BOLD}{name}{_PLAIN}" + (f"  {_DIM}{place}{_PLAIN}" if place else "")
    blocks: dict[tuple[object, ...], list[str]] = {}
    for finding in group.findings:  # two components of a shape may say the same
        block = _finding(finding, language, subject.location, width)
        result = finding.result
        blocks[*block, *((result.shape, result.value, result.path, result.cause) if result else ())] = block
    lines = [line for block in blocks.values() for line in block]
    return "\n".join(filter(None, [head.strip(), *lines]))


def _finding(finding: Finding, language: str, above: Location | None, width: int) -> list[str]:
    """What is wrong, where, the line at that place, and what to do."""
    colour = _COLOURS[finding.severity]
    word = translated(_SEVERITIES[finding.severity], language)
    first, *more = _wrapped(f"  {word} [{finding.code}] {sentence(finding.wrong)}", "    ", width)
    lines = [first.replace(word, f"{colour}{word}{_PLAIN}", 1), *more]
    place = finding.location
    if place and place != above:
        lines.append(f"    {_DIM}{place}{_PLAIN}")
    if place != above and (shown := _line_of(finding, width)):
        lines.append(f"    │ {shown}")
    elif finding.value and not _line_of(finding, width):
        lines += _wrapped(f"    │ {': '.join(filter(None, (finding.key, finding.value)))}", "      ", width)
    if finding.remedy:
        lines += _wrapped(f"    → {sentence(finding.remedy, about=False)}", "      ", width)
    if finding.offers and not finding.problem:
        lines.append(f"      {sentence(translated(did_you_mean(finding.offers), language))}")
    return lines


def _line_of(finding: Finding, width: int) -> str:
    """The line of the file at the place of a finding, cut to the width of a page."""
    line = (
        visible(line_at(finding.location).strip())
        if finding.location and finding.location.path.endswith(("yaml", "yml", "md", "toml"))
        else ""
    )
    return textwrap.shorten(line, width - 10, placeholder=" …") if line else ""


def _wrapped(line: str, indent: str, width: int) -> list[str]:
    if len(line) <= width:
        return [line]
    return textwrap.wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
