"""What a telling takes over from the one before it: the day and the place of the incident, and whom ``they`` stands for.

Only from the same paragraph and the sentence right before, and always as suggested by us, never as said by the text.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.extraction.acts import Draft
from kg.extraction.dates import DateWords
from kg.extraction.participants import Who, who_is
from kg.extraction.people import Cast
from kg.extraction.texts import Text


def continued(acts: Iterable[Draft], text: Text, cast: Cast) -> list[Draft]:
    """The acts with what they take over from those before them."""
    done: list[Draft] = []
    for act in acts:
        before = [one for one in done if _is_right_before(one, act, text)]
        done.append(_dated(_placed(_referred(act, before, text, cast), before), before, text))
    return done


def _is_right_before(one: Draft, act: Draft, text: Text) -> bool:
    last = max([one.line, *(again.line for again in one.also)])
    return 0 <= act.line - last <= 1 and text.lines[last].paragraph == text.lines[act.line].paragraph


def _dated(act: Draft, before: list[Draft], text: Text) -> Draft:
    if act.date is not None or act.context.reality == "practice":
        return act
    dated = [
        one
        for one in before
        if not _is_ahead(one.date, text)
        and not one.inherited_date
        and one.date is not None
        and one.context.reality == "actual"
    ]
    if not dated:
        return _dated_by_line(act, text)
    return act._replace(date=dated[-1].date, dated_in=dated[-1].dated_in, inherited_date=True)


def _is_ahead(date: DateWords | None, text: Text) -> bool:
    """Whether a date is after the day of publication: of what is planned, not of what happened."""
    return date is not None and text.issued is not None and date.edtf[:10] > text.issued.isoformat()


def _dated_by_line(act: Draft, text: Text) -> Draft:
    """The act with the only date of the sentence right before it, if that is in its paragraph."""
    line = act.line - 1
    if line < 0 or text.lines[line].paragraph != text.lines[act.line].paragraph or len(text.lines[line].dates) != 1:
        return act
    if _is_ahead(text.lines[line].dates[0], text):
        return act
    return act._replace(date=text.lines[line].dates[0], dated_in=line, inherited_date=True)


def _placed(act: Draft, before: list[Draft]) -> Draft:
    placed = [one for one in before if one.places and not one.inherited_place]
    if act.places or not placed or act.context.reality == "practice":
        return act
    return act._replace(places=placed[-1].places, placed_in=placed[-1].placed_in, inherited_place=True)


def _referred(act: Draft, before: list[Draft], text: Text, cast: Cast) -> Draft:
    """The act with whom ``they`` stands for: the victims of the telling right before."""
    act = _singular(act, before)
    plural = text.lexicon.words("people", "they")
    if not any(who.kind == "pronoun" and who.noun in plural for who in act.victims):
        return act
    named = [one.victims for one in before if any(who.kind != "pronoun" for who in one.victims)]
    meant = tuple(who._replace(by_pronoun=True) for who in (named[-1] if named else ()) if who.kind != "pronoun")
    meant = _in_sentence(act, text, cast) or meant
    if not meant:
        return act
    victims: tuple[Who, ...] = ()
    for who in act.victims:
        victims += meant if who.kind == "pronoun" and who.noun in plural else (who,)
    return act._replace(victims=victims)


def _in_sentence(act: Draft, text: Text, cast: Cast) -> tuple[Who, ...]:
    """The persons named in the same sentence before ``them``, if there are several."""
    pronoun = next(who for who in act.victims if who.kind == "pronoun")
    if pronoun.line != act.line:
        return ()
    before = [
        (m.first, one)
        for one in cast.entities
        if one.kind == "person"
        for m in one.mentions
        if m.line == act.line and m.first < pronoun.word
    ]
    if len({one.ident for _, one in before}) < 2:  # noqa: PLR2004
        return ()
    return tuple(
        who_is(text, cast, act.line, first)._replace(by_pronoun=True)
        for first, _ in sorted(before, key=lambda pair: pair[0])
    )


def _singular(act: Draft, before: list[Draft]) -> Draft:
    """The act with whom a singular pronoun means, if only one of those it can mean was a victim right before."""
    suffered = {who.entity.ident for one in before for who in one.victims if who.entity is not None}
    victims = []
    for who in act.victims:
        fitting = [one for one in who.offers if one.ident in suffered]
        chosen = fitting[0] if who.kind == "pronoun" and who.entity is None and len(fitting) == 1 else None
        victims.append(who._replace(entity=chosen) if chosen else who)
    return act._replace(victims=tuple(victims))
