"""What commands show while builds are being finished: counts of answers that are the old build's, the new one's, or neither.

Run ``python -m bench.readers`` (seconds and number of readers are its arguments: ``python -m bench.readers 60 4``). One
process puts two builds of a small project in each other's place as fast as it can; the others run a command on it again and
again, each in a process of its own. An answer that neither build alone gives is printed.
"""

from __future__ import annotations

import multiprocessing
import shutil
import sys
import tempfile
import time
from collections import Counter
from itertools import cycle
from multiprocessing.synchronize import Event
from pathlib import Path

from kg.build.output import swap
from kg.model.writing import sweep
from tests.project import RECORDS, Ran, kg_process, lay_out

COMMANDS = (
    ("query", "who-suffered-what", "--format", "csv"),
    ("show", "detention-in-february"),
    ("cite", "detention-in-february"),
    ("stats", "--format", "json"),
    ("identity", "--format", "json"),
    ("picture", "network"),
)


def swapped(builds: tuple[Path, Path], target: Path, stopped: Event) -> None:
    """Puts the two builds in place in turn until told to stop."""
    for number, build in enumerate(cycle(builds)):
        if stopped.is_set():
            return
        swap(Path(shutil.copytree(build, target.parent / f"beside{number}")), target)
        sweep(target.parent, target.name)


def asked(target: Path, arguments: tuple[str, ...], seconds: float) -> list[Ran]:
    """What a command says, run again and again."""
    end, answers = time.monotonic() + seconds, []
    while time.monotonic() < end:
        answers.append(kg_process(*arguments, "--build", str(target), cwd=target.parent))
    return answers


def main(seconds: float, readers: int) -> None:
    """Prints the counts for each command."""
    with tempfile.TemporaryDirectory() as name:
        tiny = lay_out(Path(name))
        tiny.kg("build", "--out", "old")
        tiny.records(RECORDS + "  label: Another label\n")
        tiny.kg("build", "--out", "new")
        builds, target = (tiny.folder / "old", tiny.folder / "new"), tiny.folder / "build"
        shutil.copytree(builds[0], target)
        stopped = multiprocessing.Event()
        swapper = multiprocessing.Process(target=swapped, args=(builds, target, stopped))
        swapper.start()
        with multiprocessing.Pool(readers) as pool:
            for arguments in COMMANDS:
                known = [kg_process(*arguments, "--build", str(build), cwd=tiny.folder) for build in builds]
                each = pool.starmap(asked, [(target, arguments, seconds / len(COMMANDS))] * readers)
                counts = Counter(
                    ("old", "new")[known.index(ran)] if ran in known else f"neither: {ran.code} {ran.err}"
                    for answers in each
                    for ran in answers
                )
                print(f"{arguments[0]:<10}{dict(counts)}")
        stopped.set()
        swapper.join()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60, int(sys.argv[2]) if len(sys.argv) > 2 else 2)  # noqa: PLR2004
