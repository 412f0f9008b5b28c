"""The table of kinds: the kinds of record, the keys of each, and the property that each key becomes.

The record reader checks records against it, the graph builder makes quads from it, the JSON Schema, ``kg new`` and
``docs/reference.md`` are generated from it, and tests compare the ontology with it. A new key takes one line here and a
property in ``ontology/hr.ttl``, which says in each language what the key is about.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kg.model.message import Message
from kg.model.notes import NOTES
from kg.model.required import NEEDED
from kg.model.vocabulary import CONCEPTS, PREFIXES

LEFT_OPEN = "left open"
"""The value for what the document itself says is not known, or for a date that it does not give."""

FILL_IN = "FILL IN"
"""The mark in a new record where nothing has been written yet; no build accepts it."""

UNFILLED = (FILL_IN, "WRITE the title", "WRITE who wrote it", "WRITE when it was published")
"""The marks of what nobody has filled in: ours, and those of digests laid out by earlier versions."""

AGENTS = ("person", "organization", "group")
EVENTS = ("act", "event", "intervention", "proceeding")


class Key(NamedTuple):
    """One key of a record.

    ``reads`` says how its value is read: ``text`` (in the project's language), ``verbatim`` (in the document's),
    ``string``, ``date`` (EDTF), ``bounded date`` (EDTF, with the first and last day that it allows), ``number``,
    ``integer``, ``boolean``, ``url``, ``language``, ``concept`` (``of``: the schemes), ``reference`` (``of``: the
    kinds), ``part`` (``of``: the kind of the nested record), ``quote``, ``name``, ``document``, ``key``, ``value``.
    ``on`` is the node that it describes: the record's own or its claim. ``default`` is the concept assumed if the key
    is left out. ``role`` and ``shortcut`` are for involvements: the role, and the property that the event gets as well;
    their ``default`` is the degree.
    """

    name: str
    properties: tuple[str, ...]
    reads: str
    of: tuple[str, ...] = ()
    about: str = ""
    many: bool = False
    required: bool = False
    on: str = "node"
    default: str = ""
    role: str = ""
    shortcut: str = ""

    @property
    def meaning(self) -> Message:
        """What the key is about, as a translatable message."""
        return Message(self.about)


class Kind(NamedTuple):
    """One kind of record: its class, its keys, the key that a bare value is short for, and whether a claim asserts it."""

    name: str
    cls: str
    about: str
    keys: tuple[Key, ...]
    short: str = ""
    claimed: bool = False

    @property
    def meaning(self) -> Message:
        """What the kind is, as a translatable message."""
        return Message(self.about)

    def key(self, name: str) -> Key | None:
        """The key with this name, if the kind has one."""
        return next((key for key in self.keys if key.name == name), None)


def _key(
    name: str,
    properties: str,
    reads: str,
    about: str = "",
    *,
    of: tuple[str, ...] = (),
    many: bool = False,
    required: bool = False,
    default: str = "",
) -> Key:
    """A key; ``about`` is given only if it differs from that of the property in the ontology."""
    named = tuple(properties.split())
    text = about or _note(*named[:1])
    return Key(name, named, reads, of, text, many=many, required=required, default=default)


def _kind(
    name: str, cls: str, keys: tuple[Key, ...], *, about: str = "", short: str = "", claimed: bool = False
) -> Kind:
    return Kind(name, cls, about or _note(cls), keys, short, claimed)


def _note(term: str = "") -> str:
    """The ontology's English note on a term; empty for one added since the notes were generated."""
    return NOTES.get(term, {}).get("en", "")


_SHORTCUTS = {
    "victim": "hr:victim",
    "intended target": "hr:victim",
    "alleged perpetrator": "hr:allegedPerpetrator",
    "order-giver": "hr:allegedPerpetrator",
}
_ROLES = tuple(
    Key(
        slug,
        ("hr:involvement",),
        "part",
        ("involvement",),
        _note(f"role:{slug}"),
        many=True,
        role=slug,
        shortcut=_SHORTCUTS.get(label, ""),
        default={"alleged perpetrator": "carried-out", "order-giver": "ordered"}.get(label, ""),
    )
    for label, slug in CONCEPTS["role"].items()
)

_CLAIM = (
    _key("claimant", "hr:claimant", "reference", of=AGENTS, many=True),
    _key("via", "hr:asserts", "part", "who passed the claim on, outermost first, between the document's authors and the claimant", of=("relay",), many=True),
    _key("certainty", "hr:certainty", "concept", of=("certainty",), default="stated-as-fact"),
    _key("basis", "hr:basis", "concept", of=("basis",)),
    _key("stance", "hr:stance", "concept", of=("stance",), default="affirms"),
    _key("status", "hr:status", "concept", of=("status",), default="accepted"),
    _key("ground", "hr:ground", "text"),
    _key("relies-on", "hr:reliesOn", "reference", of=("document",), many=True),
    _key("reading", "hr:reading", "text"),
    _key("words-say", "hr:wordsSay", "verbatim"),
    _key("telling", "dct:description", "text", "this claimant's account, in your own words"),
    _key("contradicts", "hr:contradicts", "reference", of=("claim", "assessment"), many=True),
    _key("differs-from", "hr:differsFrom", "reference", of=("claim", "assessment"), many=True),
    _key("corroborates", "hr:corroborates", "reference", of=("claim", "assessment"), many=True),
    _key("derived-from", "prov:wasDerivedFrom", "reference", of=("claim", "assessment"), many=True),
    _key("evidence", "hr:evidence", "quote", many=True, required=True),
)  # fmt: skip
_ON_CLAIM = tuple(key._replace(on="claim") for key in _CLAIM)
_CLAIMS = _key("claims", "hr:asserts", "part", "what is claimed of one key of this record, where that differs from the record as a whole", of=("claim",), many=True)  # fmt: skip
_MAY_BE_CLAIMED = (*(key._replace(required=False) for key in _ON_CLAIM), _CLAIMS)
"""The claim's keys for kinds that also occur in authority files, where no evidence is required."""

_LABEL = _key("label", "skos:prefLabel", "text", required=True)
_DESCRIPTION = _key("description", "dct:description", "text")
_ACCESS = _key("access", "dct:accessRights", "concept", of=("access",))
_COUNT = _key("count", "hr:count", "part", of=("quantity",))

_EVENT = (
    _key("modality", "hr:modality", "concept", of=("modality",), default="actual"),
    _key("date", "hr:date hr:earliest hr:latest", "bounded date"),
    _key("time", "hr:timeOfDay", "string"),
    _key("date-words", "hr:dateVerbatim", "verbatim"),
    _key("place", "hr:place", "reference", of=("place",), many=True),
    _key("part-of", "hr:partOf", "reference", of=EVENTS, many=True),
    _key("occasion", "hr:occasion", "reference", of=EVENTS, many=True),
    _key("aftermath-of", "hr:aftermathOf", "reference", of=EVENTS, many=True),
    *_ROLES,
    _COUNT,
    _key("reason", "hr:reason", "text"),
    _key("result", "hr:result", "reference", of=EVENTS, many=True),
    _key("content", "hr:content", "reference", of=EVENTS, many=True),
    _key("violates", "hr:violates", "reference", of=("provision",), many=True),
    _key("legal-basis", "hr:legalBasis", "reference", of=("provision",), many=True),
    _key("charge", "hr:charge", "reference", of=("provision",), many=True),
    _key("cites", "hr:citesProvision", "reference", of=("provision",), many=True),
    _key("instrument", "hr:instrument", "reference", of=("instrument",), many=True),
    _DESCRIPTION,
)  # fmt: skip
_RIGHT = _key("right", "hr:right", "concept", of=("right",), many=True)
_ACT = (
    _key("type", "hr:actType", "concept", of=("act-type",), required=True),
    _RIGHT,
    _key("method", "hr:method", "concept", of=("method",), many=True),
)
_UNMADE = _key(
    "modality", "hr:modality", "concept", "only where it does not exist yet: planned or demanded", of=("modality",)
)
_OPTIONAL_LABEL = _LABEL._replace(required=False, about="what to call it; made of type, victim and date unless given")
_COURT = (
    _key("court", "hr:court", "reference", of=("organization",)),
    _key("stage", "hr:stage", "concept", of=("stage",)),
    _key("outcome", "hr:outcome", "part", of=("outcome",)),
    _key("reviews", "hr:reviews", "reference", of=("proceeding",), many=True),
)

_DOCUMENT = (
    _key("title", "dct:title skos:prefLabel", "verbatim", required=True),
    _key("publisher", "dct:publisher", "reference", of=AGENTS, many=True),
    _key("creator", "dct:creator", "reference", of=AGENTS, many=True),
    _key("created", "dct:created", "date"),
    _key("issued", "dct:issued", "date"),
    _key("language", "dct:language", "language"),
    _key("genre", "dct:type", "concept", "what kind of text it is", of=("genre",)),
    _key("url", "schema:url", "url"),
    _key("archived", "schema:archivedAt", "url"),
    _key("retrieved", "hr:retrieved", "date"),
    _DESCRIPTION,
    _ACCESS,
)
_NAMES = _key("names", "skos:altLabel", "part", of=("name",), many=True)
_AGENT_FACTS = (
    _key("agent-kind", "hr:agentKind", "concept", of=("agent-kind",), many=True),
    _key("characteristic", "hr:characteristic", "concept", of=("victim-characteristic",), many=True),
    _key("member-of", "hr:memberOf", "reference", of=("group",), many=True),
    _key("unit-of", "hr:unitOf", "reference", of=("organization",)),
)  # fmt: skip
_ETHNICITY = _key("ethnicity", "hr:ethnicity", "text", many=True)
_PERSON_FACTS = (
    _key("gender", "hr:gender", "concept", of=("gender",)),
    _key("age-group", "hr:ageGroup", "concept", of=("age-group",)),
    _key("age", "hr:age", "integer"),
    _ETHNICITY,
    _key("spouse-of", "hr:spouseOf", "reference", of=("person",), many=True),
    _key("parent-of", "hr:parentOf", "reference", of=("person",), many=True),
    _key("relative-of", "hr:relativeOf", "reference", of=("person",), many=True),
)
_NAMED = _key("named", "hr:named", "boolean")
_WITHIN = _key("within", "hr:within", "reference", of=("place",), many=True)
_PROTECTS = _key("protects", "hr:protects", "concept", of=("right",), many=True)

KINDS: tuple[Kind, ...] = (
    _kind("act", "hr:Act", (_OPTIONAL_LABEL, *_ACT, *_EVENT, _ACCESS, *_ON_CLAIM, _CLAIMS), claimed=True),
    _kind("assessment", "hr:Assessment", (_DESCRIPTION._replace(required=True), _key("concerns", "hr:concerns", "reference", many=True), _RIGHT, _ACCESS, *_CLAIM)),
    _kind("claim", "hr:Claim", (
        _key("asserts", "hr:asserts", "reference"),
        _key("about", "hr:aspect", "key"),
        _key("value", "hr:value", "value"),
        *(key._replace(required=False) for key in _CLAIM),
        _ACCESS,
    )),
    _kind("decision", "hr:IdentityDecision", (
        _key("left", "hr:left", "reference", required=True),
        _key("right", "hr:right", "reference", "the other; the same one where two names are joined", required=True),
        _key("verdict", "hr:verdict", "concept", "whether they are the same", of=("identity-verdict",), required=True),
        _key("ground", "hr:ground", "text", "why", required=True),
        _key("decider", "hr:decider", "reference", of=AGENTS, required=True),
        _ACCESS,
    )),
    _kind("document", "hr:Document", (*_DOCUMENT, _NAMES)),
    _kind("event", "hr:Event", (_LABEL, _key("type", "dct:type", "concept", "what kind of event", of=("event-type",), required=True), *_EVENT, _ACCESS, *_ON_CLAIM, _CLAIMS), claimed=True),
    _kind("fact", "", about="what this document says of somebody or something in the authority files", keys=(
        _key("of", "", "reference", "whom or what it is about", required=True),
        *_AGENT_FACTS, *_PERSON_FACTS, _PROTECTS, _WITHIN,
        _key("references", "dct:references", "reference", of=("document",), many=True),
        _ACCESS._replace(on="claim"), *_ON_CLAIM,
    )),
    _kind("group", "hr:Group", (_LABEL, *_AGENT_FACTS, _ETHNICITY, _COUNT, _key("subset-of", "hr:subsetOf", "reference", of=("group",), many=True), _NAMES, _DESCRIPTION, _ACCESS, *_MAY_BE_CLAIMED), claimed=True),
    _kind("instrument", "hr:Instrument", (_LABEL, _UNMADE, _NAMES, _key("url", "schema:url", "url"), _DESCRIPTION, _ACCESS)),
    _kind("intervention", "hr:Intervention", (_LABEL, _key("type", "dct:type", "concept", "what kind of step", of=("intervention-type",), required=True), *_EVENT, _ACCESS, *_ON_CLAIM, _CLAIMS), claimed=True),
    _kind("involvement", "hr:Involvement", (
        _key("agent", "hr:agent", "reference", of=AGENTS),
        _key("degree", "hr:degree", "concept", of=("degree",)),
        _key("capacity", "hr:capacity", "reference", of=("posting",)),
        _COUNT,
    ), short="agent"),
    _kind("name", "", about="a name as documents write it", keys=(
        _key("name", "skos:altLabel", "string", "the name", required=True),
        _key("in", "hr:document", "document", many=True),
        _key("language", "", "language", "language and script tag where not the document's, such as ru-Latn"),
    ), short="name"),
    _kind("organization", "hr:Organization", (_LABEL, _UNMADE, *_AGENT_FACTS, _NAMES, _DESCRIPTION, _ACCESS, *_MAY_BE_CLAIMED), claimed=True),
    _kind("outcome", "hr:Outcome", (
        _key("verdict", "hr:verdict", "concept", of=("verdict",)),
        _key("penalty", "hr:penalty", "concept", of=("penalty",), many=True),
        _key("duration", "hr:duration", "part", of=("quantity",)),
        _COUNT,
    )),
    _kind("person", "hr:Person", (_LABEL, _NAMED, *_AGENT_FACTS, *_PERSON_FACTS, _NAMES, _DESCRIPTION, _ACCESS, *_MAY_BE_CLAIMED), claimed=True),
    _kind("place", "hr:Place", (
        _LABEL,
        _WITHIN,
        _key("latitude", "schema:latitude", "coordinate"),
        _key("longitude", "schema:longitude", "coordinate"),
        _key("same-as", "skos:exactMatch", "url"),
        _NAMES, _DESCRIPTION, _ACCESS,
        *_MAY_BE_CLAIMED,
    ), claimed=True),
    _kind("posting", "hr:Posting", (
        _OPTIONAL_LABEL,
        _key("holder", "hr:holder", "reference", of=("person", "group"), required=True),
        _key("organization", "hr:organization", "reference", of=("organization",), required=True),
        _key("position", "hr:position", "text"),
        _key("attested-on", "hr:attestedOn", "date"),
        _key("from", "hr:from", "date"),
        _key("until", "hr:until", "date"),
        _key("former", "hr:former", "boolean"),
        _ACCESS, *_ON_CLAIM, _CLAIMS,
    ), claimed=True),
    _kind("proceeding", "hr:Proceeding", (_LABEL, *_COURT, *(key._replace(required=False) for key in _ACT), *_EVENT, _ACCESS, *_ON_CLAIM, _CLAIMS), claimed=True),
    _kind("provision", "hr:Provision", (_LABEL, _key("part-of", "hr:partOf", "reference", "the instrument", of=("instrument",), required=True), _key("number", "hr:number", "string", required=True), _NAMES, _ACCESS)),
    _kind("quantity", "hr:Quantity", (
        _key("exactly", "hr:atLeast hr:atMost", "number", "exactly this many"),
        _key("at-least", "hr:atLeast", "number"),
        _key("at-most", "hr:atMost", "number"),
        _key("best", "hr:best", "number"),
        _key("unit", "hr:unit", "concept", of=("unit",), default="person"),
        _key("qualifier", "hr:qualifier", "concept", of=("count-qualifier",)),
        _key("words", "hr:verbatim", "verbatim"),
        _key("of", "hr:of", "reference"),
        _key("derived-from", "prov:wasDerivedFrom", "reference", "the records whose counts this is computed from", many=True),
    ), short="exactly"),
    _kind("recommendation", "hr:Recommendation", (
        _DESCRIPTION._replace(required=True),
        _key("made-by", "hr:madeBy", "reference", of=AGENTS, many=True, required=True),
        _key("addressed-to", "hr:addressedTo", "reference", of=(*AGENTS, "posting"), many=True),
        _key("made-in", "hr:madeIn", "reference", of=("document", "intervention"), many=True),
        _key("concerns", "hr:concerns", "reference", many=True),
        _RIGHT,
        _key("response-kind", "hr:responseKind", "concept", of=("response-kind",)),
        _key("response", "hr:response", "reference", of=(*EVENTS, "claim"), many=True),
        _ACCESS, *_ON_CLAIM, _CLAIMS,
    ), claimed=True),
    _kind("relay", "hr:Claim", about="somebody who passed a claim on", keys=(
        _CLAIM[0]._replace(required=True),
        _key("certainty", "hr:certainty", "concept", "how surely", of=("certainty",), default="stated-as-fact"),
    ), short="claimant"),
)  # fmt: skip


def needed(kind: Kind) -> list[tuple[Key, ...]]:
    """The keys of which a shape requires one, the usual one first, unless it is assumed or made where it is left out."""
    groups = [(kind.key(names[0]), names) for names in NEEDED.get(kind.cls, ())]
    return [
        tuple(filter(None, map(kind.key, names)))
        for first, names in groups
        if first and not first.default and first.name not in _MADE
    ]


_MADE = ("claimant", "label", "named")
"""Keys that mean something where a record leaves them out."""

PARTS = ("involvement", "name", "outcome", "quantity", "relay")
"""Kinds that occur only inside another record."""


@cache
def by_name() -> dict[str, Kind]:
    """The kinds by name."""
    return {kind.name: kind for kind in KINDS}


def aspect(kind: Kind | None, name: str) -> Key | None:
    """The key that a claim on a record of this kind is about; if several kinds have a key of this name, that of the kind."""
    return (kind.key(name) if kind else None) or aspects().get(name)


@cache
def aspects() -> dict[str, Key]:
    """Every key that a claim can be about, by name; kinds that share a key's name share its property too."""
    return {
        key.name: key
        for kind in KINDS
        if kind.claimed or kind.name in ("document", "fact")
        for key in kind.keys
        if key.on == "node" and key.properties and key.name != "claims"
    }


def prefixes(base: str) -> dict[str, str]:
    """Every prefix of the project: the ontology's, one for each vocabulary, one for each kind of node."""
    schemes = {scheme: f"{PREFIXES['vocab']}{scheme}/" for scheme in CONCEPTS}
    kinds = {name: f"{base}{name}/" for name in ("passage", *(kind.name for kind in KINDS if kind.cls))}
    return dict(sorted((PREFIXES | schemes | kinds | {"id": base}).items()))
