"""The forms of a verdict: one module each, listed in one table and imported when needed."""

from __future__ import annotations

import importlib

from kg.check.findings import Verdict

_MODULES = {"github": "annotations", "json": "data", "sarif": "sarif", "shacl": "shacl", "text": "text"}
FORMS = tuple(_MODULES)


def render(verdict: Verdict, form: str, language: str, *, width: int | None = None) -> str:
    """The verdict in a form, with its wording in a language; ``width`` is that of lines for people."""
    module = importlib.import_module(f"kg.check.forms.{_MODULES[form]}")
    text = module.render(verdict, language, **({"width": width} if width and form == "text" else {}))
    assert isinstance(text, str)
    return text
