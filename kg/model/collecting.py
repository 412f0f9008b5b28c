"""Looking for garbage less often while very much is made that stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 100_000
"""How many more objects are made than removed before the collector looks at the newest; by default it is 700."""


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Has the collector look less often; it would walk through all records and terms again and again."""
    before = gc.get_threshold()
    gc.set_threshold(_SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
