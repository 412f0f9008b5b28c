"""Rewrites click's complaints about a call as sentences of ours; an unknown one is quoted."""

from __future__ import annotations

import click

from kg.model.message import Message, recognised

_SAID = (
    Message("'{value}' is not one of {names}."),
    Message("{value} is not in the range {range}."),
    Message("'{value}' is not a valid integer range."),
    Message("'{value}' is not a valid integer."),
    Message("No such option '{name}'. Did you mean {other}?"),
    Message("No such option '{name}'. (Possible options: {names})"),
    Message("No such option '{name}'."),
    Message("No such option: {name} Did you mean {other}?"),
    Message("No such option: {name} (Possible options: {names})"),
    Message("No such option: {name}"),
    Message("Option '{name}' requires an argument."),
    Message("Option '{name}' does not take a value."),
    Message("Missing argument '{name}'."),
    Message("Missing option '{name}'."),
    Message("Missing parameter: {name}"),
    Message("Got unexpected extra argument ({names})"),
    Message("Got unexpected extra arguments ({names})"),
    Message("Missing command."),
)
_KNOWN = tuple((text.template, text) for text in _SAID)
_INVALID = Message("Invalid value for '{name}': {hint}")


def meant(error: click.ClickException) -> Message:
    """What is wrong with a call."""
    return _meaning(error.format_message())


def _meaning(message: str) -> Message:
    invalid = recognised(message, [(_INVALID.template, _INVALID)])
    if invalid is None:
        return recognised(message, _KNOWN) or Message("this is not a call: {reason}", reason=message)
    parts = dict(invalid.parts)
    return invalid.given(hint=_meaning(str(parts["hint"])))
