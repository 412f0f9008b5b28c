"""What contradicts itself in a record is found with code, place, the entry at fault and what to do, in each language."""

from __future__ import annotations

import pytest

from tests.project import Tiny

QUOTE = "  evidence: Two officers asked for her papers.\n"


def _record(kind: str, ident: str, *lines: str) -> str:
    return "".join([f"- {kind}: {ident}\n", *(f"  {line}\n" for line in lines), QUOTE])


def _group(ident: str, line: str) -> str:
    return _record("group", ident, f"label: {ident} of the people", line)


def _event(ident: str, line: str) -> str:
    return _record("event", ident, "label: a rally", "type: assembly", "date: left open", line)


def _count(count: str) -> str:
    return _group("some", f"count: {count}")


ACT = ("type: detention", "date: 2020-02-01", "victim: Anna Berg")
FINDING = ("description: It is unfair.", "concerns: Lakeside police")
DEMAND = ("description: Stop.", "made-by: Lake Committee")
TRIAL = ("label: a trial", "stage: trial", "modality: attempted", "date: left open", "defendant: Anna Berg")

PART = (
    "This is part of itself, directly or through others.",
    "Follow within:, part-of:, subset-of:, member-of: or reviews: from record to record, and remove the one that leads back.",
    "Это часть самого себя, прямо или через другие записи.",
    "Пройдите по within:, part-of:, subset-of:, member-of: или reviews: от записи к записи и уберите ту ссылку, что ведёт обратно.",
)
RELATED = (
    "The event followed from itself or took place over itself, directly or through others.",
    "Follow occasion: and aftermath-of: from record to record, and remove the one that leads back.",
    "Событие — последствие самого себя или повод к самому себе, прямо или через другие записи.",
    "Пройдите по occasion: и aftermath-of: от записи к записи и уберите ту ссылку, что ведёт обратно.",
)
COUNTS = (
    "The number is counted from itself, directly or through others.",
    "Follow of: and derived-from: from count to count, and remove the one that leads back.",
    "Число отсчитано от самого себя, прямо или через другие.",
    "Пройдите по of: и derived-from: от числа к числу и уберите ту ссылку, что ведёт обратно.",
)
EARLY = (
    "By the dates, the event was over before what it followed from began.",
    "Correct one of the two dates, or leave out aftermath-of:; a date that the document leaves open is date: left open.",
    "По датам событие закончилось раньше, чем началось то, за чем оно последовало.",
    "Исправьте одну из двух дат или уберите aftermath-of:; если документ не даёт даты, укажите date: left open.",
)
UNIT = (
    "The agent is a unit of itself, directly or through others.",
    "Write unit-of: with the institution, and give the unit a record of its own.",
    "Участник — часть самого себя, прямо или через другие записи.",
    "Укажите в unit-of: ведомство, а у подразделения пусть будет своя запись.",
)
RIGHT = (
    'right "fairness" is not in the vocabulary.',
    "`kg terms right` lists all.",
    'Термина "fairness" нет в словаре «right».',
    "`kg terms right` перечислит все.",
)
ATTEMPT = (
    "The event was only attempted, but it has an outcome.",
    "Leave out modality: if it took place, or outcome: if only the attempt is known.",
    "Была лишь попытка, но у события есть исход.",
    "Уберите modality:, если событие состоялось, или outcome:, если сказано лишь о попытке.",
)
BOUND = (
    "An approximate number is given as a bound.",
    "Write best: with the number instead of exactly:, at-least: or at-most:; beside best:, give a bound only if the document does.",
    "Приблизительное число записано как граница.",
    "Укажите число в best: вместо exactly:, at-least: или at-most:; рядом с best: граница стоит, только если её даёт документ.",
)
OUTSIDE = (
    "The approximate number lies outside the bounds beside it.",
    "Write in best:, at-least: and at-most: what the document says.",
    "Приблизительное число лежит вне границ, указанных рядом с ним.",
    "Укажите в best:, at-least: и at-most: то, что говорит документ.",
)
UNQUALIFIED = (
    "Nothing says how the document qualifies the approximate number.",
    "Write qualifier: about, or another that `kg terms count-qualifier` lists; for an exact number write exactly: instead of best:.",
    "Не сказано, с какой оговоркой документ даёт приблизительное число.",
    "Укажите qualifier: about или другую оговорку из `kg terms count-qualifier`; для точного числа пишите exactly: вместо best:.",
)

FOUND = {
    "two groups that count each other": (_group("ones", "member-of: twos") + _group("twos", "subset-of: ones"), "3:14", "member-of: twos", "circle", PART),
    "a group in itself": (_group("ones", "member-of: ones"), "3:14", "member-of: ones", "circle", PART),
    "aftermaths in a circle": (_event("ones", "aftermath-of: twos") + _event("twos", "aftermath-of: ones"), "5:17", "aftermath-of: twos", "related-events-in-circle", RELATED),
    "an event over its own aftermath": (_event("ones", "occasion: twos") + _event("twos", "aftermath-of: ones"), "5:13", "occasion: twos", "related-events-in-circle", RELATED),
    "counts of one another": (_group("ones", "count: {exactly: 3, of: twos}") + _group("twos", "count: {exactly: 3, of: ones}"), "3:27", "count: {exactly: 3, of: twos}", "counts-in-circle", COUNTS),
    "counts worked out from one another": (_group("ones", "count: {exactly: 3, derived-from: twos}") + _group("twos", "count: {exactly: 3, of: ones}"), "3:37", "count: {exactly: 3, derived-from: twos}", "counts-in-circle", COUNTS),
    "an aftermath before its cause": (_event("ones", "aftermath-of: a").replace("left open", "2019") + _record("act", "a", *ACT), "5:17", "aftermath-of: a", "aftermath-too-early", EARLY),
    "fifteen as likely and at least": (_count("{best: 15, at-least: 15, qualifier: about}"), "3:17", "count: {best: 15, at-least: 15, qualifier: about}", "approximation-as-bound", BOUND),
    "a unit of itself": (_record("organization", "unit", "label: a unit", "unit-of: unit"), "3:12", "unit-of: unit", "unit-of-itself", UNIT),
    "an act against no right of ours": (_record("act", "a", *ACT, "right: fairness"), "5:10", "right: fairness", "unknown-term", RIGHT),
    "a finding on no right of ours": (_record("assessment", "a", *FINDING, "right: fairness"), "4:10", "right: fairness", "unknown-term", RIGHT),
    "a demand for no right of ours": (_record("recommendation", "a", *DEMAND, "right: fairness"), "4:10", "right: fairness", "unknown-term", RIGHT),
    "an attempt that was decided": (_record("proceeding", "p", *TRIAL, "outcome: {verdict: convicted}"), "7:12", "outcome: {verdict: convicted}", "attempt-with-outcome", ATTEMPT),
    "about exactly fifteen": (_count("{exactly: 15, qualifier: about}"), "3:20", "count: {exactly: 15, qualifier: about}", "approximation-as-bound", BOUND),
    "fifteen as likely and exact": (_count("{best: 15, exactly: 15}"), "3:17", "count: {best: 15, exactly: 15}", "approximation-as-bound", BOUND),
    "fewer than at least": (_count("{best: 15, at-least: 20}"), "3:17", "count: {best: 15, at-least: 20}", "approximation-outside-bounds", OUTSIDE),
    "more than at most": (_count("{best: 15, at-most: 10, qualifier: about}"), "3:17", "count: {best: 15, at-most: 10, qualifier: about}", "approximation-outside-bounds", OUTSIDE),
    "a likely number without reserve": (_count("{best: 15}"), "3:17", "count: {best: 15}", "approximation-unqualified", UNQUALIFIED),
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("case", sorted(FOUND))
def test_a_contradiction_is_shown_where_it_is_with_what_to_do(tiny: Tiny, case: str, language: str) -> None:
    records, place, line, code, (found, remedy, found_ru, remedy_ru) = FOUND[case]
    tiny.records(records)
    ran = tiny.kg("validate", "texts", "--lang", language)
    said = f"violation [{code}] {found}", f"→ {remedy}"
    if language == "ru":
        said = f"нарушение [{code}] {found_ru}", f"→ {remedy_ru}"
    assert (ran.code, ran.err) == (1, "")
    assert f"{said[0]} texts/note/records.yaml:{place} │ {line} {said[1]}" in " ".join(ran.out.split())
