"""A linear model: features with numbers become a probability. The numbers are data, in ``mappings/weights/``."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from kg.model.files import read_json
from kg.model.project import resources

FOLDER = "weights"
Features = Mapping[str, float]


class Model(NamedTuple):
    """The weight of each feature, what is added, and the probability from which the answer is yes."""

    weights: Features
    bias: float
    threshold: float

    def probability(self, features: Features) -> float:
        """How likely it is; a feature that the model does not know counts nothing."""
        total = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def agrees(self, features: Features) -> bool:
        """Whether the probability reaches the threshold."""
        return self.probability(features) >= self.threshold


@cache
def models(name: str) -> Mapping[str, Model]:
    """The models in a file, by what each of them decides."""
    found = read_json(resources("mappings") / FOLDER / f"{name}.json")
    return {label: Model(one["weights"], one["bias"], one["threshold"]) for label, one in found["models"].items()}
