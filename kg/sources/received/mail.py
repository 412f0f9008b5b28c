"""A message as mail programs save it: its own text, without quoted messages and signature.

Addresses and names in its head are left out: who sent a text to whom is nobody's business, and no part of it.
"""

from __future__ import annotations

import re
from email import errors, message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from kg.model.errors import DataError, Location, Problem
from kg.model.message import Message
from kg.sources.received import page
from kg.sources.received.text import Paragraph, Received, clean, joined
from kg.sources.splitting import paragraphs

_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_QUOTED = re.compile(r"^>.*$|^On .{6,120} wrote:$|^-{2,} ?Original Message ?-{2,}$", re.MULTILINE)

_LOSSES = (
    errors.CloseBoundaryNotFoundDefect,
    errors.InvalidBase64CharactersDefect,
    errors.InvalidBase64LengthDefect,
    errors.InvalidBase64PaddingDefect,
    errors.StartBoundaryNotFoundDefect,
)
"""What the library says of a message of which it has not all."""


def read(data: bytes, path: str) -> Received:
    """The text; ``DataError`` if the message has none, or states an encoding in which it is not."""
    message = message_from_bytes(data, policy=policy.default)
    part = message.get_body(("plain", "html"))
    if not isinstance(part, EmailMessage) or not message.keys():
        raise DataError(
            Problem(
                "no-text",
                Message("there is no text in the message"),
                Message("add what is attached to it by itself"),
                Location(path),
            )
        )
    facts = _facts(message)
    try:
        body = part.get_content(errors="strict")
    except (LookupError, UnicodeError) as error:
        found = Message("the message states an encoding in which it is not")
        raise DataError(Problem("not-utf8", found, Message("save its text as UTF-8"), Location(path))) from error
    if any(isinstance(one, _LOSSES) for some in (message, part) for one in some.defects):
        found = Message("the message is damaged: a part of it is lost")
        raise DataError(Problem("broken-file", found, Message("get it again from where it came"), Location(path)))
    if part.get_content_type() == "text/html":
        whole = page.read(body.encode(), path)
        return whole._replace(facts={**whole.facts, **facts})
    own, *signature = _SIGNATURE.split(body.replace("\r\n", "\n"), maxsplit=1)
    quoted = [clean(found[0]) for found in _QUOTED.finditer(own)]
    kept = _QUOTED.sub("", own)
    text, places = joined([Paragraph(clean(kept[s:e])) for s, e in paragraphs(kept)])
    return Received(text, places, facts, (*quoted, *(clean(line) for line in signature)))


def _facts(message: EmailMessage) -> dict[str, str]:
    found = {"title": clean(str(message["subject"]))} if message["subject"] else {}
    if message["date"]:
        try:
            found["issued"] = parsedate_to_datetime(str(message["date"])).date().isoformat()
        except ValueError:
            return found
    return found
