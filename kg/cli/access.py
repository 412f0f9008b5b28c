"""The option with which a command is asked for more than what is public."""

from __future__ import annotations

import click

with_access = click.option(
    "--access",
    type=click.Choice(("public", "partners", "internal")),
    default="public",
    show_default=True,
    help="What is shown: what is public, what partners may see too, or everything.",
)
"""The same words as ``kg.records.access.CHOICES``, which would take long to import here."""
