"""Writes the files that are generated from ``ontology/`` and ``kg/model/kinds.py``: run ``python -m kg.upkeep.generate`` after a change there.

CI runs it too and fails if a committed file differs.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from kg.model.terms import local_name, text_of
from kg.model.writing import write_file
from kg.rdf.syntax import read_prefixes, read_triples
from kg.records.schemas import FILES, schema, written
from kg.upkeep import context, needed, notes
from kg.upkeep.reference import reference

_ROOT = Path(__file__).parents[2]
_LABEL = re.compile(r'"(.*)"@en')


def vocabulary(ontology: Path) -> str:
    """The source of ``kg/model/vocabulary.py``: version, prefixes, concepts by scheme, labels, classes and properties."""
    prefixes = read_prefixes(ontology / "prefixes.ttl")
    schemes: dict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted((ontology / "vocabularies").glob("*.ttl")):
        for subject, predicate, value in read_triples(path):
            name = subject.strip("<>").removeprefix(prefixes["vocab"])
            label = _LABEL.fullmatch(value)
            if predicate.endswith("#prefLabel>") and label and "/" in name:
                scheme, slug = name.split("/")
                schemes[scheme][label[1]] = slug
    version = next(v for _, p, v in read_triples(ontology / "hr.ttl") if p.endswith("#versionInfo>")).strip('"')
    labels = {f"{scheme}/{slug}": label for scheme in schemes for label, slug in schemes[scheme].items()}
    return "\n".join(
        [
            '"""Namespaces and terms of ``ontology/``: generated from it by ``python -m kg.upkeep.generate``, not edited by hand."""',
            "",
            "from __future__ import annotations",
            "",
            f'VERSION = "{version}"',
            '"""The version of the ontology: records say in chronicle.toml which one they are written for."""',
            "",
            _table("PREFIXES", "dict[str, str]", prefixes),
            "",
            "CONCEPTS: dict[str, dict[str, str]] = {",
            *(f'    "{scheme}": {{\n{_rows(schemes[scheme], 8)}    }},' for scheme in sorted(schemes)),
            "}",
            '"""English label → slug, by scheme, in the order of the vocabulary."""',
            "",
            _table("LABELS", "dict[str, str]", dict(sorted(labels.items()))),
            '"""Scheme and slug → English label."""',
            "",
            *(f"{name}: tuple[str, ...] = (\n{''.join(_item(term) for term in terms)})" for name, terms in _terms(ontology, prefixes["hr"])),
            "",
        ]
    )  # fmt: skip


def concepts(ontology: Path) -> str:
    """The text of ``kg/model/concepts.json``: labels, synonyms, definitions and broader concept of each, by scheme and slug."""
    vocab = read_prefixes(ontology / "prefixes.ttl")["vocab"]
    schemes: dict[str, dict[str, dict[str, Any]]] = {}
    for path in sorted((ontology / "vocabularies").glob("*.ttl")):
        found = schemes.setdefault(path.stem, {})
        for subject, predicate, value in read_triples(path):
            name, kind = subject.strip("<>").removeprefix(f"{vocab}{path.stem}/"), _NAMED.get(local_name(predicate))
            if not kind or name.startswith(vocab):
                continue
            concept = found.setdefault(name, {"labels": {}, "synonyms": {}, "definitions": {}, "broader": ""})
            text, _, language = value.rpartition("@")
            if kind == "broader":
                concept["broader"] = local_name(value)
            elif kind == "synonyms":
                concept[kind].setdefault(language, []).append(text_of(text))
            else:
                concept[kind][language] = text_of(text)
    return json.dumps(schemes, ensure_ascii=False, indent=1) + "\n"


_NAMED = {"prefLabel": "labels", "altLabel": "synonyms", "hiddenLabel": "synonyms", "definition": "definitions", "broader": "broader"}  # fmt: skip


def _terms(ontology: Path, hr: str) -> list[tuple[str, list[str]]]:
    found: dict[str, set[str]] = {"CLASSES": set(), "DERIVED": set(), "PROPERTIES": set()}
    for name in ("hr", "derived"):
        for subject, predicate, value in read_triples(ontology / f"{name}.ttl"):
            if predicate.endswith("#type>") and subject.startswith(f"<{hr}"):
                kind = "CLASSES" if value.endswith("#Class>") else "PROPERTIES" if name == "hr" else "DERIVED"
                found[kind].add(subject.strip("<>").removeprefix(hr))
    return [(kind, sorted(terms)) for kind, terms in sorted(found.items())]


def _item(term: str) -> str:
    return f'    "{term}",\n'


def _rows(table: dict[str, str], indent: int) -> str:
    return "".join(f'{" " * indent}"{key}": "{value}",\n' for key, value in table.items())


def _table(name: str, kind: str, table: dict[str, str]) -> str:
    return f"{name}: {kind} = {{\n{_rows(table, 4)}}}"


def main() -> int:
    """Writes the files; gives 1 if one of them was out of date.

    The schemas and the reference are generated from the modules of ``kg/model/`` as imported at the start: if one of
    these changes, the program runs again.
    """
    ontology, model = _ROOT / "ontology", _ROOT / "kg" / "model"
    modules = {
        "vocabulary.py": vocabulary(ontology),
        "notes.py": notes.source(ontology),
        "concepts.json": concepts(ontology),
        "required.py": needed.source(ontology),
    }
    if [name for name, text in modules.items() if _write(model / name, text)]:
        subprocess.run([sys.executable, "-m", "kg.upkeep.generate"], check=False)
        return 1
    changed = [_write(ontology / "schemas" / f"{name}.schema.json", written(schema(name))) for name in FILES]
    changed.append(_write(ontology / "context.jsonld", context.context(ontology)))
    changed.append(_write(_ROOT / "docs" / "reference.md", reference(_ROOT)))
    return int(any(changed))


def _write(path: Path, text: str) -> bool:
    """Writes a file; gives whether it was out of date."""
    if path.exists() and path.read_bytes() == text.encode():
        return False
    write_file(path, text.encode())
    return True


if __name__ == "__main__":
    sys.exit(main())
