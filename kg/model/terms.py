"""Well-formed RDF terms in N-Triples form: a term or an error, never a repair.

N-Triples: https://www.w3.org/TR/n-triples/
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from kg.model.errors import InvalidValueError
from kg.model.message import Message
from kg.model.vocabulary import PREFIXES

Term = str
"""An RDF term in N-Triples form: ``<iri>`` or ``"text"@en`` or ``"1"^^<datatype>``."""

Triple = tuple[Term, Term, Term]
"""Subject, predicate and object."""


class Quad(NamedTuple):
    """A triple in a named graph."""

    subject: Term
    predicate: Term
    object: Term
    graph: Term


XSD = PREFIXES["xsd"]
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters not allowed in an ``xsd:string``: https://www.w3.org/TR/xml/#NT-Char"""
_USUAL_IRI = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9._~/-]*)?(?:#[A-Za-z0-9._~/-]*)?")
"""Most IRIs; the full grammar takes 20 ms to compile and is used only for those that do not match this."""
_UCS = "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + "".join(
    f"{chr(p << 16)}-{chr((p << 16) + 0xFFFD)}" for p in range(1, 14)
)
_PCT = "%[0-9A-Fa-f]{2}"
_HOST = rf"(?:[A-Za-z0-9._~!$&'()*+,;=\-{_UCS}]|{_PCT})*"
_PATH = rf"(?:[A-Za-z0-9._~!$&'()*+,;=:@/\-{_UCS}]|{_PCT})*"
_TAIL = rf"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?\-{_UCS}]|{_PCT})*"
_IRI = rf"[A-Za-z][A-Za-z0-9+.-]*:(?://(?:{_HOST}@)?{_HOST}(?::[0-9]*)?(?=[/?#]|\Z)|(?!//)){_PATH}(?:\?{_TAIL})?(?:#{_TAIL})?"
_LANGUAGE = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+",
    re.IGNORECASE | re.ASCII,
)
_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv "
    "dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie "
    "ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv "
    "mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm "
    "rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr "
    "ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
"""The languages of two letters: https://www.iana.org/assignments/language-subtag-registry"""
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LOCAL = re.compile(r"[\w.-]*")
"""Local names that read easily after a prefix; Turtle would need backslashes for others."""


def iri(text: str) -> Term:
    """The IRI as a term; ``ValueError`` if the text is not an absolute IRI (RFC 3987).

    >>> iri("https://example.org/a")
    '<https://example.org/a>'
    """
    if not (_USUAL_IRI.fullmatch(text) or re.fullmatch(_IRI, text)):
        raise InvalidValueError(Message('"{text}" is not an absolute IRI', text=text))
    return f"<{text}>"


@cache
def expand(curie: str) -> Term:
    """The term that a prefixed name of ``ontology/prefixes.ttl`` stands for.

    >>> expand("hr:Act")
    '<https://w3id.org/chronicle/ns#Act>'
    """
    prefix, _, local = curie.partition(":")
    return iri(PREFIXES[prefix] + local)


def literal(text: str, *, language: str = "", datatype: str = "") -> Term:
    r"""A literal; an ``xsd:string`` unless a language or datatype is given.

    >>> print(literal('say "no"', language="en"))
    "say \"no\""@en
    """
    if found := stray(text):
        raise InvalidValueError(
            Message("character {character} is not allowed in a text", character=f"#x{ord(found[0]):04x}")
        )
    body = f'"{text.translate(_ESCAPES)}"'
    if language:
        return f"{body}@{language_tag(language)}"
    return f"{body}^^{iri(datatype)}" if datatype else body


def stray(text: str) -> re.Match[str] | None:
    """The first character that no literal can hold, such as a control character or half a surrogate pair."""
    return _NOT_TEXT.search(text)


def language_tag(text: str) -> str:
    """The language tag (BCP 47, section 2.1) in lower case, as in N-Triples; ``ValueError`` if it is not one.

    >>> language_tag("ru-Latn")
    'ru-latn'
    """
    if not _LANGUAGE.fullmatch(text):
        raise InvalidValueError(not_a_language(text))
    return text.lower()


def is_language(text: str) -> bool:
    """Whether a text is the tag of a language: "French" and "kz" are well formed, but the one is a name, the other a country.

    >>> [is_language(text) for text in ("fr", "kk-Cyrl", "French", "kz", "")]
    [True, True, False, False, False]
    """
    language = text.lower().partition("-")[0]
    return bool(_LANGUAGE.fullmatch(text)) and (len(language) in (1, 3) or language in _CODES.split())


def without_private_use(tag: str) -> str:
    """A language tag without its private-use part.

    >>> without_private_use("en-x-mt")
    'en'
    """
    return tag.lower().partition("-x-")[0]


def not_a_language(text: str) -> Message:
    """What is wrong with a text that is not a language tag."""
    return Message('"{text}" is not a language tag (BCP 47), such as "en" or "ru-Latn"', text=text)


def number(text: str) -> Term:
    """A decimal count; ``ValueError`` if the text is not a number, 0 or more, or if its full stop may part thousands."""
    if not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,6})?", text) or re.fullmatch(r"[1-9][0-9]{0,2}\.000", text):
        plain = re.sub(r"[^0-9]", "", text) if _THOUSANDS.fullmatch(text) else ""
        raise InvalidValueError(Message('"{text}" is not a number', text=text), offers=(plain,) if plain else ())
    return literal(text, datatype=XSD + "decimal")


_THOUSANDS = re.compile("[0-9]{1,3}(?:([,.'’ \u00a0\u2009\u202f])[0-9]{3})(?:\\1[0-9]{3})*")
"""A number with a mark between its thousands."""


def boolean(text: str) -> Term:
    """The boolean literal ``true`` or ``false``; ``ValueError`` for any other text."""
    if text not in ("true", "false"):
        raise InvalidValueError(Message('"{text}" is neither "true" nor "false"', text=text))
    return literal(text, datatype=XSD + "boolean")


def slug(text: str) -> str:
    """The text, if it can be part of an IRI unchanged: lower-case letters, digits, single hyphens."""
    if not _SLUG.fullmatch(text):
        raise InvalidValueError(
            Message(
                '"{text}" is not an id: use a-z, 0-9 and single hyphens, such as "{example}"',
                text=text,
                example="warning-at-bus-stop",
            )
        )
    return text


def digest(data: str | bytes, length: int = 64) -> str:
    """The first ``length`` hexadecimal digits of the SHA-256; text is encoded as UTF-8."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()[:length]


def text_of(term: Term) -> str:
    """The text of a term: a literal without quotes, an IRI without brackets, a blank node as it is.

    >>> text_of(literal('say "no"', language="en"))
    'say "no"'
    """
    if term.startswith("<"):
        return term[1:-1]
    if term.startswith("_:"):
        return term
    body = term[1 : term.rindex('"')]
    return re.sub(r"\\(?:u(?P<hex>[0-9A-F]{4})|(?P<plain>.))", _unescaped, body)


def local_name(term: Term) -> str:
    """The end of an IRI, after its last slash or hash: the name of a node without a label.

    >>> local_name("<https://w3id.org/chronicle/vocab/role/host>"), local_name("<http://purl.org/dc/terms/>")
    ('host', 'terms')
    """
    return term.strip("<>").rstrip("/#").replace("#", "/").rpartition("/")[2] or term


def shortener(prefixes: Iterable[tuple[str, str]]) -> Callable[[Term | None], str]:
    """A function that writes a term for people: an IRI as a prefixed name if a prefix fits, a literal as its text.

    >>> shortener(PREFIXES.items())("<https://w3id.org/chronicle/ns#Act>")
    'hr:Act'
    """
    longest_first = sorted(prefixes, key=lambda pair: -len(pair[1]))

    def short(term: Term | None) -> str:
        text = text_of(term) if term else ""
        if not term or not term.startswith("<"):
            return text
        for prefix, namespace in longest_first:
            if text.startswith(namespace) and _LOCAL.fullmatch(text, len(namespace)):
                return f"{prefix}:{text[len(namespace) :]}"
        return text

    return short


def _unescaped(match: re.Match[str]) -> str:
    if match["hex"]:
        return chr(int(match["hex"], 16))
    return {"n": "\n", "r": "\r", "t": "\t"}.get(match["plain"], match["plain"])
