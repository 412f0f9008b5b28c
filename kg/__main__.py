"""The command line: ``kg`` or ``python -m kg``."""

from __future__ import annotations

import os
import sys

from kg.cli.quick import answered


def start() -> None:
    """Runs the command: prints a quick answer if there is one, otherwise hands over to click."""
    _open_closed_streams()
    code = answered(sys.argv[1:])
    if code is not None:
        sys.exit(code)
    _run()


def _open_closed_streams() -> None:
    """Gives each closed standard stream something to stand for it: no file that is opened later takes its number.

    What is written goes nowhere, and reading fails.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, os.O_WRONLY)
            if descriptor != number:
                os.dup2(descriptor, number)
                os.close(descriptor)
            setattr(sys, name, os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace", closefd=False))


def _run() -> None:
    """Runs the command with few garbage collections: most of its objects live until it ends."""
    import gc
    import signal

    from kg.cli.group import main, terminate
    from kg.cli.streams import prepare

    prepare()

    signal.signal(signal.SIGTERM, terminate)
    gc.set_threshold(100_000, 50, 50)  # at the default, collecting took a seventh of a check's time
    try:
        main()
    finally:
        gc.freeze()  # otherwise Python collects once more before it exits


if __name__ == "__main__":
    start()
