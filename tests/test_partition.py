"""Blocks validated part by part, or again after a change, have the results of all data together."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from kg.build import partition
from kg.build.blocks import Block
from kg.build.former import OTHERS, read_blocks
from kg.build.packing import Made, packed
from kg.build.partition import BlockLinks, validate_again, validate_all
from kg.build.rulebook import Rulebook
from kg.model.kinds import prefixes
from kg.model.terms import Triple, digest
from kg.rdf.closure import Consequences
from kg.rdf.ontology import read_ontology, shapes_files
from kg.validation import Result, ShapeFiles, validate
from kg.validation.neighbourhood import Held
from tests.project import OWN
from tests.test_neighbourhood import spoilt

PREFIXES = prefixes(OWN)
Triples = Mapping[str, set[Triple]]
"""The triples of each document."""


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    """Chronicle's own shapes and ontology."""
    return Rulebook.of(ShapeFiles(tuple(shapes_files())), read_ontology(), [], "en")


@pytest.fixture(scope="module")
def blocks(built: Path) -> list[Block]:
    """The blocks of the seeds."""
    return [block for name, block in read_blocks(built).items() if name not in OTHERS]


def remade(rules: Rulebook, blocks: Iterable[Block], triples: Triples) -> list[Block]:
    """The blocks with other triples."""
    nothing, found = Consequences(set(), set()), []
    for block in blocks:
        made = Made(block.graph, block.document, triples[block.document], nothing)
        data = packed(made, base=OWN, prefixes=PREFIXES, entrances=rules.entrances)
        found.append(Block(data, digest(data)))
    return found


def spread(triples: Triples, faulty: set[Triple], chance: random.Random) -> dict[str, set[Triple]]:
    """The faulty triples: those that were there in their documents, new ones in any, also of other documents' nodes."""
    found = {document: some & faulty for document, some in triples.items()}
    for triple in sorted(faulty.difference(*triples.values())):
        found[chance.choice(sorted(found))].add(triple)
    return found


def together(rules: Rulebook, blocks: Iterable[Block]) -> set[Result]:
    data = {triple for block in blocks for triple in block.triples()}
    report = validate(data, rules.shapes, rules.context, known=rules.compiled, most=None)
    return set(report.results)


def test_what_is_looked_up_in_blocks_is_what_their_triples_say(rules: Rulebook, blocks: list[Block]) -> None:
    links = BlockLinks(blocks, OWN, rules.entrances)
    whole = Held(triple for block in blocks for triple in block.triples())
    backwards = sorted(rules.entrances.of_nodes)
    ours = sorted(node for node in whole.nodes if links.owner(node) is not None)
    assert any(whole.pointing(name, node) for name in backwards for node in ours[::29])
    for node in ours[::29]:
        assert set(links.about(node)) == set(whole.about(node))
        for name in backwards:
            assert set(links.pointing(name, node)) == set(whole.pointing(name, node))


@pytest.mark.parametrize("seed", [1, *(pytest.param(n, marks=pytest.mark.slow_reference) for n in range(2, 40))])
def test_parts_and_changes_have_the_results_of_the_whole(
    rules: Rulebook, blocks: list[Block], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    monkeypatch.setattr(partition, "_LARGE", chance.choice((1, 9_000, 10**9)))
    sound = {block.document: set(block.triples()) for block in blocks}
    before = spread(sound, spoilt(set().union(*sound.values()), chance, chance.choice((3, 40, 400))), chance)
    former = remade(rules, blocks, before)
    known = together(rules, former)
    assert set(validate_all(rules, former, OWN) or ()) == known
    after = spread(before, spoilt(set().union(*before.values()), chance, chance.choice((1, 3, 10))), chance)
    now = remade(rules, blocks, after)
    assert set(validate_again(rules, former, now, sorted(known), OWN) or ()) == together(rules, now)
