"""Kills every command that writes at every one of its changes of files, and prints counts: ``python -m bench.kills``."""

from __future__ import annotations

import sys

from tests.killing import main

if __name__ == "__main__":
    sys.exit(main(["--every", *sys.argv[1:]]))
