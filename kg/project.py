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
        with path.open("rb") as file:
            given = tomllib.load(file)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+), column (\d+)", str(error))
        place = Location(str(path), *(int(n) for n in found.groups())) if found else Location(str(path))
        raise DataError(Problem("bad-settings", str(error), "mend the TOML at this place", place)) from error
    except UnicodeDecodeError as error:
        raise _bad(path, "the file is not UTF-8", "save the file as UTF-8") from error
    except RecursionError as error:
        raise _bad(path, "the TOML is nested too deep", 'write one setting a line: name = "value"') from error
    except OSError as error:
        raise _bad(path, error.strerror or "it cannot be read", "check the path and its permissions") from error
    for name, value in given.items():
        if name not in _DEFAULTS:
            remedy = nearest(name, _DEFAULTS) or f"the settings are: {', '.join(_DEFAULTS)}"
            raise _bad(path, f'"{name}" is no setting', remedy)
        if not isinstance(value, str):
            raise _bad(path, f"{name} is not a text", f'put it in quotation marks: {name} = "…"')
    settings = _DEFAULTS | given
    for name, (pattern, remedy) in _FORMS.items():
        if not re.fullmatch(pattern, settings[name]):
            raise _bad(path, f'{name} "{settings[name]}" is no {name}', remedy)
    return settings


_FORMS = {
    "base": (r"https?://[\w.-]+(:\d+)?/([^\s<>\"{}|^`\\\[\]]*[/#])?", "write an http(s) IRI that ends in / or #"),
    "build": (r"[^\x00-\x1f]+", "name a folder"),
    "language": (r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", 'write a language tag (BCP 47), such as "en"'),
}
"""What a setting must look like, and what to do where it does not."""


def _bad(path: Path, found: str, remedy: str) -> DataError:
    return DataError(Problem("bad-settings", found, remedy, Location(str(path))))


def template() -> Path:
    """The folder that ``kg init`` copies."""
    return Path(__file__).parent / "template"
