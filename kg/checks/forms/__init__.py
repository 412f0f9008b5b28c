"""The forms of a verdict: one module each, found in one table and imported when it is asked for."""

from __future__ import annotations

import importlib

from kg.checks.findings import Verdict

_MODULES = {"github": "annotations", "json": "data", "sarif": "sarif", "shacl": "shacl", "text": "text"}
FORMS = tuple(_MODULES)


def written(verdict: Verdict, form: str, language: str) -> str:
    """The verdict in a form, with the words of the form in a language."""
    module = importlib.import_module(f"kg.checks.forms.{_MODULES[form]}")
    text = module.write(verdict, language)
    assert isinstance(text, str)
    return text
