"""Work that may never end, done in a process of its own that can be stopped.

An engine in another language answers no signal while it runs, takes what memory it likes, and takes the program with it
when its stack overflows. A copy of this process does the work and sends back what it found; this one only waits, so
that Ctrl-C, SIGTERM and the limits end the work at once. Where the system cannot copy a process (Windows), the work is
done here, without limits.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, ParamSpec, TypeVar

from kg.model.errors import DataError, Problem
from kg.model.message import Message

Asked = ParamSpec("Asked")
Found = TypeVar("Found")
_ENDING = (signal.SIGINT, signal.SIGTERM)
GIGABYTE = 1024**3


class Limits(NamedTuple):
    """How long work may take and how many gigabytes of memory it may use."""

    seconds: float = 60
    memory: float = 4


def limited(work: Callable[Asked, Found], limits: Limits, *given: Asked.args, **options: Asked.kwargs) -> Found:
    """What the work returns for what it is given; an exception that it raises is raised here; ``DataError`` if it reaches a limit."""
    if not hasattr(os, "fork"):
        return work(*given, **options)
    receiving, sending = os.pipe()
    signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)  # until the worker can be ended too
    process = forked()
    if not process:
        os.close(receiving)
        _do(partial(work, *given, **options), limits, sending)
    os.close(sending)
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
        data = _received(receiving, limits.seconds)
    except BaseException:
        os.kill(process, signal.SIGKILL)
        raise
    finally:
        os.close(receiving)
        _, status = os.waitpid(process, 0)
    found: Found = _result(data, status, limits)
    return found


def forked() -> int:
    """A copy of this process: its number, or 0 in the copy itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # other threads are not needed in the copy
        return os.fork()


def _received(descriptor: int, seconds: float) -> bytes:
    """What the worker sends until it ends; ``DataError`` if that takes longer than it may."""
    ends, parts = time.monotonic() + seconds, list[bytes]()
    while True:
        if not select.select([descriptor], [], [], max(0.0, ends - time.monotonic()))[0]:
            raise _too_long(seconds)
        part = os.read(descriptor, 1 << 20)
        if not part:
            return b"".join(parts)
        parts.append(part)


def _result(data: bytes, status: int, limits: Limits) -> Any:
    if os.WIFSIGNALED(status) or not data:
        ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        raise _too_long(limits.seconds) if ended == signal.SIGXCPU else _died(ended, limits)
    found, error = pickle.loads(data)  # noqa: S301 - written by our own copy
    if error is not None:
        raise error
    return found


def _too_long(seconds: float) -> DataError:
    found = Message("this took more than {seconds} s and was stopped", seconds=f"{seconds:g}")
    return _at_limit(found, Message("ask for less, or allow more time with --timeout"))


def _died(ended: int, limits: Limits) -> DataError:
    if ended in (signal.SIGABRT, signal.SIGKILL):
        return _too_big(limits.memory)
    found = Message("the engine broke down")
    return _at_limit(found, Message("split it into smaller parts, with less nesting"))


def _too_big(memory: float) -> DataError:
    found = Message("this needed more than {memory} GB of memory and was stopped", memory=f"{memory:g}")
    return _at_limit(found, Message("ask for less, or allow more memory with --memory"))


def _at_limit(found: Message, remedy: Message) -> DataError:
    return DataError(Problem("limit-reached", found, remedy))


@contextmanager
def without_network() -> Iterator[None]:
    """While this lasts, a worker can open no file and no connection; elsewhere nothing changes."""
    if not _IN_WORKER:
        yield
        return
    import resource

    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)


_IN_WORKER: list[int] = []
"""The process id of the worker, in the worker."""


# ── In the worker ────────────────────────────────────────────────────────────────────────────────────────────


def _do(work: Callable[[], object], limits: Limits, sending: int) -> NoReturn:
    """Does the work, sends what it found, and ends without cleaning up what belongs to the first process."""
    code = 1
    try:
        for number in _ENDING:
            if signal.getsignal(number) != signal.SIG_IGN:  # as with nohup
                signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
        _IN_WORKER.append(os.getpid())
        _silence()
        _limit(limits)
        try:
            data = pickle.dumps((work(), None))
        except MemoryError:
            data = pickle.dumps((None, _too_big(limits.memory)))
        except Exception as error:
            data = _pickled(error)
        view = memoryview(data)
        while view:
            view = view[os.write(sending, view) :]
        code = 0
    finally:
        os._exit(code)


def _pickled(error: Exception) -> bytes:
    try:
        data = pickle.dumps((None, error))
        pickle.loads(data)  # noqa: S301 - our own
    except Exception:
        return pickle.dumps((None, RuntimeError(f"{type(error).__name__}: {error}")))
    return data


def confine(limits: Limits) -> None:
    """Limits this process, which does nothing but such work, from what it has taken already; see ``more_time``."""
    _IN_WORKER.append(os.getpid())
    _silence()
    _limit(limits)


def more_time(seconds: float) -> None:
    """Lets this process use at least so many seconds of a processor from now on, at most twice as many; then the system ends it."""
    import resource

    used = time.process_time()
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if not seconds < soft - used < 2 * seconds + 2:
        resource.setrlimit(resource.RLIMIT_CPU, (int(used + 2 * seconds) + 1, hard))


def _silence() -> None:
    """Standard error shows nothing of an engine's last words: the first process says what happened."""
    if "faulthandler" in sys.modules:
        sys.modules["faulthandler"].disable()
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _limit(limits: Limits) -> None:
    import resource

    most = int(limits.memory * GIGABYTE) + _mapped()
    seconds = int(limits.seconds) + 10  # only for a worker for which nobody waits any more
    for what, wanted in ((resource.RLIMIT_AS, most), (resource.RLIMIT_CPU, seconds)):
        with suppress(ValueError, OSError):  # not every system limits everything
            _, hard = resource.getrlimit(what)
            allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(what, (allowed, hard))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _mapped() -> int:
    """The bytes of address space that this process has already, where the system tells."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return GIGABYTE
