"""The command ``kg`` as a process of its own, called ``kg`` or ``python -m kg``."""

from __future__ import annotations

import gc
import signal
import sys

from kg.cli import main


def start() -> None:
    """Runs the command, with little looking for garbage: most of what it makes lives to its end."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # by the way out, so that nothing is left behind
    gc.set_threshold(100_000, 50, 50)  # as often as usual, it took a seventh of a check's time
    try:
        main()
    finally:
        gc.freeze()  # else Python looks through everything once more before it goes


if __name__ == "__main__":
    start()
