"""What ``kg explain`` says of a shape: what it finds, what to do, and why it asks; all of it is written on the shape."""

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
    """The paragraph on one shape: its code, the profile that it belongs to if any, and the text by language."""

    code: str
    profile: str
    texts: dict[str, str]

    def text(self, language: str) -> str:
        """The paragraph in a language, in English where nobody translated it; a profile's begins with its name."""
        said = self.texts.get(language) or self.texts.get(ENGLISH, "")
        return f"{self.profile}: {said}" if self.profile else said


@cache
def shape_explanations() -> dict[str, tuple[ShapeExplanation, ...]]:
    """Every shape code with what is said of it: by the project's own shapes first, then by the profiles."""
    found: dict[str, list[ShapeExplanation]] = defaultdict(list)
    for code, texts in _read(shapes_files()):
        found[code].append(ShapeExplanation(code, "", texts))
    for path in sorted((resources("ontology") / "profiles").glob("*.ttl")):
        for code, texts in _read([path]):
            found[code].append(ShapeExplanation(code, path.stem, texts))
    return {code: tuple(said) for code, said in sorted(found.items())}


def _read(paths: Iterable[Path]) -> list[tuple[str, dict[str, str]]]:
    """The shapes that have a message, by name, each with its paragraph by language."""
    said: dict[Term, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for subject, predicate, value in (triple for path in paths for triple in read_triples(path)):
        if predicate in _SAYS:
            said[subject][value.rpartition("@")[2]][predicate] = text_of(value)
    told = [shape for shape, texts in said.items() if any(_SAYS[0] in parts for parts in texts.values())]
    return [(_code(shape), {language: _joined(parts) for language, parts in said[shape].items()}) for shape in told]


def _joined(parts: dict[str, str]) -> str:
    return " ".join(parts[predicate] for predicate in _SAYS if predicate in parts)


def _code(shape: Term) -> str:
    return shape.strip("<>").rpartition("#")[2]


def paragraphs(language: str) -> dict[str, list[str]]:
    """Every code with what there is to say of it: as an error, then as a shape, then as a shape of a profile."""
    found = {name: [explanation(name, language)] for name in explanations()}
    for name, shapes in shape_explanations().items():
        found.setdefault(name, []).extend(shape.text(language) for shape in shapes)
    return dict(sorted(found.items()))
