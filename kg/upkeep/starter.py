"""Creates a folder for your own documents: settings, an authority file and a sample document that builds."""

from __future__ import annotations

import shutil
from pathlib import Path

from kg.check.editor_schemas import lay_out
from kg.model.errors import CallError, Problem
from kg.model.message import Message
from kg.model.project import find_project, template
from kg.model.writing import write_file


def lay_out_project(folder: Path) -> None:
    """Copies the template into a new or empty folder and adds the schemas; leaves nothing behind if it fails."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        found = Message("{folder} already exists and is not empty", folder=folder)
        raise CallError(Problem("file-exists", found, Message("name a new or an empty folder")))
    source = template()
    try:
        for path in sorted(source.rglob("*")):
            if path.is_file() and path.suffix in (".md", ".toml", ".yaml"):
                write_file(folder / path.relative_to(source), path.read_bytes())
        lay_out(find_project(folder))
    except CallError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
