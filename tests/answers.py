"""Writes the expected rows of queries from the build at hand: ``python -m tests.answers [NAME …]``.

Read what it writes against the documents before you commit it: it is whatever the query gives, right or wrong.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kg.answers.binding import sparql
from kg.rdf.dataset import Dataset
from tests.asking import CATALOGUE, FOLDER, examples, needed


def main(names: list[str]) -> None:
    """Writes what differs, and prints its name."""
    dataset = Dataset.open(Path("build"))
    for name in names or sorted(CATALOGUE):
        query = CATALOGUE[name]
        asked = {".example": sparql(query, examples(query), dataset)} | ({} if needed(query) else {"": query.text})
        for kind, text in asked.items():
            path, answer = FOLDER / "expected" / f"{name}{kind}.csv", dataset.results(text, "csv") or b""
            if not path.is_file() or path.read_bytes() != answer:
                path.write_bytes(answer)
                print(path.name)


if __name__ == "__main__":
    main(sys.argv[1:])
