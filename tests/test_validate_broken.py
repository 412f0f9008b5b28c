"""Each record in ``broken/`` is broken in a way in which records are really broken; what a person sees stands beside it.

``<name>.en.txt`` and ``<name>.ru.txt`` are what ``kg validate`` prints, word for word. After a change of wording run
``python -m tests.test_validate_broken`` and read every difference before it is committed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

from tests.project import Ran, Tiny, lay_out
from tests.sampling import sampled

BROKEN = Path(__file__).parent / "broken"
CASES = sorted(path.stem for path in BROKEN.glob("*.yaml"))
ONLY_WARNED = {"count-of-persons", "inference-without-ground"}
LANGUAGES = ("en", "ru")


def seen(tiny: Tiny, name: str, language: str) -> Ran:
    """What a person sees of a broken record."""
    tiny.records((BROKEN / f"{name}.yaml").read_bytes())
    return tiny.kg("validate", "texts/note", "--lang", language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sampled(CASES, 3, ids=CASES))
def test_a_person_sees_what_is_wrong_and_what_to_do(tiny: Tiny, name: str, language: str) -> None:
    ran = seen(tiny, name, language)
    assert ran.out == (BROKEN / f"{name}.{language}.txt").read_text(encoding="utf-8")
    assert (ran.code, ran.err) == (int(name not in ONLY_WARNED), "")


def test_there_are_twenty_and_more_each_with_its_prose() -> None:
    assert len(CASES) >= 20
    for name in CASES:
        first = (BROKEN / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# "), name
        assert first.endswith("."), name


def test_nothing_is_written_for_a_case_that_is_not_there() -> None:
    known = {f"{name}.{end}" for name in CASES for end in ("yaml", *(f"{language}.txt" for language in LANGUAGES))}
    assert {path.name for path in BROKEN.iterdir()} == known


def main() -> None:
    """Writes what a person sees of each broken record."""
    for name in CASES:
        for language in LANGUAGES:
            with tempfile.TemporaryDirectory() as folder:
                ran = seen(lay_out(Path(folder)), name, language)
            if ran.err:
                sys.exit(f"{name}: {ran.err}")
            (BROKEN / f"{name}.{language}.txt").write_text(ran.out, encoding="utf-8")


if __name__ == "__main__":
    main()
