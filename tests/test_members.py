"""Members of a counted group who are named count once, with the group; an act that leaves it open is warned of."""

from __future__ import annotations

import json

import pytest

from tests.project import AUTHORITIES, Tiny

SAYS = "evidence: The Lake Committee says that police detained Anna Berg"
GROUP = f"- group: arrested\n  label: people arrested\n  count: {{at-least: 250}}\n  {SAYS}\n"
NAMED = "".join(
    f"- person: {one}\n  label: {name}\n{{}}  {SAYS}\n" for one, name in (("one", "Carl Vale"), ("two", "Dora Lund"))
)
MEMBER = "  member-of: arrested\n"
FACT = f"- fact: anna-among-them\n  of: p3rs0n\n  member-of: arrested\n  {SAYS}\n".replace("anna-", "")
ACT = (
    "- act: arrests\n  type: detention\n  date: 2020-02-01\n  place: Lakeside\n  victim: [arrested, one, two, Anna Berg]\n"
    f"  alleged-perpetrator: Lakeside police\n  {SAYS}\n"
)
CODE = "victim-in-group"


def people(tiny: Tiny) -> int:
    """How many people at least ``kg stats`` counts."""
    assert tiny.kg("build").code == 0
    found = json.loads(tiny.kg("stats", "--build", "build", "--format", "json").out)
    return int(found["total"]["people_at_least"])


def test_named_members_of_a_counted_group_are_not_added_to_it(tiny: Tiny) -> None:
    tiny.records(GROUP + NAMED.replace("{}", MEMBER) + FACT + ACT)
    assert CODE not in tiny.kg("validate", "texts").out
    assert people(tiny) == 250


def test_a_member_of_a_part_of_the_group_is_a_member(tiny: Tiny) -> None:
    part = f"- group: students\n  label: students arrested\n  member-of: arrested\n  {SAYS}\n"
    tiny.records(GROUP + part + NAMED.replace("{}", "  member-of: students\n") + FACT + ACT)
    assert CODE not in tiny.kg("validate", "texts").out
    assert people(tiny) == 250


def test_an_act_that_does_not_say_who_belongs_to_its_group_is_warned_of(tiny: Tiny) -> None:
    tiny.records(GROUP + NAMED.replace("{}", "") + ACT)
    found = json.loads(tiny.kg("validate", "texts", "--format", "json").out)
    assert CODE in json.dumps(found)
    assert "3 warnings" in tiny.kg("validate", "texts").out
    assert people(tiny) == 250  # each of the three may be one of them


DENIED = f"  claims:\n    - about: member-of\n      value: arrested\n      stance: denies\n      {SAYS}\n"


def test_who_is_said_not_to_belong_is_counted_beside_the_group(tiny: Tiny) -> None:
    denied = FACT.replace("  evidence", "  stance: denies\n  evidence")
    tiny.records(GROUP + NAMED.replace("{}", DENIED) + denied + ACT)
    assert CODE not in tiny.kg("validate", "texts").out
    assert people(tiny) == 253


def test_a_membership_that_was_withdrawn_does_not_count(tiny: Tiny) -> None:
    tiny.records(
        GROUP + NAMED.replace("{}", MEMBER) + FACT.replace("  evidence", "  status: retracted\n  evidence") + ACT
    )
    assert people(tiny) == 250  # whether she is one of them is open again


@pytest.mark.parametrize(("value", "code"), [("Lake Committee", "unknown-reference"), ("nobody", "unknown-reference")])
def test_somebody_belongs_to_a_group_only(tiny: Tiny, value: str, code: str) -> None:
    tiny.records(GROUP + NAMED.replace("{}", f"  member-of: {value}\n") + ACT)
    assert f"error[{code}]: no group is called" in tiny.kg("build").errors


def test_a_group_is_not_a_member_of_itself(tiny: Tiny) -> None:
    tiny.records(GROUP.replace("  evidence", "  member-of: arrested\n  evidence"))
    assert "[circle]" in tiny.kg("validate", "texts").out


def test_the_members_of_an_authority_group_are_known(tiny: Tiny) -> None:
    group = "- group: gr0up1\n  label: detained in February\n  count: {at-least: 40}\n"
    tiny.write(
        "authorities/all.yaml",
        AUTHORITIES.replace("- person: p3rs0n\n", "- person: p3rs0n\n  member-of: gr0up1\n") + group,
    )
    tiny.records(ACT.replace("[arrested, one, two, Anna Berg]", "[gr0up1, p3rs0n]"))
    assert people(tiny) == 40
