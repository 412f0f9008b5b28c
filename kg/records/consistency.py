"""Faults that involve several keys of a record."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model.errors import Problem, nearest
from kg.model.kinds import Kind
from kg.model.message import Message
from kg.records.model import Record


def faults_between(record: Record) -> Iterator[Problem]:
    """Faults that involve several keys: a claim on a key that the record's kind lacks, a relay without a claimant."""
    for entry in record.all("claims"):
        claim = entry.value if isinstance(entry.value, Record) else record
        about, asserts = claim.first("about"), claim.first("asserts")
        if about and not record.kind.key(about.text):
            offers = nearest(about.text, _node_keys(record.kind))
            remedy = () if offers else Message("name a key of the record that the claim is about")
            found = Message('"{name}" is not a key of {kind}', name=about.text, kind=record.kind.name)
            yield Problem("unknown-key", found, remedy, about.location, offers, "about", about.text)
        if asserts:
            remedy = Message("leave it out: the claim is about the record that it is in")
            yield Problem(
                "unknown-key",
                Message('"asserts" is not a key of a claim within a record'),
                remedy,
                asserts.location,
                (),
                "asserts",
                asserts.text,
            )
    via = record.first("via")
    if via and not record.first("claimant"):
        remedy = Message("add claimant: whose word was passed on")
        yield Problem("missing-key", Message("via is given without a claimant"), remedy, via.location, key="via")


def _node_keys(kind: Kind) -> Iterator[str]:
    return (key.name for key in kind.keys if key.on == "node")
