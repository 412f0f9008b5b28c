"""Work on many things at once, each in a copy of this process that sees all that this one has read.

The results are the same as without copies, in the same order. What a copy that was killed has not finished is done here,
and so is what raised an exception, which is thus raised here. Where the system cannot copy a process, all is done here.
"""

from __future__ import annotations

import io
import os
import pickle
import selectors
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO, TypeVar

from kg.model.worker import forked

Item = TypeVar("Item")
Found = TypeVar("Found")
Counted = Callable[[int, int], None]
"""Called with how many things are done, and how many there are."""


def uncounted(_done: int, _every: int) -> None:
    """Counts nothing."""


def in_processes(
    function: Callable[[Item], Found], items: Sequence[Item], workers: int, counted: Counted = uncounted
) -> list[Found]:
    """What a function returns for each item, worked out by so many processes; its results must be such as can be pickled.

    What several processes do is ``counted`` when they are done.
    """
    known = _found(function, items, min(workers, len(items))) if workers > 1 and hasattr(os, "fork") else {}
    found: list[Found] = []
    for number, item in enumerate(items):
        found.append(known[number] if number in known else function(item))
        counted(number + 1, len(items))
    return found


def _found(function: Callable[[Item], Found], items: Sequence[Item], workers: int) -> dict[int, Found]:
    """The results by number, as far as the copies got."""
    processes: dict[int, int] = {}
    try:
        for first in range(workers):
            receiving, sending = os.pipe()
            process = forked()
            if not process:
                os.close(receiving)
                _work(function, items, range(first, len(items), workers), sending)
            os.close(sending)
            processes[receiving] = process
        found: dict[int, Found] = {}
        for data in _received(list(processes)):
            _unpack(io.BytesIO(data), found)
        return found
    finally:
        for descriptor, process in processes.items():
            os.close(descriptor)
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _work(function: Callable[[Item], Found], items: Sequence[Item], numbers: range, sending: int) -> None:
    """Does a share of the work in a copy, which ends here whatever happens."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits ends its copies
        with os.fdopen(sending, "wb") as file:
            for number in numbers:
                pickle.dump((number, function(items[number])), file)
                file.flush()
    except BaseException:
        os._exit(1)
    os._exit(0)


def _received(descriptors: list[int]) -> list[bytes]:
    """What each copy sends until it ends."""
    parts: dict[int, list[bytes]] = {descriptor: [] for descriptor in descriptors}
    with selectors.DefaultSelector() as selector:
        for descriptor in descriptors:
            selector.register(descriptor, selectors.EVENT_READ)
        while selector.get_map():
            for key, _ in selector.select():
                part = os.read(key.fd, 1 << 20)
                parts[key.fd].append(part)
                if not part:
                    selector.unregister(key.fd)
    return [b"".join(some) for some in parts.values()]


def _unpack(data: IO[bytes], found: dict[int, Found]) -> None:
    """Adds the results that were sent whole."""
    with suppress(EOFError, pickle.UnpicklingError):
        while True:
            number, result = pickle.load(data)  # noqa: S301 - written by our own copy
            found[number] = result
