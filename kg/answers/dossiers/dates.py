"""Dates as a sentence of a dossier has them: never EDTF, and no more exact than they are."""

from __future__ import annotations

from kg.answers.speech import IN_ENGLISH, Speech
from kg.model.message import Message

NO_DATE = Message("no date given")


def in_words(text: str, speech: Speech = IN_ENGLISH, *, once: bool = True) -> str:
    """An EDTF date in words; ``once`` is false for what may have happened on several days of a span.

    >>> in_words("2018-08"), in_words(""), in_words("2012-01/2012-04")
    ('August 2018', 'no date given', 'January to April 2012')
    >>> in_words("[2015-01-23..2015-01-27]"), in_words("[2012-04-25..2012-04-27]", once=False)
    ('once between 23 and 27 January 2015', 'some time between 25 and 27 April 2012')
    >>> in_words("{2012-04-25,2012-04-27}"), in_words("2012-1X")
    ('25 April 2012 and 27 April 2012', 'some time between 1 October and 31 December 2012')
    """
    return (speech.date(text, once=once) if text else "") or speech.say(NO_DATE)
