"""Standard streams that are closed, full, broken or in another encoding: the right exit code, and never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project import ROOT, Tiny, lay_out
from tests.sampling import sampled


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """The tiny project, built, with a record at fault in a document that was added later."""
    tiny = lay_out(tmp_path_factory.mktemp("streams"))
    assert tiny.kg("build", "--out", "build").code == 0
    tiny.records("- act: Жертва\n  type: nonsense\n")
    return tiny


def run(whole: Tiny, line: str, **env: str) -> subprocess.CompletedProcess[str]:
    line = line.replace("kg", f"{sys.executable} -m kg", 1)
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"],
        cwd=whole.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=120,
    )


UNUSABLE = [
    ("kg query - --build build <&-", 2, "standard input is closed"),
    ("kg query overview --build build >&-", 0, ""),
    ("kg query nonsense --build build 2>&-", 2, ""),
    ("kg validate texts 2>&-", 1, ""),
    ("kg validate texts <&- >&- 2>&-", 1, ""),
    ("kg query nonsense --build build 2>/dev/full", 2, ""),
    ("kg validate nowhere 2>&1 >/dev/null | true; exit ${PIPESTATUS[0]}", 2, ""),
    ("kg validate texts | true; exit ${PIPESTATUS[0]}", 0, ""),
    ("kg query overview --build build >/dev/full", 2, "standard output cannot be written: No space left on device"),
    ("kg validate texts >/dev/full", 2, "standard output cannot be written"),
    ("kg query - --build build </dev/zero", 1, "there are more than 16 MB on standard input"),
    (r"printf 'ASK {} # \xff' | kg query - --build build", 1, "is not UTF-8"),
]


@pytest.mark.parametrize(("line", "code", "told"), sampled(UNUSABLE, 2, ids=[line for line, *_ in UNUSABLE]))
def test_a_stream_that_cannot_be_used_changes_no_exit_code(whole: Tiny, line: str, code: int, told: str) -> None:
    if "/dev/full" in line and not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    ended = run(whole, line)
    assert (ended.returncode, "Traceback" in ended.stderr) == (code, False), ended.stderr
    assert told in ended.stderr


LINES = ("kg terms act-type --lang ru", "kg validate texts --lang ru", "kg show p3rs0n --build build")
ENCODED = [(line, encoding) for encoding in ("latin-1", "ascii", "cp1252") for line in LINES]


@pytest.mark.parametrize(("line", "encoding"), sampled(ENCODED, 4, ids=["-".join(each) for each in ENCODED]))
def test_any_encoding_of_the_output_will_do(whole: Tiny, line: str, encoding: str) -> None:
    ended = run(whole, line, PYTHONIOENCODING=encoding)
    assert ended.returncode == (1 if "validate" in line else 0), ended.stderr
    assert ended.stdout
    assert "Traceback" not in ended.stderr


def test_a_name_that_no_encoding_has_is_shown(whole: Tiny) -> None:
    ended = run(whole, r"kg validate $'\xff\xfe'")
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
