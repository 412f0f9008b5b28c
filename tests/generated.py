"""Graphs of any size, made up by rule, with errors put in that are known: ``generate(1000, 200)``.

A record is an act with its involvements, claim, passage, quantity and person: about 45 triples. Each error spoils one
record for one constraint of ``generated.ttl``, each kind in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from kg.model.terms import Term, Triple, expand, literal
from kg.model.vocabulary import PREFIXES
from kg.rdf.syntax import read_triples

Record = list[Triple]

SHAPES = Path(__file__).with_name("generated.ttl")
XSD = PREFIXES["xsd"]
TYPE, LABEL, VARIANT = expand("rdf:type"), expand("skos:prefLabel"), expand("skos:altLabel")
CLASSES = {"Act": "Event", "Person": "Agent", "Organization": "Agent", "Assessment": "Claim"}


def node(kind: str, number: int | str) -> Term:
    return f"<https://example.org/id/{kind}/{number}>"


def concept(name: str) -> Term:
    return f"<https://example.org/vocab/{name}>"


def typed(text: object, name: str) -> Term:
    return literal(str(text), datatype=XSD + name)


def ontology() -> list[Triple]:
    """The classes of a generated graph."""
    return [(expand(f"hr:{low}"), expand("rdfs:subClassOf"), expand(f"hr:{high}")) for low, high in CLASSES.items()]


def shapes() -> list[Triple]:
    """A dozen node shapes."""
    return list(read_triples(SHAPES))


def generate(records: int, errors: int = 0) -> Iterator[Triple]:
    """The triples of so many records, of which so many are spoilt, one error a record, spread evenly."""
    document, organization = node("document", 0), node("organization", 0)
    yield document, TYPE, expand("hr:Document")
    yield document, expand("hr:held"), typed("true", "boolean")
    yield organization, TYPE, expand("hr:Organization")
    yield organization, LABEL, literal("Committee", language="en")
    for number in range(50):
        yield node("place", number), TYPE, expand("hr:Place")
        yield node("place", number), expand("hr:within"), node("place", number // 7)
    spoilt = {number * records // errors: number for number in range(errors)} if errors else {}
    for number in range(records):
        said = record(number)
        yield from ERRORS[spoilt[number] % len(ERRORS)](said, number) if number in spoilt else said


def record(number: int) -> Record:
    """The triples of a record that conforms."""
    act, person, claim, passage, quantity = (
        node(kind, number) for kind in ("act", "person", "claim", "passage", "quantity")
    )
    victim, doer = node("involvement", f"{number}.victim"), node("involvement", f"{number}.doer")
    day = f"2012-{number % 12 + 1:02}-{number % 28 + 1:02}"
    said: dict[Term, list[tuple[str, Term]]] = {
        act: [
            ("rdf:type", expand("hr:Act")),
            ("skos:prefLabel", literal(f"detention {number}", language="en")),
            ("skos:prefLabel", literal(f"задержание {number}", language="ru")),
            ("skos:altLabel", literal(f"arrest {number}", language="en")),
            ("hr:actType", concept("detention")),
            ("hr:modality", concept("actual")),
            ("hr:date", typed(day, "date")),
            ("hr:earliest", typed(day, "date")),
            ("hr:latest", typed(day, "date")),
            ("hr:place", node("place", number % 50)),
            ("hr:victim", person),
            ("hr:participant", person),
            ("hr:participant", node("organization", 0)),
            ("hr:involvement", victim),
            ("hr:involvement", doer),
            ("hr:count", quantity),
        ],
        victim: [("rdf:type", expand("hr:Involvement")), ("hr:agent", person), ("hr:role", concept("victim"))],
        doer: [
            ("rdf:type", expand("hr:Involvement")),
            ("hr:agent", node("organization", 0)),
            ("hr:role", concept("perpetrator")),
            ("hr:degree", concept("ordered")),
        ],
        person: [
            ("rdf:type", expand("hr:Person")),
            ("skos:prefLabel", literal(f"person {number}", language="en")),
            ("hr:named", typed("true", "boolean")),
            ("hr:gender", concept("female")),
        ],
        claim: [
            ("rdf:type", expand("hr:Assessment" if number % 3 else "hr:Claim")),
            ("hr:asserts", act),
            ("hr:claimant", node("organization", 0)),
            ("hr:evidence", passage),
            ("hr:certainty", concept("reported")),
            ("hr:stance", concept("affirms")),
            ("hr:status", concept("accepted")),
        ],
        passage: [
            ("rdf:type", expand("hr:Passage")),
            ("hr:document", node("document", 0)),
            ("hr:quote", literal(f"They detained person {number}.")),
            ("hr:start", typed(number * 7, "integer")),
            ("hr:end", typed(number * 7 + 30, "integer")),
        ],
        quantity: [
            ("rdf:type", expand("hr:Quantity")),
            ("hr:atLeast", typed(number % 40, "decimal")),
            ("hr:atMost", typed(number % 40 + 3, "decimal")),
            ("hr:unit", concept("person")),
        ],
    }
    return [(subject, expand(predicate), value) for subject, pairs in said.items() for predicate, value in pairs]


Error = Callable[[Record, int], Record]


def _without(kind: str, predicate: str) -> Error:
    """Takes a property away."""
    return lambda record, number: [t for t in record if t[:2] != (node(kind, number), expand(predicate))]


def _with(kind: str, predicate: str, value: Term, *, instead: bool = False) -> Error:
    """Adds a value to a property, or puts it in place of those there."""

    def spoil(record: Record, number: int) -> Record:
        kept = _without(kind, predicate)(record, number) if instead else record
        return [*kept, (node(kind, number), expand(predicate), value)]

    return spoil


def _blank(record: Record, number: int) -> Record:
    act = node("act", number)
    blank = f"_:act{number}"
    return [(blank if s == act else s, p, blank if o == act else o) for s, p, o in record]


def _involved(suffix: str, predicate: str, value: Term) -> Error:
    return lambda record, number: [*record, (node("involvement", f"{number}.{suffix}"), expand(predicate), value)]


def _shared(record: Record, number: int) -> Record:
    return [*record, (node("act", number + 1), expand("hr:involvement"), node("involvement", f"{number}.victim"))]


def _with_role(record: Record, number: int) -> Record:
    role = (node("involvement", f"{number}.victim"), expand("hr:role"))
    return [(s, p, concept("witness") if (s, p) == role else o) for s, p, o in record]


def _twice(record: Record, number: int) -> Record:
    return [*record, (node("act", number), VARIANT, literal(f"detention {number}", language="en"))]


def _lost_place(record: Record, number: int) -> Record:
    lost, within = node("place", f"lost{number}"), expand("hr:within")
    return [*record, (lost, TYPE, expand("hr:Place")), (lost, within, node("nowhere", number))]


ERRORS: tuple[Error, ...] = (
    _without("act", "skos:prefLabel"),  # minCount
    _with("act", "skos:prefLabel", literal("second", language="en")),  # uniqueLang
    _with("act", "skos:prefLabel", literal("no language"), instead=True),  # datatype, languageIn
    _with("act", "skos:prefLabel", literal("troisième", language="fr")),  # languageIn
    _with("act", "skos:prefLabel", literal("x" * 61, language="ru"), instead=True),  # maxLength
    _with("person", "skos:prefLabel", literal("x", language="ru")),  # minLength
    _twice,  # disjoint
    _blank,  # nodeKind of a focus node
    _with("act", "hr:actType", concept("threat")),  # maxCount
    _with("act", "hr:actType", literal("detention"), instead=True),  # nodeKind, pattern
    _with("act", "hr:actType", "<https://example.org/vocab/Detention>", instead=True),  # pattern
    _with("act", "hr:date", typed("2012-02-30", "date"), instead=True),  # an ill-typed literal
    _with("act", "hr:date", typed("1999-12-31", "date"), instead=True),  # minInclusive
    _with("act", "hr:date", typed("2030-01-01", "date"), instead=True),  # maxExclusive
    _with("act", "hr:latest", typed("2011-01-01", "date"), instead=True),  # lessThanOrEquals
    _with("act", "hr:latest", literal("later"), instead=True),  # lessThanOrEquals, not comparable
    _with("act", "hr:place", node("person", 0)),  # class
    _without("act", "hr:participant"),  # equals, a value missing
    _with("act", "hr:participant", node("place", 0)),  # equals, a value too many
    _without("claim", "hr:asserts"),  # or, qualifiedMinCount below it, minCount
    _with("claim", "hr:aspect", expand("hr:date")),  # or: the only claim is about a part
    _with("claim", "hr:stance", concept("denies"), instead=True),  # not
    _involved("victim", "hr:degree", concept("ordered")),  # xone: neither
    _involved("victim", "hr:role", concept("judge")),  # in, maxCount
    _with_role,  # qualifiedMinCount
    _with("passage", "hr:document", node("document", 1), instead=True),  # hasValue
    _shared,  # maxCount of an inverse path, equals of the next record
    _with("claim", "hr:rumour", literal("so they say")),  # closed
    _with("claim", "hr:claimant", node("place", 0)),  # node
    _without("claim", "hr:certainty"),  # minCount, as a warning
    _without("claim", "hr:evidence"),  # minCount of a path, as an info
    _with("passage", "hr:quote", literal("twice")),  # a property of a property
    _with("passage", "hr:end", typed(0, "integer"), instead=True),  # lessThan, minExclusive
    _with("passage", "hr:end", typed(1000001, "integer"), instead=True),  # maxInclusive
    _with("passage", "hr:start", typed(-1, "integer"), instead=True),  # minInclusive
    _with("passage", "hr:start", typed("00", "integer")),  # maxCount: another term of the same value
    _without("quantity", "hr:unit"),  # and
    _with("person", "hr:named", typed("yes", "boolean"), instead=True),  # an ill-typed boolean
    _with("person", "hr:gender", concept("male")),  # qualifiedMaxCount
    _lost_place,  # class at the end of a path of any length
    _with("act", "hr:victim", node("person", 0)),  # SPARQL
    _with("quantity", "hr:atMost", typed(-5, "decimal"), instead=True),  # SPARQL, as a warning
    _with("person", "skos:prefLabel", "<https://example.org/no-text>"),  # length of an IRI, datatype
)
"""One function for each kind of error; each takes a record and its number and gives the spoilt record."""
