"""Whoever is withheld has a pseudonym that stays the same and tells nothing of whom."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from kg.records.stand_ins import Pseudonyms
from tests.project import DIGEST, RECORDS, Tiny, lay_out
from tests.test_access import about, closed, public

KEY = "0" * 63 + "1\n"
"""The secret of the projects here."""
OTHER = "- person: 0th3rs\n  label: Karl Quist\n  access: never\n"


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """A project of two documents in which Anna Berg is withheld."""
    tiny = lay_out(tmp_path)
    tiny.write("authorities/all.yaml", closed("Anna Berg"))
    tiny.write("second/digest.md", DIGEST.replace("document: note", "document: second"))
    tiny.write("second/records.yaml", RECORDS)
    tiny.write("pseudonyms.key", KEY)
    return tiny


def victims(tiny: Tiny) -> list[str]:
    """The ids of the victims in each document."""
    return sorted({value.rpartition("/")[2] for value in about(public(tiny).quads, "hr:victim")})


def test_a_pseudonym_is_the_same_in_every_build_whoever_else_is_withheld(tiny: Tiny) -> None:
    before = victims(tiny)
    assert [bool(re.fullmatch(r"withheld-[2-9b-z]{8}", name)) for name in before] == [True, True]
    tiny.write("authorities/all.yaml", OTHER + closed("Anna Berg"))
    tiny.write("another/digest.md", DIGEST.replace("document: note", "document: another"))
    tiny.write("another/records.yaml", RECORDS.replace("victim: Anna Berg", "victim: Karl Quist"))
    assert set(before) < set(victims(tiny))
    assert len(victims(tiny)) == 3


def test_a_corrected_name_changes_no_pseudonym(tiny: Tiny) -> None:
    before = victims(tiny)
    tiny.write(
        "authorities/all.yaml", closed("Anna Berg").replace("  label: Anna Berg\n", "  label: Anna Berg (Lund)\n")
    )
    assert victims(tiny) == before


def test_nobody_can_work_it_out_without_the_secret(tiny: Tiny) -> None:
    before = victims(tiny)
    tiny.write("pseudonyms.key", KEY.replace("1", "2"))
    assert set(before) & set(victims(tiny)) == set()


def test_one_person_is_another_in_each_document_unless_the_project_wants_one(tiny: Tiny) -> None:
    assert len(victims(tiny)) == 2
    settings = tiny.texts / "chronicle.toml"
    settings.write_text(settings.read_text() + 'pseudonyms = "project"\n')
    assert len(victims(tiny)) == 1
    settings.write_text(settings.read_text().replace('"project"', '"corpus"'))
    ran = tiny.kg("build")
    assert (ran.code, 'pseudonyms = "corpus" is not allowed' in ran.err) == (1, True)


def test_the_secret_is_made_once_and_only_its_owner_may_read_it(tiny: Tiny) -> None:
    path = tiny.texts / "pseudonyms.key"
    path.unlink()
    first = victims(tiny)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert victims(tiny) == first


def test_a_project_that_withholds_nothing_gets_no_secret(tmp_path: Path) -> None:
    plain = lay_out(tmp_path)
    assert plain.kg("build").code == 0
    assert not (plain.texts / "pseudonyms.key").exists()


def test_a_damaged_secret_is_refused_and_not_replaced(tiny: Tiny) -> None:
    tiny.write("pseudonyms.key", "my secret\n")
    ran = tiny.kg("build")
    assert (ran.code, "error[bad-settings]" in ran.err, "my secret" in ran.err) == (1, True, False)
    assert (tiny.texts / "pseudonyms.key").read_text() == "my secret\n"


def test_an_unnamed_agent_has_nothing_but_a_label_and_its_kind(tiny: Tiny) -> None:
    known = "  age: 41\n  gender: woman\n  ethnicity: of the Lake\n  characteristic: journalist\n  agent-kind: political party\n"
    tiny.write("authorities/all.yaml", closed("Anna Berg").replace("  access: never\n", f"  access: never\n{known}"))
    said = {
        quad.predicate.rpartition("/")[2].rpartition("#")[2].rstrip(">")
        for quad in public(tiny).quads
        if "/withheld-" in quad.subject and "/person/" in quad.subject
    }
    assert said == {"type", "prefLabel", "named"}


@pytest.mark.parametrize(("count", "kept"), [("2", 0), ("{at-most: 2}", 0), ("3", 2), ("{at-least: 2}", 2)])
def test_to_belong_to_a_group_of_fewer_than_three_is_not_told(tiny: Tiny, count: str, kept: int) -> None:
    group = f"- group: gr0up\n  label: the accused\n  count: {count}\n"
    tiny.write(
        "authorities/all.yaml",
        closed("Anna Berg").replace("  access: never\n", "  access: never\n  member-of: gr0up\n") + group,
    )
    assert len(about(public(tiny).quads, "hr:memberOf")) == kept


def test_pseudonyms_do_not_meet() -> None:
    made = Pseudonyms(b"secret")
    assert len({made.of(f"<https://example.org/id/person/{number}>", "note") for number in range(20000)}) == 20000
