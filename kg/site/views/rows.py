"""The details of a node, one row each: every value with the claims that give it, and every value that only a claim gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.model.terms import Term, expand
from kg.site.context import Site, upper
from kg.site.model import Link, Row, Value
from kg.site.sayings import claims_on, is_plain, label, saying, value_links

OF_EVENT = (
    "hr:involvement", "hr:date", "hr:timeOfDay", "hr:place", "hr:method", "hr:count", "hr:reason", "hr:court", "hr:stage",
    "hr:outcome", "hr:violates", "hr:legalBasis", "hr:charge", "hr:citesProvision", "hr:instrument", "hr:right", "hr:content",
    "hr:result", "hr:occasion", "hr:aftermathOf", "hr:partOf",
)  # fmt: skip
"""What is told of an event, in this order."""
OF_AGENT = (
    "hr:agentKind", "hr:characteristic", "hr:gender", "hr:ageGroup", "hr:spouseOf", "hr:parentOf", "hr:unitOf", "hr:subsetOf",
    "hr:memberOf", "hr:count", "hr:modality",
)  # fmt: skip
OF_PLACE = ("hr:within", "schema:latitude", "schema:longitude", "skos:exactMatch")
OF_DEMAND = ("hr:madeBy", "hr:addressedTo", "hr:madeIn", "hr:concerns", "hr:responseKind", "hr:response", "hr:right")
OF_LAW = ("hr:partOf", "hr:number", "hr:protects", "dct:type", "dct:description")
OF_DOCUMENT = ("dct:creator", "dct:publisher", "dct:issued", "dct:created", "dct:type", "dct:language", "dct:references", "schema:url", "schema:archivedAt", "hr:sha256")  # fmt: skip
OF_CLAIM = (
    "hr:asserts", "hr:aspect", "hr:value", "hr:concerns", "hr:claimant", "hr:certainty", "hr:basis", "hr:stance", "hr:status",
    "hr:right", "hr:reading", "hr:wordsSay", "prov:wasDerivedFrom",
)  # fmt: skip
OF_OTHER = (
    "hr:agent", "hr:role", "hr:degree", "hr:capacity", "hr:holder", "hr:organization", "hr:position", "hr:attestedOn", "hr:from",
    "hr:until", "hr:former", "hr:verdict", "hr:penalty", "hr:duration", "hr:count", "hr:atLeast", "hr:atMost", "hr:best",
    "hr:unit", "hr:qualifier", "hr:verbatim", "hr:of", "hr:left", "hr:right", "hr:decider", "hr:ground",
)  # fmt: skip
"""What is told of a node that is a part of another: an office, an outcome, an amount, a decision."""

_ROLE_ORDER = ("victim", "intended-target", "defendant", "alleged-perpetrator", "order-giver")


def rows(site: Site, node: Term, keys: Iterable[str]) -> tuple[Row, ...]:
    """The rows of some properties of a node."""
    by_aspect: dict[Term, list[Term]] = defaultdict(list)
    for claim in claims_on(site, node):
        if aspect := site.one(claim, "hr:aspect"):
            by_aspect[aspect].append(claim)
    return tuple(row for key in keys for row in _rows(site, node, key, by_aspect.get(expand(key), [])))


def _rows(site: Site, node: Term, key: str, claims: list[Term]) -> Iterator[Row]:
    """A row for a property, or one for each role of those who took part."""
    found = _said_no_closer(site, node, key)
    if not (found or claims):
        return
    more = [value for claim in claims for value in site.all(claim, "hr:value") if value not in found]
    values = tuple(dict.fromkeys((*found, *more)))
    if key == "hr:partOf":
        values = _nearest(site, values)
    is_open = [claim for claim in claims if not site.all(claim, "hr:value")]
    if key == "hr:involvement":
        yield from _parts(site, values, claims)
        values = ()
    made = [_value(site, value, claims) for value in values]
    made += [Value((Link(site.say("left-open")),), (saying(site, claim, worded=False),), True) for claim in is_open]
    if made:
        yield Row(label(site, expand(key)), tuple(made))


def _parts(site: Site, values: tuple[Term, ...], claims: list[Term]) -> Iterator[Row]:
    """Those who took part, a row for each role, whoever suffered it first."""
    by_role: dict[Term, list[Term]] = defaultdict(list)
    for value in values:
        by_role[site.one(value, "hr:role")].append(value)
    for role in sorted(by_role, key=lambda one: (_role_rank(one), one)):
        yield Row(upper(site.concept(role)), tuple(_value(site, value, claims) for value in by_role[role]))


def _role_rank(role: Term) -> int:
    name = role.rstrip(">").rpartition("/")[2]
    return _ROLE_ORDER.index(name) if name in _ROLE_ORDER else len(_ROLE_ORDER)


def _value(site: Site, value: Term, claims: list[Term]) -> Value:
    on = [claim for claim in claims if value in site.all(claim, "hr:value")]
    is_less = bool(on) and not any(is_plain(site, claim) for claim in on)
    return Value(value_links(site, value), tuple(saying(site, claim, worded=False) for claim in on), is_less)


def _said_no_closer(site: Site, node: Term, key: str) -> tuple[Term, ...]:
    """The values of a property that no narrower one has too: they only follow, and how sure they are stands there."""
    found = site.all(node, key)
    if not found:
        return ()
    if key not in site.narrower:
        below = site.back(expand(key), "rdfs:subPropertyOf")
        site.narrower[key] = tuple(prop for prop in below if prop != expand(key))
    about = site.published.facts[node]
    closer = {value for prop in site.narrower[key] for value in about.get(prop, ())}
    return tuple(value for value in found if value not in closer)


def _nearest(site: Site, wholes: tuple[Term, ...]) -> tuple[Term, ...]:
    """The wholes that no other of them is part of."""
    return tuple(one for one in wholes if not any(one in site.all(other, "hr:partOf") for other in wholes))
