"""The keys that the shapes require of a kind of record: what ``kg new`` shows and an editor asks for, said once, in the shapes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.model.terms import Term, Triple, expand, text_of
from kg.rdf.syntax import read_prefixes, read_triples


def source(ontology: Path) -> str:
    """The source of ``kg/model/required.py``."""
    hr = read_prefixes(ontology / "prefixes.ttl")["hr"]
    rows = [
        f"    {_quoted(f'hr:{cls.removeprefix(hr)}')}: {_tuple(map(_tuple_of_words, groups))},\n"
        for cls, groups in needed(ontology / "shapes").items()
    ]
    return "".join(
        [
            '"""The keys that the shapes require: generated from ``ontology/`` by ``python -m kg.upkeep.generate``, not edited by hand."""\n\n',
            "from __future__ import annotations\n\n",
            "# fmt: off\n",
            "NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {\n",
            *rows,
            "}\n",
            '"""By class, the keys of which the shapes require one, the usual one first."""\n',
        ]
    )


def _quoted(word: str) -> str:
    return f'"{word}"'


def _tuple_of_words(words: tuple[str, ...]) -> str:
    return _tuple(map(_quoted, words))


def _tuple(members: Iterable[str]) -> str:
    found = list(members)
    return f"({', '.join(found)}{',' if len(found) == 1 else ''})"


def needed(shapes: Path) -> dict[str, list[tuple[str, ...]]]:
    """By class, the keys of each shape that is violated by what is missing: one of them has to be there.

    Such a shape has a minimum count of its own, or it is a choice of which one branch has.
    """
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for path in sorted(shapes.glob("*.ttl")):
        graph = _Graph(list(read_triples(path)))
        for shape in sorted(graph.subjects("sh:targetClass")):
            choices = [branch for head in graph.values(shape, "sh:or") for branch in graph.items(head)]
            is_violation = expand("sh:Violation") in graph.values(shape, "sh:severity")
            if is_violation and any(graph.values(one, "sh:minCount") for one in (shape, *choices)):
                keys = [text_of(key) for head in graph.values(shape, "check:keys") for key in graph.items(head)]
                for cls in graph.values(shape, "sh:targetClass") if keys else ():
                    found[text_of(cls)].add(tuple(keys))
    return {cls: sorted(groups) for cls, groups in sorted(found.items())}


class _Graph:
    """The triples of a file, by subject and predicate."""

    def __init__(self, triples: list[Triple]) -> None:
        self.found: dict[tuple[Term, Term], list[Term]] = defaultdict(list)
        for subject, predicate, value in triples:
            self.found[subject, predicate].append(value)

    def subjects(self, predicate: str) -> set[Term]:
        return {subject for subject, found in self.found if found == expand(predicate)}

    def values(self, subject: Term, predicate: str) -> list[Term]:
        return self.found.get((subject, expand(predicate)), [])

    def items(self, head: Term) -> Iterator[Term]:
        """The members of a list (RDF Schema, section 5.2)."""
        while head != expand("rdf:nil"):
            yield from self.values(head, "rdf:first")
            head = next(iter(self.values(head, "rdf:rest")), expand("rdf:nil"))
