"""A query as the SPARQL 1.1 protocol sends it, with its dataset and forms, answered as bytes."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

import pyoxigraph as ox

from kg.model.errors import DataError, Location, Problem
from kg.model.message import Message
from kg.rdf.dataset import Dataset, Solutions, faults, refuse
from kg.rdf.dataset_clauses import graphs_named, is_update
from kg.rdf.serialization import lines_as
from kg.rdf.syntax import serialize

SOLUTIONS: Mapping[str, str] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
"""The forms of rows, and their media types."""
_ROWS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_BOOLEANS = {"json": _ROWS["json"], "xml": _ROWS["xml"]}
_PREFIX = re.compile(r"(?<![\w-])([\w-]++):")
"""What may be a prefix: an engine takes its time for each that is declared."""
_COMMENTS = {"ttl": b"\n# %b\n", "nt": b"# %b\n", "rdfxml": b"\n<!-- %b -->\n"}
_COMMENTS |= {"nq": _COMMENTS["nt"], "trig": _COMMENTS["ttl"]}
"""How each form of triples can say that it is not whole; JSON-LD cannot, nor can CSV and TSV."""
Rows = ox.QuerySolutions
"""The rows of an engine, one after the other."""
TRUNCATED = "https://w3id.org/chronicle/check#truncated"
"""What the head of an answer that is not whole links to."""


class Asked(NamedTuple):
    """A query with the dataset that the protocol gives it, and the forms that rows, a boolean and triples may have.

    An empty form means that the client accepts none; ``None`` for both sets of graphs that the query says itself.
    """

    text: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    rows: str = "json"
    boolean: str = "json"
    triples: str = "ttl"


class Caps(NamedTuple):
    """The most rows or triples, and bytes, that an answer has."""

    rows: int = 100_000
    bytes: int = 50_000_000


class Answered(NamedTuple):
    """An answer, its form, and the number of rows after which it was cut off (0 if it is whole)."""

    data: bytes
    form: str
    cut_at: int = 0


def answered(dataset: Dataset, asked: Asked, caps: Caps) -> Answered:
    """The answer to a query; ``DataError`` for an update, SERVICE, a graph that is not here, and what no engine should see."""
    try:
        return _answered(dataset, asked, caps)
    except DataError as error:
        if error.problems[0].code == "query-syntax" and is_update(asked.text):
            raise read_only() from error
        raise


def _answered(dataset: Dataset, asked: Asked, caps: Caps) -> Answered:
    with faults("query"):
        refuse(asked.text, dataset.prefixes, "query", base=dataset.prefixes["id"])
        _check_graphs(dataset, asked)
    with faults("query"), dataset.confined():
        found = _run(dataset, asked)
        if isinstance(found, ox.QueryBoolean):
            form = accepted_form(asked.boolean)
            return Answered(found.serialize(format=_BOOLEANS[form]) or b"", form)
        if isinstance(found, ox.QueryTriples):
            return _triples(found, accepted_form(asked.triples), dataset.prefixes, caps)
        form = accepted_form(asked.rows)
        return solutions(
            lambda into: found.serialize(into, format=_ROWS[form]), lambda: _run(dataset, asked), form, caps
        )


def _run(dataset: Dataset, asked: Asked) -> Any:
    used = {name: dataset.prefixes[name] for name in _PREFIX.findall(asked.text) if name in dataset.prefixes}
    base = dataset.prefixes["id"]
    if asked.default_graphs is None and asked.named_graphs is None:
        return dataset.store.query(asked.text, prefixes=used, base_iri=base)
    default = [ox.NamedNode(name) for name in asked.default_graphs or ()]
    named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(name) for name in asked.named_graphs or ()]
    return dataset.store.query(asked.text, prefixes=used, base_iri=base, default_graph=[*default], named_graphs=named)


def kind_of(text: str, prefixes: Mapping[str, str]) -> str:
    """What a query gives, ``rows``, ``boolean`` or ``triples``; ``DataError`` if it is refused. It is asked of nothing."""
    try:
        with faults("query"):
            refuse(text, prefixes, "query", base=prefixes["id"])
            found = ox.Store().query(text, prefixes=dict(prefixes), base_iri=prefixes["id"])
    except DataError as error:
        if error.problems[0].code == "query-syntax" and is_update(text):
            raise read_only() from error
        raise
    if isinstance(found, ox.QueryBoolean):
        return "boolean"
    return "triples" if isinstance(found, ox.QueryTriples) else "rows"


def rows_in(data: bytes) -> Solutions:
    """The rows of SPARQL results in JSON, with terms in N-Triples form."""
    found = ox.parse_query_results(data, format=_ROWS["json"])
    assert isinstance(found, ox.QuerySolutions)
    names = tuple(variable.value for variable in found.variables)
    return Solutions(names, tuple(tuple(None if term is None else str(term) for term in row) for row in found))


def results_in(data: bytes) -> Rows:
    """The rows of SPARQL results in JSON, one after the other."""
    found = ox.parse_query_results(data, format=_ROWS["json"])
    assert isinstance(found, ox.QuerySolutions)
    return found


def lines_in(data: bytes, media_type: str) -> list[str]:
    """The triples of an RDF text, as sorted N-Triples lines; ``ValueError`` if its media type is not RDF's."""
    form = ox.RdfFormat.from_media_type(media_type.partition(";")[0].strip())
    if form is None:
        raise ValueError(media_type)
    return sorted({f"{quad.triple} .\n" for quad in ox.parse(data, format=form, lenient=True)})


def _check_graphs(dataset: Dataset, asked: Asked) -> None:
    """``DataError`` for a graph that the data do not have: nothing is fetched."""
    named = {
        *(asked.default_graphs or ()),
        *(asked.named_graphs or ()),
        *graphs_named(asked.text, dataset.prefixes, base=dataset.prefixes["id"]),
    }
    for name in sorted(named):
        if not _has(dataset, name):
            raise unknown_graph(name)


def _has(dataset: Dataset, name: str) -> bool:
    try:
        return dataset.store.contains_named_graph(ox.NamedNode(name))
    except ValueError:
        return False


def unknown_graph(name: str) -> DataError:
    """What a query is answered with that names a graph which the data do not have."""
    found = Message("there is no graph {iri} here", iri=name)
    remedy = Message("nothing is fetched; the service description lists the graphs")
    return DataError(Problem("unknown-graph", found, remedy, Location("query")))


def read_only() -> DataError:
    """What an update is answered with."""
    found = Message("this is an update, and nothing can be changed here")
    return DataError(Problem("read-only", found, Message("ask with SELECT, ASK, CONSTRUCT or DESCRIBE")))


def accepted_form(form: str) -> str:
    """The form; ``DataError`` if the client accepts none that this answer could have."""
    if not form:
        found = Message("the answer to this query has none of the forms that are accepted")
        listed = ", ".join((*SOLUTIONS.values(), "text/turtle", "application/n-triples", "application/ld+json"))
        raise DataError(Problem("not-acceptable", found, Message("accept one of {names}", names=listed)))
    return form


class _TooManyError(Exception):
    """There are more rows than an answer may have."""


class _Limited(io.BytesIO):
    """What an engine writes; ``DataError`` as soon as it is too long."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: Any, /) -> int:
        """Adds what is written next."""
        if self.tell() + len(data) > self._most:
            raise too_long(self._most)
        return super().write(data)


def too_long(most: int) -> DataError:
    """What a query is answered with whose answer has too many bytes."""
    found = Message("the answer has more than {most} MB", most=most // 1_000_000)
    return DataError(Problem("answer-too-large", found, Message("ask for less, or for fewer rows with LIMIT")))


def _triples(found: ox.QueryTriples, form: str, prefixes: Mapping[str, str], caps: Caps) -> Answered:
    """The triples of a CONSTRUCT or DESCRIBE, each once and sorted, so that the same answer is the same bytes."""
    lines = {f"{triple} .\n" for triple in islice(found, caps.rows)}
    cut_at = caps.rows if next(iter(found), None) is not None else 0
    return triples_answered(sorted(lines), form, prefixes, caps, cut_at=cut_at)


def triples_answered(
    lines: list[str], form: str, prefixes: Mapping[str, str], caps: Caps, *, cut_at: int = 0
) -> Answered:
    """Sorted lines of N-Triples or N-Quads in a form of RDF, which says so if it was cut off; ``DataError`` if it cannot.

    The engine writes prefixes in no order, so only Turtle and TriG have them.
    """
    if cut_at and form not in _COMMENTS:
        raise _must_be_whole(caps.rows)
    has_prefixes = form in ("ttl", "trig", "nt", "nq")
    data = lines_as(lines, form, prefixes=prefixes) if has_prefixes else serialize("".join(lines), form)
    if cut_at:
        data += _COMMENTS[form] % _cut_words(cut_at).encode()
    if len(data) > caps.bytes:
        raise too_long(caps.bytes)
    return Answered(data, form, cut_at)


def _cut_words(count: int) -> str:
    return f"truncated: these are the first {count}; there are more"


def _must_be_whole(count: int) -> DataError:
    found = Message("the answer has more than {count} rows, and this form cannot say that it was cut off", count=count)
    return DataError(Problem("answer-too-large", found, Message("ask for fewer with LIMIT, or for JSON or XML")))


def solutions(write: Callable[[io.BytesIO], object], again: Callable[[], Rows], form: str, caps: Caps) -> Answered:
    """The rows of a SELECT as an engine writes them or, if there are too many, the first of those that it gives again."""
    written = _Counted(form, caps)
    try:
        write(written)
    except _TooManyError:
        rows = again()
        first = list(islice(rows, caps.rows))
        is_cut = next(iter(rows), None) is not None  # else what looked like the mark between rows stood in a text
        if form not in _CUT:
            raise _must_be_whole(caps.rows) from None
        data = _CUT[form](rows, first, is_cut=is_cut)
        if len(data) > caps.bytes:
            raise too_long(caps.bytes) from None
        return Answered(data, form, caps.rows if is_cut else 0)
    return Answered(written.getvalue(), form)


_BETWEEN = {"csv": (b"\n", 1), "json": (b"},{", -1), "tsv": (b"\n", 1), "xml": (b"<result>", 0)}
"""What stands between two rows, and how many more or fewer there are of these than rows."""


class _Counted(_Limited):
    """Counts the rows in what an engine writes."""

    def __init__(self, form: str, caps: Caps) -> None:
        super().__init__(caps.bytes)
        self._between, more = _BETWEEN[form]
        self._left, self._tail = caps.rows + more, b""

    def write(self, data: Any, /) -> int:
        """Adds what is written next; a mark may lie across two pieces."""
        piece = self._tail + bytes(data)
        self._left -= piece.count(self._between)
        if self._left < 0:
            raise _TooManyError
        self._tail = piece[1 - len(self._between) :] if len(self._between) > 1 else b""
        return super().write(data)


def _json(found: Rows, rows: list[ox.QuerySolution], *, is_cut: bool) -> bytes:
    """The first rows as SPARQL 1.1 results in JSON; the head links to what it means that there are no more."""
    names = [variable.value for variable in found.variables]
    bindings = [
        {name: _json_term(term) for name, term in zip(names, row, strict=True) if term is not None} for row in rows
    ]
    head: dict[str, Any] = {"vars": names}
    if is_cut:
        head |= {"link": [TRUNCATED], "truncated": _cut_words(len(rows))}
    return json.dumps({"head": head, "results": {"bindings": bindings}}, ensure_ascii=False).encode()


def _json_term(term: Any) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    made = {"type": "literal", "value": term.value}
    if term.language:
        return made | {"xml:lang": term.language}
    return made if term.datatype.value.endswith("#string") else made | {"datatype": term.datatype.value}


def _xml(found: Rows, rows: list[ox.QuerySolution], *, is_cut: bool) -> bytes:
    """The first rows as SPARQL 1.1 results in XML."""
    root = Element("sparql", xmlns="http://www.w3.org/2005/sparql-results#")
    head = SubElement(root, "head")
    names = [variable.value for variable in found.variables]
    for name in names:
        SubElement(head, "variable", name=name)
    if is_cut:
        SubElement(head, "link", href=TRUNCATED)
    results = SubElement(root, "results")
    for row in rows:
        result = SubElement(results, "result")
        for name, term in zip(names, row, strict=True):
            if term is not None:
                _xml_term(SubElement(result, "binding", name=name), _json_term(term))
    return b'<?xml version="1.0"?>' + tostring(root)


def _xml_term(binding: Element, term: dict[str, str]) -> None:
    kept = {name: value for name, value in term.items() if name in ("xml:lang", "datatype")}
    SubElement(binding, term["type"], kept).text = term["value"]


_CUT = {"json": _json, "xml": _xml}
