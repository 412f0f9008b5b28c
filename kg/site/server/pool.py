"""Worker processes that are ready before a question comes, each with one question at a time.

A worker that takes too long, or that the system ends because it takes too much, is replaced; the others go on.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import socket
import subprocess
import sys
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kg.model.errors import ChronicleError, DataError, Problem
from kg.model.message import Message
from kg.site.server.engines import Setup
from kg.site.server.http import RequestError
from kg.site.server.worker import LENGTH, Task

STARTING = 60.0
"""Seconds that a worker may take to open what it asks."""
RETRY = 2
"""Seconds after which a client may ask again."""


class Link(asyncio.Protocol):
    """The end of a socket on which whole messages arrive, each the answer to one that was sent before."""

    def __init__(self) -> None:
        self._parts = bytearray()
        self._waiting: asyncio.Future[Any] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called when the socket is connected."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Called with what arrives."""
        self._parts += data
        if len(self._parts) < LENGTH.size or len(self._parts) - LENGTH.size < LENGTH.unpack_from(self._parts)[0]:
            return
        found = pickle.loads(memoryview(self._parts)[LENGTH.size :])  # noqa: S301 - from our own process
        self._parts = bytearray()
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(found)

    def connection_lost(self, exc: Exception | None) -> None:
        """Called when the other end is closed."""
        self._fail(EOFError())

    def exchange(self, message: object, seconds: float) -> asyncio.Future[Any]:
        """The answer to a message; ``TimeoutError`` if it takes longer, ``EOFError`` if the other end is closed."""
        loop = asyncio.get_running_loop()
        self._waiting = loop.create_future()
        if self._transport is None or self._transport.is_closing():
            self._fail(EOFError())
            return self._waiting
        data = pickle.dumps(message)
        self._transport.write(LENGTH.pack(len(data)) + data)
        alarm = loop.call_later(seconds, self._fail, TimeoutError())
        self._waiting.add_done_callback(lambda _: alarm.cancel())
        return self._waiting

    def _fail(self, error: Exception) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(error)

    def close(self) -> None:
        """Closes the socket."""
        if self._transport:
            self._transport.abort()


class Worker(NamedTuple):
    """A process and the link to it."""

    process: subprocess.Popen[bytes]
    link: Link

    def end(self) -> int:
        """Ends the process; the signal that it had ended with by itself, or 0."""
        if self.process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.link.close()
        return -self.process.wait()


async def started(setup: Setup) -> Worker:
    """A worker that has opened what it asks; the error that it met, if it could not."""
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "kg.site.server.worker", str(theirs.fileno())],
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches only the server, which ends its workers
        )
    _, link = await asyncio.get_running_loop().create_connection(Link, sock=ours)
    worker = Worker(process, link)
    try:
        met = await link.exchange(setup, STARTING)
    except BaseException:
        worker.end()
        raise
    if isinstance(met, ChronicleError):
        worker.end()
        raise met
    return worker


@dataclass(slots=True)
class Pool:
    """The workers of one release; at most ``most_waiting`` questions wait for one that is free."""

    setup: Setup
    size: int = 2
    most_waiting: int = 64
    idle: deque[Worker] = field(default_factory=deque)
    waiting: deque[asyncio.Future[Worker]] = field(default_factory=deque)
    busy: set[int] = field(default_factory=set)
    replacing: set[asyncio.Task[None]] = field(default_factory=set)
    is_closed: bool = False

    async def start(self) -> None:
        """Starts all workers."""
        self.idle.extend(await asyncio.gather(*(started(self.setup) for _ in range(self.size))))

    async def ask(self, task: Task) -> Any:
        """What a worker answers to a task; the error that it met, ``DataError`` if it reached a limit, 503 if all are busy."""
        worker = await self._free()
        try:
            found = await worker.link.exchange(task, self.setup.limits.seconds)
        except TimeoutError:
            self._replace(worker)
            raise _too_slow(self.setup.limits.seconds) from None
        except EOFError:
            raise _ended(self._replace(worker), self.setup) from None
        except BaseException:  # whoever asked does not wait any more
            self._replace(worker)
            raise
        self._give_back(worker)
        if isinstance(found, ChronicleError):
            raise found
        return found

    async def _free(self) -> Worker:
        if self.idle:
            return self.idle.popleft()
        if len(self.waiting) >= self.most_waiting:
            raise too_busy()
        future: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self.waiting.append(future)
        try:
            async with asyncio.timeout(self.setup.limits.seconds):
                return await future
        except TimeoutError:
            raise too_busy() from None
        finally:
            if future.cancelled():
                with suppress(ValueError):
                    self.waiting.remove(future)

    def _give_back(self, worker: Worker) -> None:
        if self.is_closed:
            worker.end()
            return
        while self.waiting:
            future = self.waiting.popleft()
            if not future.done():
                future.set_result(worker)
                return
        self.idle.append(worker)

    def _replace(self, worker: Worker) -> int:
        """Ends a worker, and has another one started in its place; what it had ended with."""
        ended = worker.end()
        if not self.is_closed:
            task = asyncio.get_running_loop().create_task(self._another())
            self.replacing.add(task)
            task.add_done_callback(self.replacing.discard)
        return ended

    async def _another(self) -> None:
        delay = 0.0
        while not self.is_closed:
            await asyncio.sleep(delay)
            try:
                self._give_back(await started(self.setup))
            except (ChronicleError, OSError, TimeoutError, EOFError):  # the system has no room now: try again
                delay = min(30.0, 2 * delay + 1)
            else:
                return

    async def close(self) -> None:
        """Ends all workers; a question that is being answered is answered first."""
        self.is_closed = True
        for worker in self.idle:
            worker.end()
        self.idle.clear()
        for future in self.waiting:
            future.cancel()


def too_busy() -> RequestError:
    """Status 503: as much is being asked already as can be answered."""
    found = Message("too much is being asked at the moment")
    problem = Problem("server-busy", found, Message("ask again in {seconds} seconds", seconds=RETRY))
    return RequestError(503, problem, (("retry-after", str(RETRY)),))


def _too_slow(seconds: float) -> DataError:
    found = Message("the query took more than {seconds} s and was stopped", seconds=f"{seconds:g}")
    return DataError(Problem("limit-reached", found, Message("ask for less, in smaller parts")))


def _ended(number: int, setup: Setup) -> DataError:
    """The error for a worker that ended, by the signal that ended it."""
    if number == signal.SIGXCPU:
        return _too_slow(setup.limits.seconds)
    found = Message("the query needs more memory than it may use")
    if number not in (signal.SIGABRT, signal.SIGKILL):
        found = Message("the engine broke down")
    return DataError(Problem("limit-reached", found, Message("ask for less, in smaller parts")))
