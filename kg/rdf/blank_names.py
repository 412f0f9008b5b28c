"""Names for the blank nodes of several files: a label holds within its file only (RDF 1.1 Concepts, section 3.4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from kg.model.terms import Term


class BlankNames:
    """Names the blank nodes of files that are read together.

    A node keeps the label that its file gives it, with a number after it where another file uses the same label; a
    node without a label is numbered in the order of its file. ``written`` has the file and the label of each name,
    an empty label where the file gives none. The ``taken`` names are those of other blank nodes.
    """

    def __init__(self, taken: Iterable[Term] = ()) -> None:
        self.written: dict[Term, tuple[str, str]] = {}
        self._taken = set(taken)

    def of_file(self, text: str, path: str) -> Callable[[Term], Term]:
        """The function that names the blank nodes of one file."""
        labels = set(re.findall(r"[\w.-]*\w", text)) if "_:" in text or "nodeID" in text else set()
        names: dict[Term, Term] = {}

        def name(node: Term) -> Term:
            if node not in names:
                label = node[2:] if node[2:] in labels else ""
                names[node] = self._free(label or f"b{len(names)}")
                self.written[names[node]] = path, label
            return names[node]

        return name

    def _free(self, label: str) -> Term:
        name, number = f"_:{label}", 1
        while name in self.written or name in self._taken:
            number += 1
            name = f"_:{label}-{number}"
        return name
