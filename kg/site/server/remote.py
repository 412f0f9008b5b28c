"""A SPARQL 1.1 endpoint elsewhere in place of our own store, behind the same guards."""

from __future__ import annotations

import io
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.client import HTTPException, HTTPResponse
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from kg.model.errors import CallError, DataError, Problem
from kg.model.kinds import prefixes as prefixes_of
from kg.model.message import Message
from kg.rdf.dataset import Dataset
from kg.rdf.dataset_clauses import graphs_named
from kg.rdf.protocol import (
    SOLUTIONS,
    Answered,
    Asked,
    Caps,
    Rows,
    accepted_form,
    kind_of,
    lines_in,
    results_in,
    rows_in,
    solutions,
    too_long,
    triples_answered,
    unknown_graph,
)

_TRIPLES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
_PIECE = 1 << 16
_MORE = 10
"""How many times as much is read of an answer that is cut off afterwards as it may have bytes then."""
_MOST_NAMES = 5_000_000
_GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
_NAMES = """
CONSTRUCT { ?s ?p ?o } {
  { VALUES ?p { skos:prefLabel skos:altLabel dct:title dct:description rdf:type hr:named } ?s ?p ?o }
  UNION { GRAPH <@graph> { ?s ?p ?o } }
}
"""


class _Sent(NamedTuple):
    """A query that is sent to an endpoint, and the prefixes of its answer."""

    endpoint: str
    prefixes: Mapping[str, str]
    asked: Asked


def remotely(endpoint: str, prefixes: Mapping[str, str]) -> Callable[[Asked, Caps], Answered]:
    """How to ask an endpoint: what our own store refuses is not sent there."""

    @cache
    def known() -> frozenset[str]:
        _, data = _read(_Sent(endpoint, prefixes, Asked(_GRAPHS)), SOLUTIONS["json"], most=_MOST_NAMES)
        return frozenset(row[0][1:-1] for row in rows_in(data).rows if row[0])

    def ask(asked: Asked, caps: Caps) -> Answered:
        kind = kind_of(asked.text, prefixes)
        named = {
            *(asked.default_graphs or ()),
            *(asked.named_graphs or ()),
            *graphs_named(asked.text, prefixes, base=prefixes["id"]),
        }
        for name in sorted(named - known()):
            raise unknown_graph(name)
        return _ASKED[kind](_Sent(endpoint, prefixes, asked._replace(text=declared(asked.text, prefixes))), caps)

    return ask


def declared(text: str, prefixes: Mapping[str, str]) -> str:
    """A query with the base and the prefixes declared that it may use; its own declarations, which follow, take precedence.

    >>> declared("ASK { ?s hr:victim ?o }", {"hr": "https://w3id.org/chronicle/ns#", "id": "https://w3id.org/chronicle/id/"})
    'BASE <https://w3id.org/chronicle/id/> PREFIX hr: <https://w3id.org/chronicle/ns#> ASK { ?s hr:victim ?o }'
    """
    used = (f"PREFIX {name}: <{space}>" for name, space in sorted(prefixes.items()) if f"{name}:" in text)
    return " ".join((f"BASE <{prefixes['id']}>", *used, text))


def remote_names(ask: Callable[[Asked, Caps], Answered], base: str) -> Dataset:
    """A dataset in memory with the names and the vocabulary at an endpoint, by which values are found."""
    text = _NAMES.replace("@graph", f"{base}graph/vocabulary")
    found = ask(Asked(text, triples="nt"), Caps(_MOST_NAMES, 1_000_000_000))
    graph = f" <{base}graph/vocabulary> .\n"
    lines = found.data.decode().splitlines(keepends=True)
    dataset = Dataset.gather([*lines, *(line.removesuffix(" .\n") + graph for line in lines)])
    return Dataset(dataset.store, prefixes_of(base))


def _boolean(sent: _Sent, caps: Caps) -> Answered:
    form = accepted_form(sent.asked.boolean)
    return Answered(_read(sent, SOLUTIONS[form], most=caps.bytes)[1], form)


def _rows(sent: _Sent, caps: Caps) -> Answered:
    form = accepted_form(sent.asked.rows)

    def write(into: io.BytesIO) -> None:
        for piece in _pieces(sent, SOLUTIONS[form]):
            into.write(piece)

    def again() -> Rows:
        return results_in(_read(sent, SOLUTIONS["json"], most=caps.bytes * _MORE)[1])

    return solutions(write, again, form, caps)


def _triples(sent: _Sent, caps: Caps) -> Answered:
    form = accepted_form(sent.asked.triples)
    media_type, data = _read(sent, _TRIPLES, most=caps.bytes * _MORE)
    try:
        lines = lines_in(data, media_type)
    except (ValueError, SyntaxError) as error:
        raise _failed(sent.endpoint, str(error)) from error
    cut_at = caps.rows if len(lines) > caps.rows else 0
    return triples_answered(lines[: caps.rows], form, sent.prefixes, caps, cut_at=cut_at)


_ASKED = {"boolean": _boolean, "rows": _rows, "triples": _triples}


def _read(sent: _Sent, accept: str, *, most: int) -> tuple[str, bytes]:
    """The media type of an answer, and all of it; ``DataError`` if it is longer than it may be."""
    with _response(sent, accept) as found:
        data = found.read(most + 1)
        if len(data) > most:
            raise too_long(most)
        return found.headers.get("content-type", ""), data


def _pieces(sent: _Sent, accept: str) -> Iterator[bytes]:
    with _response(sent, accept) as found:
        while piece := found.read(_PIECE):
            yield piece


@contextmanager
def _response(sent: _Sent, accept: str) -> Iterator[HTTPResponse]:
    """The response of the endpoint; ``DataError`` if there is none, or if it is not the answer."""
    asked = sent.asked
    fields = [("query", asked.text)]
    fields += [("default-graph-uri", name) for name in asked.default_graphs or ()]
    fields += [("named-graph-uri", name) for name in asked.named_graphs or ()]
    request = urllib.request.Request(  # noqa: S310 - the address was checked when the server began
        sent.endpoint, urlencode(fields).encode(), {"Accept": accept, "User-Agent": "Chronicle"}
    )
    try:
        with _OPENER.open(request) as found:
            yield found
    except urllib.error.HTTPError as error:
        told = error.read(500).decode(errors="replace").strip().splitlines()
        raise _failed(sent.endpoint, f"{error.code} {told[0] if told else error.reason}") from error
    except (OSError, HTTPException) as error:
        raise _failed(sent.endpoint, str(error)) from error


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def _failed(endpoint: str, reason: str) -> DataError:
    found = Message("the endpoint {address} did not answer: {reason}", address=endpoint, reason=reason)
    return DataError(Problem("no-answer", found, Message("try again later")))


def check_endpoint(address: str) -> None:
    """``CallError`` if this is not the address of an endpoint."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        found = Message('"{address}" is not the address of a SPARQL endpoint', address=address)
        raise CallError(Problem("wrong-call", found, Message("write it as http://host:port/path")))
