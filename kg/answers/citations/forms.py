"""Citations as text, BibTeX and CSL-JSON.

BibTeX is written here because pybtex (0.26.1) leaves ``$``, ``^`` and backslashes as they are, refuses a single brace,
and escapes characters in web addresses. BibTeX: https://ctan.org/pkg/bibtex · CSL-JSON:
https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-data.json
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from kg.answers.citations.model import Citation, Work
from kg.answers.speech import IN_ENGLISH, Speech
from kg.model.message import Message

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TEX = str.maketrans(
    {character: f"\\{character}" for character in "#$%&_"}
    | {"\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}"}
    | {"|": r"\textbar{}", "`": r"\textasciigrave{}", "\n": " ", "\r": " ", "\t": " "}
)
_PLAIN = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")


def text(citations: Sequence[Citation], speech: Speech = IN_ENGLISH) -> str:
    """Each citation on a few lines: who and what, in which document, how sure, in which words, and where to find it."""
    return "\n".join("\n".join([*_lines(citation, speech), ""]) for citation in citations)


def _lines(citation: Citation, speech: Speech) -> Iterator[str]:
    yield ": ".join(filter(None, ("; ".join(citation.authors), citation.title)))
    work = citation.work
    if work:
        published = speech.every(_published(work))
        if citation.iri != work.iri:
            found = _row("; ".join(work.creators), work.title, *published)
            yield speech.say(Message("In: {document}.", document=found))
        elif about := _row(work.genre, *speech.every(_language(work)), *published):
            yield f"{about[0].upper()}{about[1:]}."
        yield from speech.every(_whereabouts(work))
    yield from citation.notes
    yield from filter(None, (citation.iri,))


def _published(work: Work) -> Iterator[Message]:
    """Who published a document, and when."""
    if work.publishers:
        yield Message("published by {names}", names="; ".join(work.publishers))
    if work.issued:
        yield Message("issued {date}", date=work.issued)
    if work.created not in ("", work.issued):
        yield Message("written {date}", date=work.created)


def _language(work: Work) -> Iterator[Message]:
    if work.language:
        yield Message("language {language}", language=work.language)


def _row(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _whereabouts(work: Work, *, told: Sequence[str] = ()) -> Iterator[Message]:
    """Where a document can be read, and when its text was taken from there, without what is ``told`` elsewhere.

    That no address is known is said too: nobody has to look for one.
    """
    if work.url and work.url not in told:
        yield Message("On the web: {url}", url=work.url)
    if work.archived and work.archived not in told:
        yield Message("Archived copy: {url}", url=work.archived)
    if not work.address:
        yield Message("No address is known.")
    if work.retrieved and work.retrieved not in told:
        yield Message("Retrieved: {date}", date=work.retrieved)


def bibtex(citations: Sequence[Citation], speech: Speech = IN_ENGLISH) -> str:
    """One ``@misc`` entry per citation: names in double braces, everything else escaped for TeX, in UTF-8."""
    return "\n".join(f"@misc{{{_key(citation)},\n{_fields(citation, speech)}}}\n" for citation in citations)


def _fields(citation: Citation, speech: Speech) -> str:
    fields: dict[str, str] = {}
    if citation.authors:
        fields["author"] = " and ".join(f"{{{escaped(name)}}}" for name in citation.authors)
    fields["title"] = f"{{{escaped(citation.title)}}}"
    if citation.work:
        fields |= _in_work(citation, citation.work, speech)
    if url := _url(citation):
        fields["url"] = url
    if citation.work and _is_work(citation) and citation.work.retrieved:
        fields["urldate"] = escaped(citation.work.retrieved)
    fields["note"] = escaped(" ".join([*_elsewhere(citation, speech), *_notes(citation, speech)]))
    return "".join(
        f"  {name:<12} = {'' if name == 'month' else '{'}{value}{'' if name == 'month' else '}'},\n"
        for name, value in fields.items()
    )


def _in_work(citation: Citation, work: Work, speech: Speech) -> Iterator[tuple[str, str]]:
    """The document of a claim, who published it, and when."""
    published = escaped("; ".join(work.publishers))
    if citation.iri != work.iri:
        names = escaped("; ".join(work.creators))
        inside = _row(names, rf"\emph{{{escaped(work.title)}}}", published)
        published = speech.say(Message("In: {document}", document=inside))
    if published:
        yield "howpublished", published
    parts = _date_parts(work.date)
    if parts:
        yield "year", "--".join(dict.fromkeys(str(part[0]) for part in parts))
    if len(parts) == 1:
        yield from (("month", _MONTHS[month - 1]) for month in parts[0][1:2])
        yield from (("day", str(day)) for day in parts[0][2:])
    if work.language and citation.iri == work.iri:
        yield "language", escaped(work.language)


def escaped(words: str) -> str:
    r"""Words that TeX prints as they are.

    >>> print(escaped("50 % of {it} & more"))
    50 \% of \textbraceleft{}it\textbraceright{} \& more
    """
    return words.translate(_TEX).replace("--", "-{}-")


def csl_json(citations: Sequence[Citation], speech: Speech = IN_ENGLISH) -> str:
    """An array of CSL items: a claim is an entry in its document, an answer a data set."""
    return json.dumps([_item(citation, speech) for citation in citations], ensure_ascii=False, indent=2) + "\n"


def _item(citation: Citation, speech: Speech) -> dict[str, object]:
    item: dict[str, object] = {"id": _key(citation), "type": citation.type, "author": _literals(citation.authors)}
    item["title"] = citation.title
    if work := citation.work:
        if citation.iri == work.iri:
            item |= {"genre": work.genre, "language": work.language}
        else:
            item |= {"container-title": work.title, "container-author": _literals(work.creators)}
        parts = _date_parts(work.date)
        item["publisher"] = "; ".join(work.publishers)
        issued: dict[str, object] = {"date-parts": parts} if parts else {"literal": work.date} if work.date else {}
        item["issued"] = issued | {"circa": True} if issued and work.dating else issued
    item |= {"URL": _url(citation), **_access(citation)}
    item["note"] = " ".join([*_elsewhere(citation, speech, archive_has_field=True), *_notes(citation, speech)])
    return {name: value for name, value in item.items() if value}


def _access(citation: Citation) -> dict[str, object]:
    """Where the archived copy of a cited document is, and the day on which its text was retrieved."""
    work = citation.work
    if work is None or not _is_work(citation):
        return {}
    parts = _date_parts(work.retrieved)
    found = {"accessed": {"date-parts": parts} if parts else {}}
    return {"archive": urlsplit(work.archived).hostname or "", "archive_location": work.archived, **found}


def _literals(names: Sequence[str]) -> list[dict[str, str]]:
    return [{"literal": name} for name in names]


def _url(citation: Citation) -> str:
    """Where to find it: the web address of a document if known, else its IRI."""
    return (citation.work.address if citation.work and _is_work(citation) else "") or citation.iri


def _is_work(citation: Citation) -> bool:
    """Whether it is a document itself that is cited."""
    return citation.work is not None and citation.iri == citation.work.iri


def _elsewhere(citation: Citation, speech: Speech, *, archive_has_field: bool = False) -> Iterator[str]:
    """The sentence on where the document can be read, as far as no field of the form says it."""
    work = citation.work
    if work is None:
        return
    fields = (work.address, work.retrieved, work.archived if archive_has_field else "")
    if lines := speech.every(_whereabouts(work, told=fields if _is_work(citation) else ())):
        yield "; ".join(lines).rstrip(".") + "."


def _notes(citation: Citation, speech: Speech) -> Iterator[str]:
    """The notes on it, and what does not fit the fields of the form."""
    work = citation.work
    if work and work.date and not _date_parts(work.date):
        yield speech.say(Message("Date: {date}.", date=work.date))
    yield from citation.notes
    if citation.iri and citation.iri != _url(citation):
        yield citation.iri


def _date_parts(date: str) -> list[list[int]]:
    """Year, month and day of a plain EDTF date, or of both ends of an interval; empty for any other.

    >>> _date_parts("2012-04-27"), _date_parts("2012-01/2012-04"), _date_parts("[..2015]")
    ([[2012, 4, 27]], [[2012, 1], [2012, 4]], [])
    """
    ends = date.split("/")
    if not all(_PLAIN.fullmatch(end) for end in ends):
        return []
    return [[int(part) for part in end.split("-")] for end in ends]


def _key(citation: Citation) -> str:
    return re.sub(r"[^A-Za-z0-9.-]", "-", citation.key)


FORMS: Mapping[str, Callable[[Sequence[Citation], Speech], str]] = {
    "text": text,
    "bibtex": bibtex,
    "csl-json": csl_json,
}
"""The forms of a citation by name."""
