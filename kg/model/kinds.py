"""The one table: the kinds of record, the keys each may have, and the property that each key becomes.

the record reader checks records against it, the graph builder makes quads from it, the JSON Schema is drawn from it and the tests
hold the ontology to it. A new key is one line here.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kg.model.message import Message
from kg.model.vocabulary import CONCEPTS, PREFIXES

LEFT_OPEN = "left open"
"""What a record says where the document itself says that something is not known, or gives no date."""

FILL_IN = "FILL IN"
"""What stands in a new record where nobody has written anything yet; no build takes it."""

AGENTS = ("person", "organization", "group")
EVENTS = ("act", "event", "intervention", "proceeding")


class Key(NamedTuple):
    """One key of a record.

    ``reads`` says how its value is read: ``text`` (in the project's language), ``verbatim`` (in the document's), ``string``, ``date`` (EDTF), ``bounded date``
    (EDTF, and the days that it allows), ``number``, ``integer``, ``boolean``, ``url``, ``language``, ``concept``
    (``of``: the schemes), ``reference`` (``of``: the kinds), ``part`` (``of``: the kind of the nested record),
    ``quote``, ``name``, ``document``, ``key``, ``value``. ``on`` is the node that it speaks of: the record's own or
    its claim. ``default`` is the concept meant where the key is left out. ``role`` and ``shortcut`` belong to
    involvements: the role, and the property that the event gets too; their ``default`` is that of the degree.
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
        """What the key is about, as words that are translated."""
        return Message(self.about)


class Kind(NamedTuple):
    """One kind of record: its class, its keys, the key that a bare value stands for, and whether a claim asserts it."""

    name: str
    cls: str
    about: str
    keys: tuple[Key, ...]
    short: str = ""
    claimed: bool = False

    @property
    def meaning(self) -> Message:
        """What the kind is, as words that are translated."""
        return Message(self.about)

    def key(self, name: str) -> Key | None:
        """The key with this name, if the kind has it."""
        return next((key for key in self.keys if key.name == name), None)


def _key(
    name: str,
    properties: str,
    reads: str,
    about: str,
    *,
    of: tuple[str, ...] = (),
    many: bool = False,
    required: bool = False,
    default: str = "",
) -> Key:
    return Key(name, tuple(properties.split()), reads, of, about, many=many, required=required, default=default)


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
        f"who took part as {label}",
        many=True,
        role=slug,
        shortcut=_SHORTCUTS.get(label, ""),
        default={"alleged perpetrator": "carried-out", "order-giver": "ordered"}.get(label, ""),
    )
    for label, slug in CONCEPTS["role"].items()
)

_CLAIM = (
    _key("claimant", "hr:claimant", "reference", "whose word it is; by default the document's authors", of=AGENTS, many=True),
    _key("via", "hr:asserts", "part", "who passed the claim on, outermost first, between the document's authors and the claimant", of=("relay",), many=True),
    _key("certainty", "hr:certainty", "concept", "how sure the claimant is; stated as fact unless said otherwise", of=("certainty",), default="stated-as-fact"),
    _key("basis", "hr:basis", "concept", "what the claim rests on, where that is said or inferred", of=("basis",)),
    _key("stance", "hr:stance", "concept", "whether the claimant affirms, denies, doubts, asks or leaves open; affirms unless said otherwise", of=("stance",), default="affirms"),
    _key("status", "hr:status", "concept", "the claim's stage of review; accepted unless said otherwise", of=("status",), default="accepted"),
    _key("ground", "hr:ground", "text", "the rule or the words behind an inference"),
    _key("reading", "hr:reading", "text", "what damaged words are taken to mean"),
    _key("words-say", "hr:wordsSay", "verbatim", "what the damaged words say, eight at most"),
    _key("telling", "dct:description", "text", "this claimant's account, in your own words"),
    _key("contradicts", "hr:contradicts", "reference", "claims that cannot be true together with this one", of=("claim", "assessment"), many=True),
    _key("corroborates", "hr:corroborates", "reference", "claims of others that say the same", of=("claim", "assessment"), many=True),
    _key("derived-from", "prov:wasDerivedFrom", "reference", "claims that this one is computed from", of=("claim", "assessment"), many=True),
    _key("evidence", "hr:evidence", "quote", "the words of the digest that show it; a sentence or a part of one", many=True, required=True),
)  # fmt: skip
_ON_CLAIM = tuple(key._replace(on="claim") for key in _CLAIM)
_CLAIMS = _key("claims", "hr:asserts", "part", "what is claimed of one key of this record, where that differs from the record as a whole", of=("claim",), many=True)  # fmt: skip
_MAY_BE_CLAIMED = (*(key._replace(required=False) for key in _ON_CLAIM), _CLAIMS)
"""The claim's keys for kinds that stand in the authority files too, where no evidence is asked for."""

_LABEL = _key("label", "skos:prefLabel", "text", "what people call it", required=True)
_DESCRIPTION = _key("description", "dct:description", "text", "what it is, in your own words")
_ACCESS = _key("access", "dct:accessRights", "concept", "who may see it; public unless said otherwise", of=("access",))
_COUNT = _key("count", "hr:count", "part", "how many", of=("quantity",))

_EVENT = (
    _key("modality", "hr:modality", "concept", "whether it happened; actual unless said otherwise", of=("modality",), default="actual"),
    _key("date", "hr:date hr:earliest hr:latest", "bounded date", f'when, in EDTF: 2012-04-25, 2012-04, 2012-04-22/2012-04-25, [..2012-04-27]; or "{LEFT_OPEN}"'),
    _key("time", "hr:timeOfDay", "string", "time of day, 24 hours, such as 07:00"),
    _key("date-words", "hr:dateVerbatim", "verbatim", "the document's own words for the date, eight at most"),
    _key("place", "hr:place", "reference", "where", of=("place",), many=True),
    _key("part-of", "hr:partOf", "reference", "the event that this one is a part of", of=EVENTS, many=True),
    *_ROLES,
    _COUNT,
    _key("reason", "hr:reason", "text", "why, as the document says it, in your own words"),
    _key("result", "hr:result", "reference", "what came of it", of=EVENTS, many=True),
    _key("content", "hr:content", "reference", "what a threat, warning, plan or demand is about", of=EVENTS, many=True),
    _key("violates", "hr:violates", "reference", "the provision that it breaks, as the claimant says", of=("provision",), many=True),
    _key("legal-basis", "hr:legalBasis", "reference", "the provision that it rests on", of=("provision",), many=True),
    _key("charge", "hr:charge", "reference", "the provision that somebody is charged under", of=("provision",), many=True),
    _key("cites", "hr:citesProvision", "reference", "a provision named in another way", of=("provision",), many=True),
    _key("instrument", "hr:instrument", "reference", "the treaty, code or guideline that it is about", of=("instrument",), many=True),
    _DESCRIPTION,
)  # fmt: skip
_ACT = (
    _key("type", "hr:actType", "concept", "what kind of treatment it is", of=("act-type",), required=True),
    _key("right", "hr:right", "concept", "the right at stake, as the document says", of=("right",), many=True),
    _key("method", "hr:method", "concept", "how it was done", of=("method",), many=True),
)
_OPTIONAL_LABEL = _LABEL._replace(required=False, about="what to call it; made of type, victim and date unless given")
_COURT = (
    _key("court", "hr:court", "reference", "the court", of=("organization",)),
    _key("stage", "hr:stage", "concept", "which step it is, where that is said", of=("stage",)),
    _key("outcome", "hr:outcome", "part", "what was decided", of=("outcome",)),
)

_DOCUMENT = (
    _key("title", "dct:title skos:prefLabel", "verbatim", "the title", required=True),
    _key("publisher", "dct:publisher", "reference", "who published it", of=AGENTS, many=True),
    _key("creator", "dct:creator", "reference", "who wrote it, and so whose word it is", of=AGENTS, many=True),
    _key("created", "dct:created", "date", "when it was written or signed"),
    _key("issued", "dct:issued", "date", "when it was published"),
    _key("language", "dct:language", "language", "its language, such as en"),
    _key("genre", "dct:type", "concept", "what kind of text it is", of=("genre",)),
    _key("url", "schema:url", "url", "where it is on the web, if the text says so"),
    _DESCRIPTION,
    _ACCESS,
)
_NAMES = _key("names", "skos:altLabel", "part", "each name as a document writes it", of=("name",), many=True)
_AGENT_FACTS = (
    _key("agent-kind", "hr:agentKind", "concept", "what kind of agent it is", of=("agent-kind",), many=True),
    _key("characteristic", "hr:characteristic", "concept", "what the document says somebody is", of=("victim-characteristic",), many=True),
)  # fmt: skip
_PERSON_FACTS = (
    _key("gender", "hr:gender", "concept", "only where the document shows it", of=("gender",)),
    _key("age-group", "hr:ageGroup", "concept", "only where the document says it", of=("age-group",)),
    _key("spouse-of", "hr:spouseOf", "reference", "husband or wife", of=("person",), many=True),
    _key("parent-of", "hr:parentOf", "reference", "son or daughter", of=("person",), many=True),
    _key("relative-of", "hr:relativeOf", "reference", "another relative", of=("person",), many=True),
)
_NAMED = _key("named", "hr:named", "boolean", "false where the text gives no name; the label then describes")
_WITHIN = _key("within", "hr:within", "reference", "the place that it lies in", of=("place",), many=True)
_PROTECTS = _key(
    "protects", "hr:protects", "concept", "the right that the provision protects", of=("right",), many=True
)

KINDS: tuple[Kind, ...] = (
    Kind("act", "hr:Act", "who did what to whom: one kind of treatment of one victim or group", (_OPTIONAL_LABEL, *_ACT, *_EVENT, _ACCESS, *_ON_CLAIM, _CLAIMS), claimed=True),
    Kind("assessment", "hr:Assessment", "a finding or opinion on a situation, a law or a practice", (_DESCRIPTION._replace(required=True), _key("concerns", "hr:concerns", "reference", "what it is about", many=True), _ACCESS, *_CLAIM)),
    Kind("claim", "hr:Claim", "what one claimant says of a node, or of one key of it", (
        _key("asserts", "hr:asserts", "reference", "the record that it is about (only in a claim of its own)"),
        _key("about", "hr:aspect", "key", "the key that it is about; absent: that the record is so at all"),
        _key("value", "hr:value", "value", "the value claimed; absent: the record's own"),
        *(key._replace(required=False) for key in _CLAIM),
    )),
    Kind("decision", "hr:IdentityDecision", "whether two names mean the same entity, may, or do not", (
        _key("left", "hr:left", "reference", "the one entity", required=True),
        _key("right", "hr:right", "reference", "the other; the same one where two names are joined", required=True),
        _key("verdict", "hr:verdict", "concept", "whether they are the same", of=("identity-verdict",), required=True),
        _key("ground", "hr:ground", "text", "why", required=True),
        _key("decider", "hr:decider", "reference", "who decided", of=AGENTS, required=True),
    )),
    Kind("document", "hr:Document", "a text that somebody published, held or only referred to", (*_DOCUMENT, _NAMES)),
    Kind("event", "hr:Event", "something bounded in time that claims speak about", (_LABEL, _key("type", "dct:type", "concept", "what kind of event", of=("event-type",), required=True), *_EVENT, _ACCESS, *_ON_CLAIM, _CLAIMS), claimed=True),
    Kind("fact", "", "what this document says of somebody or something in the authority files", (
        _key("of", "", "reference", "whom or what it is about", required=True),
        *_AGENT_FACTS, *_PERSON_FACTS, _PROTECTS, _WITHIN,
        _key("references", "dct:references", "reference", "a document that it refers to", of=("document",), many=True),
        *_ON_CLAIM,
    )),
    Kind("group", "hr:Group", "people known only together", (_LABEL, *_AGENT_FACTS, _COUNT, _key("subset-of", "hr:subsetOf", "reference", "the group that it is a part of", of=("group",), many=True), _NAMES, _DESCRIPTION, _ACCESS, *_MAY_BE_CLAIMED), claimed=True),
    Kind("instrument", "hr:Instrument", "a treaty, constitution, code or guideline", (_LABEL, _NAMES, _key("url", "schema:url", "url", "where it is on the web"), _DESCRIPTION)),
    Kind("intervention", "hr:Intervention", "a step taken for the people affected", (_LABEL, _key("type", "dct:type", "concept", "what kind of step", of=("intervention-type",), required=True), *_EVENT, _ACCESS, *_ON_CLAIM, _CLAIMS), claimed=True),
    Kind("involvement", "hr:Involvement", "an agent's part in an event", (
        _key("agent", "hr:agent", "reference", f'who; "{LEFT_OPEN}" where the document does not say who it was', of=AGENTS),
        _key("degree", "hr:degree", "concept", "what an alleged perpetrator did; carried out unless said otherwise", of=("degree",)),
        _key("capacity", "hr:capacity", "reference", "the office in which", of=("posting",)),
        _COUNT,
    ), short="agent"),
    Kind("name", "", "a name as documents write it", (
        _key("name", "skos:altLabel", "string", "the name", required=True),
        _key("in", "hr:document", "document", "the documents that have it", many=True),
        _key("language", "", "language", "language and script tag where not the document's, such as ru-Latn"),
    ), short="name"),
    Kind("organization", "hr:Organization", "a body: authority, association, party, court, state", (_LABEL, *_AGENT_FACTS, _NAMES, _DESCRIPTION, _ACCESS, *_MAY_BE_CLAIMED), claimed=True),
    Kind("outcome", "hr:Outcome", "what a proceeding decided", (
        _key("verdict", "hr:verdict", "concept", "the verdict", of=("verdict",)),
        _key("penalty", "hr:penalty", "concept", "the penalty", of=("penalty",), many=True),
        _key("duration", "hr:duration", "part", "how long", of=("quantity",)),
        _COUNT,
    )),
    Kind("person", "hr:Person", "a human being", (_LABEL, _NAMED, *_AGENT_FACTS, *_PERSON_FACTS, _NAMES, _DESCRIPTION, _ACCESS, *_MAY_BE_CLAIMED), claimed=True),
    Kind("place", "hr:Place", "a location", (
        _LABEL,
        _WITHIN,
        _key("latitude", "schema:latitude", "coordinate", "degrees north (WGS 84)"),
        _key("longitude", "schema:longitude", "coordinate", "degrees east (WGS 84)"),
        _key("same-as", "skos:exactMatch", "url", "the same place in a gazetteer, such as GeoNames"),
        _NAMES, _DESCRIPTION,
    )),
    Kind("posting", "hr:Posting", "a person's office or membership", (
        _OPTIONAL_LABEL,
        _key("holder", "hr:holder", "reference", "who", of=("person", "group"), required=True),
        _key("organization", "hr:organization", "reference", "in which body", of=("organization",), required=True),
        _key("position", "hr:position", "text", "as what"),
        _key("attested-on", "hr:attestedOn", "date", "a day on which the document shows it held"),
        _key("from", "hr:from", "date", "since when, only if said"),
        _key("until", "hr:until", "date", "until when, only if said"),
        _key("former", "hr:former", "boolean", "true where the document says that it is over"),
        *_ON_CLAIM, _CLAIMS,
    ), claimed=True),
    Kind("proceeding", "hr:Proceeding", "a step before a court, prosecutor or review body", (_LABEL, *_COURT, *(key._replace(required=False) for key in _ACT), *_EVENT, _ACCESS, *_ON_CLAIM, _CLAIMS), claimed=True),
    Kind("provision", "hr:Provision", "one article of an instrument", (_LABEL, _key("part-of", "hr:partOf", "reference", "the instrument", of=("instrument",), required=True), _key("number", "hr:number", "string", "its number", required=True), _NAMES)),
    Kind("quantity", "hr:Quantity", "how many", (
        _key("exactly", "hr:atLeast hr:atMost", "number", "exactly this many"),
        _key("at-least", "hr:atLeast", "number", "at least this many"),
        _key("at-most", "hr:atMost", "number", "at most this many"),
        _key("unit", "hr:unit", "concept", "of what; persons unless said otherwise", of=("unit",), default="person"),
        _key("qualifier", "hr:qualifier", "concept", "how the document rounds", of=("count-qualifier",)),
        _key("words", "hr:verbatim", "verbatim", "the document's own words, eight at most"),
        _key("of", "hr:of", "reference", "the record whose count this is a part of"),
        _key("derived-from", "prov:wasDerivedFrom", "reference", "the records whose counts this is computed from", many=True),
    ), short="exactly"),
    Kind("recommendation", "hr:Recommendation", "a request to do something", (
        _DESCRIPTION._replace(required=True),
        _key("made-by", "hr:madeBy", "reference", "who asks", of=AGENTS, many=True, required=True),
        _key("addressed-to", "hr:addressedTo", "reference", "who is asked, where the document says", of=(*AGENTS, "posting"), many=True),
        _key("made-in", "hr:madeIn", "reference", "where it is asked", of=("document", "intervention"), many=True),
        _key("concerns", "hr:concerns", "reference", "what it is about", many=True),
        _key("response-kind", "hr:responseKind", "concept", "what became of it", of=("response-kind",)),
        _key("response", "hr:response", "reference", "the answer", of=(*EVENTS, "claim"), many=True),
        _ACCESS, *_ON_CLAIM, _CLAIMS,
    ), claimed=True),
    Kind("relay", "hr:Claim", "somebody who passed a claim on", (
        _CLAIM[0]._replace(required=True),
        _key("certainty", "hr:certainty", "concept", "how surely", of=("certainty",), default="stated-as-fact"),
    ), short="claimant"),
)  # fmt: skip

PARTS = ("involvement", "name", "outcome", "quantity", "relay")
"""Kinds that stand only inside another record."""


@cache
def by_name() -> dict[str, Kind]:
    """The table by the name of the kind."""
    return {kind.name: kind for kind in KINDS}


def aspect(kind: Kind | None, name: str) -> Key | None:
    """The key that a claim on a record of this kind is about; where two kinds share a name, that of the kind."""
    return (kind.key(name) if kind else None) or aspects().get(name)


@cache
def aspects() -> dict[str, Key]:
    """Every key that a claim can be about, by name; where two kinds share a name, they share its property too."""
    return {
        key.name: key
        for kind in KINDS
        if kind.claimed or kind.name == "fact"
        for key in kind.keys
        if key.on == "node" and key.properties and key.name != "claims"
    }


def prefixes(base: str) -> dict[str, str]:
    """Every prefix of the project: the ontology's, one for each vocabulary, one for each kind of node."""
    schemes = {scheme: f"{PREFIXES['vocab']}{scheme}/" for scheme in CONCEPTS}
    kinds = {name: f"{base}{name}/" for name in ("passage", *(kind.name for kind in KINDS if kind.cls))}
    return dict(sorted((PREFIXES | schemes | kinds | {"id": base}).items()))
