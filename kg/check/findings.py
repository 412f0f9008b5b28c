"""What a check found: faults of reading and mapping and results of the shapes, all as findings, by record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.model.errors import Location, Problem
from kg.model.message import Message
from kg.model.messages import advice, translated
from kg.model.terms import Term
from kg.validation import Result

SEVERITIES = ("violation", "warning", "info")


class Finding(NamedTuple):
    """One thing to fix: what is wrong, in a sentence, and what to do about it.

    ``key`` and ``value`` are as in the file; ``offers`` are the valid terms with the most similar spelling. A fault of
    the graph has a ``result``, a fault of reading a ``problem``.
    """

    severity: str
    code: str
    wrong: str
    remedy: str
    location: Location | None = None
    key: str = ""
    value: str = ""
    offers: tuple[str, ...] = ()
    result: Result | None = None
    problem: Problem | None = None

    @property
    def rank(self) -> tuple[object, ...]:
        """Worst first, then in the order of the file."""
        place = self.location or Location("")
        return SEVERITIES.index(self.severity), place, self.code, self.wrong, self.value


class Subject(NamedTuple):
    """What findings are about: a record (its kind and id), a node of an RDF file, or a file as a whole."""

    kind: str
    name: str
    location: Location | None = None
    iri: Term = ""


class Group(NamedTuple):
    """The findings of one record, worst first."""

    subject: Subject
    findings: tuple[Finding, ...]

    @property
    def rank(self) -> tuple[object, ...]:
        """The group with the worst finding first, then in the order of the files."""
        worst = min(SEVERITIES.index(finding.severity) for finding in self.findings)
        return worst, self.subject.location or Location(""), self.subject.name


@dataclass(slots=True)
class Found:
    """What one check found, before sorting; ``records`` and ``nodes`` (of RDF files) count what was checked."""

    pairs: list[tuple[Subject, Finding]] = field(default_factory=list)
    records: int = 0
    nodes: int = 0
    notes: list[Message] = field(default_factory=list)
    """What the reader should know but is not a fault."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Findings that were counted but not kept, by severity."""

    def omit(self, counts: Mapping[str, int]) -> None:
        """Adds the counts of results that a report did not keep."""
        self.left_out.update({severity.lower(): count for severity, count in counts.items()})

    def add(self, other: Found) -> None:
        """Adds what another check found."""
        self.pairs += other.pairs
        self.records += other.records
        self.nodes += other.nodes
        self.notes += other.notes
        self.left_out.update(other.left_out)


class Verdict(NamedTuple):
    """The answer: groups of findings, worst first.

    ``omitted`` counts those beyond the limit. ``asked`` is the first path that was checked: findings without a place
    are reported there.
    """

    groups: tuple[Group, ...]
    counts: dict[str, int]
    records: int = 0
    nodes: int = 0
    notes: tuple[Message, ...] = ()
    omitted: int = 0
    asked: str = "."

    def conforms(self, *, strict: bool = False) -> bool:
        """Whether there are no violations and, if ``strict``, no warnings."""
        return not self.counts["violation"] and not (strict and self.counts["warning"])

    @property
    def findings(self) -> list[Finding]:
        """All findings, group by group."""
        return [finding for group in self.groups for finding in group.findings]


def verdict(found: Found, *, limit: int, asked: str = ".") -> Verdict:
    """Findings grouped and sorted; the worst, at most ``limit``, are kept, and all are counted."""
    pairs = list(dict.fromkeys(found.pairs))
    counts = {severity: found.left_out[severity] for severity in SEVERITIES}
    for _, finding in pairs:
        counts[finding.severity] += 1
    pairs.sort(key=lambda pair: pair[1].rank)
    kept, omitted = pairs[:limit], max(0, len(pairs) - limit) + found.left_out.total()
    by_subject: dict[Subject, list[Finding]] = {}
    for subject, finding in kept:
        by_subject.setdefault(subject, []).append(finding)
    groups = sorted((Group(subject, tuple(its)) for subject, its in by_subject.items()), key=lambda group: group.rank)
    notes = tuple(dict.fromkeys(found.notes))
    return Verdict(tuple(groups), counts, found.records, found.nodes, notes, omitted, asked)


def as_finding(problem: Problem, language: str, *, line: str = "") -> Finding:
    """A fault of reading or mapping as a finding, in a language; ``line`` is the line at its place."""
    return Finding(
        problem.severity,
        problem.code,
        translated(problem.found, language, problem.code),
        advice(problem, language),
        problem.location,
        problem.key,
        problem.value if problem.key else line.strip(),
        problem.offers,
        problem=problem,
    )


def without_echoes(pairs: Iterable[tuple[Subject, Finding]]) -> list[tuple[Subject, Finding]]:
    """The findings without results of the shapes that only repeat a fault of reading.

    What cannot be read is left out of the graph, and the shapes then miss it: an invalid date would be reported twice.
    So if a key of a record could not be read, results for the same record at the same place or about the same key are
    left out. The record has its violation either way.
    """
    pairs = list(pairs)
    faulty: dict[Subject, set[str]] = {}
    places: set[tuple[Subject, Location | None]] = set()
    twice: set[tuple[str, str]] = set()
    for subject, finding in pairs:
        if finding.problem:
            faulty.setdefault(subject, set()).update(filter(None, (finding.key, *finding.offers)))
            places.add((subject, finding.location))
            if finding.code == "duplicate-id":  # two records made one node and contradict each other on it
                twice.add((subject.kind, subject.name))

    def is_echo(subject: Subject, finding: Finding) -> bool:
        named = {*(finding.result.keys if finding.result else ()), finding.key}
        here = finding.location != subject.location and (subject, finding.location) in places
        merged = (subject.kind, subject.name) in twice
        return finding.result is not None and (here or merged or bool(named & faulty.get(subject, set())))

    return [(subject, finding) for subject, finding in pairs if not is_echo(subject, finding)]
