"""What ``kg`` can give out, in one table: the endings of its files and how a name is sought in them.

``kg forget`` reads each of them. A new form of an answer has its ending here, or its test fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

Reading = Literal["text", "markup", "packed", "closed"]
"""How a file is read: as it is; also without its markup; what is packed in it; not at all, a person has to look."""


class Kind(NamedTuple):
    """A kind of file: how it is read, its endings, and what gives it out."""

    reading: Reading
    endings: tuple[str, ...]
    made_by: str


KINDS = (
    Kind("text", (".ttl", ".trig", ".nq", ".nt", ".n3"), "kg build; kg export; kg query; kg validate --format shacl"),
    Kind(
        "text",
        (".json", ".jsonld", ".geojson", ".srj"),
        "kg build, the index; stats, query, identity, cite, schema, export",
    ),
    Kind("text", (".csv", ".tsv"), "kg query, stats, identity, export"),
    Kind("text", (".txt", ".log", ".out", ".rq", ".sarif"), "kg build, the report; what any command prints; validate"),
    Kind("text", (".sig",), "kg export --sign"),
    Kind("text", (".rdfp",), "kg diff --format patch"),
    Kind("text", (".css", ".htaccess", ".js"), "kg publish"),
    Kind("text", (".yaml", ".yml", ".toml"), "kg new, kg init; a copy of records"),
    Kind(
        "markup",
        (".md", ".markdown", ".html", ".htm", ".xhtml"),
        "kg publish, stats, query, dossier; a copy of a digest",
    ),
    Kind("markup", (".svg",), "kg picture"),
    Kind("markup", (".bib", ".tex", ".ris"), "kg cite"),
    Kind(
        "markup",
        (".atom", ".xml", ".rdf", ".owl", ".srx", ".graphml", ".gexf"),
        "kg publish, export rdfxml; others, from what kg gave them",
    ),
    Kind("packed", (".gz", ".tgz", ".svgz", ".bz2", ".tbz2", ".xz", ".txz", ".tar", ".zip"), "a backup or a release"),
    Kind(
        "packed",
        (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".epub"),
        "kg dossier, export; others, from what kg gave them",
    ),
    Kind("closed", (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp"), "kg picture; others"),
    Kind("closed", (".pdf", ".ps", ".eps", ".7z", ".rar", ".zst", ".gpg", ".age", ".db", ".sqlite"), "others"),
    Kind("closed", (".parquet",), "kg export parquet"),
)
"""All kinds of file."""

FORMATS: Mapping[str, str] = {
    **{name: f".{name}" for name in ("csv", "tsv", "json", "nt", "ttl", "sarif", "svg", "md", "html", "docx")},
    **dict.fromkeys(("table", "text", "github"), ".txt"),
    "bibtex": ".bib",
    "csl-json": ".json",
    "markdown": ".md",
    "patch": ".rdfp",
    "shacl": ".ttl",
}
"""The ending of a file for each form that a command offers with ``--format``, or writes."""

_BACKUPS = (".bak", ".old", ".orig", ".new", ".tmp", ".save", ".swp", ".kg-new")
"""What may stand behind the ending of a copy."""


def reading(path: Path) -> Reading | None:
    """How a file is read, by its ending; ``None`` for one that ``kg`` does not give out.

    >>> reading(Path("network.svg")), reading(Path("kg.nq.bak")), reading(Path("kg.ttl~")), reading(Path("kg.exe"))
    ('markup', 'text', 'text', None)
    """
    name = path.name.lower().rstrip("~")
    while (ending := Path(name).suffix) in _BACKUPS or ending[1:].isdecimal():
        name = name[: -len(ending)]
    return _BY_ENDING.get(ending)


_BY_ENDING = {ending: kind.reading for kind in KINDS for ending in kind.endings}
