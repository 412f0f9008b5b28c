"""Larger projects for the benchmarks: the seed documents again and again, each copy under an id of its own.

The authority files are shared by all copies: the lists of documents in which a name occurs name every copy. Labels that
no other record refers to tell the copies apart, since many records of one name would not be a usual project.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
SEEDS = CHECKOUT / "seeds"


def enlarged(folder: Path, copies: int) -> Path:
    """A project of the seeds and so many further copies of their documents, in ``folder``; its build is beside it."""
    seeds = shutil.copytree(SEEDS, folder / "seeds")
    idents = sorted(path.parent.name for path in seeds.glob("*/records.yaml"))
    ident = re.compile("|".join(map(re.escape, idents)))
    for number in range(1, copies + 1):
        for name in idents:
            _copy(seeds / name, seeds / f"{name}-{number}", ident, number)
    for path in (seeds / "authorities").glob("*.yaml"):
        text = path.read_text()
        path.write_text(re.sub(r"(?<= in: \[)[^]]*(?=\])", lambda found: _every(found[0], copies), text))
    return seeds


def _copy(source: Path, target: Path, ident: re.Pattern[str], number: int) -> None:
    target.mkdir()
    for path in source.iterdir():
        text = path.read_text()
        if path.suffix != ".csv":
            text = ident.sub(lambda found: f"{found[0]}-{number}", text)
            text = _told_apart(text, number)
        (target / path.name).write_text(text)


_LABEL = re.compile(r'^((?:- |  )label: "?)([^"{}\n]+?)("?)$', re.MULTILINE)


def _told_apart(text: str, number: int) -> str:
    """The records with the number of the copy in each label, unless other lines have the same words."""

    def numbered(label: re.Match[str]) -> str:
        return f"{label[1]}{label[2]} {number}{label[3]}" if text.count(label[2]) == 1 else label[0]

    return _LABEL.sub(numbered, text)


def _every(listed: str, copies: int) -> str:
    """The ids of a list, and those of all copies of the same documents."""
    idents = [ident.strip() for ident in listed.split(",")]
    return ", ".join([*idents, *(f"{ident}-{n}" for n in range(1, copies + 1) for ident in idents)])
