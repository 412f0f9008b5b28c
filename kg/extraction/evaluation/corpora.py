"""The files that ``kg evaluate`` is given: annotations in YAML, articles with labelled attacks in JSON."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.extraction.evaluation.annotations import read_annotations
from kg.extraction.evaluation.attacks import attack_lines, read_attacks
from kg.extraction.evaluation.gold import GoldDocument
from kg.model.errors import CallError, Problem
from kg.model.layout import is_yaml
from kg.model.message import Message


def annotated(paths: Iterable[Path]) -> list[GoldDocument]:
    """The annotated documents; ``CallError`` for a file that is neither YAML nor JSON."""
    for path in (every := list(paths)):
        if not is_yaml(path) and path.suffix != ".json":
            found = Message('files that end in "{ending}" cannot be read', ending=path.suffix)
            raise CallError(Problem("unknown-medium", found, Message("use one of {names}", names=".yaml, .json")))
    return [read_annotations(path) for path in every if is_yaml(path)]


def attacks(paths: Iterable[Path]) -> list[str]:
    """The lines on the articles in files of JSON."""
    return [line for path in paths if path.suffix == ".json" for line in attack_lines(read_attacks(path))]
