"""The numbers of an exported graph, ``void.ttl`` (VoID), counted in the very files that are handed on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from kg.exchange.dcat import dataset_of, under
from kg.exchange.model import File
from kg.model.terms import XSD, Term, Triple, digest, expand, iri, literal, local_name, shortener, text_of
from kg.model.vocabulary import PREFIXES
from kg.rdf.dataset import Dataset
from kg.rdf.formats import FORMATS
from kg.rdf.serialization import triples
from kg.rdf.syntax import triples_in

_BY_MEDIA_TYPE = {form.media_type: form for form in FORMATS if form.kind != "solutions"}
_TYPE = expand("rdf:type")
_LINKS = tuple(map(expand, ("skos:exactMatch", "skos:closeMatch", "owl:sameAs", "schema:sameAs")))
"""The properties that say that a node is the same, or nearly, as one of another dataset."""


def void(dataset: Dataset, name: str, files: Sequence[File]) -> Iterator[File]:
    """The description of the graph in the files of an export of some name; none if they hold no RDF, or it is packed."""
    read = [(file, form) for file in files if not file.is_packed and (form := _BY_MEDIA_TYPE.get(file.media_type))]
    if not read:
        return
    given = set[Triple]().union(*(triples_in(file.data, form) for file, form in read))
    whole = dataset_of(dataset)
    here = under(whole, name)
    said = [
        (here, expand("dct:source"), whole),
        *_counts(here, given, dataset.prefixes["id"]),
        *_partitions(here, given, dataset.prefixes),
        *_linksets(here, given, dataset.prefixes["id"]),
    ]
    data = triples(said, "ttl", prefixes=dataset.prefixes)
    yield File("void.ttl", "text/turtle", "how much of what is in the graph (VoID)", data)


def _counts(here: Term, given: set[Triple], base: str) -> Iterator[Triple]:
    """The graph as a whole. Its entities are the nodes under the project's base that something is said of."""
    subjects = {s for s, _, _ in given}
    yield here, _TYPE, expand("void:Dataset")
    yield here, expand("void:uriSpace"), literal(base)
    yield here, expand("void:triples"), _number(len(given))
    yield here, expand("void:entities"), _number(sum(s.startswith(f"<{base}") for s in subjects))
    yield here, expand("void:distinctSubjects"), _number(len(subjects))
    yield here, expand("void:distinctObjects"), _number(len({o for _, _, o in given}))


def _partitions(here: Term, given: set[Triple], prefixes: Mapping[str, str]) -> Iterator[Triple]:
    """How many nodes there are of each class, and triples of each property; and the vocabularies that these are of."""
    classes, properties = Counter(o for _, p, o in given if p == _TYPE), Counter(p for _, p, _ in given)
    yield here, expand("void:classes"), _number(len(classes))
    yield here, expand("void:properties"), _number(len(properties))
    short = shortener(prefixes.items())
    for kind, counted, counts in (("class", "entities", classes), ("property", "triples", properties)):
        for term, count in counts.items():
            part = under(here, kind, _name(short(term)))
            yield here, expand(f"void:{kind}Partition"), part
            yield part, expand(f"void:{kind}"), term
            yield part, expand(f"void:{counted}"), _number(count)
    for term in (*classes, *properties):
        prefix, colon, rest = short(term).partition(":")
        if colon and not rest.startswith("//"):
            yield here, expand("void:vocabulary"), iri(prefixes[prefix])


def _name(short: str) -> str:
    """A term as a part of an IRI: its prefix and name, or the beginning of its hash if it has no prefix."""
    return digest(short, 12) if "/" in short else short.replace(":", "-")


def _linksets(here: Term, given: set[Triple], base: str) -> Iterator[Triple]:
    """How many nodes are linked, by each property, to a dataset elsewhere, which is known by its host."""
    found: defaultdict[tuple[Term, str], int] = defaultdict(int)
    own = (f"<{base}", f"<{PREFIXES['vocab']}", f"<{PREFIXES['hr']}")
    for s, p, o in given:
        if p in _LINKS and s.startswith(own[0]) and o.startswith("<http") and not o.startswith(own):
            found[p, urlsplit(text_of(o)).netloc] += 1
    for (p, host), count in found.items():
        links, there = under(here, "links", f"{local_name(p)}-{host}"), under(here, "target", host)
        yield links, _TYPE, expand("void:Linkset")
        yield here, expand("void:subset"), links
        yield links, expand("void:linkPredicate"), p
        yield links, expand("void:subjectsTarget"), here
        yield links, expand("void:objectsTarget"), there
        yield links, expand("void:triples"), _number(count)
        yield there, _TYPE, expand("void:Dataset")
        yield there, expand("void:uriRegexPattern"), literal(f"^https?://{host.replace('.', '[.]')}/")


def _number(count: int) -> Term:
    return literal(str(count), datatype=XSD + "integer")
