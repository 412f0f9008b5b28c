"""What it takes to add a key, shown on a copy of the checkout: two files are edited, the rest is generated."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.project import ROOT, lay_out

NEEDED = ("kg", "ontology", "mappings", "queries", "docs", "tests/broken", "tests/vocabularies", "tests/shapes")
ROW = '    _key("weather", "hr:weather", "text"),\n'
BESIDE = '    _key("time", "hr:timeOfDay", "string"),\n'
PROPERTY = """
hr:weather a owl:DatatypeProperty ;
    rdfs:isDefinedBy <https://w3id.org/chronicle/ns> ;
    rdfs:label "weather"@en , "погода"@ru , "ауа райы"@kk , "météo"@fr ;
    skos:definition "What the weather was like during the event."@en ,
        "Какой была погода во время события."@ru ,
        "Оқиға кезінде ауа райы қандай болғаны."@kk ,
        "Le temps qu'il faisait pendant l'événement."@fr ;
    rdfs:domain hr:Event ;
    schema:rangeIncludes rdf:langString , xsd:string .
"""
GENERATED = {
    "docs/reference.md",
    "kg/model/notes.py",
    "kg/model/vocabulary.py",
    "ontology/context.jsonld",
    "ontology/schemas/authorities.schema.json",
    "ontology/schemas/records.schema.json",
}


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the checkout with the new key, and the files that the person who added it edited."""

    folder: Path
    edited: frozenset[str]
    before: dict[str, bytes]

    def run(self, *arguments: str, cwd: Path | None = None) -> str:
        """What a module of the copy prints, with both streams in one."""
        environment = {**os.environ, "PYTHONPATH": str(self.folder)}
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=cwd or self.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8", timeout=300, check=False,
        )  # fmt: skip
        return done.stdout

    def read(self, name: str) -> str:
        """A file of the copy."""
        return (self.folder / name).read_text(encoding="utf-8")

    def changed(self) -> set[str]:
        """The files that differ from those that were copied."""
        return {name for name, content in contents(self.folder).items() if self.before.get(name) != content}


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but compiled modules."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """The copy after a person added a key and ran what generates the rest."""
    folder = tmp_path_factory.mktemp("copy")
    for name in NEEDED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "tests" / "error_examples.toml", folder / "tests")
    before = contents(folder)
    table, ontology = folder / "kg/model/kinds.py", folder / "ontology/hr.ttl"
    assert table.read_text(encoding="utf-8").count(BESIDE) == 1
    table.write_text(table.read_text(encoding="utf-8").replace(BESIDE, BESIDE + ROW), encoding="utf-8")
    ontology.write_text(ontology.read_text(encoding="utf-8") + PROPERTY, encoding="utf-8")
    edited = frozenset(name for name, content in contents(folder).items() if before[name] != content)
    copied = Copy(folder, edited, before)
    copied.run("kg.upkeep.generate")
    return copied


def test_two_files_are_edited_and_the_rest_is_generated(copy: Copy) -> None:
    assert copy.edited == {"kg/model/kinds.py", "ontology/hr.ttl"}
    assert copy.changed() == copy.edited | GENERATED


def test_the_schema_and_the_reference_have_the_key(copy: Copy) -> None:
    assert '"weather": {\n' in copy.read("ontology/schemas/records.schema.json")
    assert '"description": "what the weather was like during the event"' in copy.read(
        "ontology/schemas/records.schema.json"
    )
    row = "| `weather` | what the weather was like during the event | text |  | `hr:weather` |"
    assert copy.read("docs/reference.md").count(row) == 4


def test_a_new_record_explains_the_key_in_the_reader_s_language(copy: Copy) -> None:
    english, russian = (copy.run("kg", "new", "act", "--all", "--lang", language) for language in ("en", "ru"))
    assert "what the weather was like during the event" in english
    assert "weather: FILL IN, своими словами" in russian
    assert "какой была погода во время события" in russian


def test_a_misspelt_key_gets_the_new_one_offered_and_a_build_writes_its_triple(copy: Copy, tmp_path: Path) -> None:
    tiny = lay_out(tmp_path)
    record = (tiny.texts / "note" / "records.yaml").read_text(encoding="utf-8")
    tiny.records(record + "  wether: thick fog\n")
    assert 'Did you mean "weather"?' in copy.run("kg", "validate", "texts/note", cwd=tiny.folder)
    tiny.records(record + "  weather: thick fog\n")
    copy.run("kg", "build", "--documents", "texts", cwd=tiny.folder)
    assert 'hr:weather "thick fog"@en' in (tiny.build / "kg.ttl").read_text(encoding="utf-8")
