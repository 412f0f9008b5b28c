"""Asks a language model at an OpenAI-compatible endpoint; only this module sends any part of a document anywhere.

It is the standard library's HTTP, which follows no redirect and no proxy by itself: one request of JSON needs no more.
The key is read from the environment when the request is sent, and is in no message, file or log.
"""

from __future__ import annotations

import http.client
import json
import os
import time
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any, NamedTuple
from urllib.parse import SplitResult, urlsplit

from kg.model.errors import CallError, Problem
from kg.model.message import Message, Words

KEY = "CHRONICLE_MODEL_KEY"
"""The variable of the environment that has the key for the endpoint, if it asks for one."""
_MOST = 8_000_000
"""So many bytes of an answer are read."""
_PIECE = 1 << 16
_OK = 200


class Endpoint(NamedTuple):
    """A model at an address; ``seconds`` is the time for one answer, from connecting to its last byte."""

    base: str
    model: str
    seconds: float = 300.0

    @property
    def parts(self) -> SplitResult:
        """The parts of the address."""
        return urlsplit(self.base)

    @property
    def host(self) -> str:
        """The host, with the port if the address has one; this is what a project allows."""
        port = f":{self.parts.port}" if self.parts.port else ""
        return f"{self.parts.hostname}{port}"

    @property
    def is_here(self) -> bool:
        """Whether it is on this machine."""
        return _is_loopback(self.parts.hostname or "")


def checked(base: str, model: str, seconds: float, allowed: str) -> Endpoint:
    """The endpoint; ``CallError`` for an address that is none, or a host elsewhere that the project does not allow.

    ``allowed`` are hosts with spaces between them.
    """
    found = Endpoint(base.rstrip("/"), model, seconds)
    try:
        parts, host = found.parts, found.host
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query or parts.fragment:
        told = Message('"{text}" is no address of a model', text=base.partition("@")[2] or base)
        raise CallError(Problem("wrong-call", told, Message("write --base-url such as http://localhost:11434/v1")))
    if found.is_here:
        return found
    if host.lower() not in allowed.lower().split():
        remedy = Message(
            'if documents may leave this machine for it, write send-to = "{host}" in chronicle.toml; a model on this machine '
            "needs no permission",
            host=host,
        )
        raise _not_allowed(Message("the project does not allow to send documents to {host}", host=host), remedy)
    if parts.scheme != "https":
        raise _not_allowed(
            Message("{host} would get the documents unencrypted", host=host),
            Message("write https:// in --base-url"),
        )
    return found


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def answer(endpoint: Endpoint, messages: list[Mapping[str, str]], schema: Mapping[str, Any]) -> str:
    """What the model says; ``CallError`` if it says nothing in time, is cut off, or the server answers with an error."""
    asked = {
        "model": endpoint.model,
        "messages": messages,
        "temperature": 0,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "records", "strict": True, "schema": schema},
        },
    }
    return _said(_sent(endpoint, json.dumps(asked, ensure_ascii=False).encode()), endpoint)


def _sent(endpoint: Endpoint, body: bytes) -> bytes:
    """The body of the response."""
    deadline = time.monotonic() + endpoint.seconds
    kind = http.client.HTTPSConnection if endpoint.parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(endpoint.parts.hostname or "", endpoint.parts.port, timeout=endpoint.seconds)
    headers = {"content-type": "application/json", "accept": "application/json"}
    if key := os.environ.get(KEY, "").strip():
        headers["authorization"] = f"Bearer {key}"
    try:
        connection.request("POST", f"{endpoint.parts.path}/chat/completions", body, headers)
        if connection.sock:
            connection.sock.settimeout(max(deadline - time.monotonic(), 0.01))
        response = connection.getresponse()
        if response.status != _OK:
            raise _failed(endpoint, Message("it answers with the status {status}", status=response.status))
        return _read(response, connection, deadline, endpoint)
    except TimeoutError as error:
        raise _late(endpoint) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _failed(endpoint, Message("it cannot be reached: {reason}", reason=type(error).__name__)) from error
    finally:
        connection.close()


def _read(
    response: http.client.HTTPResponse, connection: http.client.HTTPConnection, deadline: float, endpoint: Endpoint
) -> bytes:
    """The body, as far as it comes in time; one that drips is late too."""
    found = bytearray()
    while piece := response.read1(_PIECE):
        found += piece
        left = deadline - time.monotonic()
        if left <= 0:
            raise _late(endpoint)
        if len(found) > _MOST:
            raise _failed(endpoint, Message("its answer is longer than {most} bytes", most=_MOST))
        if connection.sock:
            connection.sock.settimeout(left)
    return bytes(found)


def _said(body: bytes, endpoint: Endpoint) -> str:
    """The text in a response of the form that OpenAI's API has."""
    try:
        choice = json.loads(body)["choices"][0]
        said, ended = choice["message"]["content"], choice.get("finish_reason", "stop")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise _failed(endpoint, Message("its response is not of the form of chat completions")) from error
    if ended == "length":
        raise _failed(endpoint, Message("its answer was cut off"), Message("give it room for longer answers"))
    if not isinstance(said, str) or not said.strip():
        raise _failed(endpoint, Message("it says nothing"))
    return said


def failed(endpoint: Endpoint, why: Message, remedy: Words | None = None) -> CallError:
    """The error that a model gave no answer that can be used."""
    found = Message(
        "the model {model} at {host} gave no answer to use: {why}", model=endpoint.model, host=endpoint.host, why=why
    )
    return CallError(
        Problem("model-failed", found, remedy or Message("see whether it runs and knows this model, or use the rules"))
    )


_failed = failed


def _late(endpoint: Endpoint) -> CallError:
    return _failed(
        endpoint,
        Message("it took longer than {seconds} seconds", seconds=round(endpoint.seconds)),
        Message("give it more with --timeout"),
    )


def _not_allowed(found: Message, remedy: Message) -> CallError:
    return CallError(Problem("host-not-allowed", found, remedy))
