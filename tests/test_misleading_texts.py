"""Texts that look like others, or like a text, and are not: composed or refused, with the character named."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from kg.answers.finding import given_name
from kg.model.characters import plain
from kg.model.errors import InvalidValueError, Location
from kg.records.making import Records
from tests.project import AUTHORITIES, DIGEST, RECORDS, Tiny
from tests.sampling import sampled

REFUSED = {
    "a zero-width space": ("An\u200bna Berg", "U+200B ZERO WIDTH SPACE"),
    "a zero-width non-joiner between Latin letters": ("An\u200cna", "U+200C ZERO WIDTH NON-JOINER"),
    "a joiner between Cyrillic letters": ("Ан\u200dна", "U+200D ZERO WIDTH JOINER"),
    "two non-joiners in Persian": ("می\u200c\u200cرود", "U+200C ZERO WIDTH NON-JOINER"),
    "a byte-order mark": ("Anna\ufeff Berg", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
    "a word joiner": ("Anna\u2060Berg", "U+2060 WORD JOINER"),
    "a soft hyphen": ("An\u00adna Berg", "U+00AD SOFT HYPHEN"),
    "a right-to-left override": ("\u202eanna", "U+202E RIGHT-TO-LEFT OVERRIDE"),
    "an isolate": ("\u2067Anna\u2069", "U+2067 RIGHT-TO-LEFT ISOLATE"),
    "a mark of direction in a name": ("Anna\u200e", "U+200E LEFT-TO-RIGHT MARK"),
    "a grapheme joiner": ("An\u034fna", "U+034F COMBINING GRAPHEME JOINER"),
    "a selector after a letter": ("Anna\ufe0f", "U+FE0F VARIATION SELECTOR-16"),
    "a tag": ("Anna\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A"),
    "a filler": ("Anna\u3164Berg", "U+3164 HANGUL FILLER"),
    "a blank pattern": ("Anna\u2800Berg", "U+2800 BRAILLE PATTERN BLANK"),
    "a line separator": ("Anna\u2028Berg", "U+2028 LINE SEPARATOR"),
    "a C1 control": ("Anna\u0085Berg", "U+0085 control character"),
    "a private character": ("Anna\ue000", "U+E000 private character"),
    "a lost character": ("Ann\ufffd", "U+FFFD REPLACEMENT CHARACTER"),
    "a Cyrillic a in a Latin name": ("Ann\u0430 Berg", "U+0430 CYRILLIC SMALL LETTER A"),
    "a Latin a in a Cyrillic name": ("Ивaн", "U+0061 LATIN SMALL LETTER A"),
    "a Latin i in a Kazakh name": ("Әбiш", "U+0069 LATIN SMALL LETTER I"),
    "a Greek capital in a Latin name": ("\u0397elen", "U+0397 GREEK CAPITAL LETTER ETA"),
    "a Cyrillic initial before a Latin name": ("\u0410. Berg", "U+0410 CYRILLIC CAPITAL LETTER A"),
    "an Armenian letter in a Latin name": ("\u054dmith", "U+054D ARMENIAN CAPITAL LETTER SEH"),
    "a ligature": ("Grif\ufb01n", "U+FB01 LATIN SMALL LIGATURE FI"),
    "a letter of full width": ("\uff21nna", "U+FF21 FULLWIDTH LATIN CAPITAL LETTER A"),
    "a mathematical letter": ("\U0001d400nna", "U+1D400 MATHEMATICAL BOLD CAPITAL A"),
}
ALLOWED = {
    "Persian with a non-joiner": "می\u200cخواهم",
    "a Persian ending after a Latin word": "NGO\u200cها",
    "a Persian name with a non-joiner": "محمد\u200cرضا",
    "Hindi with a joiner": "क्\u200dष",
    "Khmer with breaks": "សួស្តី\u200bកម្ពុជា",
    "Mongolian with a selector": "ᠮᠣᠩᠭᠣᠯ\u180bᠠ",
    "an emoji of two": "👩\u200d👦",
    "a heart": "❤\ufe0f",
    "Japanese with Latin": "Tシャツ",
    "Japanese with wide digits": "東京２０２４",
    "Kazakh": "Нұрсұлтан Әбішұлы",
    "Uzbek": "Oʻzbekiston Qurʼon",
    "Azerbaijani": "İlham Əliyev",
    "Vietnamese": "Nguyễn Thị Ánh",
    "stress": "Ива\u0301нов",
    "an abbreviation with a Russian ending": "SMSки",
    "an abbreviation before a hyphen": "PR-отдел",
    "two scripts in two words": "газета Vzglyad",
    "an ordinal": "1ª Vara",
    "micrograms": "5 µg",
    "a Hebrew name": "מרים",
    "a Latin letter by itself": "план C",
}


@pytest.mark.parametrize(("text", "name"), [pytest.param(*case, id=name) for name, case in REFUSED.items()])
def test_a_character_that_misleads_is_named(text: str, name: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        plain(text)
    assert name in str(refused.value)


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in ALLOWED.items()])
def test_what_a_script_needs_is_allowed(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Jose\u0301", "José"),
        ("Anna\u00a0Berg", "Anna Berg"),
        ("Anna\u202fBerg ", "Anna Berg"),
        ("Al\u2011Aman", "Al-Aman"),
    ],
)
def test_what_changes_nothing_is_composed(text: str, meant: str) -> None:
    assert plain(text) == meant


def test_prose_keeps_its_spaces_and_marks_of_direction() -> None:
    assert plain("« Qui\u00a0?\u00a0»\n\nA", prose=True) == "« Qui\u00a0?\u00a0»\n\nA"
    assert plain("ארגון (NGO)\u200f", prose=True) == "ארגון (NGO)\u200f"
    with pytest.raises(InvalidValueError):
        plain("NGO\u200f", prose=True)


PLACES = {
    "a label": ("authorities/all.yaml", AUTHORITIES.replace("label: Anna Berg", "label: Ann\u0430 Berg"), "12:10"),
    "a name": ("authorities/all.yaml", AUTHORITIES.replace("- name: Anna Berg", "- name: Ann\u0430 Berg"), "14:13"),
    "a label in a language": ("authorities/all.yaml", AUTHORITIES.replace("label: Anna Berg", "label: {en: Ann\u0430}"), "12:15"),
    "an id": ("authorities/all.yaml", AUTHORITIES.replace("p3rs0n", "p\u200b3"), "11:11"),
    "a kind": ("authorities/all.yaml", AUTHORITIES.replace("- person", "- pers\u043en"), "11:3"),
    "a term": ("note/records.yaml", RECORDS.replace("detention\n", "detenti\u043en\n"), "2:9"),
    "a key": ("note/records.yaml", RECORDS.replace("type:", "typ\u0435:"), "2:3"),
    "a date": ("note/records.yaml", RECORDS.replace("2020-02-01\n", "2020-\u200b02-01\n", 1), "3:9"),
    "a reference": ("note/records.yaml", RECORDS.replace("victim: Anna", "victim: Ann\u0430"), "5:11"),
    "a description": ("note/records.yaml", f"{RECORDS}  description: the \u00adpolice\n", "8:16"),
    "a title": ("note/digest.md", DIGEST.replace("title: A note", "title: A n\u043ete"), "3:8"),
    "a language": ("note/digest.md", DIGEST.replace("language: en", "language: e\u200bn"), "6:11"),
    "a document's id": ("note/digest.md", DIGEST.replace("document: note", "document: no\u00adte"), "2:11"),
    "the key of a document's id": ("note/digest.md", DIGEST.replace("document:", "d\u043ecument:"), "2:1"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "text", "place"), [pytest.param(*case, id=name) for name, case in PLACES.items()])
def test_a_misleading_character_is_refused_at_its_place(tiny: Tiny, file: str, text: str, place: str) -> None:
    tiny.write(file, text)
    ran = tiny.kg("build")
    assert ran.code == 1
    first, where, *_ = ran.errors.splitlines()
    assert first.startswith("error[misleading-character]: ")
    assert "U+" in first
    assert where == f"  texts/{file}:{place}"


def test_evidence_keeps_the_characters_of_its_document(tiny: Tiny) -> None:
    tiny.write("note/digest.md", DIGEST.replace("detained", "de\u00adtained"))
    tiny.records(RECORDS.replace("detained", "de\u00adtained"))
    assert any("de\u00adtained" in quad.object for quad in tiny.quads())


def test_a_name_is_in_a_document_that_writes_its_accents_apart_or_its_space_unbroken(tiny: Tiny) -> None:
    tiny.write("note/digest.md", DIGEST.replace("Anna Berg", "Anna\u00a0Be\u0301rg"))
    tiny.write("authorities/all.yaml", AUTHORITIES.replace("Anna Berg", "Anna B\u00e9rg"))
    tiny.records(
        RECORDS.replace("victim: Anna Berg", "victim: Anna B\u00e9rg").replace(
            "detained Anna Berg in Lakeside", "detained Anna\u00a0Be\u0301rg in Lakeside"
        )
    )
    assert '"Anna B\u00e9rg"@en' in {quad.object for quad in tiny.quads()}


def test_damaged_words_are_quoted_with_their_damage(tiny: Tiny) -> None:
    tiny.records(f"{RECORDS}  reading: police\n  words-say: p\u043el\u00adice\n")
    assert '"p\u043el\u00adice"@en' in {quad.object for quad in tiny.quads()}


def test_a_name_is_found_however_its_accents_are_written(tiny: Tiny) -> None:
    composed, apart = (unicodedata.normalize(form, "Zoé") for form in ("NFC", "NFD"))
    tiny.write("authorities/more.yaml", f"- person: z03\n  label: {apart} Lind\n")
    tiny.records(RECORDS.replace("victim: Anna Berg", f"victim: {composed}\u00a0Lind"))
    assert f'"{composed} Lind"@en' in {quad.object for quad in tiny.quads()}


def test_an_id_of_letters_that_look_like_latin_ones_is_refused_by_their_names(tiny: Tiny) -> None:
    tiny.records(RECORDS.replace("detention-in-february", "\u0441\u0430\u0441\u0435"))
    assert "it contains U+0441 CYRILLIC SMALL LETTER ES, U+0430 CYRILLIC SMALL LETTER A" in tiny.kg("build").errors


def test_a_record_of_a_script_is_held_to_the_same() -> None:
    records = Records()
    records.add("place", {"id": "lake", "label": "L\u0430ke"}, place=Location("places.csv", 2))
    assert [problem.code for problem in records.problems] == ["misleading-character"]


NOTHING = [
    (line, text)
    for line in ("label: {}", "label: {{en: {}}}", "names: [{}]", "description: {}")
    for text in ("~", "null", "Null", ".nan", "NaN", ".inf", "yes", "No", "off", "true", "n/a", "none")
]


@pytest.mark.parametrize(("line", "text"), sampled(NOTHING, 5, ids=[f"{line}-{text}" for line, text in NOTHING]))
def test_what_is_nothing_to_yaml_is_no_text(tiny: Tiny, line: str, text: str) -> None:
    label = "" if line.startswith("label") else "  label: Carl\n"
    tiny.write("authorities/more.yaml", f"- person: p9\n{label}  {line.format(text)}\n")
    ran = tiny.kg("build")
    assert ran.code == 1
    assert ran.errors.startswith("error[not-a-text]: ")
    assert f": {text} " in ran.errors.splitlines()[0]
    assert "texts/authorities/more.yaml:" in ran.errors


@pytest.mark.parametrize("text", ["~", "null", ".nan", "yes", "no"])
def test_what_is_nothing_to_yaml_is_no_id(tiny: Tiny, text: str) -> None:
    tiny.write("authorities/more.yaml", f"- group: {text}\n  label: neighbours\n")
    ran = tiny.kg("build")
    assert (ran.code, ran.errors.startswith("error[not-a-text]: group: ")) == (1, True)


def test_null_in_quotation_marks_is_a_name(tiny: Tiny) -> None:
    tiny.write("authorities/more.yaml", "- person: p9\n  label: 'Null'\n")
    assert '"Null"@en' in {quad.object for quad in tiny.quads()}


def test_the_language_no_is_norwegian(tiny: Tiny) -> None:
    tiny.write("note/digest.md", DIGEST.replace("language: en", "language: no"))
    assert '"no"' in {quad.object for quad in tiny.quads()}


@pytest.mark.parametrize(
    "path", sorted(Path(__file__).parent.parent.glob("seeds/*/*.yaml")), ids=lambda path: path.parent.name
)
def test_the_seeds_have_no_character_that_misleads(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert plain(text, prose=True) == unicodedata.normalize("NFC", text)


def test_a_name_that_is_asked_for_is_composed_too() -> None:
    assert given_name(unicodedata.normalize("NFD", "Zoé\u00a0Lind")) == '"Zoé Lind"'


def test_kg_new_gives_no_id_that_would_be_refused(tiny: Tiny) -> None:
    ran = tiny.kg("new", "group", "null")
    assert (ran.code, ran.errors.startswith("error[bad-id]: id: null means that there is no value")) == (2, True)
