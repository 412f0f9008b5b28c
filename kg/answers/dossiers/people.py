"""Who is who: each person, body and group that a dossier names, once, with what the documents say they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.answers.dossiers.arranging import upper
from kg.answers.dossiers.dates import in_words
from kg.answers.dossiers.graph import Claim
from kg.answers.dossiers.model import Block, Heading, Item, Items
from kg.answers.dossiers.wording import Wording, doubt, listed
from kg.answers.names import word
from kg.model.terms import Term, expand, text_of

KINDS = {"hr:Person": "Persons", "hr:Organization": "Bodies", "hr:Group": "Groups and people not named"}
"""The heading over the agents of each class."""

_OTHER_NAMES = 4
_POSTINGS = "SELECT DISTINCT ?node ?post { VALUES ?node { @nodes } ?post hr:holder ?node } ORDER BY ?node ?post"
_TIES = {"hr:spouseOf": "spouse of", "hr:parentOf": "parent of", "hr:unitOf": "unit of", "hr:memberOf": "member of"}
_NONE: frozenset[Term] = frozenset()


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
            yield Heading(3, title)
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
    kinds = {word(kind) for kind in graph.all(node, "hr:agentKind")}
    shown = {wording.label(node), wording.short(node), *kinds}
    others = sorted({text_of(name) for name in graph.all(node, "skos:altLabel")} - shown)
    if others:
        more = f" and {len(others) - _OTHER_NAMES} more" if len(others) > _OTHER_NAMES else ""
        self_named = [claim for claim in claims if claim.aspect == expand("skos:altLabel") and claim.basis]
        known = {text_of(value): claim for claim in self_named for value in claim.values}
        yield (
            "also "
            + ", ".join(
                f"{name} ({wording.how(known[name])})" if name in known else name for name in others[:_OTHER_NAMES]
            )
            + more
        )
    if graph.text(node, "hr:named") == "false":
        yield "not named"
    for key, label in {"hr:agentKind": "", "hr:characteristic": "", "hr:gender": "", **_TIES}.items():
        found = [f"{wording.name(value)}{doubt(wording, claims, key, value)}" for value in graph.all(node, key)]
        if found:
            yield " ".join(filter(None, (label, listed(sorted(found)))))
    for value in graph.all(node, "hr:count"):
        yield f"{wording.name(value)}{doubt(wording, claims, 'hr:count', value)}"
    if modality := graph.one(node, "hr:modality"):
        yield f"{word(modality)}, does not exist"
    if note := graph.text(node, "dct:description"):
        yield f"our note: {wording.prose(note)}"


def _office(wording: Wording, post: Term, claims: tuple[Claim, ...]) -> str:
    """A position with its body, when it is shown, and on whose word."""
    graph = wording.graph
    position = graph.text(post, "hr:position")
    office = f"{position}{doubt(wording, claims, 'hr:position', graph.one(post, 'hr:position'))}, {wording.name(graph.one(post, 'hr:organization'))}"
    former = "formerly " if graph.text(post, "hr:former") == "true" else ""
    ends = [in_words(graph.raw(post, f"hr:{key}")) if graph.one(post, f"hr:{key}") else "" for key in ("from", "until")]
    held = " ".join(filter(None, (f"from {ends[0]}" if ends[0] else "", f"until {ends[1]}" if ends[1] else "")))
    days = sorted({text_of(day) for day in graph.all(post, "hr:attestedOn")})
    shown = f"shown: {listed([in_words(day) for day in days])}" if days and not held else held
    dated = [claim for claim in claims if claim.aspect == expand("hr:attestedOn") and claim.basis]
    dating = f", the date {wording.how(dated[0]).partition('. Ground')[0]}" if dated and shown else ""
    told = sorted({wording.how(claim) for claim in claims if not claim.aspect})
    return f"{former}{office} ({'; '.join(filter(None, (shown + dating, *told)))})"
