"""Turtle of many triples: each different term is written once by the library, and here they are put together.

A term occurs in the seeds a dozen times, and texts are slow to compare. So a triple is handled as one number, made of the
places that its terms have in sorted lists.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from typing import NamedTuple

from kg.model.terms import Term, Triple, expand
from kg.rdf.syntax import serialize

_IRI = re.compile(r"<([^<>\s]*)>")
_TYPE = expand("rdf:type")
_FIRST = {expand(name): at for at, name in enumerate(("rdf:type", "skos:prefLabel", "skos:altLabel", "dct:title"))}


def rank(predicate: Term) -> tuple[int, Term]:
    """What a predicate is sorted by: type, then labels, then the rest."""
    return _FIRST.get(predicate, len(_FIRST)), predicate


_OF_LINES = {predicate.encode(): at for predicate, at in _FIRST.items()}


def rank_of_line(line: bytes) -> tuple[int, bytes]:
    """What the lines of N-Triples on one subject are sorted by, so that they come in the order of their triples."""
    return _OF_LINES.get(line.split(b" ", 2)[1], len(_FIRST)), line


def used(texts: Iterable[str], prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes, sorted, whose namespace is the beginning of some IRI in these texts, to its last slash or hash."""
    found = set(map(_namespace, set(_IRI.findall("\n".join(texts)))))
    return {prefix: iri for prefix, iri in sorted(prefixes.items()) if iri in found}


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


class Numbered(NamedTuple):
    """Triples as numbers, in their order; each list of terms is sorted, and ``objects`` has all of them."""

    subjects: list[Term]
    predicates: list[Term]
    objects: list[Term]
    numbers: Sequence[int]

    def in_order(self) -> Numbered:
        """The different triples by subject, then predicate as ``rank`` has it, then object."""
        return self._replace(numbers=[*dict.fromkeys(sorted(self.numbers))])

    def triples(self) -> Iterator[Triple]:
        """The triples again."""
        for number in self.numbers:
            pair, o = divmod(number, len(self.objects))
            s, p = divmod(pair, len(self.predicates))
            yield self.subjects[s], self.predicates[p], self.objects[o]


def numbered(given: Iterable[Triple]) -> Numbered:
    """Triples as numbers that sort as the triples do."""
    ids: defaultdict[Term, int] = defaultdict(count().__next__)
    flat = [*map(ids.__getitem__, chain.from_iterable(given))]
    terms = [*ids]
    subjects = sorted(set(flat[::3]), key=lambda one: terms[one].rstrip(">"))
    predicates = sorted(set(flat[1::3]), key=lambda one: rank(terms[one]))
    objects = sorted(ids.values(), key=terms.__getitem__)
    of_object = dict(zip(objects, count(), strict=False))
    of_predicate = dict(zip(predicates, count(step=len(objects)), strict=False))
    of_subject = dict(zip(subjects, count(step=len(objects) * len(predicates)), strict=False))
    each = iter(flat)
    numbers = [of_subject[s] + of_predicate[p] + of_object[o] for s, p, o in zip(each, each, each, strict=True)]
    named = [[terms[one] for one in places] for places in (subjects, predicates, objects)]
    return Numbered(named[0], named[1], named[2], numbers)


def turtle(given: Numbered, prefixes: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The Turtle of triples, of which those with one subject stand together, and the prefixes that it uses.

    An empty line stands between subjects, and the last one ends with a full stop and no line break.
    """
    names = used(given.objects, prefixes)
    return _joined(given, _written(given.objects, names)), names


def _written(terms: Sequence[Term], prefixes: Mapping[str, str]) -> dict[Term, str]:
    """Each term as Turtle has it in the place of an object; two subjects in turn keep each on a line of its own."""
    lines = "".join(f"<a:{at % 2}> <a:p> {term} .\n" for at, term in enumerate(terms))
    written = serialize(lines, "ttl", prefixes=prefixes).decode().split("\n")[len(prefixes) :]
    begins, ends = len("<a:0> <a:p> "), len(" .")
    return {term: line[begins:-ends] for term, line in zip(terms, written, strict=False)}


def _joined(given: Numbered, written: Mapping[Term, str]) -> str:
    """The triples with what they share written once: a subject, a predicate."""
    verbs = ["a " if term == _TYPE else f"{written[term]} " for term in given.predicates]
    subjects = [f" .\n\n{written[term]} " for term in given.subjects]
    further = [f" ;\n\t{verb}" for verb in verbs]
    objects = [written[term] for term in given.objects]
    parts: list[str] = []
    before = subject = -1
    for number in given.numbers:
        pair, o = divmod(number, len(objects))
        s, p = divmod(pair, len(verbs))
        if pair == before:
            parts += " , ", objects[o]
        elif s == subject:
            parts += further[p], objects[o]
        else:
            parts += subjects[s], verbs[p], objects[o]
        before, subject = pair, s
    return f"{''.join(parts)} .".removeprefix(" .\n\n") if parts else ""
