"""Every query in ``docs/model.md`` runs by itself on the graph of the seeds and gives the rows shown below it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.answers.tables import markdown
from kg.model.vocabulary import PREFIXES
from kg.rdf.dataset import Dataset, Solutions
from tests.project import ROOT

PAGE = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
PATTERNS = re.findall(
    r"^## \d+\. ([^\n]+)\n.*?```sparql\n(.*?)```\n\n((?:\|[^\n]*\n)+)", PAGE, re.MULTILINE | re.DOTALL
)


def test_the_page_shows_at_least_a_dozen_patterns_each_with_its_rows() -> None:
    assert len(PATTERNS) >= 12
    assert len(PATTERNS) == PAGE.count("```sparql") == len(re.findall(r"^## ", PAGE, re.MULTILINE))
    assert all(rows.count("\n") > 2 for _, _, rows in PATTERNS)


@pytest.mark.parametrize(("query", "rows"), [pattern[1:] for pattern in PATTERNS], ids=[p[0] for p in PATTERNS])
def test_a_pattern_gives_the_rows_that_the_page_shows(query: str, rows: str, built: Path) -> None:
    found = Dataset(Dataset.open(built).store, {}).query(query)
    assert isinstance(found, Solutions)
    assert markdown(found, PREFIXES) == rows
