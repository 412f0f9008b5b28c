"""Russian by natasha: its syntax and names become the parts that ``model`` names."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from kg.extraction.parsing.model import Name, Parse, Token
from kg.model.extras import needing

_PARTS = {
    "nsubj": "subject",
    "csubj": "subject",
    "nsubj:pass": "passive-subject",
    "obj": "object",
    "iobj": "dative",
    "obl": "oblique",
    "nmod": "oblique",
    "conj": "conjunct",
    "acl:relcl": "relative",
    "acl": "participle",
    "appos": "apposition",
    "xcomp": "complement",
    "ccomp": "complement",
    "advcl": "adverbial",
    "amod": "modifier",
    "advmod": "modifier",
    "nummod": "number",
    "nummod:gov": "number",
    "aux:pass": "passive-auxiliary",
    "aux": "auxiliary",
    "mark": "marker",
    "case": "case",
    "root": "root",
    "det": "determiner",
    "flat:name": "compound",
    "parataxis": "complement",
}
_FORMS = {"Fin": "finite", "Part": "participle", "Inf": "infinitive", "Conv": "gerund"}
_NAMES = {"PER": "person", "ORG": "organization", "LOC": "place"}


@cache
def _tools() -> Any:
    with needing("natasha", "extract-ru"):
        import natasha
    with warnings.catch_warnings(action="ignore"):  # pkg_resources, by which its dictionary is found, warns of its end
        vocabulary = natasha.MorphVocab()
    embedding = natasha.NewsEmbedding()
    return (
        natasha, natasha.Segmenter(), vocabulary, natasha.NewsMorphTagger(embedding),
        natasha.NewsSyntaxParser(embedding), natasha.NewsNERTagger(embedding),
    )  # fmt: skip


def parsed(texts: Iterable[str]) -> Iterator[Parse]:
    """Each text parsed."""
    natasha, segmenter, vocabulary, morphology, syntax, names = _tools()
    for text in texts:
        made = natasha.Doc(text)
        made.segment(segmenter)
        made.tag_morph(morphology)
        made.parse_syntax(syntax)
        made.tag_ner(names)
        for token in made.tokens:
            token.lemmatize(vocabulary)
        for span in made.spans:
            span.normalize(vocabulary)
        tokens = tuple(_tokens(made))
        yield Parse(text, tokens, tuple(_named(made, tokens)))


def _tokens(made: Any) -> Iterator[Token]:
    ids = {token.id: number for number, token in enumerate(made.tokens)}
    cases = {token.head_id: token.text.lower() for token in made.tokens if token.rel == "case"}
    for number, token in enumerate(made.tokens):
        features = token.feats or {}
        head = ids.get(token.head_id, number)
        part = _PARTS.get(token.rel, "other")
        case = cases.get(token.id, "") if part == "oblique" else ""
        if token.rel in ("obl", "obl:agent") and not case and features.get("Case") == "Ins":
            part = "agent"
        if part == "determiner" and token.text.lower() in ("его", "её", "ее", "их"):
            part = "possessor"
        if token.text.lower() in ("не", "ни"):
            part = "negation"
        if token.rel == "nmod" and not case and features.get("Case") == "Gen":
            case = "of"
        listed = "|".join(f"{name}={value}" for name, value in features.items())
        form = _FORMS.get(features.get("VerbForm", ""), "")
        lemma = re.sub("ё", "е", (token.lemma or token.text).lower())
        yield Token(token.text, lemma, token.pos or "X", part, head, token.start, token.stop, case, form, listed)


def _named(made: Any, tokens: tuple[Token, ...]) -> Iterator[Name]:
    for span in made.spans:
        inside = [n for n, token in enumerate(tokens) if token.start >= span.start and token.end <= span.stop]
        if inside and span.type in _NAMES:
            normal = span.normal or span.text
            yield Name(_NAMES[span.type], normal, inside[0], inside[-1], span.start, span.stop)
