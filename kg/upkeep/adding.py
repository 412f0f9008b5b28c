"""Adds texts to a project: each is held as it is, or gets a digest to write, with front matter and a file for records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from kg.model.errors import CallError, ChronicleError, DataError, InvalidValueError, Location, Problem
from kg.model.files import read_bytes, shown
from kg.model.kinds import AGENTS
from kg.model.layout import DIGEST, ORIGINAL, PLACES, RECORDS, SCHEMAS, SPANS, TEXT
from kg.model.message import Message
from kg.model.project import Project
from kg.model.terms import digest, slug
from kg.model.writing import reported, scratch_folder, stage, sweep, write_file
from kg.records import Record
from kg.records.authorities import read_authorities
from kg.records.front import Facts, front_matter, gather, side_car
from kg.records.identity import Directory
from kg.sources.digests import name_for, skeleton, table
from kg.sources.documents import Document, Located, squeezed
from kg.sources.held import Original, laid_out, read_original, refitted
from kg.sources.received import READERS, read_received
from kg.sources.received.text import Received, check_letters, places_text
from kg.sources.splitting import paragraphs, sentences

MEDIA = (".txt", ".text", ".md", ".markdown", "")
"""Endings of files that are plain text; those of others are in ``kg/sources/received/``."""
_FEW = 2
"""Words of so few letters are nobody's name."""
_TITLE = 120
"""A longer first line is no title."""
_SENTENCE = 60
"""A title is followed by a sentence, a menu by another short line."""

_NO_RECORDS = """\
{schema}# One record for each thing the document says, with the words that say so.
# `kg new act --to {path}` adds one to fill in; `kg new --help` says more.
"""


@dataclass(slots=True)
class Added:
    """What is to be written for one text, and what to tell whoever adds it."""

    source: Path
    folder: Path
    facts: Facts
    files: dict[Path, bytes] = field(default_factory=dict)
    agents: list[tuple[str, str]] = field(default_factory=list)
    """Who is named and unknown to the project, with the key that names them."""
    sentences: int = 0
    published: bool = False
    """Whether the publisher stands as the creator too, because nobody says who wrote the text."""


def prepare(
    path: Path, given: Mapping[str, Iterable[str]], *, project: Project, ident: str = "", undated: bool = False
) -> Added:
    """The files that hold a text as it is; ``CallError`` or ``DataError`` with everything that is wrong or missing."""
    original, facts = _known(path, given)
    missing = [key for key in facts.missing if not (key == "issued" and undated)]
    problems = [*facts.problems, *(_asked(path, key) for key in missing)]
    added = Added(path, project.documents / _ident(path, original.text, ident), facts)
    problems += _taken(added.folder)
    if problems:
        raise (DataError if all(problem.location for problem in problems) else CallError)(problems)
    if "creator" not in facts.values and (publisher := facts.values.get("publisher")):
        facts.values["creator"] = publisher
        added.published = True
    received = _received(path)
    head = {"sha256": original.sha256, "length": str(len(original.text))}
    head |= {"received": received.sha256} if received else {}
    front = front_matter(added.folder.name, facts, head)
    if undated:
        front = re.sub(r"^issued: .*\n", "", front, flags=re.MULTILINE)
    added.files = {
        added.folder / TEXT: f"---\n{front}---\n{laid_out(original)}".encode(),
        added.folder / ORIGINAL: original.text.encode() if received else read_bytes(path),
        added.folder / RECORDS: _no_records(added.folder).encode(),
    }
    if received:
        added.files[added.folder / f"received{path.suffix.lower()}"] = read_bytes(path)
        added.files[added.folder / PLACES] = places_text(received.places).encode()
    added.sentences = sum(1 for _ in sentences(original.text, original.begins))
    _tell(added, project)
    return added


def prepare_digest(path: Path, given: Mapping[str, Iterable[str]], folder: Path) -> Added:
    """The files of a digest to write; a fact that nobody says has a mark in the front matter that no build accepts."""
    original, facts = _known(path, given)
    if facts.problems:
        raise DataError(facts.problems)
    added = Added(path, folder, facts)
    front = front_matter(
        name_for(folder.with_name(f"{folder.name}.md")),
        facts,
        {"sha256": original.sha256, "length": str(len(original.text))},
    )
    document = Document(str(path), original.text, original.sha256, begins=original.begins)
    parts = list(sentences(original.text, original.begins))
    added.files = {
        folder / DIGEST: skeleton(document, front).encode(),
        folder / SPANS: table(original.text, parts).encode(),
        folder / RECORDS: _no_records(folder).encode(),
    }
    added.sentences = len(parts)
    return added


def draft(path: Path, given: Mapping[str, Iterable[str]]) -> str:
    """The text of a digest to write, named after the file of the original."""
    folder = Path(_ident(path, read_original(path).text, ""))
    return prepare_digest(path, given, folder).files[folder / DIGEST].decode()


def write(added: Iterable[Added]) -> None:
    """Writes everything; ``CallError``, before anything is written, if a file is there already."""
    every = list(added)
    seen: set[Path] = set()
    for one in every:
        sweep(one.folder.parent, one.folder.name)
        for path in one.files:
            if path.exists() or path in seen:
                remedy = Message("name another folder, or use --fix")
                raise CallError(Problem("file-exists", Message("{path} already exists", path=path), remedy))
            seen.add(path)
    for one in every:
        if one.folder.exists():
            for path, data in one.files.items():
                write_file(path, data)
        else:
            _write_folder(one)


def _write_folder(one: Added) -> None:
    """Writes a new folder under another name and renames it, so that it is there whole or not at all."""
    folder = one.folder
    with reported(next(iter(one.files)), Message("name a folder that you may write to")):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with scratch_folder(folder.parent, folder.name) as scratch:
            beside = scratch / folder.name
            beside.mkdir()
            for path, data in one.files.items():
                stage(beside / path.name, data, like=path)
            beside.rename(folder)


def _known(path: Path, given: Mapping[str, Iterable[str]]) -> tuple[Original, Facts]:
    """A text and what is known of it."""
    if path.suffix.lower() not in (*MEDIA, *READERS) and not path.is_dir():
        found = Message('files that end in "{ending}" cannot be read', ending=path.suffix)
        remedy = Message("save the text in it as a plain .txt file in UTF-8, and add that")
        raise CallError(Problem("unknown-medium", found, remedy))
    received = _received(path)
    original = Original(received.text, digest(received.text), "", 0) if received else read_original(path)
    check_letters(original.text, shown(path))
    if not original.text[original.begins :].strip():
        raise DataError(Problem("empty-file", Message("the file is empty"), Message("write it, or delete it")))
    beside = side_car(path)
    facts = gather(given, beside, original.front, path)
    if facts.sha256 and facts.sha256.text.lower() != original.sha256:
        remedy = Message("add the file that it describes, or correct its sha256")
        found = Message("the hash here is not that of {path}", path=path)
        facts.problems.append(Problem("side-car-differs", found, remedy, facts.sha256.location))
    for key, value in (received.facts if received else {}).items():
        facts.values.setdefault(key, [Located(value, Location(shown(path)))])
    if "title" not in facts.values and (title := _title(original)):
        facts.values["title"] = [title]
    return original, facts


@lru_cache(maxsize=1)
def _received(path: Path) -> Received | None:
    """What was read in a file that is no plain text."""
    return read_received(path) if path.suffix.lower() in READERS and not path.is_dir() else None


def _title(original: Original) -> Located | None:
    """The title of a text, where it is plain: a short first line without a full stop, and then a sentence."""
    lines = paragraphs(original.text, original.begins)[:2]
    first, second = ([squeezed(original.text[s:e]) for s, e in lines] + ["", ""])[:2]
    first = re.sub(r"^#{1,6}\s+", "", first)
    plain = 0 < len(first) <= _TITLE and first[-1] not in ".;,:!…" and first[0].isalnum()
    if not plain or len(second) <= _SENTENCE or second[-1] not in '.!?…”"»’':
        return None
    return Located(first, Document("", original.text, "").location(lines[0].start))


def _ident(path: Path, text: str, wanted: str) -> str:
    """The id given, or one made of the file's name without the words that may be somebody's name.

    An id travels further than the document: words that the text writes with a capital letter only are left out.
    """
    if wanted:
        try:
            return slug(wanted)
        except InvalidValueError as error:
            remedy = Message("give each document an id that names nobody: --id 2012-04-27-joint-appeal")
            raise CallError(Problem("bad-id", error.found, remedy)) from error
    words = set(re.findall(r"[^\W\d_]+", text))
    names = {word.lower() for word in words if word[0].isupper() and len(word) > _FEW}
    names -= {word for word in words if word.islower()}
    kept = [word for word in name_for(path).split("-") if word not in names]
    return "-".join(kept) if any(not word.isdigit() for word in kept) else "-".join([*kept, "text"])


def _taken(folder: Path) -> Iterator[Problem]:
    sweep(folder.parent, folder.name)
    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        remedy = Message("give this text another id with --id; nothing is overwritten")
        yield Problem("file-exists", Message("{path} already exists", path=folder), remedy)


def _asked(path: Path, key: str) -> Problem:
    """The question for a fact that nobody says."""
    found, remedy = {
        "title": (Message("nothing says the title of {path}"), Message('give it: --title "…"')),
        "issued": (
            Message("nothing says when {path} was published"),
            Message("give the date in EDTF, no more precise than it is known: --date 2012-04 (or --undated)"),
        ),
        "language": (
            Message("nothing says in which language {path} is written"),
            Message("give its tag: --language en, or fr, kk, ru …"),
        ),
    }[key]
    return Problem(
        "missing-fact", found.given(path=path), (remedy, _BESIDE.given(name=path.with_suffix(".yaml").name, key=key))
    )


_BESIDE = Message("or write {key}: into {name}, beside it")


def _no_records(folder: Path) -> str:
    schema = f"# yaml-language-server: $schema=../{SCHEMAS}/records.schema.json\n"
    return _NO_RECORDS.format(schema=schema if (folder.parent / SCHEMAS).is_dir() else "", path=folder / RECORDS)


def _tell(added: Added, project: Project) -> None:
    """Notes who is named and unknown."""
    directory = Directory(project.base)
    records: list[Record] = read_authorities(project.authorities, language=project.language)[0]
    list(directory.add(records))
    for key in ("creator", "publisher"):
        for name in added.facts.texts(key):
            if not directory.find(name, AGENTS):
                added.agents.append((name, key))


def prepare_all(
    files: Iterable[Path],
    given: Mapping[str, Iterable[str]],
    *,
    project: Project,
    ident: str = "",
    undated: bool = False,
) -> list[Added]:
    """What is to be written for several texts; with all problems of all of them, if there are any."""
    added: list[Added] = []
    errors: list[ChronicleError] = []
    for path in dict.fromkeys(files):
        try:
            added.append(prepare(path, given, project=project, ident=ident, undated=undated))
        except ChronicleError as error:
            errors.append(error)
    if errors:
        raise type(errors[0])([problem for error in errors for problem in error.problems])
    return added


def fix(path: Path) -> tuple[Path, int]:
    """Writes the spans of the lines of a text anew, and gives its path and how many lines changed."""
    target = path / TEXT if path.is_dir() else path
    text, changed = refitted(target)
    if changed:
        write_file(target, text.encode())
    return target, changed


def add_files(paths: Iterable[Path], given: Mapping[str, Iterable[str]], project: Project) -> list[Path]:
    """The folders of documents; a file that is none of the project's is added first, as ``kg add`` does."""
    every = list(dict.fromkeys(paths))
    files = [path for path in every if path.is_file() and not any(path.with_name(n).exists() for n in (TEXT, DIGEST))]
    added = prepare_all(files, given, project=project) if files else []
    write(added)
    folders = {one.source: one.folder for one in added}
    return [folders.get(path, path) for path in every]
