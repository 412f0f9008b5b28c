"""The command line: ``kg`` or ``python -m kg``."""

from __future__ import annotations

import sys

from kg.cli.quick import answered


def start() -> None:
    """Runs the command: prints a quick answer if there is one, otherwise hands over to click."""
    code = answered(sys.argv[1:])
    if code is not None:
        sys.exit(code)
    _run()


def _run() -> None:
    """Runs the command with few garbage collections: most of its objects live until it ends."""
    import gc
    import signal

    from kg.cli.group import main

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # a normal exit, so that nothing is left behind
    gc.set_threshold(100_000, 50, 50)  # at the default, collecting took a seventh of a check's time
    try:
        main()
    finally:
        gc.freeze()  # otherwise Python collects once more before it exits


if __name__ == "__main__":
    start()
