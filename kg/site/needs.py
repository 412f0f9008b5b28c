"""What only the extra ``site`` has."""

from __future__ import annotations

from importlib.util import find_spec

from kg.model.errors import CallError, Problem
from kg.model.message import Message


def check_installed() -> None:
    """``CallError`` if the library of templates is missing."""
    if find_spec("jinja2") is None:
        remedy = Message("run `pip install 'chronicle-kg[site]'`, or in a checkout `pip install -e '.[site]'`")
        raise CallError(Problem("missing-extra", Message("a site needs jinja2, and it is not installed"), remedy))
