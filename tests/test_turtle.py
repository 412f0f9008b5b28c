"""Turtle that is put together from terms is what the library writes of the triples one by one."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg.model.terms import XSD, Triple, expand
from kg.model.vocabulary import PREFIXES
from kg.rdf.serialization import line_of, lines_as, order, triples, turtle_of
from kg.rdf.syntax import read_triples

_NODES = ("_:b0", "_:b1", "<https://w3id.org/chronicle/id/act/a.b.>", expand("hr:Act"), "<urn:x>", expand("rdf:type"))
_PREDICATES = (*map(expand, ("rdf:type", "skos:prefLabel", "dct:title", "hr:date")), "<urn:p>")
_LITERALS = (
    f'"5"^^<{XSD}integer>', f'"true"^^<{XSD}boolean>', f'"1.50"^^<{XSD}decimal>', f'"x"^^<{XSD}string>',
    '"a\\n\\"b\\" \\\\ , ; . \u2028\u0085"@en', f'"<{PREFIXES["dcat"]}x>"', '"\\t\\u0007"', '" .\\n\\n "',
)  # fmt: skip
_TRIPLES = st.lists(
    st.tuples(st.sampled_from(_NODES), st.sampled_from(_PREDICATES), st.sampled_from((*_NODES, *_LITERALS)))
)


@given(_TRIPLES)
def test_turtle_is_what_the_library_writes_of_the_sorted_triples(given: list[Triple]) -> None:
    lines = [line_of(triple) for triple in sorted(set(given), key=order)]
    assert triples(given, "ttl", prefixes=PREFIXES) == lines_as(lines, "ttl", prefixes=PREFIXES)


@given(_TRIPLES)
def test_n_triples_are_sorted_as_turtle_is(given: list[Triple]) -> None:
    lines = [line_of(triple) for triple in sorted(set(given), key=order)]
    assert triples(given, "nt", prefixes={}) == lines_as(lines, "nt", prefixes={})


@given(_TRIPLES)
def test_the_pieces_of_a_block_are_its_subjects_in_their_order(given: list[Triple]) -> None:
    lines = [line_of(triple) for triple in sorted(set(given), key=lambda triple: (triple[0], triple[2]))]
    pieces, names = turtle_of("".join(lines), PREFIXES)
    head, _, body = lines_as(lines, "ttl", prefixes=PREFIXES).decode().partition("\n\n") if names else ("", "", "")
    assert len(pieces) == len({triple[0] for triple in given})
    assert not names or ("\n".join(pieces), head.count("@prefix")) == (body, len(names))


def test_a_term_that_occurs_in_many_triples_is_one_string(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("<urn:a> <urn:p> <urn:b> . <urn:b> <urn:p> <urn:a> .", encoding="utf-8")
    (s, p, o), (s2, p2, o2) = read_triples(path)
    assert (s is o2, p is p2, o is s2) == (True, True, True)
