"""The process that asks for the server, and that may break down or be ended without harm.

It reads pickled tasks from a socket and writes back what it found. Before the first task it opens what it asks, and
then takes limits on itself: memory for good, processor time for each task.
"""

from __future__ import annotations

import pickle
import socket
import struct
import sys
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from kg.model.errors import ChronicleError, DataError, Problem
from kg.model.message import Message
from kg.model.worker import confine, more_time
from kg.rdf.protocol import Asked, Caps
from kg.site.server.engines import Engine, catalogued, graphs, node, nodes, opened

LENGTH = struct.Struct("!Q")
"""What stands before each message: how many bytes it has."""


class Task(NamedTuple):
    """What a worker is to do: its name, and what is given."""

    name: str
    given: tuple[Any, ...] = ()


def _query(engine: Engine, asked: Asked, caps: Caps) -> object:
    return engine.ask(asked, caps)


TASKS: Mapping[str, Callable[..., object]] = {
    "query": _query,
    "node": node,
    "nodes": nodes,
    "graphs": graphs,
    "catalogue": catalogued,
}


def main(descriptor: int) -> None:
    """Does what comes over a socket until that is closed."""
    with socket.socket(fileno=descriptor) as link:
        setup = _received(link)
        try:
            engine = opened(setup)
        except ChronicleError as error:
            _send(link, error)
            return
        confine(setup.limits)
        _send(link, None)
        while (task := _received(link)) is not None:
            more_time(setup.limits.seconds)
            _send(link, _done(engine, task))


def _done(engine: Engine, task: Task) -> object:
    """What a task gives, or the error that it ends with."""
    try:
        return TASKS[task.name](engine, *task.given)
    except ChronicleError as error:
        return error
    except (MemoryError, RecursionError):
        found = Message("the query needs more memory than it may use")
        return DataError(Problem("limit-reached", found, Message("ask for less, in smaller parts")))


def _received(link: socket.socket) -> Any:
    """The next message; ``None`` at the end."""
    head = _exactly(link, LENGTH.size)
    if head is None:
        return None
    data = _exactly(link, LENGTH.unpack(head)[0])
    return None if data is None else pickle.loads(data)  # noqa: S301 - from the process that started this one


def _exactly(link: socket.socket, length: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < length:
        piece = link.recv(min(1 << 20, length - len(parts)))
        if not piece:
            return None
        parts += piece
    return bytes(parts)


def _send(link: socket.socket, found: object) -> None:
    data = pickle.dumps(found)
    link.sendall(LENGTH.pack(len(data)) + data)


if __name__ == "__main__":
    main(int(sys.argv[1]))
