"""A claim's value and the record's own are matched by what they mean: no suspicion stands beside itself as a fact."""

from __future__ import annotations

import pytest

from tests.project import Tiny
from tests.test_mapping import QUOTE, Facts, said

POSTING = f"- posting: chief\n  holder: Anna Berg\n  organization: p0l1ce\n  evidence: {QUOTE}\n"
ALIASES = """\
- organization: p0l1ce
  label: {en: Lakeside police, fr: police de Lakeside}
  agent-kind: police
  names: [Lakeside constabulary]

- instrument: c0v3n4
  label: the Covenant
  names: [ICCPR]

- provision: art21c
  label: article 21 of the Covenant
  part-of: the Covenant
  number: 21
"""
SHARED = "- organization: c0mm1t\n  label: Lake Committee\n- person: p3rs0n\n  label: Anna Berg\n- place: pl4ce1\n  label: Lakeside\n- group: d0cs01\n  label: Test documentalists\n"


def claimed(tiny: Tiny, own: str, about: str, value: str) -> tuple[Facts, set[str], set[str]]:
    """The facts of an act with a suspicion, the value suspected, and the act's own values for that property."""
    tiny.write("authorities/all.yaml", SHARED + ALIASES)
    found = said(
        tiny,
        f"{POSTING}- act: a\n  type: detention\n  victim: Anna Berg\n  {own}\n  evidence: {QUOTE}\n"
        f"  claims:\n    - about: {about}\n      value: {value}\n      certainty: suggested\n",
    )
    claim = found[f"claim/note.a.{about}"]
    (aspect,) = claim["aspect"]
    assert claim["certainty"] == {"suggested"}
    return found, claim["value"], found["act/note.a"][aspect]


@pytest.mark.parametrize(
    ("own", "value"),
    [
        ("p0l1ce", "Lakeside constabulary"),
        ("{agent: p0l1ce}", "police de Lakeside"),
        ("Lakeside police", "{agent: p0l1ce}"),
        ("{agent: Lakeside constabulary}", "{agent: Lakeside police}"),
    ],
)
@pytest.mark.parametrize(("degree", "given"), [("", ""), ("ordered", ""), ("ordered", "ordered"), ("", "carried out")])
def test_a_suspect_is_the_records_own_however_it_is_written(
    tiny: Tiny, own: str, value: str, degree: str, given: str
) -> None:
    def with_degree(text: str, word: str) -> str:
        return f"{{agent: {text.strip('{}').removeprefix('agent: ')}, degree: {word}}}" if word else text

    found, suspected, _ = claimed(
        tiny, f"alleged-perpetrator: {with_degree(own, degree)}", "alleged-perpetrator", with_degree(value, given)
    )
    assert suspected == {"involvement/note.a.alleged-perpetrator.p0l1ce"}
    assert not [node for node in found if node.startswith("involvement/note.a.alleged-perpetrator.alleged")]


@pytest.mark.parametrize(
    ("own", "value"),
    [
        ("alleged-perpetrator: {agent: p3rs0n, degree: ordered, capacity: chief, count: 1}", "{agent: Anna Berg, count: {at-least: 1, at-most: 1}}"),
        ("alleged-perpetrator: {agent: p3rs0n, capacity: note.chief}", "{agent: Anna Berg, capacity: chief}"),
        ("alleged-perpetrator: left open", "left open"),
        ("count: 2", "{exactly: 2.0}"),
        ("count: {at-least: 2, at-most: 2, unit: time, words: two}", "2"),
        ("count: {exactly: 2, unit: time}", "{exactly: 2, unit: time}"),
        ("date: 2024-02", "2024-02-XX"),
        ("date: 2024-02-04", '"2024-02-04"'),
        ("place: pl4ce1", "Lakeside"),
        ("violates: art21c", "article 21 of the Covenant"),
        ("instrument: ICCPR", "c0v3n4"),
        ("reason: her report", "Her  report."),
        ("reason: {en: her report, fr: son rapport}", "son rapport"),
        ("right: [freedom of movement, freedom of expression]", "freedom of expression"),
    ],
)  # fmt: skip
def test_every_key_that_can_be_claimed_is_matched_by_what_it_means(tiny: Tiny, own: str, value: str) -> None:
    _, suspected, mine = claimed(tiny, own, own.partition(":")[0], value)
    assert suspected
    assert suspected <= mine


@pytest.mark.parametrize(
    ("own", "value"),
    [
        ("alleged-perpetrator: p0l1ce", "{agent: Anna Berg, degree: ordered, capacity: chief, count: 2}"),
        ("alleged-perpetrator: p0l1ce", "Anna Berg"),
        ("alleged-perpetrator: {agent: p0l1ce, degree: not stated}", "{agent: p0l1ce, degree: ordered}"),
        ("count: {exactly: 2, unit: time}", "{exactly: 3, unit: time}"),
        ("count: {at-least: 2, unit: time}", "{exactly: 2, unit: time}"),
        ("date: 2024-02", "2024-02-01/2024-02-29"),
        ("date: 2024-02", '"2024-02?"'),
        ("reason: her report", "her speech"),
    ],
)
def test_another_value_is_a_rival_and_no_part_of_the_act(tiny: Tiny, own: str, value: str) -> None:
    _, suspected, mine = claimed(tiny, own, own.partition(":")[0], value)
    assert suspected
    assert not suspected & mine


def test_a_rival_suspect_of_another_claimant_conforms(tiny: Tiny) -> None:
    tiny.records(
        f"{POSTING}- act: a\n  type: detention\n  date: 2020-02-01\n  place: Lakeside\n  victim: Anna Berg\n"
        f"  alleged-perpetrator: left open\n  evidence: {QUOTE}\n  claims:\n"
        "    - id: as-the-committee-says\n      about: alleged-perpetrator\n      value: p0l1ce\n"
        "      claimant: Lake Committee\n      certainty: suggested\n      evidence: Two officers\n"
        "    - id: as-others-say\n      about: order-giver\n      value: {agent: Anna Berg, capacity: chief}\n"
        "      certainty: reported\n      evidence: Two officers\n"
    )
    assert tiny.kg("validate", "texts").code == 0
    claims = [quad for quad in tiny.quads() if quad.predicate.endswith("#stance>") and "leaves-open" in quad.object]
    assert len(claims) == 1  # that it is left open is still said


def test_a_claim_on_a_shared_event_reaches_the_value_that_the_authorities_give(tiny: Tiny) -> None:
    tiny.write(
        "authorities/events.yaml",
        "- event: 3v3nt1\n  label: fire\n  type: incident\n  participant: {agent: p0l1ce}\n  count: {exactly: 2, unit: time}\n",
    )
    found = said(
        tiny,
        f"- claim: c\n  asserts: fire\n  about: participant\n  value: Lakeside police\n  evidence: {QUOTE}\n"
        f"- claim: d\n  asserts: fire\n  about: count\n  value: {{exactly: 2, unit: time, words: Two}}\n  evidence: {QUOTE}\n",
    )
    assert found["claim/note.c"]["value"] == {"involvement/3v3nt1.participant.p0l1ce"}
    assert found["claim/note.d"]["value"] == {"quantity/note.d.value"}  # its words are its own


@pytest.mark.parametrize(
    ("own", "about", "value", "part"),
    [
        ("alleged-perpetrator: p0l1ce", "alleged-perpetrator", "{agent: p0l1ce, degree: ordered}", "degree"),
        ("alleged-perpetrator: p3rs0n", "alleged-perpetrator", "{agent: Anna Berg, capacity: chief}", "capacity"),
        ("count: 2", "count", "{exactly: 2, unit: time}", "unit"),
        ("order-giver: p0l1ce", "alleged-perpetrator", "{agent: p0l1ce, degree: ordered}", "order-giver"),
    ],
)
def test_a_value_that_may_be_the_records_own_is_refused(
    tiny: Tiny, own: str, about: str, value: str, part: str
) -> None:
    tiny.records(
        f"{POSTING}- act: a\n  type: detention\n  date: 2020-02-01\n  victim: Anna Berg\n  {own}\n  evidence: {QUOTE}\n"
        f"  claims:\n    - about: {about}\n      value: {value}\n      certainty: suggested\n"
    )
    ran = tiny.kg("validate", "texts")
    assert ran.code == 1
    assert "[ambiguous-value]" in ran.out
    assert f"{part}:" in ran.out or f"about: {part}" in ran.out


def test_a_suspicion_is_shown_where_the_perpetrator_is_queried(tiny: Tiny) -> None:
    tiny.records(
        f"- act: a\n  type: detention\n  date: 2020-02-01\n  place: Lakeside\n  victim: Anna Berg\n"
        f"  alleged-perpetrator: {{agent: p0l1ce, degree: ordered}}\n  evidence: {QUOTE}\n"
        "  claims:\n    - about: alleged-perpetrator\n      value: {agent: Lakeside police, degree: ordered}\n      certainty: suggested\n"
    )
    assert tiny.kg("build").code == 0
    answer = tiny.kg("query", "acts-by-doer", "--build", "build", "--format", "csv").out
    assert ",suggested," in answer
    assert "stated as fact" not in answer
