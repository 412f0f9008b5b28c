"""What is wrong in a file of records is refused with code, file, line and column, what was found and what to do."""

from __future__ import annotations

import pytest

from kg.model.terms import XSD, expand, literal
from tests.project import DIGEST, RECORDS, Tiny, error, several

FILE = "texts/note/records.yaml"
ACT = "- act: a\n  type: detention\n  evidence: Two officers\n"
"""A record that is in order; what is wrong comes as its fourth line."""

NUMBER = 'write digits, such as 10, or in braces what is known: {at-least: 2, words: "many"}'
DATE = "write an EDTF date: 2012-04-25, 2012-04, 2012, 2012-04-22/2012-04-25, [..2012-04-27]"
KINDS = (
    "act, assessment, claim, decision, document, event, fact, group, instrument, intervention, organization, person, "
    "place, posting, proceeding, provision, recommendation"
)
COLON = (
    "a text with a colon in it is not in quotation marks",
    'put the text in quotation marks: key: "text: more text"',
)
AGENT = "person, organization or group"


def at(place: str, code: str, found: str, remedy: str) -> str:
    return error(code, found, f"{FILE}:{place}", remedy)


def refusal(tiny: Tiny) -> str:
    """What ``kg build`` prints; nothing may be written, and nothing left behind."""
    ran = tiny.kg("build")
    assert (ran.code, ran.out) == (1, "")
    assert [path.name for path in sorted(tiny.folder.iterdir())] == ["texts"]
    return ran.errors


LINES = {
    "an unknown key": ("reson: x", at("4:3", "unknown-key", '"reson" is not a key of act', 'did you mean "reason"?')),
    "a merge key": ("<<: {reason: x}", None),
    "a key twice": (
        "type: detention",
        at("4:3", "duplicate-key", '"type" occurs twice in one record', "keep one of them"),
    ),
    "the kind twice": ("act: b", at("4:3", "duplicate-key", '"act" occurs twice in one record', "keep one of them")),
    "a key that is no word": (
        "label: {[a]: x}",
        at("4:11", "wrong-shape", "a key must be a word", "write key: value"),
    ),
    "a list for one value": (
        "date: [2012]",
        at("4:9", "wrong-shape", "date has one value, not a list", "keep one value"),
    ),
    "keys for one value": ("place: {a: b}", at("4:10", "wrong-shape", "place must be one value", "write place: where")),
    "no value": ("place:", at("4:9", "wrong-shape", "place must be one value", "write place: where")),
    "an empty list": (
        "victim: []",
        at("4:11", "wrong-shape", "victim has an empty list", "write a value, or leave the key out"),
    ),
    "a part without keys": (
        "count: {}",
        at(
            "4:10",
            "wrong-shape",
            "count must hold keys",
            "how many: exactly, at-least, at-most, best, unit, qualifier, words, of, derived-from",
        ),
    ),
    "an unknown term": (
        "right: fredom of movement",
        at(
            "4:10",
            "unknown-term",
            'right "fredom of movement" is not in the vocabulary',
            'did you mean "freedom of movement"? `kg terms right` lists all',
        ),
    ),
    "a term like no other": (
        "right: x",
        at("4:10", "unknown-term", 'right "x" is not in the vocabulary', "`kg terms right` lists all"),
    ),
    "a key of a part": (
        "victim: {agnt: Anna Berg}",
        at("4:12", "unknown-key", '"agnt" is not a key of involvement', 'did you mean "agent"?'),
    ),
    "no such day": ("date: 2012-02-30", at("4:9", "bad-date", 'date: "2012-02-30" is not in the calendar', DATE)),
    "no such month": ("date: 2012-13", at("4:9", "bad-date", 'date: "2012-13" is not in the calendar', DATE)),
    "month nought": ("date: 2012-00", at("4:9", "bad-date", 'date: "2012-00" is not in the calendar', DATE)),
    "year nought": ("date: 0000", at("4:9", "bad-date", 'date: "0000" is not in the calendar', DATE)),
    "a day without hyphens": (
        "date: 20120425",
        at("4:9", "bad-date", 'date: "20120425" is not an EDTF date', 'did you mean "2012-04-25"?'),
    ),
    "digits of another script": ("date: ٢٠١٢", at("4:9", "bad-date", 'date: "٢٠١٢" is not an EDTF date', DATE)),
    "an interval turned round": (
        "date: 2012-04-25/2012-04-22",
        at("4:9", "bad-date", 'date: "2012-04-25/2012-04-22" ends before it begins', DATE),
    ),
    "a span turned round": (
        'date: "[2012-05..2012-04]"',
        at("4:9", "bad-date", 'date: "[2012-05..2012-04]" ends before it begins', DATE),
    ),
    "an endless set of dates": (
        f'date: "[{"2012," * 500}2013]"',
        at("4:9", "bad-date", f'date: "{("[" + "2012," * 20)[:100]}" is not an EDTF date', DATE),
    ),
    "no number": (
        "count: many",
        at("4:10", "bad-value", 'count: "many" is not a number', NUMBER),
    ),
    "less than none": (
        "count: -1",
        at("4:10", "bad-value", 'count: "-1" is not a number', NUMBER),
    ),
    "a number in other digits": (
        "count: ٣",
        at("4:10", "bad-value", 'count: "٣" is not a number', NUMBER),
    ),
    "nine words quoted": (
        "date-words: a b c d e f g h i",
        at("4:15", "quotes-too-much", "date-words quotes 9 words", "quote at most eight"),
    ),
    "half a surrogate pair": (
        'reason: "a\\ud800b"',
        at(
            "4:15",
            "yaml-syntax",
            "a text in double quotation marks contains a backslash",
            "put the text in single quotation marks: '…'",
        ),
    ),
    "an escaped control character": (
        'reason: "a\\0b"',
        at(
            "4:11",
            "bad-value",
            "reason: character #x0000 is not allowed in a text",
            "why, as the document says it, in your own words",
        ),
    ),
    "no language": (
        "label: {e n: x}",
        at(
            "4:16",
            "bad-value",
            'label: "e n" is not a language tag (BCP 47), such as "en" or "ru-Latn"',
            'write label: {en: "…"}',
        ),
    ),
    "a reference to nobody": (
        "victim: Anna Bergg",
        at(
            "4:11",
            "unknown-reference",
            f'no {AGENT} is called "Anna Bergg"',
            'did you mean "Anna Berg"? write the label or id of one that exists, or add it',
        ),
    ),
    "a person for a place": (
        "place: Anna Berg",
        at(
            "4:10",
            "unknown-reference",
            'no place is called "Anna Berg"',
            "write the label or id of one that exists, or add it",
        ),
    ),
    "a place left open": (
        "place: left open",
        at(
            "4:10",
            "unknown-reference",
            'no place is called "left open"',
            "write the label or id of one that exists, or add it",
        ),
    ),
    "a claim about no key": (
        "claims: [{about: dat, value: 2012}]",
        at(
            "4:20",
            "unknown-key",
            'about: "dat" is not a key that a claim can be about',
            'did you mean "date"? name a key of the record that the claim is about',
        ),
    ),
    "a claim about a key of another kind": (
        "claims: [{about: gender, value: female}]",
        at(
            "4:20",
            "unknown-key",
            '"gender" is not a key of act',
            "name a key of the record that the claim is about",
        ),
    ),
    "a claim's value for nothing": (
        "claims: [{value: 2012}]",
        at(
            "4:20",
            "bad-value",
            'value: first say what it is about: "about: date" above "value:"',
            "the value claimed; absent: the record's own",
        ),
    ),
    "a claim's impossible date": (
        "claims: [{about: date, value: 2012-13}]",
        at("4:33", "bad-date", 'value: "2012-13" is not in the calendar', DATE),
    ),
    "a claim about keys": (
        "claims: [{about: {a: b}, value: 2012}]",
        at(
            "4:20",
            "wrong-shape",
            "about must be one value",
            "write about: the key that it is about; absent: that the record is so at all",
        ),
    ),
    "a claim's id": (
        'claims: [{id: "a b>", about: date, value: 2012}]',
        at(
            "4:17",
            "bad-id",
            '"a b>" is not an id: use a-z, 0-9 and single hyphens, such as "warning-at-bus-stop"',
            "give each record an id of its own",
        ),
    ),
    "two claims on one key": (
        "claims: [{about: date, value: 2012}, {about: date, value: 2013}]",
        at(
            "4:40",
            "duplicate-id",
            'two claims within one record have the id "date"',
            "give each an id of its own: id: first-account",
        ),
    ),
    "a claim within a record on another": (
        "claims: [{asserts: b, about: date, value: 2012}]",
        at(
            "4:22",
            "unknown-key",
            '"asserts" is not a key of a claim within a record',
            "leave it out: the claim is about the record that it is in",
        ),
    ),
    "claims that hold no keys": ("claims: x", None),
    "a relay without a claimant": (
        "via: Lake Committee",
        at("4:8", "missing-key", "via is given without a claimant", "add claimant: whose word was passed on"),
    ),
}
WHOLE = {
    "no type and no evidence": (
        "- act: a\n",
        several(
            at("1:3", "missing-key", 'act "a" has no type', "add type: what kind of treatment it is"),
            at(
                "1:3",
                "missing-key",
                'act "a" has no evidence',
                "add evidence: the words of the document that show it; a sentence or a part of one",
            ),
        ),
    ),
    "an unknown kind": (
        "- acts: a\n",
        at(
            "1:3",
            "unknown-kind",
            '"acts" is not a kind of record',
            f'did you mean "act"? begin with one of: {KINDS}',
        ),
    ),
    "a part on its own": (
        "- quantity: a\n  exactly: 1\n",
        at("1:3", "unknown-kind", '"quantity" is not a kind of record', f"begin with one of: {KINDS}"),
    ),
    "an id in another script": (
        "- act: дело\n",
        at(
            "1:8",
            "bad-id",
            '"дело" is not an id: use a-z, 0-9 and single hyphens, such as "warning-at-bus-stop"',
            "give each record an id of its own",
        ),
    ),
    "no id": (
        "- act:\n  type: detention\n",
        at(
            "1:7",
            "bad-id",
            '"" is not an id: use a-z, 0-9 and single hyphens, such as "warning-at-bus-stop"',
            "give each record an id of its own",
        ),
    ),
    "an id that is a list": (
        "- act: [a]\n",
        at(
            "1:8",
            "bad-id",
            '"" is not an id: use a-z, 0-9 and single hyphens, such as "warning-at-bus-stop"',
            "give each record an id of its own",
        ),
    ),
    "an id that names somebody": (
        ACT.replace("act: a", "act: berg-detained"),
        at(
            "1:3",
            "name-in-iri",
            'the id "berg-detained" has "berg", a word of the name Anna Berg',
            "give the record an id that names nobody",
        ),
    ),
    "two records with one id": (
        ACT + ACT,
        at(
            "4:3",
            "duplicate-id",
            'the id "a" is taken',
            f"the other is at {FILE}:1:3; give one of them another id",
        ),
    ),
    "two kinds with one id": (
        ACT + ACT.replace("- act: a\n", "- event: a\n  label: x\n").replace("detention", "assembly"),
        at(
            "4:3",
            "duplicate-id",
            'the id "a" is taken',
            f"the other is at {FILE}:1:3; give one of them another id",
        ),
    ),
    "words instead of records": (
        "- a\n- b\n",
        several(
            at("1:3", "wrong-shape", "this is not a record", 'write "- act: its-id" and its keys below'),
            at("2:3", "wrong-shape", "this is not a record", 'write "- act: its-id" and its keys below'),
        ),
    ),
    "one record without a list": (
        "act: a\n",
        at(
            "1:1",
            "wrong-shape",
            "a file of records must be a list",
            'begin each record with "- act: its-id" or another kind',
        ),
    ),
    "a tab": (
        "- act: a\n\ttype: detention\n",
        at(
            "2:1",
            "yaml-syntax",
            "the line is indented with a tab",
            "indent with spaces: two for the keys of a record",
        ),
    ),
    "a colon in a text": (
        "- act: a: b\n",
        at("1:9", "yaml-syntax", *COLON),
    ),
    "a bracket left open": (
        "- {act: a\n",
        at(
            "1:3",
            "yaml-syntax",
            "a bracket is opened and not closed",
            "close it; a text that begins with a bracket needs quotation marks",
        ),
    ),
    "two YAML documents": (
        f"{RECORDS}---\n{RECORDS}",
        at(
            "8:1",
            "yaml-syntax",
            "a line of three hyphens begins a second part of the file",
            "remove the line: a file of records is one list",
        ),
    ),
    "a control character": (
        f"{ACT}  reason: a\0b\n",
        at("4:12", "yaml-syntax", "character #x0000 is not allowed in YAML", "remove the character"),
    ),
    "an alias": (
        "- act: a\n  type: &x detention\n  right: *x\n",
        at(
            "2:9",
            "yaml-alias",
            '"&x" is used in place of a value',
            "write the value out each time; put a text that begins with & or * in quotation marks",
        ),
    ),
    "an alias bomb": (
        "- a: &a [x, x, x, x]\n"
        + "".join(
            f"- {b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefghijkl", "bcdefghijklm", strict=True)
        ),
        at(
            "1:6",
            "yaml-alias",
            '"&a" is used in place of a value',
            "write the value out each time; put a text that begins with & or * in quotation marks",
        ),
    ),
    "a Python object": (
        '- act: !!python/object/apply:os.system ["true"]\n',
        at(
            "1:8",
            "yaml-tag",
            'the value has the tag "tag:yaml.org,2002:python/object/apply:os.system"',
            "put a text that begins with ! in quotation marks",
        ),
    ),
    "binary data": (
        "- act: !!binary aGVsbG8=\n",
        at(
            "1:8",
            "yaml-tag",
            'the value has the tag "tag:yaml.org,2002:binary"',
            "put a text that begins with ! in quotation marks",
        ),
    ),
    "a hundred thousand brackets": (
        "[" * 100_000,
        at(
            "1:33",
            "nested-too-deep",
            "values are nested more than 32 deep",
            "look for an unclosed bracket or extra spaces",
        ),
    ),
    "two thousand brackets behind a key": (
        f"{ACT}  reason: {'[' * 2_000}",
        at(
            "4:41",
            "nested-too-deep",
            "values are nested more than 32 deep",
            "look for an unclosed bracket or extra spaces",
        ),
    ),
    "claims within claims without end": (
        ACT + "".join(f"{'  ' * (depth + 1)}claims:\n{'  ' * (depth + 1)}- about: date\n" for depth in range(300)),
        at(
            "35:33",
            "nested-too-deep",
            "values are nested more than 32 deep",
            "look for an unclosed bracket or extra spaces",
        ),
    ),
    "a line of ten megabytes": (
        f"{ACT}  reason: {'a' * 10_000_000}\n",
        at(
            "4:11",
            "value-too-long",
            "the value has 10000000 characters; at most 10000 are allowed",
            "shorten it, or look for an unclosed quotation mark",
        ),
    ),
    "a line of fifty megabytes": (
        f"{ACT}  reason: {'a' * 50_000_000}\n",
        error(
            "file-too-large",
            "the file has 50 MB; at most 16 MB are allowed",
            FILE,
            "split it, or check that it is the file you mean",
        ),
    ),
    "an empty file": (
        "",
        error("empty-file", "the file is empty", FILE, "write it, or delete it"),
    ),
}
QUOTES = {
    "words that are not there": (
        "nowhere",
        at(
            "3:13",
            "quote-not-found",
            '"nowhere" is not in the document',
            "copy the words of one sentence from texts/note/digest.md exactly",
        ),
    ),
    "words that are there twice": (
        "officers",
        at(
            "3:13",
            "quote-ambiguous",
            '"officers" occurs 2 times',
            "it occurs on lines 12, 13 of texts/note/digest.md; quote more, or write quote:, prefix: and suffix:",
        ),
    ),
    "no words": (
        '""',
        at("3:13", "wrong-shape", "the evidence quotes nothing", "quote words of the document"),
    ),
    "no quote at all": (
        "[]",
        at("3:13", "wrong-shape", "evidence has an empty list", "write a value, or leave the key out"),
    ),
    "only what stands before": (
        "{prefix: two}",
        at("3:13", "wrong-shape", "the evidence quotes nothing", "quote words of the document"),
    ),
    "an unknown key": (
        "{quote: officers, pre: two}",
        at("3:31", "unknown-key", '"pre" is not a key of evidence', "use quote, prefix, suffix, language"),
    ),
}


@pytest.mark.parametrize(("line", "expected"), [pytest.param(*case, id=name) for name, case in LINES.items()])
def test_a_faulty_line_is_refused(tiny: Tiny, line: str, expected: str | None) -> None:
    tiny.records(f"{ACT}  {line}\n")
    found = refusal(tiny)
    if expected is None:  # the message lists all keys of a kind
        assert found.startswith(("error[unknown-key]: ", "error[wrong-shape]: "))
        assert f"\n  {FILE}:4:" in found
    else:
        assert found == expected


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=name) for name, case in WHOLE.items()])
def test_a_faulty_file_is_refused(tiny: Tiny, text: str, expected: str) -> None:
    tiny.records(text)
    assert refusal(tiny) == expected


@pytest.mark.parametrize(("quote", "expected"), [pytest.param(*case, id=name) for name, case in QUOTES.items()])
def test_faulty_evidence_is_refused(tiny: Tiny, quote: str, expected: str) -> None:
    tiny.records(f"- act: a\n  type: detention\n  evidence: {quote}\n")
    assert refusal(tiny).startswith(expected)


@pytest.mark.parametrize(
    ("quote", "there"),
    [('{quote: officers, prefix: "two "}', "officers at"), ('{quote: officers, suffix: " asked"}', "officers asked")],
)
def test_what_stands_before_or_after_tells_two_places_apart(tiny: Tiny, quote: str, there: str) -> None:
    tiny.records(f"- act: a\n  type: detention\n  evidence: {quote}\n")
    quads = tiny.quads()
    passage = next(quad.subject for quad in quads if quad.object == '"officers"@en')
    starts = [quad.object for quad in quads if quad.subject == passage and quad.predicate == expand("hr:start")]
    assert starts == [literal(str(DIGEST.partition("---\n\n")[2].index(there) + 1), datatype=XSD + "integer")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# nothing yet\n", id="only comments"),
        pytest.param("[]\n", id="an empty list"),
        pytest.param("\ufeff" + RECORDS, id="a byte order mark"),
        pytest.param(RECORDS.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(f"---\n{RECORDS}...\n", id="document markers"),
        pytest.param(RECORDS.replace("detention-in-february", "123"), id="an id of digits"),
    ],
)
def test_what_editors_leave_behind_is_no_fault(tiny: Tiny, text: str) -> None:
    tiny.records(text)
    assert len(tiny.quads()) > 20


def test_every_fault_of_every_file_is_told_at_once(tiny: Tiny) -> None:
    tiny.records(f"{ACT}  reson: x\n  date: 2012-13\n")
    tiny.write("authorities/more.yaml", "- person: p9\n  label: Bea Ode\n  gendr: female\n")
    tiny.write("second/digest.md", "no front matter\n")
    assert refusal(tiny) == several(
        error(
            "unknown-key", '"gendr" is not a key of person', "texts/authorities/more.yaml:3:3", 'did you mean "gender"?'
        ),
        at("4:3", "unknown-key", '"reson" is not a key of act', 'did you mean "reason"?'),
        at("5:9", "bad-date", 'date: "2012-13" is not in the calendar', DATE),
        error(
            "no-front-matter",
            "the file has no front matter",
            "texts/second/digest.md:1:1",
            "begin the file with --- , the title and the other facts in YAML, and --- again",
        ),
    )


def test_of_syntax_errors_the_first_of_each_file_is_told(tiny: Tiny) -> None:
    tiny.records("- a: b: c\n- d: e: f\n")
    tiny.write("authorities/more.yaml", "- x: [\n")
    assert refusal(tiny) == several(
        error(
            "yaml-syntax",
            "a bracket is opened and not closed",
            "texts/authorities/more.yaml:2:1",
            "close it; a text that begins with a bracket needs quotation marks",
        ),
        at("1:7", "yaml-syntax", *COLON),
    )
