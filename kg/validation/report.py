"""The results of a validation, for people as text and for machines as a SHACL report."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from kg.model import terms
from kg.model.terms import Term, Triple, expand

SEVERITIES = ("Violation", "Warning", "Info")
MOST = 10_000
"""How many results a report holds; any others are only counted."""
ONCE = frozenset(
    {
        *(
            "Closed",
            "Datatype",
            "In",
            "LanguageIn",
            "MaxCount",
            "MaxExclusive",
            "MaxInclusive",
            "MaxLength",
            "MinCount",
        ),
        *("MinExclusive", "MinInclusive", "MinLength", "NodeKind", "Pattern", "QualifiedMaxCount", "QualifiedMinCount"),
        "UniqueLang",
    }
)
"""The constraint components that a shape may have once only: two results of one of them on one value are the same result."""
CHECK = "https://w3id.org/chronicle/check#"
REPORT = "<urn:chronicle:report>"
"""The node of the report."""


class Result(NamedTuple):
    """One result (SHACL, section 3.6.2); all terms are in N-Triples form, empty where there is none.

    ``severity`` is the local name of one of SHACL's severities, or the IRI of another, which counts as a violation.
    ``message`` says what is wrong, ``remedy`` what to do about it, and ``keys`` are the record keys that it concerns.
    ``cause`` tells apart two results that are alike in all else, such as those of two ``sh:not``.
    """

    severity: str
    focus: Term
    path: Term
    value: Term
    component: Term
    shape: Term
    message: str
    remedy: str = ""
    keys: tuple[str, ...] = ()
    cause: str = ""

    @property
    def text(self) -> str:
        """What is wrong and what to do."""
        return f"{self.message} {self.remedy}" if self.remedy else self.message

    @property
    def iri(self) -> str:
        """An IRI made from focus node, shape, path, value and cause, so that it is the same in every build."""
        parts = (self.focus, self.shape, self.path, self.value, self.component, *filter(None, [self.cause]))
        return f"urn:chronicle:result:{terms.digest(' '.join(parts), 16)}"

    @property
    def kind(self) -> str:
        """The severity as one of SHACL's."""
        return self.severity if self.severity in SEVERITIES else SEVERITIES[0]

    @property
    def code(self) -> str:
        """The name of the shape, or of its constraint where the shape has none: ``min-count``."""
        if self.shape.startswith("_:"):
            component = self.component.strip("<>").rpartition("#")[2].removesuffix("ConstraintComponent")
            return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", component).lower() or self.shape
        return self.shape.strip("<>").rpartition("#")[2] or self.shape


@dataclass(frozen=True, slots=True)
class Report:
    """The results, worst first; ``left_out`` counts by severity those beyond the limit."""

    results: tuple[Result, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, results: Iterable[Result], *, most: int | None = None) -> Self:
        """The report on these results without duplicates, of which it holds ``most``."""
        found = set(results)
        held = sorted(found, key=_rank) if most is None else heapq.nsmallest(most, found, key=_rank)
        counts = Counter(result.kind for result in found)
        counts.subtract(result.kind for result in held)
        return cls(tuple(held), {kind: count for kind in SEVERITIES if (count := counts[kind])})

    @property
    def counts(self) -> dict[str, int]:
        """The number of results of each severity, including those left out."""
        found = Counter(result.kind for result in self.results)
        return {severity: found[severity] + self.left_out.get(severity, 0) for severity in SEVERITIES}

    def conforms(self, *, strict: bool = False) -> bool:
        """Whether there are no violations and, if ``strict``, no warnings."""
        return not self.counts["Violation"] and not (strict and self.counts["Warning"])

    def triples(self) -> list[Triple]:
        """The SHACL report: even an info makes ``sh:conforms`` false, as SHACL says."""
        found = [
            (REPORT, expand("rdf:type"), expand("sh:ValidationReport")),
            (REPORT, expand("sh:conforms"), terms.boolean("false" if self.results or self.left_out else "true")),
        ]
        if self.left_out:
            found.append((REPORT, expand("rdfs:comment"), terms.literal(self._shown, language="en")))
        for result in self.results:
            node = terms.iri(result.iri)
            found.append((REPORT, expand("sh:result"), node))
            found.append((node, expand("rdf:type"), expand("sh:ValidationResult")))
            found.append((node, expand("sh:resultSeverity"), _severity(result)))
            found.append((node, expand("sh:resultMessage"), terms.literal(result.text)))
            for name, value in (
                ("focusNode", result.focus),
                ("resultPath", result.path),
                ("value", result.value),
                ("sourceConstraintComponent", result.component),
                ("sourceShape", result.shape),
            ):
                if value and not value.startswith("_:"):
                    found.append((node, expand(f"sh:{name}"), value))
        return found

    def text(self) -> str:
        """The report for people: a line of totals, then each result with its node, value and remedy."""
        numbers = ", ".join(f"{count} {_PLURALS[severity]}" for severity, count in self.counts.items())
        lines = [f"{'conforms' if self.conforms() else 'does not conform'}: {numbers}"]
        for result in self.results:
            lines += ["", f"{result.kind.lower()}[{result.code}]: {result.text}", f"  at {_plain(result.focus)}"]
            lines += [f"  path {_plain(result.path)}"] if result.path else []
            lines += [f"  value {_plain(result.value)}"] if result.value else []
        if self.left_out:
            lines += ["", self._shown]
        return "\n".join(lines) + "\n"

    @property
    def _shown(self) -> str:
        every = sum(self.counts.values())
        return f"these are the first {len(self.results)} of {every} results; the others are only counted"


def _rank(result: Result) -> tuple[object, ...]:
    """The sort key of results; comparing tuples is many times faster than comparing dataclasses (2026-11-22)."""
    kind = SEVERITIES.index(result.kind)
    return (
        kind,
        result.severity,
        result.focus,
        result.path,
        result.value,
        result.component,
        result.shape,
        result.text,
        result.cause,
    )


_PLURALS = {"Violation": "violations", "Warning": "warnings", "Info": "infos"}


def _severity(result: Result) -> Term:
    return expand(f"sh:{result.severity}") if result.severity in SEVERITIES else result.severity


def _plain(term: Term) -> str:
    return term.strip("<>") if term.startswith("<") else term
