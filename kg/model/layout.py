"""The names of files and folders in a project; no other module spells them.

What belongs to one document is for the mapping script of its kind to say; the names of the files of a digest are here
because ``kg digest`` writes them and ``kg forget`` changes them.
"""

from __future__ import annotations

from pathlib import Path

SETTINGS = "chronicle.toml"
AUTHORITIES = "authorities"
"""The folder of the authority files."""
RETIRED = "retired.txt"
"""The file in that folder which lists ids that are not used again, one a line."""
MAPPINGS = "mappings"
"""The folder of a project's own mapping scripts."""
PROFILES = "profiles"
"""The folder of a project's own shapes."""
SCHEMAS = ".chronicle"
"""The folder of the JSON Schemas that editors use."""

DIGEST = "digest.md"
RECORDS = "records.yaml"
SPANS = "original.csv"
"""The hash of each span of the original that a digest restates."""

YAML = (".yaml", ".yml")


def is_yaml(path: Path) -> bool:
    """Whether a file is YAML by its name."""
    return path.suffix in YAML


def authority_files(folder: Path) -> list[Path]:
    """The files of records in the folder of the authority files, sorted."""
    return sorted(folder.glob("*.y*ml"))
