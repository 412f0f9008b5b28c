"""The layers of a published graph: what is asserted, what follows, display texts, and the terms of the ontology."""

from __future__ import annotations

from typing import Literal

Layer = Literal["asserted", "inferred", "display", "ontology"]
LAYERS: tuple[Layer, ...] = ("asserted", "inferred", "display", "ontology")
