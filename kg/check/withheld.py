"""Where a public record names somebody who is withheld: in its texts, or in the words that it quotes."""

from __future__ import annotations

from collections.abc import Iterator

from kg.build.publishing import public_part
from kg.build.reading import Read
from kg.mapping.evidence import naming
from kg.model.errors import DataError, Problem
from kg.model.message import Message
from kg.model.project import Project
from kg.records import Field, Record
from kg.records.withheld_names import WithheldNames, withheld_names
from kg.records.withholding import Public

_READ = ("text", "verbatim", "string", "quote", "url")
"""How the keys are read that hold a text; what refers to another record holds none."""


def named_in_public(project: Project, read: Read) -> Iterator[Problem]:
    """A warning for each text of a public record that names somebody withheld."""
    try:
        part = public_part(project, read)
    except DataError:
        return  # the documentalist is unknown, which is reported
    texts = (entry.text for records in read.units.values() for record in records for entry in _texts(record))
    names = withheld_names(part, read.directory, texts)
    for records in part.records.values():
        for record in records:
            for entry in _texts(record):
                yield from _named(entry, entry.text, names)
    yield from _in_passages(read, part, names)


def _texts(record: Record) -> Iterator[Field]:
    """The texts of a record and of its parts."""
    for entry in record.fields:
        if isinstance(entry.value, Record):
            yield from _texts(entry.value)
        elif entry.key.reads in _READ:
            yield entry


def _in_passages(read: Read, part: Public, names: WithheldNames) -> Iterator[Problem]:
    """Warnings for the sentences that show that a document has a public name."""
    listed = [entry for record in part.records[""] for entry in record.all("names")]
    for source in read.sources:
        for entry in listed if source.id in part.records else ():
            name = entry.value
            if isinstance(name, Record) and source.id in {field.text for field in name.all("in")}:
                passage = naming(source.document, name.text("name"))
                yield from _named(entry, passage.quote if passage else "", names, in_sentence=True)


def _named(entry: Field, text: str, names: WithheldNames, *, in_sentence: bool = False) -> Iterator[Problem]:
    if hits := names.every.find(text):
        word = text[hits[0].start : hits[0].end]
        if in_sentence:
            found = Message('the sentence that has this name has "{name}" too, a name that is withheld', name=word)
        else:
            found = Message(
                '{key} of a public record has "{name}", a name that is withheld', key=entry.key.name, name=word
            )
        remedy = Message("write it without the name, or withhold this record too; `kg build` masks the name")
        yield Problem("withheld-name", found, remedy, entry.location, (), entry.key.name, word, severity="warning")
