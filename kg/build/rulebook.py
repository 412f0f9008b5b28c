"""What a build is made by: the shapes, the ontology with the project's own terms, and what follows from these alone.

Whatever depends on the ontology alone is worked out once a process, as one that watches a project builds again and again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Self

from kg.build.derivations import Derivations, read_derivations
from kg.build.used_terms import without_registration
from kg.model.files import fingerprint
from kg.model.terms import Triple
from kg.rdf.closure import Rules
from kg.rdf.dataset import Dataset
from kg.rdf.serialization import line_of
from kg.validation import CompiledShapes, ShapeFiles, compile_shapes, is_compiled_for
from kg.validation.neighbourhood import Entrances, entrances

Triples = tuple[Triple, ...]


@dataclass(frozen=True)
class Rulebook:
    """What blocks are validated with, and what is derived from them.

    ``own`` are the project's own terms, ``language`` is that of the messages, ``display`` that of display texts.
    """

    shapes: ShapeFiles
    compiled: CompiledShapes
    ontology: Triples
    own: Triples
    language: str
    display: str

    @classmethod
    def of(
        cls,
        shapes: ShapeFiles,
        ontology: Iterable[Triple],
        own: Iterable[Triple],
        language: str,
        display: str = "",
    ) -> Self:
        """The shapes compiled for this ontology; ``IllFormedError`` for a shape that SHACL does not allow."""
        terms, more = tuple(ontology), tuple(own)
        known = shapes.known if shapes.known and is_compiled_for(shapes.known, (*terms, *more)) else None
        compiled = known or _compiled(shapes.files, fingerprint(shapes.files), (*terms, *more))
        return cls(shapes, compiled, terms, more, language, display or language)

    @cached_property
    def context(self) -> Triples:
        """The ontology and the project's own terms."""
        return (*self.ontology, *self.own)

    @cached_property
    def derivations(self) -> Derivations:
        """What is derived for whoever asks the graph."""
        return _derivations(self.ontology)

    @cached_property
    def entrances(self) -> Entrances:
        """Where shapes and derivations may come to a node from one that it points to."""
        return entrances(self.compiled).and_over(self.derivations.walks)

    @property
    def texts_of_terms(self) -> frozenset[Triple]:
        """What is derived from the terms alone: above all what each is called."""
        return _derived(tuple(without_registration(self.ontology)), self.own, self.display)

    def rules(self, base: str) -> Rules:
        """What follows for nodes under a base; ``DataError`` for an axiom that no rule covers."""
        return _rules(self.context, base)


@lru_cache(maxsize=2)
def _compiled(shapes: tuple[Path, ...], _fingerprint: str, context: Triples) -> CompiledShapes:
    return compile_shapes(ShapeFiles(shapes), context)


@lru_cache(maxsize=2)
def _derivations(ontology: Triples) -> Derivations:
    return read_derivations(ontology)


@lru_cache(maxsize=2)
def _derived(ontology: Triples, own: Triples, language: str) -> frozenset[Triple]:
    dataset = Dataset.gather(map(line_of, (*ontology, *own)))
    return frozenset(_derivations(ontology).derive(dataset, language))


@lru_cache(maxsize=2)
def _rules(context: Triples, base: str) -> Rules:
    return Rules(context, (base,))
