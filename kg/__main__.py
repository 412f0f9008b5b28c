"""The command ``kg`` as a process of its own, called ``kg`` or ``python -m kg``."""

from __future__ import annotations

import sys

from kg.cli.quick import answered


def start() -> None:
    """Runs the command: what is answered at once, else the rest with click."""
    code = answered(sys.argv[1:])
    if code is not None:
        sys.exit(code)
    _run()


def _run() -> None:
    """Runs the command with little looking for garbage: most of what it makes lives to its end."""
    import gc
    import signal

    from kg.cli.group import main

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # by the way out, so that nothing is left behind
    gc.set_threshold(100_000, 50, 50)  # as often as usual, it took a seventh of a check's time
    try:
        main()
    finally:
        gc.freeze()  # else Python looks through everything once more before it goes


if __name__ == "__main__":
    start()
