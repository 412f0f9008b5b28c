"""The one table of records: every key leads to a property of the ontology, and every property is led to."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from kg.model.kinds import KINDS, PARTS, Kind, aspects, by_name
from kg.model.project import template
from kg.model.vocabulary import CLASSES, CONCEPTS, PREFIXES, PROPERTIES
from tests.project import SEEDS, Tiny

KEYS = [(kind, key) for kind in KINDS for key in kind.keys]
OUTSIDE = {
    "dct:accessRights",
    "dct:created",
    "dct:creator",
    "dct:description",
    "dct:issued",
    "dct:language",
    "dct:publisher",
    "dct:references",
    "dct:title",
    "dct:type",
    "prov:wasDerivedFrom",
    "schema:archivedAt",
    "schema:latitude",
    "schema:longitude",
    "schema:url",
    "skos:altLabel",
    "skos:exactMatch",
    "skos:prefLabel",
}
"""Properties of other vocabularies that the ontology's contract names."""

BY_CODE = {
    "allegedPerpetrator": "the shortcut of two roles",
    "derivedFrom": "a passage of a digest, from the spans that its line ends in",
    "end": "a passage",
    "held": "a document: whether the project has its text",
    "lastLine": "a passage that ends on another line than it begins on",
    "line": "a passage",
    "participant": "inferred only, from victim and allegedPerpetrator",
    "quote": "a passage",
    "relatedEvent": "inferred only, from occasion and aftermathOf",
    "role": "an involvement: the key that it stands under",
    "sha256": "a document and a passage",
    "start": "a passage",
    "victim": "the shortcut of two roles",
}
"""Properties that no key writes, and where they come from."""

WITHOUT_CLASS = {"fact", "name"}
"""Kinds that are no node of their own: a fact speaks of another node, a name is a literal."""

READS = {
    *("bounded date", "boolean", "concept", "coordinate", "date", "document", "integer", "key", "language", "number"),
    *("part", "quote", "reference", "string", "text", "url", "value", "verbatim"),
}


def test_every_key_leads_to_a_property_that_there_is() -> None:
    for kind, key in KEYS:
        for name in key.properties:
            prefix, _, local = name.partition(":")
            assert local in PROPERTIES if prefix == "hr" else name in OUTSIDE, (kind.name, key.name)


def test_every_outside_property_is_reached() -> None:
    assert {name for _, key in KEYS for name in key.properties if not name.startswith("hr:")} == OUTSIDE


def test_every_property_is_reached_by_a_key_or_by_code() -> None:
    written = {name.removeprefix("hr:") for _, key in KEYS for name in key.properties if name.startswith("hr:")}
    assert set(PROPERTIES) - written == set(BY_CODE)
    assert {key.shortcut for _, key in KEYS if key.shortcut} == {"hr:victim", "hr:allegedPerpetrator"}


def test_every_class_is_a_kinds_but_two() -> None:
    reached = {kind.cls.removeprefix("hr:") for kind in KINDS if kind.cls}
    assert set(CLASSES) - reached == {"Agent", "Passage"}
    assert reached <= set(CLASSES)
    assert {kind.name for kind in KINDS if not kind.cls} == WITHOUT_CLASS


def test_every_scheme_and_kind_that_a_key_names_is_there() -> None:
    for kind, key in KEYS:
        if key.reads == "concept":
            assert len(key.of) == 1
            assert set(key.of) <= CONCEPTS.keys(), (kind.name, key.name)
        elif key.reads == "part":
            assert len(key.of) == 1
            assert set(key.of) <= by_name().keys(), (kind.name, key.name)
        elif key.reads == "reference":
            assert set(key.of) <= by_name().keys(), (kind.name, key.name)
        assert key.reads in READS


def test_every_scheme_is_reached_by_a_key_or_by_code() -> None:
    by_key = {scheme for _, key in KEYS if key.reads == "concept" for scheme in key.of}
    by_role = {"role"}
    assert by_key | by_role == set(CONCEPTS)


def test_what_is_meant_where_a_key_is_left_out_is_a_concept_of_its_scheme() -> None:
    for kind, key in KEYS:
        scheme = "degree" if key.role else key.of[0] if key.of else ""
        if key.default:
            assert key.default in CONCEPTS[scheme].values(), (kind.name, key.name)


def test_every_role_is_a_key_of_every_event() -> None:
    for kind in KINDS:
        if kind.cls in ("hr:Act", "hr:Event", "hr:Intervention", "hr:Proceeding"):
            assert {key.role for key in kind.keys if key.role} == set(CONCEPTS["role"].values())


def test_a_key_has_one_name_within_its_kind() -> None:
    for kind in KINDS:
        names = [key.name for key in kind.keys]
        assert len(names) == len(set(names)), kind.name


def test_keys_of_one_name_mean_the_same_in_all_kinds() -> None:
    """But for four, whose meaning the kind itself makes plain."""
    meanings: dict[str, set[tuple[tuple[str, ...], str]]] = defaultdict(set)
    for _, key in KEYS:
        meanings[key.name].add((key.properties, key.reads))
    differing = {
        name: {properties[:1] for properties, _ in found} for name, found in meanings.items() if len(found) > 1
    }
    assert differing == {
        "language": {("dct:language",), ()},  # a document's; the tag of a name
        "of": {("hr:of",), ()},  # the whole of a quantity; whom a fact is about
        "right": {("hr:right",)},  # a concept of an act; the second entity of a decision
        "type": {("dct:type",), ("hr:actType",)},  # an act's has a property of its own
    }


def test_a_claim_on_a_key_means_the_key_of_that_kind(tiny: Tiny) -> None:
    tiny.records(
        "- event: a\n  label: x\n  type: assembly\n  evidence: Two officers\n"
        "  claims:\n    - {about: type, value: unrest, stance: doubts}\n"
    )
    aspects_said = {
        quad.object for quad in tiny.quads() if quad.predicate.endswith("#aspect>") and "note.a." in quad.subject
    }
    assert aspects_said == {f"<{PREFIXES['dct']}type>"}


@pytest.mark.parametrize("name", sorted(aspects()))
def test_what_a_claim_can_be_about_is_a_key_of_a_claimed_kind(name: str) -> None:
    owners = [kind for kind in KINDS if (kind.claimed or kind.name in ("document", "fact")) and kind.key(name)]
    assert owners
    assert aspects()[name].on == "node"


def test_a_short_form_stands_for_a_key_of_its_kind() -> None:
    for kind in KINDS:
        assert not kind.short or kind.key(kind.short), kind.name


def test_everything_in_the_table_says_what_it_is() -> None:
    for kind in KINDS:
        assert kind.about.strip()
        assert all(key.about.strip() for key in kind.keys), kind.name


def written(folder: Path) -> set[str]:
    """The kinds of the records in a folder."""
    kinds: set[str] = set()
    for path in folder.rglob("*.yaml"):
        kinds |= {next(iter(entry)) for entry in yaml.safe_load(path.read_text(encoding="utf-8")) or []}
    return kinds | {"document"} if list(folder.rglob("digest.md")) else kinds


def test_every_kind_of_record_is_used_by_a_seed_or_by_the_template() -> None:
    assert written(SEEDS) | written(template()) == set(by_name()) - set(PARTS)


def _keys_used(value: object) -> set[str]:
    if isinstance(value, dict):
        return {str(key) for key in value} | set().union(*(_keys_used(part) for part in value.values()))
    if isinstance(value, list):
        return set().union(*(_keys_used(part) for part in value))
    return set()


def test_every_part_is_used_by_a_seed() -> None:
    used: set[str] = set()
    for path in SEEDS.rglob("*.yaml"):
        used |= _keys_used(yaml.safe_load(path.read_text(encoding="utf-8")))
    holders: dict[str, set[str]] = defaultdict(set)
    for _, key in KEYS:
        if key.reads == "part":
            holders[key.of[0]].add(key.name)
    assert set(holders) == {*PARTS, "claim"}
    assert {part for part, names in holders.items() if not names & used} == set()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.claimed], ids=lambda kind: str(kind.name))
def test_what_a_claim_asserts_says_who_says_it_and_where(kind: Kind) -> None:
    assert {"claimant", "evidence", "certainty", "stance", "basis", "claims"} <= {key.name for key in kind.keys}
