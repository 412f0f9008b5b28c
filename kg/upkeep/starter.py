"""Creates a folder for your own documents: settings, an authority file and a sample document that builds."""

from __future__ import annotations

from pathlib import Path

from kg.check import editor_schemas
from kg.model import journal
from kg.model.errors import CallError, Problem
from kg.model.layout import SCHEMAS
from kg.model.message import Message
from kg.model.project import find_project, template
from kg.model.writing import reported


def lay_out_project(folder: Path) -> None:
    """Copies the template into a new or empty folder and adds the schemas: all of it or, if that fails, nothing."""
    is_new = not folder.exists()
    if folder.is_dir():
        journal.settle(folder)
    if not is_new and (not folder.is_dir() or any(folder.iterdir())):
        found = Message("{folder} already exists and is not empty", folder=folder)
        raise CallError(Problem("file-exists", found, Message("name a new or an empty folder")))
    try:
        with reported(folder, Message("name a folder that you may write to")):
            folder.mkdir(parents=True, exist_ok=True)
        journal.write(folder, _files())
    except CallError:
        if is_new and folder.is_dir():
            folder.rmdir()
        raise


def _files() -> dict[str, bytes]:
    source = template()
    paths = [path for path in sorted(source.rglob("*")) if path.is_file() and path.suffix in (".md", ".toml", ".yaml")]
    project = find_project(source)
    schemas = {f"{SCHEMAS}/{name}.schema.json": editor_schemas.content(name, project) for name in editor_schemas.NAMES}
    return {path.relative_to(source).as_posix(): path.read_bytes() for path in paths} | schemas
