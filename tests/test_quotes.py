"""Evidence quotes whole words, shortened by an ellipsis if wished; what differs only in form is named, and mended if asked."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from kg.mapping.evidence import Passage, locate, mended
from kg.model.errors import Location, Problem
from kg.model.kinds import by_name
from kg.records import Field, Quote
from kg.sources.documents import Document
from kg.sources.readers import markdown
from kg.sources.words import cuts_word
from tests.project import DIGEST, RECORDS, Tiny

EVIDENCE = by_name()["act"].key("evidence")
assert EVIDENCE


def text(*sentences: str) -> Document:
    return markdown.document(DIGEST + "".join(f"{sentence}\n" for sentence in sentences), "digest.md", "")


def found(quote: Quote | str, *sentences: str) -> Passage | Problem:
    assert EVIDENCE
    value = quote if isinstance(quote, Quote) else Quote(quote)
    return locate(Field(EVIDENCE, value, value.text, Location("records.yaml", 1)), text(*sentences))


# ── Whole words ──────────────────────────────────────────────────────────────────────────────────────────────

PARTS = [
    ("armed students", "They met unarmed students."),
    ("detained Stone", "They detained Stonehouse."),
    ("violent protest", "It was a non-violent protest."),
    ("the mayor", "They detained the mayor’s son."),
    ("000 men", "They saw 1,000 men."),
    ("000 men", "They saw 1\u00a0000 men."),
    ("5 men", "There were 2.5 men a day."),
    ("19 cases", "They hid COVID-19 cases."),
    ("законно задержан", "Он незаконно задержан."),
    ("участвовал", "Он не\u0301участвовал в митинге."),
    ("қару", "Олар қарусыз еді."),
    ("مسلح", "كان غيرمسلح هناك."),
    ("armed", "They were un\u00adarmed then."),
    ("cafe", "They met in a cafe\u0301 there."),
    ("homme", "Ils ont vu l’homme armé."),
    ("अ", "वह अपराधी है।"),
]


@pytest.mark.parametrize(("words", "sentence"), PARTS)
def test_a_quote_does_not_begin_or_end_inside_a_word(words: str, sentence: str) -> None:
    problem = found(words, sentence)
    assert isinstance(problem, Problem)
    assert problem.code == "quote-cuts-word"
    assert problem.offers[0] in sentence


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("警察逮捕", "昨日警察逮捕了三人。"),
        ("ตำรวจ", "เมื่อวานตำรวจจับกุมสามคน"),
        ("19 January", "It lasted 16-19 January."),
        ("the “armed” men", "They saw the “armed” men."),
        ("#FreePress", "They joined #FreePress."),
        ("l’homme", "Ils ont vu l’homme armé."),
        ("armed students", "They met armed students, not unarmed students."),
        ("qui est armé", "L’homme qui est armé."),
    ],
)
def test_whole_words_of_any_script_are_found(words: str, sentence: str) -> None:
    passage = found(words, sentence)
    assert isinstance(passage, Passage)
    assert passage.quote == words


@pytest.mark.parametrize(
    "quote", [Quote("officers", "he ", ""), Quote("officers", "", " le"), Quote("armed", "un", " men")]
)
def test_a_prefix_and_a_suffix_are_whole_words_too(quote: Quote) -> None:
    problem = found(quote, "The officers left.", "They saw unarmed men.")
    assert isinstance(problem, Problem)
    assert problem.code == "quote-cuts-word"


@pytest.mark.parametrize(
    "lines",
    [
        "date-words: n 1 February",
        "victim: {agent: Anna Berg, count: {exactly: 2, words: wo officers}}",
        "words-say: her pap",
        "claims:\n    - about: date-words\n      value: n 1 February\n      evidence: Two officers",
    ],
)
def test_other_words_of_the_document_are_whole_words_too(tiny: Tiny, lines: str) -> None:
    tiny.records(RECORDS.replace("  victim: Anna Berg\n", "") + f"  {lines}\n")
    assert "quote-cuts-word" in tiny.kg("validate", "texts").out


def test_words_of_the_original_may_be_missing_from_the_digest(tiny: Tiny) -> None:
    tiny.records(f"{RECORDS}  date-words: on the first of February\n")
    assert tiny.kg("validate", "texts").code == 0


def test_a_name_is_found_as_whole_words_only(tiny: Tiny) -> None:
    tiny.write("note/digest.md", DIGEST.replace("Anna Berg", "Anna Berg\u0301"))
    assert "name-not-in-document" in tiny.kg("validate", "texts").out


def test_verify_does_not_prove_a_part_of_a_word(tiny: Tiny) -> None:
    from kg.build import verification
    from kg.model.terms import digest, literal

    document = text("They met unarmed students.")
    at = document.text.index("armed students") - document.begins
    row = ("", *(literal(str(n)) for n in (at, at + 14)), literal("armed students"), literal(digest("armed students")))
    problems = list(verification._moved(document, [(*row, literal(""))]))
    assert [problem.code for problem in problems] == ["quote-cuts-word"]
    assert tiny.kg("build").code == 0
    assert tiny.kg("verify").code == 0


def test_a_span_of_the_original_begins_and_ends_with_a_word(tiny: Tiny) -> None:
    from kg.sources.digests import cut_spans

    original = "They met unarmed students."
    head = DIGEST.replace("genre: statement", "genre: statement\noriginal: {sha256: x, length: 1}").partition("\n## ")[
        0
    ]
    document = markdown.document(f"{head}\nThey met armed students. [11:25]\nThey met. [0:8]\n", "digest.md", "")
    assert [str(problem.found) for problem in cut_spans(document, original)] == [
        '[11:25] cuts the word "unarmed" of the original'
    ]


# ── The middle left out ──────────────────────────────────────────────────────────────────────────────────────

SENTENCE = "On 5 March police detained ten people near the port, witnesses say."


@pytest.mark.parametrize("middle", [" … ", "…", " ... ", "...", " [...] ", " (…) "])
def test_an_ellipsis_stands_for_the_words_between(middle: str) -> None:
    passage = found(f"On 5 March{middle}near the port", SENTENCE)
    assert isinstance(passage, Passage)
    assert passage.quote == "On 5 March police detained ten people near the port"


def test_the_whole_quote_is_in_the_graph(tiny: Tiny) -> None:
    tiny.records(RECORDS.replace("police detained Anna Berg in Lakeside on", "police detained … on"))
    quotes = [quad.object for quad in tiny.quads() if quad.predicate.endswith("#quote>")]
    assert '"police detained Anna Berg in Lakeside on 1 February 2020"@en' in quotes


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("police … people … port", "quote-not-found"),
        ("… the port", "quote-not-found"),
        ("On 5 March …", "quote-not-found"),
        ("the port … ten people", "quote-not-found"),
        ("A neighbour … the port", "quote-not-found"),
        ("people … say", "quote-ambiguous"),
        ("olice … port", "quote-cuts-word"),
    ],
)
def test_an_ellipsis_that_does_not_stand_for_one_stretch_is_refused(words: str, code: str) -> None:
    problem = found(words, SENTENCE, "Other people say, and people say.")
    assert isinstance(problem, Problem)
    assert problem.code == code


def test_an_ellipsis_of_the_document_is_quoted_as_it_stands() -> None:
    passage = found("he … left", "They say he … left.", "he then left")
    assert isinstance(passage, Passage)
    assert passage.quote == "he … left"


# ── Other characters ─────────────────────────────────────────────────────────────────────────────────────────

FORMS = {
    "white space": ("the old  port", "the old port", "space (U+0020)"),
    "a no-break space": ("the old port", "the old\u00a0port", "no-break space (U+00A0)"),
    "an apostrophe": ("the mayor's men", "the mayor’s men", "’ (U+2019)"),
    "quotation marks": ('the "old" port', "the «old» port", "« (U+00AB)"),
    "an accent apart": ("in a caf\u00e9 there", "in a cafe\u0301 there", "combining acute accent"),
    "an accent composed": ("in a cafe\u0301 there", "in a caf\u00e9 there", "\u00e9 (U+00E9)"),
    "a soft hyphen": ("unarmed men", "un\u00adarmed men", "soft hyphen (U+00AD)"),
    "a zero-width space": ("unarmed men", "un\u200barmed men", "zero width space (U+200B)"),
    "a ligature": ("the officers", "the o\ufb03cers", "\ufb03 (U+FB03)"),
    "a dash": ("the men - all", "the men – all", "– (U+2013)"),
    "capitals": ("The old port", "the old port", "t (U+0074)"),
}


@pytest.mark.parametrize(("words", "own", "named"), FORMS.values(), ids=FORMS)
def test_a_difference_of_form_is_named_and_the_documents_words_offered(words: str, own: str, named: str) -> None:
    problem = found(words, f"They came to {own} again.")
    assert isinstance(problem, Problem)
    assert problem.code == "quote-not-found"
    assert named in str(problem.remedy)
    assert problem.offers == (own,)


@pytest.mark.parametrize(
    "quote",
    ["the old port", Quote("port", "the old ", ""), "They came … port again", "they came, to the OLD port"],
)
def test_the_documents_words_are_given_where_there_is_no_doubt(quote: Quote | str) -> None:
    document = text("They came to the old\u00a0port again.")
    given = quote if isinstance(quote, Quote) else Quote(quote)
    own = mended(given, document) if given.text != "They came … port again" else given
    assert own
    passage = locate(Field(EVIDENCE, own, own.text, Location("a", 1)), document)  # type: ignore[arg-type]
    assert isinstance(passage, Passage)


@pytest.mark.parametrize("words", ["the old port", "armed men", "five people came"])
def test_nothing_is_mended_where_there_is_doubt(words: str) -> None:
    document = text(
        "To the old\u00a0port.", "From the old\u00a0port.", "They saw unarmed\u00a0men.", "Six people came."
    )
    assert mended(Quote(words), document) is None


def test_the_nearest_sentence_is_offered_when_the_text_has_changed() -> None:
    problem = found("On 5 March police arrested ten people near the harbour", SENTENCE)
    assert isinstance(problem, Problem)
    assert problem.offers == (SENTENCE,)


def test_no_sentence_is_offered_that_says_something_else() -> None:
    problem = found("The court sentenced nobody in that year", SENTENCE)
    assert isinstance(problem, Problem)
    assert problem.offers == ()


# ── kg validate --fix ────────────────────────────────────────────────────────────────────────────────────────

FORMED = """\
# first line\r
- act: a   \r
  type: detention\r
  date: 2020-02-01\r
  place: Lakeside\r
  victim: Anna Berg\r
  alleged-perpetrator: Lakeside police\r
  evidence:\r
  - 'the old port'   # kept\r
  - {quote: the officers, prefix: 'left;', suffix: came}\r
  - >\r
    at the\r
    old port\r
  claims:\r
  - about: date\r
    evidence: [the old port, "they left: the officers"]\r
"""


def test_fix_writes_the_documents_words_and_nothing_else(tiny: Tiny) -> None:
    tiny.write(
        "note/digest.md", f"{DIGEST}It was at the old\u00a0port.\nThey left; the officers came, the officers say.\n"
    )
    tiny.records(FORMED)
    path = tiny.texts / "note/records.yaml"
    path.chmod(0o600)
    ran = tiny.kg("validate", "texts", "--fix")
    assert ran.code == 0, ran.out
    assert 'texts/note/records.yaml:9:5: "the old port" is now "the old\u00a0port"' in ran.out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes().decode() == (
        FORMED.replace("'the old port'", "'the old\u00a0port'")
        .replace("'left;', suffix: came}", "'left; ', suffix: \" came\"}")
        .replace(">\r\n    at the\r\n    old port", '"at the old\u00a0port"')
        .replace("[the old port", "[the old\u00a0port")
        .replace("they left: the officers", "They left; the officers")
    )
    before = path.read_bytes()
    assert "is now" not in tiny.kg("validate", "texts", "--fix").out
    assert path.read_bytes() == before


def test_fix_leaves_a_file_alone_that_has_nothing_to_mend(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.check import fixing

    monkeypatch.setattr(fixing, "replace_file", lambda *_: pytest.fail("it was written"))
    assert tiny.kg("validate", "texts", "--fix").code == 0
    tiny.records("- a: b: c\n")
    assert tiny.kg("validate", "texts", "--fix").code == 1


def test_fix_keeps_the_answer_of_a_machine_readable_form_apart(tiny: Tiny) -> None:
    tiny.records(
        RECORDS.replace("police detained", "police  detained").replace("evidence: ", 'evidence: "').rstrip() + '"\n'
    )
    ran = tiny.kg("validate", "texts", "--fix", "--format", "json")
    assert ran.code == 0
    assert ran.out.startswith("{")
    assert "is now" in ran.err


@pytest.mark.parametrize("at", range(1, 8))
def test_every_offset_inside_a_word_cuts_it(at: int) -> None:
    assert cuts_word("(unarmed)", at) == (1 < at < 8)


def test_the_page_tells_how_to_shorten_a_quote() -> None:
    page = (Path(__file__).parent.parent / "docs" / "first-record.md").read_text(encoding="utf-8")
    assert "…" in page
    assert "--fix" in page
