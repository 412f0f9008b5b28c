"""Where things are, and the settings of a folder of documents; paths only, no data is opened here."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from kg.errors import CallError, DataError, Location, Problem, nearest
from kg.vocabulary import PREFIXES

SETTINGS = "chronicle.toml"
_DEFAULTS = {"base": PREFIXES["id"], "build": "build", "documentalist": "", "language": "en", "ontology": "0.1.0"}


def resources(name: str) -> Path:
    """A folder that the project ships, such as ``ontology``: in the wheel below the package, else in the checkout."""
    here = Path(__file__).parent
    packed = here / "data" / name
    return packed if packed.is_dir() else here.parent / name


@dataclass(frozen=True, slots=True)
class Project:
    """A folder of documents: where they lie, where the build goes, and how it is made.

    ``base`` is the IRI under which nodes are minted; ``language`` tags what documentalists write; ``documentalist`` is
    the authority record of whoever makes the inferences, so that they are not put into the authors' mouths.
    """

    documents: Path
    build: Path
    base: str = PREFIXES["id"]
    language: str = "en"
    documentalist: str = ""

    @property
    def authorities(self) -> Path:
        """The folder of the authority files."""
        return self.documents / "authorities"


def find_project(documents: Path | None = None, build: Path | None = None) -> Project:
    """The project in ``documents``, or in the working folder, its ``seeds`` or a folder above.

    ``CallError`` if there is none, ``DataError`` if its settings are at fault.
    """
    here = Path.cwd()
    if documents is not None:
        if not documents.is_dir():
            found = f"{documents} is {'a file' if documents.exists() else 'not there'}"
            raise CallError(Problem("no-project", found, "name the folder that holds the documents"))
        folder = documents
    else:
        tried = [place for above in (here, *here.parents) for place in (above, above / "seeds")]
        settled = [place for place in tried if (place / SETTINGS).is_file()]
        if not settled:
            remedy = "run `kg init DIR` to lay one out, or name one with --documents DIR"
            raise CallError(Problem("no-project", f"no {SETTINGS} here or in a folder above", remedy))
        folder = settled[0]
    settings = read_settings(folder / SETTINGS) if (folder / SETTINGS).exists() else _DEFAULTS
    target = build or _shortest(folder / settings["build"], here)
    return Project(_shortest(folder, here), target, settings["base"], settings["language"], settings["documentalist"])


def _shortest(path: Path, here: Path) -> Path:
    resolved = path.resolve()
    return resolved.relative_to(here) if resolved.is_relative_to(here) else resolved


def read_settings(path: Path) -> dict[str, str]:
    """The settings of a project, with what is usual where one is left out; ``DataError`` for what is no setting."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        found = re.search(r"at line (\d+), column (\d+)", str(error))
        place = Location(str(path), *(int(n) for n in found.groups())) if found else Location(str(path))
        raise DataError(Problem("bad-settings", str(error), "mend the TOML at this place", place)) from error
    for name, value in given.items():
        if name not in _DEFAULTS or not isinstance(value, str):
            remedy = nearest(name, _DEFAULTS) or f"the settings are: {', '.join(_DEFAULTS)}"
            raise DataError(Problem("bad-settings", f'"{name}" is no setting', remedy, Location(str(path))))
    settings = _DEFAULTS | given
    if not re.fullmatch(r"https?://[^\s<>\"{}|^`\\]+[/#]", settings["base"]):
        remedy = "write an http(s) IRI that ends in / or #"
        raise DataError(Problem("bad-settings", f'base "{settings["base"]}" is no base', remedy, Location(str(path))))
    return settings


def template() -> Path:
    """The folder that ``kg init`` copies."""
    return Path(__file__).parent / "template"
