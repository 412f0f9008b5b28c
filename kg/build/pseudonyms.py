"""The secret that pseudonyms are made with: a file beside the records, as private as they are."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from kg.model.errors import DataError, Location, Problem
from kg.model.files import bytes_of
from kg.model.layout import PSEUDONYMS
from kg.model.message import Message
from kg.model.project import Project
from kg.model.writing import locked, replace_file, reported
from kg.records.stand_ins import Pseudonyms

_BYTES = 32


def pseudonyms(project: Project) -> Pseudonyms:
    """How a project makes pseudonyms; its secret is made when it is first needed, and never again.

    ``DataError`` if the file holds anything else.
    """
    path = project.documents / PSEUDONYMS
    with reported(path, Message("make the folder writable: the secret that pseudonyms are made with is kept there")):
        with locked(path):
            if not path.exists():
                replace_file(path, f"{secrets.token_hex(_BYTES)}\n".encode(), private=True)
        return Pseudonyms(_secret(path), project.pseudonyms == "project")


def _secret(path: Path) -> bytes:
    text = bytes_of(path).decode(errors="replace").strip()
    if not re.fullmatch(rf"[0-9a-f]{{{2 * _BYTES}}}", text):
        found = Message("the secret that pseudonyms are made with is not 64 hexadecimal digits")
        remedy = Message("restore the file, or remove it: then everybody withheld gets another pseudonym")
        raise DataError(Problem("bad-settings", found, remedy, Location(str(path))))
    return bytes.fromhex(text)
