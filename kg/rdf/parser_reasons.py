"""The messages of Oxigraph's parsers as messages of ours, which can be translated.

Only this module interprets them. An unknown one is quoted; a new release of pyoxigraph may bring some, which the list in
``tests/test_messages_in_russian.py`` reveals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model.message import Message, recognised

RELATIVE = Message("an IRI has no scheme such as https://")
"""An IRI is relative, and there is no base."""


def meaning(message: str) -> Message:
    """What is wrong, without the place, which is reported separately."""
    reason = re.sub(r"^Parser error (?:at|between) line [^:]*: | \(line \d+\)$", "", message)
    if "No scheme found" in reason:
        return RELATIVE
    return recognised(reason, _KNOWN) or Message("the parser says: {reason}", reason=reason)


def is_remote_context(message: str) -> bool:
    """Whether the parser refused to fetch a JSON-LD context."""
    return "remote contexts" in message


_KEPT = (
    Message("Array values must be followed by a comma to add a new value or a squared bracket to end the array"),
    Message("Object values must be followed by a comma to add a new value or a curly bracket to end the object"),
    Message("The PREFIX declaration should be followed by a prefix and its value as an IRI"),
    Message("escapes in IRIs should be % followed by two hexadecimal characters, found '{text}'"),
    Message("The object of a triple must be an IRI, a blank node or a literal"),
    Message("syntax error: tag not closed: `>` not found before end of input"),
    Message("Only a single triple or quad can be written in a line, found {token}"),
    Message("The PREFIX keyword should be followed by a prefix like '{prefix}'"),
    Message("The subject of a triple must be an IRI or a blank node"),
    Message("A subtag may be eight characters in length at maximum"),
    Message("Line jumps are not allowed in string literals, use \\n"),
    Message("Objects with @value cannot contain properties, {other} found"),
    Message("error while parsing IRI '{text}': Invalid IRI code point {character}"),
    Message("ill-formed document: expected `{one}`, but `{other}` was found"),
    Message("{character} is not allowed at the beginning of a prefix name"),
    Message("A language code should always start with a letter"),
    Message("{name} value must be a string, number, boolean or null"),
    Message("Unexpected node, a text value is already present"),
    Message("blank node property lists should end with a ']'"),
    Message("Unexpected end of file, a value was expected"),
    Message("A dot is expected at the end of statements"),
    Message("{name} value must be null, a string or an object"),
    Message("{name} must be the only key of an object, {other} found"),
    Message("Expecting a datatype IRI after ^^, found {token}"),
    Message("The predicate of a triple must be an IRI"),
    Message("XML namespaces are required in RDF/XML"),
    Message("{token} is not a valid subject or graph name"),
    Message("Triples must be followed by a dot"),
    Message("The prefix {prefix} has not been declared"),
    Message("A double exponent cannot be empty"),
    Message("'{text}' is not a valid escape sequence"),
    Message("{text} is not a valid rdf:nodeID value"),
    Message("Quads must be followed by a dot"),
    Message("A blank node ID cannot be empty"),
    Message("Invalid IRI percent encoding '{text}'"),
    Message("{name} value must be a string or null"),
    Message("Trailing commas are not allowed"),
    Message("error while parsing attribute: {reason}"),
    Message("An integer should not be empty"),
    Message("Unexpected escape character '{text}'"),
    Message("{name} value must be a JSON object"),
    Message("{text} is not a valid rdf:ID value"),
    Message("{token} is not a valid RDF subject"),
    Message("Object keys must be strings"),
    Message("{token} is not a valid RDF object"),
    Message("{token} is not a valid graph name"),
    Message("Invalid character {character} in host"),
    Message("{token} is not a valid predicate"),
    Message("Unexpected text event: '{text}'"),
    Message("Invalid IRI code point {character}"),
    Message("{name} value must be a string"),
    Message("Unexpected end of file"),
    Message("{name} is defined twice"),
    Message("Unexpected char: {character}"),
    Message("Unknown prefix {prefix}"),
    Message("Unexpected end"),
)  # fmt: skip
"""Sentences that are clear as they are; longest first."""

_SHORTENED = (
    ("error while parsing language tag '{tag}': {reason}", Message("'{tag}' is not a language tag")),
    ("The escape sequence '{text}' is encoding {code} that is not a valid unicode character", Message("The escape sequence '{text}' does not encode a Unicode character")),
    ("{name} value '{text}' must be an IRI: {reason}", Message("{name} value '{text}' must be an IRI")),
    ("Invalid @type iri '{text}': {reason}", Message("Invalid @type IRI '{text}'")),
    ("at {place}: unrecognized entity `{name}`", Message("unrecognized entity `{name}`")),
)  # fmt: skip
"""Sentences that say more than is needed, each with a shorter one."""


def _known() -> Iterator[tuple[str, Message]]:
    yield from _SHORTENED
    yield from ((text.template, text) for text in _KEPT)


_KNOWN = tuple(_known())
