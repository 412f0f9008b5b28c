"""What ``kg explain`` says about a shape: what it finds, what to do, and why; all of it comes from the shape itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.model.errors import explanations
from kg.model.messages import explanation
from kg.model.project import resources
from kg.model.terms import Term, expand, text_of
from kg.rdf.ontology import shapes_files
from kg.rdf.syntax import read_triples
from kg.validation.report import CHECK

ENGLISH = "en"
_SAYS = (expand("sh:message"), f"<{CHECK}remedy>", expand("rdfs:comment"))
"""What is wrong, what to do, and why."""


class ShapeExplanation(NamedTuple):
    """The paragraph on one shape: its code, its profile if it belongs to one, and the text by language."""

    code: str
    profile: str
    texts: dict[str, str]

    def text(self, language: str) -> str:
        """The paragraph in a language, or in English if there is no translation; that of a profile begins with its name."""
        text = self.texts.get(language) or self.texts.get(ENGLISH, "")
        return f"{self.profile}: {text}" if self.profile else text


@cache
def shape_explanations() -> dict[str, tuple[ShapeExplanation, ...]]:
    """The explanations of each shape code: those of the project's own shapes first, then those of the profiles."""
    found: dict[str, list[ShapeExplanation]] = defaultdict(list)
    for code, texts in _read(shapes_files()):
        found[code].append(ShapeExplanation(code, "", texts))
    for path in sorted((resources("ontology") / "profiles").glob("*.ttl")):
        for code, texts in _read([path]):
            found[code].append(ShapeExplanation(code, path.stem, texts))
    return {code: tuple(listed) for code, listed in sorted(found.items())}


def _read(paths: Iterable[Path]) -> list[tuple[str, dict[str, str]]]:
    """The code of each shape that has a message, with its paragraph by language."""
    texts_of: dict[Term, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for subject, predicate, value in (triple for path in paths for triple in read_triples(path)):
        if predicate in _SAYS:
            texts_of[subject][value.rpartition("@")[2]][predicate] = text_of(value)
    return [
        (_code(shape), {language: _joined(parts) for language, parts in texts.items()})
        for shape, texts in texts_of.items()
        if any(_SAYS[0] in parts for parts in texts.values())
    ]


def _joined(parts: dict[str, str]) -> str:
    return " ".join(parts[predicate] for predicate in _SAYS if predicate in parts)


def _code(shape: Term) -> str:
    return shape.strip("<>").rpartition("#")[2]


def paragraphs(language: str) -> dict[str, list[str]]:
    """The paragraphs on each code: as an error, then as a shape, then as a shape of a profile."""
    found = {name: [explanation(name, language)] for name in explanations()}
    for name, shapes in shape_explanations().items():
        found.setdefault(name, []).extend(shape.text(language) for shape in shapes)
    return dict(sorted(found.items()))
