"""A project of a few documents that refer to one another and to the authority files, and random changes of it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.project import SETTINGS, Tiny


@dataclass
class Note:
    """A document: what its records say and to which others they refer, by the ids of these."""

    day: int = 1
    victim: str = "Anna Berg"
    title: str = "A note"
    part_of: str = ""
    doubts: str = ""
    gender: str = ""
    within: str = ""
    more: int = 0
    level: str = ""

    def digest(self, ident: str) -> str:
        """The text of the document."""
        return (
            f"---\ndocument: {ident}\ntitle: {self.title}\ncreator: Lake Committee\nissued: 2020-02-03\n"
            "language: en\ngenre: statement\n---\n\n## What happened\n"
            f"The Lake Committee says that police detained Anna Berg in Lakeside on {self.day} February 2020.\n"
            "Anna Berg-Lund, a neighbour, saw the officers.\n"
        )

    def records(self) -> str:
        """Its records."""
        evidence = f"  evidence: police detained Anna Berg in Lakeside on {self.day} February 2020\n"
        found = (
            f"- act: detention\n  type: detention\n  date: 2020-02-{self.day:02}\n  place: Lakeside\n"
            f"  victim: {self.victim}\n  alleged-perpetrator: Lakeside police\n"
        )
        found += f"  part-of: {self.part_of}.detention\n" if self.part_of else ""
        found += f"  access: {self.level}\n" if self.level else ""
        found += evidence
        if self.doubts:
            found += (
                f"- claim: doubts\n  asserts: {self.doubts}.detention\n  about: date\n  value: 2020-02-09\n{evidence}"
            )
        if self.gender:
            found += f"- fact: about-her\n  of: Anna Berg\n  gender: {self.gender}\n{evidence}"
        if self.within:
            found += f"- fact: where\n  of: Lakeside\n  within: {self.within}\n{evidence}"
        if self.more:
            found += f"- person: neighbour\n  label: Otto Lund{'s' * (self.more - 1)}\n{evidence}"
        for number in range(self.more):
            found += (
                f"- group: neighbours-{number}\n  label: neighbours\n  count: {{at-least: {number + 1}}}\n{evidence}"
            )
        return found


@dataclass
class Changing:
    """The project as it should be on disk, and random changes of it."""

    tiny: Tiny
    chance: random.Random
    notes: dict[str, Note] = field(
        default_factory=lambda: {"one": Note(), "two": Note(day=2), "three": Note(part_of="one")}
    )
    label: str = "Anna Berg"
    occurs: set[str] = field(default_factory=set)
    wider: str = ""
    retired: set[str] = field(default_factory=set)
    language: str = "en"
    _written: dict[str, str] = field(default_factory=dict)

    def change(self) -> str:
        """Makes one change, and says which."""
        change: Callable[[], None] = self.chance.choice(
            [self._word, self._word, self._victim, self._link, self._fact, self._record, self._add, self._withdraw,
             self._rename, self._label, self._names, self._place, self._title, self._level, self._setting]
        )  # fmt: skip
        change()
        self.write()
        return change.__name__

    def write(self) -> None:
        """Writes the files that are not yet as they should be."""
        wanted = {"chronicle.toml": SETTINGS.replace('language = "en"', f'language = "{self.language}"')}
        wanted["authorities/all.yaml"] = self._authorities()
        if self.retired:
            wanted["authorities/retired.txt"] = "".join(f"{ident}\n" for ident in sorted(self.retired))
        for ident, note in self.notes.items():
            wanted |= {f"{ident}/digest.md": note.digest(ident), f"{ident}/records.yaml": note.records()}
        for name in self._written.keys() - wanted.keys():
            (self.tiny.texts / name).unlink()
        for name, text in wanted.items():
            if self._written.get(name) != text:
                self.tiny.write(name, text)
        for folder in self.tiny.texts.iterdir():
            if folder.is_dir() and not any(folder.iterdir()):
                shutil.rmtree(folder)
        self._written = wanted

    def _authorities(self) -> str:
        occurs = ", ".join(sorted(self.occurs))
        names = f"  names:\n    - name: Anna Berg-Lund\n      in: [{occurs}]\n" if occurs else ""
        within = f"  within: {self.wider}\n" if self.wider else ""
        return (
            "- organization: c0mm1t\n  label: Lake Committee\n\n- organization: p0l1ce\n  label: Lakeside police\n"
            f"  agent-kind: police\n\n- person: p3rs0n\n  label: {self.label}\n{names}\n- place: pl4ce1\n  label: Lakeside\n"
            f"{within}\n- place: pl4ce2\n  label: Lake District\n\n- group: d0cs01\n  label: Test documentalists\n"
        )

    def _one(self) -> Note:
        return self.notes[self.chance.choice(sorted(self.notes))]

    def _other(self) -> str:
        return self.chance.choice(["", *sorted(self.notes)])

    def _word(self) -> None:
        self._one().day = self.chance.randint(1, 9)

    def _title(self) -> None:
        self._one().title = self.chance.choice(["A note", "Another note", "Anna Berg"])

    def _victim(self) -> None:
        self._one().victim = self.chance.choice(["Anna Berg", "p3rs0n", "Anna Berg-Lund", "Lakeside police"])

    def _link(self) -> None:
        note = self._one()
        note.part_of, note.doubts = self._other(), self._other()

    def _fact(self) -> None:
        note = self._one()
        note.gender = self.chance.choice(["", "female", "male"])
        note.within = self.chance.choice(["", "", "Lake District"])

    def _record(self) -> None:
        self._one().more = self.chance.randint(0, 3)

    def _add(self) -> None:
        self.notes[self.chance.choice(["four", "five", "six"])] = Note(part_of=self._other(), doubts=self._other())

    def _withdraw(self) -> None:
        if len(self.notes) > 1:
            gone = self.chance.choice(sorted(self.notes))
            del self.notes[gone]
            if self.chance.random() < 1 / 2:
                self.occurs.discard(gone)
            if self.chance.random() < 1 / 2:
                for note in self.notes.values():
                    note.part_of, note.doubts = (
                        "" if ident == gone else ident for ident in (note.part_of, note.doubts)
                    )

    def _rename(self) -> None:
        before = self.chance.choice(sorted(self.notes))
        after = self.chance.choice(["one", "two", "three", "seven"])
        if after not in self.notes:
            self.notes[after] = self.notes.pop(before)
            if self.chance.random() < 1 / 2:
                self.occurs.discard(before)

    def _label(self) -> None:
        self.label = self.chance.choice(["Anna Berg", "Anna Berg", "A. Berg"])

    def _names(self) -> None:
        self.occurs = {ident for ident in self.notes if self.chance.random() < 1 / 2}

    def _place(self) -> None:
        self.wider = self.chance.choice(["", "Lake District"])

    def _level(self) -> None:
        self._one().level = self.chance.choice(["", "", "", "restricted"])

    def _setting(self) -> None:
        self.language = self.chance.choice(["en", "en", "fr"])
