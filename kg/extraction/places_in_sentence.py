"""Who stands where around a verb or noun: subject, object, owner, and behind which preposition.

Passives, participles behind their noun, relative clauses and shared subjects are resolved here, so that the rules need not
know of them. ``inherited`` says that a subject was taken over from another verb: good for a victim, never for a doer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.extraction.lexicon import Lexicon, Term
from kg.extraction.parsing.model import Parse
from kg.extraction.people_words import may_suffer


class Frame(NamedTuple):
    """The words at the places of a term: what the verb is done to, who is the victim, who does it.

    ``doer_by`` says how the doer stands: ``by``, ``subject``, or empty where a rule may not read it off.
    """

    patient: int | None = None
    victims: tuple[int, ...] = ()
    doers: tuple[int, ...] = ()
    doer_by: str = ""
    place: str = ""


def frame_of(parse: Parse, at: int, term: Term, lexicon: Lexicon, *, beside: int | None = None) -> Frame:
    """What stands at the places of a term at a word; ``beside`` is the last word of what belongs to it, which is no victim."""
    if term.kind == "noun":
        return _noun_frame(parse, at, term, lexicon)
    patient, subject, inherited = patient_of(parse, at), subject_of(parse, at), False
    if beside is not None and patient == beside and parse.tokens[at].part == "conjunct":
        patient = _shared_patient(parse, at)
    if subject is None and patient is None:
        (subject, was_passive), inherited = _shared_subject(parse, at), True
        if was_passive and parse.tokens[at].part == "conjunct":
            patient, subject = subject, None
    passive = is_passive(parse, at)
    if passive and patient is None:
        patient, subject = subject, None
    receptive = parse.tokens[at].lemma.lower() in lexicon.words("frames", "receptive")
    whose = patient if patient != beside else None
    sufferer = subject if receptive or len(term.victim) == 1 else None
    victims, place = _victims(parse, at, term, (whose, sufferer, patient), lexicon)
    if not victims and "object" in term.victim and not passive and not inherited:
        victims, place = _stray_name(parse, at), "object"
    doers, doer_by = _doers(parse, at, subject, passive=passive or inherited)
    if set(doers) & set(victims) or "none" in term.doer:
        doers, doer_by = [], ""
    return Frame(patient, tuple(dict.fromkeys(victims)), tuple(_with_conjuncts(parse, doers)), doer_by, place)


# ── Verbs ────────────────────────────────────────────────────────────────────────────────────────────────────


def is_passive(parse: Parse, at: int) -> bool:
    """Whether a verb is passive: with its auxiliary or subject, a participle behind its noun, or joined to a passive."""
    token = parse.tokens[at]
    if parse.child(at, "passive-auxiliary", "passive-subject", "agent") is not None or "Voice=Pass" in token.features:
        return True
    if token.form != "participle":
        return False
    if token.part in ("participle", "modifier"):
        return True
    has_own = parse.child(at, "subject", "object", "auxiliary") is not None
    return (
        token.part in ("conjunct", "adverbial") and not has_own and is_passive(parse, token.head)
        if token.head != at
        else False
    )


def patient_of(parse: Parse, at: int) -> int | None:
    """What a verb is done to: its object, its subject if it is passive, or the noun that it stands behind."""
    token = parse.tokens[at]
    found = parse.child(at, "object", "passive-subject", "dative")
    if found is not None:
        return antecedent(parse, found)
    if token.part in ("participle", "modifier") and token.form == "participle":
        return token.head
    if token.part == "relative" and not is_passive(parse, at) and parse.child(at, "subject") is not None:
        return token.head
    if is_passive(parse, at):
        return _shared_patient(parse, at)
    return _subject_of_complement(parse, at) or _fronted_object(parse, at)


def _fronted_object(parse: Parse, at: int) -> int | None:
    """The object before two verbs that share it, where the language lets it stand there: им не дали есть и били."""
    token = parse.tokens[at]
    if token.part != "conjunct" or parse.child(at, "subject") is not None:
        return None
    found = parse.child(token.head, "object")
    return found if found is not None and found < token.head < at else None


def _subject_of_complement(parse: Parse, at: int) -> int | None:
    """Whom somebody makes or lets do something: did not allow her to leave."""
    verb = next(
        (
            n
            for n in parse.children(at)
            if parse.tokens[n].part == "complement" and parse.tokens[n].form == "infinitive"
        ),
        None,
    )
    return parse.child(verb, "subject", "passive-subject") if verb is not None else None


def _shared_patient(parse: Parse, at: int) -> int | None:
    token = parse.tokens[at]
    if token.part in ("conjunct", "adverbial", "complement") and token.head != at:
        above = token.head
        found = parse.child(above, "passive-subject")
        if found is None and token.part != "conjunct":
            found = parse.child(above, "subject")
        return (
            antecedent(parse, found)
            if found is not None
            else patient_of(parse, above)
            if is_passive(parse, above)
            else None
        )
    return None


def subject_of(parse: Parse, at: int) -> int | None:
    """The subject that a verb has itself, or through its relative pronoun."""
    found = parse.child(at, "subject")
    return antecedent(parse, found) if found is not None else None


def _shared_subject(parse: Parse, at: int) -> tuple[int | None, bool]:
    """The subject of the verb that a verb is joined to or depends on, and whether that verb is passive."""
    token = parse.tokens[at]
    if token.part not in ("conjunct", "complement", "adverbial", "clause") or token.head == at:
        return None, False
    found = parse.child(token.head, "subject", "passive-subject")
    if found is None:
        return _shared_subject(parse, token.head)
    return antecedent(parse, found), parse.tokens[found].part == "passive-subject"


_RELATIVE = frozenset({"who", "whom", "which", "that", "whose", "qui", "que", "dont", "lequel", "который", "кто"})


def antecedent(parse: Parse, at: int) -> int:
    """The noun that a relative pronoun stands for; any other word stands for itself."""
    token = parse.tokens[at]
    if token.lemma.lower() not in _RELATIVE:
        return at
    clause = next((above for above in parse.above(at) if parse.tokens[above].part in ("relative", "participle")), None)
    return parse.tokens[clause].head if clause is not None else at


def _victims(
    parse: Parse, at: int, term: Term, ends: tuple[int | None, int | None, int | None], lexicon: Lexicon
) -> tuple[list[int], str]:
    """The words at the first place of the victim at which people stand, and which place it is."""
    patient, subject, thing = ends
    for place in term.victim:
        found = {"object": [patient], "subject": [subject]}.get(place) or list(_at_place(parse, at, place, thing))
        every = _with_conjuncts(parse, [one for one in found if one is not None])
        able = [one for one in every if may_suffer(parse, one, term, place, lexicon)]
        if able:
            return able, place
    return [], ""


def _at_place(parse: Parse, at: int, place: str, patient: int | None) -> Iterator[int]:
    if place == "owner":
        owned = [patient] if patient is not None else []
        owned += [n for one in [at, *owned] for n in parse.children(one) if parse.tokens[n].part == "oblique"]
        for one in dict.fromkeys(owned):
            yield from (n for n in parse.children(one) if parse.tokens[n].part == "possessor")
            yield from (
                n for n in parse.children(one) if parse.tokens[n].part == "oblique" and parse.tokens[n].case in _OF
            )
    elif place not in ("object", "subject"):
        near = [at, *([patient] if patient is not None else [])]
        near += [n for one in near for n in parse.children(one) if parse.tokens[n].part == "participle"]
        for one in near:
            yield from (
                n
                for n in parse.children(one)
                if parse.tokens[n].part in ("oblique", "dative") and _is_case(parse, n, place)
            )


def _stray_name(parse: Parse, at: int) -> list[int]:
    """A person named after a verb without an object, in no clause of its own and behind no preposition."""
    for name in parse.names:
        last = parse.tokens[name.last]
        is_loose = last.part in ("other", "apposition", "compound", "conjunct") and not last.case
        if name.kind == "person" and name.first > at and name.last in parse.below(at) and is_loose:
            between = [parse.tokens[n].part for n in parse.above(name.last) if n > at]
            if not {"relative", "participle", "complement", "adverbial", "clause"} & set(between):
                return [name.last]
    return []


_OF = ("of", "de", "d'", "d’", "du")


def _is_case(parse: Parse, at: int, place: str) -> bool:
    case = parse.tokens[at].case
    return (
        case in (place, f"up{place}")
        or (place == "of" and case in _OF)
        or (place == "to" and parse.tokens[at].part == "dative")
    )


def _doers(parse: Parse, at: int, subject: int | None, *, passive: bool) -> tuple[list[int], str]:
    agent = parse.child(at, "agent")
    if agent is not None:
        return [agent], "by"
    if subject is not None and not passive:
        return [subject], "subject"
    return [], ""


# ── Nouns ────────────────────────────────────────────────────────────────────────────────────────────────────


def _noun_frame(parse: Parse, at: int, term: Term, lexicon: Lexicon) -> Frame:
    end = at + len(term.words) - 1
    for place in term.victim:
        found = list(_with_conjuncts(parse, list(_beside_nouns(parse, at, end, place))))
        able = [n for n in found if may_suffer(parse, n, term, place, lexicon)]
        if able:
            doers, doer_by = _noun_doers(parse, end, lexicon, able)
            return Frame(able[0], tuple(dict.fromkeys(able)), tuple(doers), doer_by, place)
    return Frame(None, (), *_noun_doers(parse, end, lexicon, []))


def _noun_doers(parse: Parse, end: int, lexicon: Lexicon, able: list[int]) -> tuple[tuple[int, ...], str]:
    """Who does what a noun names: behind ``by``, or the subject of a verb that only says that it was done: carried out."""
    by = [n for n in parse.children(end) if parse.tokens[n].case in ("by", "par", "upon") and n not in able]
    if by:
        return tuple(by), "by"
    verb = parse.tokens[end].head
    is_done = parse.tokens[end].part == "object" and parse.tokens[verb].lemma.lower() in lexicon.words(
        "frames", "light"
    )
    subject = subject_of(parse, verb) if is_done and not is_passive(parse, verb) else None
    return ((subject,), "subject") if subject is not None else ((), "")


def _beside_nouns(parse: Parse, at: int, end: int, place: str) -> Iterator[int]:
    """What stands beside a noun or, if nothing does, beside one that it is joined to: detention and intimidation of civilians."""
    own = list(_beside_noun(parse, at, end, place))
    joined = [n for n in parse.children(end) if parse.tokens[n].part == "conjunct"]
    joined += [parse.tokens[end].head] if parse.tokens[end].part == "conjunct" else []
    yield from own or [n for other in joined for n in _beside_noun(parse, other, other, place)]


def _beside_noun(parse: Parse, at: int, end: int, place: str) -> Iterator[int]:
    for one in dict.fromkeys((at, end)):
        for n in parse.children(one):
            token = parse.tokens[n]
            if (token.part == "oblique" and (token.case == place or (place == "of" and token.case in _OF))) or (
                place == "of" and token.part == "possessor"
            ):
                yield n


def _with_conjuncts(parse: Parse, words: list[int] | tuple[int, ...]) -> Iterator[int]:
    """The words with those that are joined to them, and those that are named among them."""
    for at in words:
        yield at
        for n in parse.children(at):
            token = parse.tokens[n]
            if (token.part == "conjunct" and token.kind in ("NOUN", "PROPN", "PRON", "NUM")) or (
                token.part == "oblique" and token.case in ("including", "notamment", "включая")
            ):
                yield from _with_conjuncts(parse, [n])
            elif token.part == "apposition" and token.kind == "PROPN":
                yield from _with_conjuncts(parse, _named_with(parse, n))


def _named_with(parse: Parse, at: int) -> list[int]:
    """The names joined to the first of a list: two journalists, A and B."""
    return [n for n in parse.children(at) if parse.tokens[n].part == "conjunct" and parse.tokens[n].kind == "PROPN"]
