"""Each example of an error that ``docs/reference.md`` shows causes just this error; every code has one, or its circumstance."""

from __future__ import annotations

import contextlib
import re
import shlex
import shutil
from pathlib import Path

import pytest

from kg.model.errors import explanations
from kg.upkeep.error_examples import error_examples
from tests.project import ROOT, Tiny, kg, lay_out
from tests.sampling import sampled

EXAMPLES = error_examples(ROOT)
SHOWN = {code: example for code, example in EXAMPLES.items() if not example.circumstance}
PAGE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
CIRCUMSTANCES = 27
"""So many codes no short example can show; a new one comes with an example."""

_CODE = re.compile(r"(?:error|violation|warning|info) ?\[([a-z0-9-]+)\]")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """The tiny project with its build, which examples copy."""
    tiny = lay_out(tmp_path_factory.mktemp("whole"))
    assert tiny.kg("build").code == 0
    return tiny


@pytest.mark.parametrize("code", sampled(list(SHOWN), 4, ids=list(SHOWN)))
def test_an_example_causes_its_error_and_no_other(code: str, whole: Tiny, tmp_path: Path) -> None:
    example = SHOWN[code]
    tiny = Tiny(Path(shutil.copytree(whole.folder, tmp_path / "project")))
    if not example.built:
        shutil.rmtree(tiny.build)
    for name, text in example.files.items():
        path = (tiny.texts / name).resolve()
        if path.parent.is_file():
            path.parent.unlink()
        tiny.write(name, text.encode(example.encoding))
    with contextlib.chdir(tiny.texts):
        *before, last = [kg(*shlex.split(command)) for command in example.run]
    assert [ran.code for ran in before] == [0] * len(before)
    assert set(_CODE.findall(last.out + last.err)) == {code, *example.also}, last


def test_every_error_has_an_example_or_its_circumstance() -> None:
    for code in explanations():
        section = PAGE.partition(f"\n### {code}\n")[2].partition("\n#")[0]
        assert "\n```" in section or "\nExample: " in section or "\nHow it comes about: " in section, code
    assert set(EXAMPLES) <= set(explanations())
    assert sum(bool(example.circumstance) for example in EXAMPLES.values()) == CIRCUMSTANCES
