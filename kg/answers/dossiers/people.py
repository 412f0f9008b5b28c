"""Who is who: each person, body and group that a dossier names, once, with what the documents say they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.answers.dossiers.arranging import upper
from kg.answers.dossiers.graph import Claim
from kg.answers.dossiers.model import Block, Heading, Item, Items
from kg.answers.dossiers.wording import Wording, doubt
from kg.answers.names import word
from kg.model.message import Message
from kg.model.terms import Term, expand, text_of

KINDS = {
    "hr:Person": Message("Persons"),
    "hr:Organization": Message("Bodies"),
    "hr:Group": Message("Groups and people not named"),
}
"""The heading over the agents of each class."""

_OTHER_NAMES = 4
_POSTINGS = "SELECT DISTINCT ?node ?post { VALUES ?node { @nodes } ?post hr:holder ?node } ORDER BY ?node ?post"
_TIES = {
    "hr:agentKind": Message("{names}"),
    "hr:characteristic": Message("{names}"),
    "hr:gender": Message("{gender}"),
    "hr:spouseOf": Message("spouse of {names}"),
    "hr:parentOf": Message("parent of {names}"),
    "hr:unitOf": Message("unit of {names}"),
    "hr:memberOf": Message("member of {names}"),
}
"""Kinds, characteristics and relatives of an agent."""


def who_is_who(wording: Wording, nodes: Iterable[Term]) -> Iterator[Block]:
    """The agents among some nodes, by kind and in alphabetical order."""
    graph = wording.graph
    agents = [node for node in dict.fromkeys(nodes) if graph.is_a(node, "hr:Agent")]
    claims = graph.claims(agents)
    posts: dict[Term, list[Term]] = {}
    for node, post in graph.rows(_POSTINGS, agents):
        posts.setdefault(node, []).append(post)
    told = graph.claims(post for found in posts.values() for post in found)
    for cls, title in KINDS.items():
        of_kind = sorted(
            (node for node in agents if _kind(wording, node) == cls), key=lambda node: (wording.label(node), node)
        )
        items = []
        for node in of_kind:
            parts = [*_known(wording, node, claims.get(node, ()))]
            parts += [_office(wording, post, told.get(post, ())) for post in posts.get(node, ())]
            items.append(Item(_title(wording, node), ". ".join(filter(None, map(upper, dict.fromkeys(parts))))))
        if items:
            yield Heading(3, wording.say(title))
            yield Items(tuple(items))


def _kind(wording: Wording, node: Term) -> str:
    return next((cls for cls in KINDS if wording.graph.is_a(node, cls)), "hr:Group")


def _title(wording: Wording, node: Term) -> str:
    """The name of an agent, with the abbreviation by which the dossier calls it."""
    short = wording.short(node)
    return wording.label(node) + (f" ({short})" if short else "")


def _known(wording: Wording, node: Term, claims: tuple[Claim, ...]) -> Iterator[str]:
    """Other names, kinds, characteristics, relatives and number of an agent, each with its reserve."""
    graph = wording.graph
    yield from map(wording.say, _other_names(wording, node, claims))
    if graph.text(node, "hr:named") == "false":
        yield wording.say(Message("not named"))
    for key, tie in _TIES.items():
        found = [f"{wording.name(value)}{doubt(wording, claims, key, value)}" for value in graph.all(node, key)]
        if found:
            listed = wording.listed(sorted(found))
            yield wording.say(tie.given(names=listed, gender=listed))
    for value in graph.all(node, "hr:count"):
        yield f"{wording.name(value)}{doubt(wording, claims, 'hr:count', value)}"
    if modality := graph.one(node, "hr:modality"):
        yield wording.say(Message("{modality}, does not exist", modality=graph.word(modality)))
    if note := graph.text(node, "dct:description"):
        yield wording.say(Message("our note: {note}", note=wording.prose(note)))


def _other_names(wording: Wording, node: Term, claims: tuple[Claim, ...]) -> Iterator[Message]:
    """The first of the other names, and how many more there are."""
    graph = wording.graph
    kinds = {word(kind) for kind in graph.all(node, "hr:agentKind")}
    shown = {wording.label(node), wording.short(node), *kinds}
    others = sorted({text_of(name) for name in graph.all(node, "skos:altLabel")} - shown)
    self_named = [claim for claim in claims if claim.aspect == expand("skos:altLabel") and claim.basis]
    known = {text_of(value): claim for claim in self_named for value in claim.values}
    told = [f"{name} ({wording.how(known[name])})" if name in known else name for name in others[:_OTHER_NAMES]]
    names, left = ", ".join(told), len(others) - len(told)
    if left:
        yield Message("also {names} and {count} more", names=names, count=left)
    elif names:
        yield Message("also {names}", names=names)


def _office(wording: Wording, post: Term, claims: tuple[Claim, ...]) -> str:
    """A position with its body, when it is shown, and on whose word."""
    graph = wording.graph
    position = graph.text(post, "hr:position")
    office = f"{position}{doubt(wording, claims, 'hr:position', graph.one(post, 'hr:position'))}, {wording.name(graph.one(post, 'hr:organization'))}"
    is_former = graph.text(post, "hr:former") == "true"
    called = wording.say(Message("formerly {office}", office=office)) if is_former else office
    told = sorted({wording.how(claim) for claim in claims if not claim.aspect})
    return f"{called} ({'; '.join(filter(None, (_held(wording, post, claims), *told)))})"


def _held(wording: Wording, post: Term, claims: tuple[Claim, ...]) -> str:
    """When a position was held or is shown, and how sure that is."""
    graph = wording.graph
    ends = {"hr:from": Message("from {date}"), "hr:until": Message("until {date}")}
    held = [
        wording.say(end.given(date=wording.date(graph.raw(post, key))))
        for key, end in ends.items()
        if graph.one(post, key)
    ]
    days = sorted({text_of(day) for day in graph.all(post, "hr:attestedOn")})
    if days and not held:
        held = [wording.say(Message("shown: {date}", date=wording.listed([wording.date(day) for day in days])))]
    dated = [claim for claim in claims if claim.aspect == expand("hr:attestedOn") and claim.basis]
    if not (held and dated):
        return " ".join(held)
    how = wording.how(dated[0], has_ground=False)
    return wording.say(Message("{shown}, the date {how}", shown=" ".join(held), how=how))
