"""The review in the browser, for one reader on this machine: the same decisions, log and rules as in the terminal.

Every address begins with a secret that only the terminal shows. A request has to name this machine as its host, so that
no name of another one leads here; a form has to come from a page of ours, by its origin and by a token that stands in it.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, quote

from kg.extraction.by_model.quoting import places
from kg.extraction.proposals import Words
from kg.extraction.review.reviewing import Review, add, decide, move, opened, undo
from kg.extraction.review.values import one_of, read_lines
from kg.model.errors import ChronicleError, InvalidValueError
from kg.model.message import Message
from kg.model.messages import translated
from kg.model.project import Project
from kg.site.server.http import Request, Response, refused
from kg.site.server.review_pages import Around, documents, list_page, page

HEADERS = (
    ("cache-control", "no-store"),
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("referrer-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
)
"""What stands in every response: nothing is loaded from elsewhere, nothing is kept, no page of others may show it."""
_STYLE = Path(__file__).parent / "static" / "review.css"
_HOSTS = ("127.0.0.1", "localhost", "[::1]")
_MOST_FIELDS = 50


class Form(NamedTuple):
    """What a form says: the decision, the record, and what was typed."""

    what: str
    record: str
    why: str
    values: str
    into: str
    kind: str
    quote: str


@dataclass(slots=True)
class ReviewServer:
    """The review of a project's documents by one reader; ``port`` is that of its address."""

    project: Project
    reader: str
    port: int
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    async def answer(self, request: Request) -> Response:
        """The response to a request."""
        host = request.headers.get("host", "")
        if host not in {f"{name}:{self.port}" for name in _HOSTS}:
            return _plain(403, "this is not the address of the review\n")
        beginning, _, rest = request.path.removeprefix("/").partition("/")
        if not hmac.compare_digest(beginning.encode(), self.secret.encode()):
            return _plain(404, "there is nothing here: open the address that the terminal shows\n")
        try:
            return self._within(request, rest, host)
        except ChronicleError as error:
            found = refused(error, request.language)
            return _plain(found.status, found.body.decode())

    def _within(self, request: Request, rest: str, host: str) -> Response:
        around = Around(f"/{self.secret}/", self.reader, self.token, request.language)
        if request.method in ("GET", "HEAD") and rest == "review.css":
            return Response(200, _STYLE.read_bytes(), "text/css; charset=utf-8", HEADERS)
        if request.method in ("GET", "HEAD") and not rest:
            return _html(200, list_page(self.project.documents, around))
        if rest not in documents(self.project.documents):
            return _plain(404, "no such document has proposals\n")
        review = opened(self.project.documents / rest, self.project)
        if request.method in ("GET", "HEAD"):
            return _html(200, page(review, request.parameter("record"), around))
        if request.method != "POST":
            return _plain(405, "only GET and POST are answered\n")
        return self._decided(review, request, around, host)

    def _decided(self, review: Review, request: Request, around: Around, host: str) -> Response:
        """What a form decides, if it comes from a page of ours; then the record that waits next, or what is wrong."""
        given = _fields(request)
        is_ours = hmac.compare_digest(given.get("token", "").encode(), self.token.encode())
        if request.headers.get("origin", "") != f"http://{host}" or not is_ours:
            return _plain(403, "this form does not come from the review\n")
        form = Form(*(given.get(name, "") for name in Form._fields))
        try:
            told = _ACTIONS[form.what](review, form, self.reader) if form.what in _ACTIONS else ()
        except InvalidValueError as error:
            remedies = (error.remedy,) if isinstance(error.remedy, Message) else error.remedy
            faults = tuple(translated(text, around.language, "review") for text in (error.found, *remedies))
            typed = form.values if form.what == "correct" else None
            again = opened(review.folder, self.project)
            return _html(422, page(again, form.record, around._replace(faults=faults, typed=typed)))
        if told:
            said = tuple(translated(text, around.language, "review") for text in told)
            return _html(200, page(opened(review.folder, self.project), "", around._replace(told=said)))
        return Response(303, headers=(("location", f"{around.home}{quote(review.folder.name)}"), *HEADERS))


def _fields(request: Request) -> Mapping[str, str]:
    """The fields of a form, each once."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        return {}
    try:
        found = parse_qs(request.body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except ValueError:
        return {}
    return {name: values[0].replace("\r\n", "\n") for name, values in found.items()}


def _html(status: int, body: bytes) -> Response:
    return Response(status, body, "text/html; charset=utf-8", HEADERS)


def _plain(status: int, text: str) -> Response:
    return Response(status, text.encode(), headers=HEADERS)


# ── What a form decides ──────────────────────────────────────────────────────────────────────────────────────

Said = tuple[Message, ...]
_MISSING = Message("there is no such record")
_RELOAD = Message("load the page again")


def _known(review: Review, form: Form) -> str:
    if form.record not in review.now:
        raise InvalidValueError(_MISSING, _RELOAD)
    return form.record


def _decide(review: Review, form: Form, who: str) -> Said:
    decide(review, form.what, _known(review, form), who=who, why=form.why.strip())  # type: ignore[arg-type]
    return ()


def _correct(review: Review, form: Form, who: str) -> Said:
    decide(review, "correct", _known(review, form), who=who, why=form.why.strip(), values=read_lines(form.values))
    return ()


def _is(review: Review, form: Form, who: str) -> Said:
    values = one_of(review.now[_known(review, form)].proposal)
    if values is None:
        raise InvalidValueError(Message("no entry of the project is offered"), _RELOAD)
    decide(review, "correct", form.record, who=who, values=values)
    return ()


def _merge(review: Review, form: Form, who: str) -> Said:
    decide(review, "merge", _known(review, form), who=who, into=form.into)
    return ()


def _add(review: Review, form: Form, who: str) -> Said:
    add(review, form.kind, read_lines(form.values), words=_quoted(review, form.quote), who=who)
    return ()


def _quoted(review: Review, text: str) -> Words:
    """The words of the document that somebody has copied from it; they have to stand in one sentence, and only once."""
    found = list(places(text, review.document, range(len(review.document.sentences))))
    if len(found) != 1:
        several = Message("these words stand in {count} places of the text", count=len(found))
        raise InvalidValueError(several, Message("copy words of one sentence, as many as it takes to find them once"))
    return found[0].words


def _undo(review: Review, _form: Form, who: str) -> Said:
    undo(review, who=who)
    return ()


def _write(review: Review, _form: Form, who: str) -> Said:
    _, found = move(review, who=who)
    told = Message("{count} records written, {held} held back", count=len(found.names), held=len(found.held))
    return (told, *(Message("{name}: {why}", name=name, why=why) for name, why in found.held))


_ACTIONS: Mapping[str, Callable[[Review, Form, str], Said]] = {
    **dict.fromkeys(("accept", "reject", "skip", "second"), _decide),
    "correct": _correct,
    "is": _is,
    "merge": _merge,
    "add": _add,
    "undo": _undo,
    "write": _write,
}
