"""Where a project's files are, and its settings; no data are read here."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from kg.model import terms
from kg.model.characters import plain, strangers
from kg.model.errors import CallError, DataError, InvalidValueError, Location, Problem, nearest, reason
from kg.model.files import bytes_of
from kg.model.layout import AUTHORITIES, SETTINGS
from kg.model.message import Message, Words
from kg.model.terms import is_language
from kg.model.vocabulary import PREFIXES, VERSION

_DEFAULTS = {
    "base": "",
    "build": "build",
    "documentalist": "",
    "language": "en",
    "license": "",
    "ontology": "",
    "pseudonyms": "document",
    "send-to": "",
    "title": "",
}

_WITHOUT = _DEFAULTS | {"base": PREFIXES["id"]}
"""The settings by which a folder without a file of settings is read; nothing is built from it."""


def resources(name: str) -> Path:
    """A folder shipped with the program, such as ``ontology``: below the package in the wheel, else in the checkout."""
    here = Path(__file__).parent.parent
    packed = here / "data" / name
    return packed if packed.is_dir() else here.parent / name


class Project(NamedTuple):
    """A folder of documents: where they are, where the build goes, and its settings.

    ``base`` is the IRI under which nodes are minted; ``language`` tags what documentalists write; ``documentalist`` is
    the authority record of whoever makes the inferences, so that these are not attributed to the authors;
    ``ontology`` is the version that the records are written for, empty if not stated; ``title`` and ``license`` (an IRI)
    are those of the published graph; ``pseudonyms`` says within what one who is withheld has one: document or project.
    """

    documents: Path
    build: Path
    base: str = PREFIXES["id"]
    language: str = "en"
    documentalist: str = ""
    ontology: str = ""
    title: str = ""
    license: str = ""
    pseudonyms: str = "document"
    display: str = ""
    """The language of display texts, if it is another than the project's."""
    send_to: str = ""
    """The hosts to which documents may be sent, with spaces between them: those of language models elsewhere."""

    @property
    def authorities(self) -> Path:
        """The folder of the authority files."""
        return self.documents / AUTHORITIES


def find_project(documents: Path | None = None, build: Path | None = None) -> Project:
    """The project in ``documents``, or else in the working folder, its ``seeds`` or a folder above.

    ``CallError`` if there is none, ``DataError`` if its settings are at fault.
    """
    here = Path.cwd()
    if documents is not None:
        if not documents.is_dir():
            there = Message("{folder} is a file") if documents.exists() else Message("{folder} does not exist")
            found = there.given(folder=documents)
            raise CallError(Problem("no-project", found, Message("name the folder that holds the documents")))
        folder = documents
    else:
        tried = [place for above in (here, *here.parents) for place in (above, above / "seeds")]
        settled = [place for place in tried if _has_settings(place)]
        if not settled:
            remedy = Message("run `kg init DIR` to create a project, or name one with --documents DIR")
            raise CallError(
                Problem(
                    "no-project", Message("there is no {settings} here or in a folder above", settings=SETTINGS), remedy
                )
            )
        folder = settled[0]
    settings = read_settings(folder / SETTINGS) if _has_settings(folder) else _WITHOUT
    target = build or _shortest(folder / settings["build"], here)
    keys = {name: name.replace("_", "-") for name in Project._fields[2:]}
    own = {name: settings[key] for name, key in keys.items() if key in settings}
    return Project(_shortest(folder, here), target, **own)


def _has_settings(folder: Path) -> bool:
    """Whether something is there under the name of the settings; what it is, reading it tells."""
    return (folder / SETTINGS).exists() and not (folder / SETTINGS).is_dir()


def display_language(tag: str) -> str:
    """The language tag in lower case, empty if there is none; ``CallError`` if it is not one."""
    if tag and not is_language(tag):
        remedy = Message('write a language tag (BCP 47), such as "en"')
        raise CallError(Problem("wrong-call", Message('"{text}" is not a language', text=tag), remedy))
    return tag.lower()


def _shortest(path: Path, here: Path) -> Path:
    resolved = path.resolve()
    return resolved.relative_to(here) if resolved.is_relative_to(here) else resolved


def read_settings(path: Path) -> dict[str, str]:
    """The settings of a project, with defaults for those left out; ``DataError`` for anything that is not a setting."""
    try:
        given = tomllib.loads(bytes_of(path).decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+), column (\d+)", str(error))
        place = Location(str(path), *(int(n) for n in found.groups())) if found else Location(str(path))
        raise DataError(Problem("bad-settings", _toml_reason(error), Message("fix the TOML here"), place)) from error
    except UnicodeDecodeError as error:
        raise _bad(path, Message("the file is not UTF-8"), Message("save the file as UTF-8")) from error
    except RecursionError as error:
        raise _bad(
            path, Message("the TOML is nested too deep"), Message('write one setting a line: name = "value"')
        ) from error
    except OSError as error:
        raise _bad(path, reason(error), Message("check the path and its permissions")) from error
    for name, value in given.items():
        if name not in _DEFAULTS:
            offers, listed = nearest(name, _DEFAULTS), Message("the settings are: {names}", names=", ".join(_DEFAULTS))
            raise _bad(path, Message('"{name}" is not a setting', name=name), () if offers else listed, offers)
        if not isinstance(value, str):
            raise _bad(
                path,
                Message("{name} is not a text", name=name),
                Message('put it in quotation marks: {name} = "…"', name=name),
            )
    settings = _DEFAULTS | {name: _written(path, name, value) for name, value in given.items()}
    for name, (pattern, remedy) in _FORMS.items():
        is_wrong = not re.fullmatch(pattern, settings[name]) or (name == "language" and not is_language(settings[name]))
        if name in given and is_wrong:
            raise _bad(path, Message('{name} = "{value}" is not allowed', name=name, value=settings[name]), remedy)
    _check_base(path, settings)
    return settings


def _written(path: Path, name: str, value: str) -> str:
    """A setting, composed except for a path; ``DataError`` names a character in it that misleads."""
    try:
        text = plain(value, prose=True)
    except InvalidValueError as error:
        raise _bad(path, Message("{name}: {fault}", name=name, fault=error.found), error.remedy) from error
    return value if name == "build" else text


OWNERS = "Chronicle documentalists"
"""Who mints in Chronicle's own namespace: the documentalist of its seeds."""


def _check_base(path: Path, settings: dict[str, str]) -> None:
    """``DataError`` unless nodes can be minted under the base, and by this project."""
    base = settings["base"]
    own = Message('write base = "https://…/id/" with a domain of your own, so that nobody else mints the same IRIs')
    if not base:
        raise _bad(path, Message("base is missing: the settings do not say under which IRI nodes are minted"), own)
    host, _, rest = base.partition("://")[2].partition("/")
    remedy = Message("write the host in ASCII letters, and an address without . or .. between slashes")
    try:
        terms.iri(base + "a")
    except InvalidValueError as error:
        raise _bad(path, error.found, remedy) from error
    alike = strangers("".join(word for word in re.split(r"[/#.-]", rest) if strangers(word)))
    if not host.isascii() or alike or {".", ".."} & set(rest.split("/")):
        advice = Message("{why}; {remedy}", why=alike, remedy=remedy) if alike else remedy
        raise _bad(path, Message('{name} = "{value}" is not allowed', name="base", value=base), advice)
    if re.sub("^https?", "https", base).startswith(_CHRONICLE) and settings["documentalist"] != OWNERS:
        raise _bad(path, Message('base = "{base}" is a namespace of Chronicle itself', base=base), own)


_CHRONICLE = PREFIXES["id"].removesuffix("id/")


_FORMS = {
    "base": (
        r"https?://[\w.-]+(:\d+)?/([^\s<>\"{}|^`\\\[\]]*[/#])?",
        Message("write an http(s) IRI that ends in / or #"),
    ),
    "build": (r"[^\x00-\x1f]+", Message("name a folder")),
    "ontology": (r"([0-9]{1,6}(\.[0-9]{1,6}){0,2})?", Message('write a version of numbers, such as "1.0"')),
    "license": (
        r"https?://[^\s<>\"{}|^`\\]+",
        Message('write the address of a licence, such as "https://creativecommons.org/licenses/by/4.0/"'),
    ),
    "pseudonyms": (
        r"document|project",
        Message("write document, so that nobody is followed from one to the next, or project"),
    ),
    "send-to": (
        r"([\w.-]+(:\d+)?( [\w.-]+(:\d+)?)*)?",
        Message("write hosts with spaces between them, such as models.example.org"),
    ),
    "language": (r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", Message('write a language tag (BCP 47), such as "en"')),
}
"""The pattern that a setting must match, and the remedy if it does not."""


def is_version(text: str) -> bool:
    """Whether a text is a version number, such as 0.9 or 1.0."""
    return bool(re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6}){0,2}", text))


def version_key(version: str) -> tuple[int, ...]:
    """A version as a sort key: parts left out count as zero.

    >>> version_key("0.9") < version_key("0.10") < version_key("1") == version_key("1.0")
    True
    """
    numbers = [int(part) for part in version.split(".")]
    return tuple(numbers + [0] * (3 - len(numbers)))


def unfit(project: Project) -> Problem | None:
    """Why records written for another version of the ontology are not read: it is newer, or they must be migrated first."""
    if not project.ontology or version_key(project.ontology) == version_key(VERSION):
        return None
    place = Location(str(project.documents / SETTINGS))
    if version_key(project.ontology) > version_key(VERSION):
        found = Message(
            "the records are written for ontology {own}, but this program knows only {known}",
            own=project.ontology,
            known=VERSION,
        )
        return Problem("newer-ontology", found, Message("install a newer version of chronicle-kg"), place)
    found = Message(
        "the records are written for ontology {own}; this program reads {known}", own=project.ontology, known=VERSION
    )
    remedy = Message("`kg migrate` shows the changes, `kg migrate --write` makes them")
    return Problem("older-ontology", found, remedy, place)


def unsettled(project: Project) -> Problem | None:
    """Why nothing is minted in a folder: it has no settings, and so no base of its own."""
    if (project.documents / SETTINGS).exists():
        return None
    found = Message("there is no {settings} in {folder}", settings=SETTINGS, folder=project.documents)
    remedy = Message("write one with base, language and build; `kg init DIR` creates a folder that has one")
    return Problem("no-project", found, remedy)


def unstated(project: Project) -> Problem | None:
    """The warning if a project does not say which version of the ontology its records are written for."""
    if project.ontology:
        return None
    remedy = Message(
        '`kg migrate --write` adds it; for records written today it is ontology = "{version}"', version=VERSION
    )
    place = Location(str(project.documents / SETTINGS))
    return Problem(
        "unstated-ontology",
        Message("nothing says which ontology the records are written for"),
        remedy,
        place,
        severity="warning",
    )


def _bad(path: Path, found: Message, remedy: Words, offers: tuple[str, ...] = ()) -> DataError:
    return DataError(Problem("bad-settings", found, remedy, Location(str(path)), offers))


def _toml_reason(error: tomllib.TOMLDecodeError) -> Message:
    """What the parser says, without the place, which is reported separately."""
    return Message("this is not TOML: {reason}", reason=str(error).partition(" (at ")[0])


def template() -> Path:
    """The folder that ``kg init`` copies."""
    return Path(__file__).parent / "template"
