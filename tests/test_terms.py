"""A term is well-formed or refused: what goes in comes out of an RDF parser unchanged."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.model import terms
from kg.model.terms import XSD, Term, boolean, iri, language_tag, literal, number, shortener, slug, stray, text_of
from kg.model.vocabulary import CONCEPTS
from tests.project import BASE, ROOT

ANY_TEXT = st.text(st.characters(codec=None))
"""Any text, with control characters and halves of surrogate pairs."""

TEXT = ANY_TEXT.filter(lambda text: not stray(text))
"""Any text that an xsd:string can hold."""


def parsed(term: str) -> ox.NamedNode | ox.Literal:
    """The object that an N-Quads parser reads."""
    (quad,) = ox.parse(f"<a:s> <a:p> {term} .".encode(), format=ox.RdfFormat.N_QUADS)
    assert isinstance(quad.object, ox.NamedNode | ox.Literal)
    return quad.object


@given(TEXT, st.sampled_from(["", "en", "ru-latn", "en-x-mt"]))
def test_a_literal_is_read_back_by_a_parser(text: str, language: str) -> None:
    found = parsed(literal(text, language=language))
    assert isinstance(found, ox.Literal)
    assert (found.value, found.language) == (text, language or None)


@given(TEXT)
def test_the_text_of_a_literal_is_the_text(text: str) -> None:
    assert text_of(literal(text)) == text
    assert text_of(literal(text, language="kk")) == text
    assert text_of(literal(text, datatype=XSD + "string")) == text


@given(TEXT)
def test_the_text_of_a_literal_that_a_store_gives_back_is_the_text(text: str) -> None:
    assert text_of(str(parsed(literal(text)))) == text


@given(TEXT)
def test_a_literal_is_one_line(text: str) -> None:
    assert not re.search(r"[\n\r]", literal(text))


@given(ANY_TEXT)
def test_a_text_that_no_xml_can_hold_is_refused(text: str) -> None:
    allowed = all(c in "\t\n\r" or "\x20" <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" for c in text)
    if allowed:
        assert literal(text)
    else:
        with pytest.raises(ValueError, match=r"character #x[0-9a-f]{4,} is not allowed in a text"):
            literal(text)


@pytest.mark.parametrize("text", ["\0", "\x1f", "\ud800", "\ufffe", "a\x0cb"])
def test_control_characters_and_halves_of_pairs_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not allowed in a text"):
        literal(text)


@given(st.text(st.characters(max_codepoint=0x3000)))
def test_an_iri_is_one_exactly_where_a_parser_takes_it(text: str) -> None:
    whole = f"https://example.org/{text}"
    try:
        term = iri(whole)
    except ValueError:
        with pytest.raises((SyntaxError, ValueError)):
            parsed(f"<{whole}>")
    else:
        assert parsed(term) == ox.NamedNode(whole)
        assert text_of(term) == whole


PIECES = [*"/:?#@%&=.-_~!'é ", "//", "a", "Қ", "%20", "%zz", ":80", "urn:", "https://", "\U0001f600", "\ue000"]


@given(st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
def test_what_is_an_iri_here_is_one_for_a_parser(text: str) -> None:
    try:
        term = iri(text)
    except ValueError:
        with pytest.raises((SyntaxError, ValueError)):
            parsed(f"<{text}>")
    else:
        assert parsed(term) == ox.NamedNode(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "a", "/a", "//a/b", "1a:b", "https://a b", "https://a\tb", "https://a\n", "https://a>b", "https://a<b"),
        *('https://a"b', "https://a{b}", "https://a|b", "https://a^b", "https://a`b", "https://a\\b", "https://a/%zz"),
        *("https://a:b/", "https://a/#b#c", "https://[a/", "https://a/\x7f", "https://a/\ue000", "https://a/\ud800"),
    ],
)
def test_what_is_no_iri_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not an absolute IRI"):
        iri(text)


@pytest.mark.parametrize(
    "text", ["urn:x", "mailto:a@b.kz", "https://қаз.example/ғ?q=1&r=2#s", "http://a:80/%20b", "https://a?b/c"]
)
def test_what_is_an_iri_is_kept(text: str) -> None:
    assert iri(text) == f"<{text}>"


@given(st.from_regex(terms._LANGUAGE, fullmatch=True))
def test_a_language_tag_is_one_that_a_parser_takes(text: str) -> None:
    tag = language_tag(text)
    found = parsed(literal("x", language=text))
    assert isinstance(found, ox.Literal)
    assert found.language == tag == text.lower()


@pytest.mark.parametrize("text", ["", "e", "e n", "en_US", "english-language-x", "en-", "-en", "٢٢", "ru-Latn-"])
def test_what_is_no_language_tag_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a language tag"):
        language_tag(text)


@given(st.decimals(0, 10**11, allow_nan=False, places=3))
def test_a_number_is_kept_as_typed(value: object) -> None:
    text = str(value)
    assume(not re.fullmatch(r"[1-9][0-9]{0,2}\.000", text))  # a thousand, to some
    assert text_of(number(text)) == text


@pytest.mark.parametrize("text", ["", "-1", "1e5", "1,5", "1 000", "٣", "½", "nan", "inf", "1_000", "0x1", "+1", "1."])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        number(text)


@pytest.mark.parametrize("text", ["yes", "True", "1", ""])
def test_what_is_neither_true_nor_false_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is neither"):
        boolean(text)


@given(st.from_regex(terms._SLUG, fullmatch=True))
def test_a_slug_can_stand_in_an_iri_as_it_is(text: str) -> None:
    assert iri(f"https://example.org/{slug(text)}") == f"<https://example.org/{text}>"


@pytest.mark.parametrize("text", ["", "-", "a-", "-a", "a--b", "A", "a b", "a.b", "a_b", "é", "a\n"])
def test_what_is_no_slug_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not an id"):
        slug(text)


@pytest.mark.parametrize("scheme", sorted(CONCEPTS))
def test_every_concept_has_a_slug(scheme: str) -> None:
    assert all(slug(local) for local in CONCEPTS[scheme].values())


def test_triple_and_quad_are_declared_once() -> None:
    declared = re.compile(r"^(?:Triple|Quad)\b.* = |^class (?:Triple|Quad)\b", re.MULTILINE)
    files = [path for folder in ("kg", "tests", "bench") for path in (ROOT / folder).rglob("*.py")]
    found = {path.relative_to(ROOT).as_posix(): declared.findall(path.read_text(encoding="utf-8")) for path in files}
    assert {path for path, names in found.items() if names} == {"kg/model/terms.py"}


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("<https://w3id.org/chronicle/ns#Act>", "hr:Act"),
        (f"<{BASE}act/a.b-1>", "act:a.b-1"),
        ("<https://w3id.org/chronicle/id/act/a?b>", "https://w3id.org/chronicle/id/act/a?b"),
        ("<https://example.org/a>", "https://example.org/a"),
        ('"a text"@en', "a text"),
        ("_:b0", "_:b0"),
        ("", ""),
        (None, ""),
    ],
)
def test_an_iri_is_shortened_by_the_longest_prefix_that_leaves_a_plain_name(term: Term | None, expected: str) -> None:
    known = {"hr": "https://w3id.org/chronicle/ns#", "id": BASE, "act": f"{BASE}act/"}
    assert shortener(known.items())(term) == expected
