"""What an export says of itself for catalogues of data: ``dcat.ttl`` (DCAT 3, DCAT-AP 3.0.1), made of the build alone.

No clock is read: the only dates are those on which the sources were issued.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.answers.opening import OpenBuild
from kg.build.index import access_of
from kg.exchange.model import File
from kg.model.terms import XSD, Term, Triple, digest, expand, iri, literal, text_of
from kg.rdf.dataset import Dataset
from kg.rdf.serialization import triples
from kg.records.access import Access

_NOTES: dict[Access, dict[str, str]] = {
    "public": {
        "en": "These data tell of people whom a wrong or careless use can harm. An allegation is not a fact: show who"
        " claims it and how sure they are. Do not try to find out a name that is withheld, and do not combine the data"
        " with others in order to identify somebody.",
        "ru": "Эти данные — о людях, которым можно навредить ошибкой или небрежностью. Обвинение — ещё не факт:"
        " указывайте, кто это утверждает и насколько уверенно. Не пытайтесь установить скрытые имена и не соединяйте"
        " эти данные с другими, чтобы узнать, о ком идёт речь.",
    },
    "partners": {
        "en": "For partners only: this export contains what is withheld from the public, because it can harm people in the"
        " wrong hands. Do not publish it, and hand it on to nobody. An allegation is not a fact: show who claims it and how"
        " sure they are.",
        "ru": "Только для партнёров: здесь есть то, что скрыто от посторонних, потому что в чужих руках оно может навредить"
        " людям. Не публикуйте и никому не передавайте эти данные. Обвинение — ещё не факт: указывайте, кто это"
        " утверждает и насколько уверенно.",
    },
    "internal": {
        "en": "For internal use only: this export contains what is withheld from the public, and whoever it falls to can"
        " harm people with it. Do not publish it and do not hand it on.",
        "ru": "Только для внутреннего пользования: здесь есть то, что скрыто от посторонних, и в чужих руках оно может"
        " навредить людям. Не публикуйте и не передавайте эти данные.",
    },
}
"""What whoever receives an export has to know in order to harm nobody, by the access of the build."""

_ABOUT = {
    "en": "What documents say, fact by fact: each fact has the words that it rests on, who claims it, and how sure they are.",
    "ru": "Что сообщают документы, факт за фактом: на каких словах основан каждый, кто это утверждает и насколько уверенно.",
}
"""What the dataset is, whatever its documents are about."""

_OF_DATASET = """
SELECT ?p ?o { ?dataset ?p ?o FILTER(?dataset = %s && ?p != schema:isBasedOn) }
"""
_OF_SOURCES = """
SELECT ?source ?p ?o {
  %s schema:isBasedOn ?source . ?source ?p ?o
  FILTER(?p IN (dct:title, dct:issued, dct:created, dct:creator, dct:publisher, dct:language, schema:url))
}
"""
_OF_AUTHORS = """
SELECT DISTINCT ?agent ?p ?label {
  %s schema:isBasedOn ?source . ?source dct:creator|dct:publisher ?agent . ?agent ?p ?label
  FILTER(?p = skos:prefLabel)
}
"""
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_DATATYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def dataset_of(dataset: Dataset) -> Term:
    """The IRI of what a build publishes."""
    return iri(f"{dataset.prefixes['id']}dataset")


def dcat(build: OpenBuild, name: str, files: Sequence[File]) -> File:
    """The dataset, its sources, and each of the files as a distribution of it, for the export of some name."""
    node = dataset_of(build.dataset)
    said = [
        *_dataset(node, build.dataset),
        *_sources(node, build.dataset),
        *_rights(node, access_of(build.held.path)),
        *(triple for file in files for triple in _distribution(node, name, file)),
        *_access(node, name, build.dataset, files),
    ]
    data = triples(said, "ttl", prefixes=build.dataset.prefixes)
    return File("dcat.ttl", "text/turtle", "what this export is, for catalogues of data (DCAT 3)", data)


def under(node: Term, *parts: str) -> Term:
    """An IRI that begins with another, with full stops between its parts as in the IRIs of records."""
    return iri(".".join((text_of(node), *parts)))


def _dataset(node: Term, dataset: Dataset) -> Iterator[Triple]:
    """What the graph says of the dataset, and of which class what it names is, as catalogues check that."""
    for p, o in _rows(dataset, _OF_DATASET % node):
        yield node, p, o
        if p == expand("owl:versionInfo"):
            yield node, expand("dcat:version"), o
        if p in _CLASSES:
            yield o, expand("rdf:type"), _CLASSES[p]
    for language, text in _ABOUT.items():
        yield node, expand("dct:description"), literal(text, language=language)


_CLASSES = {expand("dct:license"): expand("dct:LicenseDocument"), expand("dct:conformsTo"): expand("dct:Standard")}
"""The class of what a property leads to."""


def _sources(node: Term, dataset: Dataset) -> Iterator[Triple]:
    """The documents that the dataset is made of, whoever wrote them, and the span in which they were issued.

    They are no ``dct:source``, which in DCAT-AP is another dataset.
    """
    issued = set()
    for source, p, o in _rows(dataset, _OF_SOURCES % node):
        yield node, expand("prov:wasDerivedFrom"), source
        yield source, p, o
        if p == expand("dct:issued") and _DAY.fullmatch(text_of(o)):
            issued.add(text_of(o))
    for agent, p, label in _rows(dataset, _OF_AUTHORS % node):
        yield agent, expand("rdf:type"), expand("foaf:Agent")
        yield agent, p, label
        yield agent, expand("foaf:name"), label
    if issued:
        span = under(node, "issued")
        yield node, expand("dct:temporal"), span
        yield span, expand("rdf:type"), expand("dct:PeriodOfTime")
        yield span, expand("rdfs:comment"), literal("from the oldest to the newest source", language="en")
        yield span, expand("rdfs:comment"), literal("от самого раннего источника до самого позднего", language="ru")
        yield span, expand("dcat:startDate"), _date(min(issued))
        yield span, expand("dcat:endDate"), _date(max(issued))


def _date(text: str) -> Term:
    return literal(text, datatype=XSD + _DATATYPES[len(text)])


def _rights(node: Term, access: Access) -> Iterator[Triple]:
    """The note on doing no harm."""
    rights = under(node, "rights", access)
    yield node, expand("dct:accessRights"), rights
    yield rights, expand("rdf:type"), expand("dct:RightsStatement")
    for language, text in _NOTES[access].items():
        yield rights, expand("rdfs:comment"), literal(text, language=language)


def _distribution(node: Term, name: str, file: File) -> Iterator[Triple]:
    """A file: what it is, how long it is, and its hash."""
    here = under(node, name, file.name)
    checksum = under(here, "sha256")
    yield node, expand("dcat:distribution"), here
    yield here, expand("rdf:type"), expand("dcat:Distribution")
    yield here, expand("dct:title"), literal(file.name)
    yield here, expand("dct:description"), literal(file.about, language="en")
    yield from _media_type(here, "dcat:mediaType", file.media_type)
    if file.is_packed:
        yield from _media_type(here, "dcat:compressFormat", "application/gzip")
    yield here, expand("dcat:byteSize"), literal(str(len(file.data)), datatype=XSD + "nonNegativeInteger")
    yield here, expand("spdx:checksum"), checksum
    yield checksum, expand("rdf:type"), expand("spdx:Checksum")
    yield checksum, expand("spdx:algorithm"), _SHA256
    yield _SHA256, expand("rdf:type"), expand("spdx:ChecksumAlgorithm")
    yield checksum, expand("spdx:checksumValue"), literal(digest(file.data), datatype=XSD + "hexBinary")


_SHA256 = expand("spdx:checksumAlgorithm_sha256")


def _media_type(node: Term, name: str, media_type: str) -> Iterator[Triple]:
    """A property that has a media type, and of which class that is."""
    registered = iri(f"{_MEDIA_TYPES}{media_type}")
    yield node, expand(name), registered
    yield registered, expand("rdf:type"), expand("dct:MediaType")


def _access(node: Term, name: str, dataset: Dataset, files: Sequence[File]) -> Iterator[Triple]:
    """Under which licence each file may be used, and the address of the project, which has to stand in for one of its own."""
    licences = [o for p, o in _rows(dataset, _OF_DATASET % node) if p == expand("dct:license")]
    for file in files:
        here = under(node, name, file.name)
        yield here, expand("dcat:accessURL"), iri(dataset.prefixes["id"])
        yield from ((here, expand("dct:license"), licence) for licence in licences)


def _rows(dataset: Dataset, query: str) -> Iterator[tuple[Term, ...]]:
    for row in dataset.solutions(query).rows:
        yield tuple(term for term in row if term)
