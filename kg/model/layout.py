"""The names of files and folders in a project; no other module spells them out.

The mapping script for a kind of document names the files that belong to it; those of a digest are here too, because
``kg digest`` writes them and ``kg forget`` changes them.
"""

from __future__ import annotations

from pathlib import Path

SETTINGS = "chronicle.toml"
AUTHORITIES = "authorities"
"""The folder of the authority files."""
RETIRED = "retired.txt"
"""The file in that folder that lists ids never to be reused, one per line."""
MAPPINGS = "mappings"
"""The folder of a project's own mapping scripts."""
PROFILES = "profiles"
"""The folder of a project's own shapes."""
VOCABULARY = "vocabulary.ttl"
"""The file of a project's own terms."""
PSEUDONYMS = "pseudonyms.key"
"""The secret that the pseudonyms of those who are withheld are made with."""
SCHEMAS = ".chronicle"
"""The folder of the JSON Schemas that editors use."""

DIGEST = "digest.md"
RECORDS = "records.yaml"
SPANS = "original.csv"
"""The hash of each span of the original that a digest restates."""

TEXT = "text.md"
"""A text that is held as it is, one sentence a line."""
ORIGINAL = "original.txt"
"""The bytes of that text, as received."""

RECEIVED_TEXTS = ("received.docx", "received.eml", "received.htm", "received.html", "received.pdf")
"""The bytes as received of a text that is in no plain text file; ``original.txt`` is then what was read in them."""
PLACES = "places.csv"
"""Where each span of that text stands in them: the page and the box, or the character."""

PROPOSED = "proposed.yaml"
"""What a program proposes for a document, as records that nobody has reviewed."""
PROPOSED_VALUES = "proposed.csv"
"""The words, the rule and the score of each value of them."""
REVIEWED = "review.log"
"""What people decided on them: who, when and why, one line each."""

TABLE = "table.csv"
"""A partner's table, as received or as text."""
COLUMNS = "columns.yaml"
"""What its columns become."""
REJECTS = "rejects.csv"
"""The rows of it that could not be taken."""
RECEIVED = ("received.csv", "received.xlsx", "received.xlsm", "received.zip", "received.json")
"""The bytes of it as received, where the table itself has others."""

YAML = (".yaml", ".yml")


def is_yaml(path: Path) -> bool:
    """Whether a file's name ends like that of a YAML file."""
    return path.suffix in YAML


def authority_files(folder: Path) -> list[Path]:
    """The YAML files in the folder of the authority files, sorted."""
    return sorted(folder.glob("*.y*ml"))
