"""What the ontology tells authors of records about its terms, as the source of ``kg/model/notes.py``.

Commands should not have to parse the ontology to explain a key: it is read here, once, when the files are generated.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from kg.model.terms import Term, text_of
from kg.rdf.syntax import read_prefixes, read_triples

Texts = dict[str, str]
"""A text by language."""

_SAID_BY = ("definition", "scopeNote")
"""The properties of SKOS that say what a term is for; the later one takes precedence."""
_TAKEN_PART = "who took part as {label}"


def notes(ontology: Path) -> dict[str, Texts]:
    """What each term is about, in each language: its scope note, or else its definition, as part of a sentence.

    A role is about whoever took part in it: it is listed as ``role:…``, with the labels of its vocabulary.
    """
    prefixes = read_prefixes(ontology / "hr.ttl")
    found: dict[str, Texts] = {}
    for name in _SAID_BY:
        for term, said in _texts(ontology / "hr.ttl", f"<{prefixes['skos']}{name}>").items():
            curie = _shortened(term, prefixes)
            found[curie] = found.get(curie, {}) | {language: _within(text) for language, text in said.items()}
    return dict(sorted((found | _roles(ontology, prefixes["skos"])).items()))


def source(ontology: Path) -> str:
    """The source of ``kg/model/notes.py``."""
    rows = [row for term, said in notes(ontology).items() for row in _rows(term, said)]
    return "\n".join(
        [
            '"""What each term is about, by language: generated from ``ontology/`` by ``python -m kg.upkeep.generate``, not edited by hand."""',
            "",
            "from __future__ import annotations",
            "",
            "NOTES: dict[str, dict[str, str]] = {",
            *rows,
            "}",
            '"""Term → language → what it is about; roles as ``role:…``."""',
            "",
        ]
    )


def _rows(term: str, said: Texts) -> list[str]:
    texts = (f"        {quoted(language)}: {quoted(text)}," for language, text in said.items())
    return [f"    {quoted(term)}: {{", *texts, "    },"]


def quoted(text: str) -> str:
    """A text as a Python literal, with letters not escaped."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _texts(path: Path, predicate: Term) -> dict[Term, Texts]:
    found: dict[Term, Texts] = defaultdict(dict)
    for subject, said, value in read_triples(path):
        if said == predicate:
            found[subject][value.rpartition("@")[2]] = text_of(value)
    return found


def _roles(ontology: Path, skos: str) -> dict[str, Texts]:
    roles = _texts(ontology / "vocabularies" / "role.ttl", f"<{skos}prefLabel>")
    slugs = {role.strip("<>").rpartition("/role/")[2]: labels for role, labels in roles.items() if "/role/" in role}
    return {f"role:{slug}": labels | {"en": _TAKEN_PART.format(label=labels["en"])} for slug, labels in slugs.items()}


def _shortened(term: Term, prefixes: Mapping[str, str]) -> str:
    iri = term.strip("<>")
    prefix = max(
        (name for name, full in prefixes.items() if iri.startswith(full)), key=lambda name: len(prefixes[name])
    )
    return f"{prefix}:{iri.removeprefix(prefixes[prefix])}"


def _within(text: str) -> str:
    """A sentence as part of another: without its full stop, and beginning small unless it begins with capitals.

    >>> _within("A passage in which the claim is made."), _within("EDTF, of a day")
    ('a passage in which the claim is made', 'EDTF, of a day')
    """
    text = text.removesuffix(".")
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
