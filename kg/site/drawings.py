"""The map, the network and the timeline of ``kg picture``, for the pages and for print: as SVG and PNG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.answers.pictures import FORMATS, picture
from kg.model.errors import DataError
from kg.rdf.dataset import Dataset

DRAWN = ("places", "network", "timeline")
"""The pictures, each in the language of its pages; French and Kazakh ones have English words."""
_SPOKEN = ("en", "ru")


def drawings(dataset: Dataset, languages: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Each picture in each language; none where there is nothing to draw."""
    for language in languages:
        for name in DRAWN:
            for form in FORMATS:
                data = _drawn(dataset, name, form, language if language in _SPOKEN else "en")
                if data:
                    yield f"pictures/{name}.{language}{form}", data


def _drawn(dataset: Dataset, name: str, form: str, language: str) -> bytes:
    """A picture; empty if there is nothing to draw."""
    try:
        return picture(dataset, name, form=form, language=language)
    except DataError as error:
        if any(problem.code != "nothing-to-draw" for problem in error.problems):
            raise
        return b""
