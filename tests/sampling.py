"""A law on every case costs minutes: a sample of the cases runs at every push, the others under ``slow_reference``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest


def sampled(cases: Sequence[Any], every: int, ids: Sequence[str]) -> list[Any]:
    """The cases as parameters; all but each ``every``-th are marked ``slow_reference``. A case of several is a tuple."""
    return [
        pytest.param(
            *(case if isinstance(case, tuple) else (case,)),
            id=name,
            marks=() if number % every == 0 else pytest.mark.slow_reference,
        )
        for number, (case, name) in enumerate(zip(cases, ids, strict=True))
    ]
