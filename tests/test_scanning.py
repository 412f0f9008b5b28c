"""Whatever is handed on is searched for what is withheld, however that is written, packed or divided."""

from __future__ import annotations

import base64
import bz2
import contextlib
import gzip
import io
import json
import lzma
import tarfile
import unicodedata
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.build.reading import read_project
from kg.model.project import find_project
from kg.upkeep.scanning import Scan
from kg.upkeep.withheld_strings import withheld_strings
from tests.project import AUTHORITIES, RECORDS, Tiny, lay_out

PEOPLE = """\
- person: z4nar7
  label: {en: Zhanar Tulegenova, ru: Жанар Тулегенова}
  access: never
  names: [Жанар Төлегенова]
- person: k4rlq8
  label: Karl Bergström
  access: restricted
- person: l9nd77
  label: Olga Bergström
- place: s4f3h5
  label: Mill Cottage
  latitude: 51.23781
  longitude: 51.36642
  access: never
"""
HIDDEN = """\
- act: betrayal
  type: threat
  date: left open
  access: restricted
  description: A cousin told two men at the market where the family slept.
  evidence: Two officers asked for her papers
"""


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Scan:
    """A search in a project of which people, a place and an act are withheld."""
    tiny = lay_out(tmp_path_factory.mktemp("scan"))
    tiny.write("authorities/all.yaml", AUTHORITIES + PEOPLE)
    tiny.records(RECORDS + HIDDEN)
    return search(tiny)


def search(tiny: Tiny) -> Scan:
    """The search for what a project withholds from the public."""
    with contextlib.chdir(tiny.folder):
        project = find_project(Path("texts"))
        sought = withheld_strings(project, read_project(project), "public")
    assert sought
    return Scan.of(sought)


def found(scan: Scan, data: bytes | str, path: str = "a.txt") -> list[str]:
    """What stands in a file, each once."""
    written = data.encode() if isinstance(data, str) else data
    return sorted({leak.what for leak in scan.leaks([(path, written)])})


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of some files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


NAME = "Zhanar Tulegenova"
RUSSIAN = "Жанар Тулегенова"
LINE = f"Then {NAME} left."
LONG = " ".join(["nothing to be seen here,"] * 20)
WRITTEN = {
    "as it is": LINE,
    "in Russian": f"Потом {RUSSIAN} ушла.",
    "in another case": "Видели Жанару Тулегенову.",
    "in Kazakh": "Жанар Төлегенова кетті.",
    "in another transliteration": "Then Janar Tulegenowa left.",
    "in capitals": LINE.upper(),
    "the family name first": "TULEGENOVA Zhanar",
    "one word that is nobody else's": "said Tulegenova",
    "a whole name of which others have a word": "Karl Bergström said",
    "without diacritics": "Karl Bergstrom said",
    "decomposed": unicodedata.normalize("NFD", "Karl Bergström said"),
    "full width": unicodedata.normalize("NFC", "".join(chr(ord(c) + 0xFEE0) if c != " " else c for c in NAME)),
    "soft hyphens": "Tule\u00adge\u00adnova",
    "a zero-width space": "Tule\u200bgenova",
    "bidi marks": "\u202eTule\u202cge\u200fnova\u2066",
    "letters that look alike": "Тulеgеnоvа",
    "no-break spaces": LINE.replace(" ", "\u00a0"),
    "over two lines": "Then Zhanar\nTulegenova left.",
    "divided at a line's end": "Then Tule-\n   genova left.",
    "divided by a soft hyphen": "Then Tule\u00ad\r\ngenova left.",
    "a quoted-printable line": "Then Tule=\r\ngenova left.",
    "percent-encoded": quote(RUSSIAN),
    "percent-encoded twice": quote(quote(RUSSIAN)),
    "JSON": json.dumps({"a": RUSSIAN}),
    "JSON without spaces": json.dumps(["x", {"a": [NAME, RUSSIAN]}], separators=(",", ":")),
    "JSON in JSON": json.dumps(json.dumps({"a": RUSSIAN})),
    "XML entities": "".join(f"&#{ord(c)};" for c in RUSSIAN),
    "XML entities in hexadecimal": "".join(f"&#x{ord(c):X};" for c in RUSSIAN),
    "HTML entities": "Karl Bergstr&ouml;m",
    "entities twice": "".join(f"&amp;#{ord(c)};" for c in RUSSIAN),
    "N-Triples": '<a> <b> "' + "".join(f"\\u{ord(c):04X}" for c in RUSSIAN) + '" .',
    "N-Triples, eight digits": '<a> <b> "' + "".join(f"\\U{ord(c):08X}" for c in RUSSIAN) + '" .',
    "an escaped line end": '"Zhanar\\nTulegenova"',
    "a hashtag": "#FreeZhanarTulegenova #ZhanarTulegenova",
    "an address": "https://example.org/free-zhanar-tulegenova.html",
    "CSV": 'id,name\n1,"Tulegenova, Zhanar"\n',
    "CSV over lines": '1,"Zhanar\n Tulegenova"\n',
    "TSV": "1\tZhanar Tulegenova\t2",
    "base64": base64.b64encode(LINE.encode()).decode(),
    "base64 in an address": "data:text/plain;base64," + base64.b64encode(f"{LONG} {RUSSIAN} {LONG}".encode()).decode(),
    "base64 for addresses": base64.urlsafe_b64encode(f"??>>{RUSSIAN}".encode()).decode().rstrip("="),
    "base64 over lines": base64.encodebytes(f"{LONG} {NAME} {LONG}".encode()).decode(),
    "base64 twice": base64.b64encode(base64.b64encode(LINE.encode())).decode(),
    "a packed text in base64": base64.b64encode(gzip.compress(LINE.encode())).decode(),
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN.keys())
def test_a_name_is_found_however_it_is_written(scan: Scan, text: str) -> None:
    assert found(scan, f"{LONG}\n{text}\n{LONG}") == ["name"]


MARKUP = {
    "tags within a word": ("a.html", "<p>Tule<b>gen</b>ova</p>"),
    "tags between two words": (
        "a.xml",
        f"<w:t>Karl</w:t></w:r><w:r {'w:rsidR=' + chr(34) + '00AB12CD' + chr(34) + ' '}><w:rPr>{'<w:b/>' * 90}</w:rPr><w:t>Bergström</w:t>",
    ),
    "an attribute": ("a.html", f'<img alt="{NAME}"/>'),
    "a comment": ("a.html", f"<p>x</p><!-- {NAME} -->"),
    "HTML in JSON": ("a.json", json.dumps({"html": "<p>Tule<b>gen</b>ova</p>"})),
    "tags within one word of two": ("a.html", "<p>Karl Berg<b>str</b>öm</p>"),
    "BibTeX": ("a.bib", 'author = {Tuleg{\\"e}nova}'),
    "Markdown": ("a.md", "Then Tule**gen**ova left."),
    "SVG": ("a.svg", f"<svg><text>Zhanar</text><text>{NAME.split()[1]}</text></svg>"),
    "a script": ("a.html", f"<script>var x='{NAME}'</script>"),
}


@pytest.mark.parametrize(("path", "text"), MARKUP.values(), ids=MARKUP.keys())
def test_markup_hides_no_name(scan: Scan, path: str, text: str) -> None:
    assert found(scan, text, path) == ["name"]


def _tar(data: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        entry = tarfile.TarInfo("a.txt")
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
    return packed.getvalue()


PACKED = {
    "gzip": ("a.gz", gzip.compress(LINE.encode())),
    "bzip2": ("a.bz2", bz2.compress(LINE.encode())),
    "xz": ("a.xz", lzma.compress(LINE.encode())),
    "zip": ("a.zip", zipped({"a.txt": LINE.encode()})),
    "zip with bzip2": ("a.zip", zipped({"a.txt": LINE.encode()}, zipfile.ZIP_BZIP2)),
    "zip in zip": ("a.zip", zipped({"b.zip": zipped({"a.txt": LINE.encode()})})),
    "a name in a zip": ("a.zip", zipped({f"{NAME}.txt": b"x"})),
    "tar": ("a.tgz", _tar(LINE.encode())),
    "docx": ("a.docx", zipped({"word/document.xml": b"<w:t>Tule</w:t></w:r><w:r><w:t>genova</w:t>"})),
    "xlsx": ("a.xlsx", zipped({"xl/sharedStrings.xml": f"<si><t>{RUSSIAN}</t></si>".encode()})),
    "UTF-16": ("a.csv", RUSSIAN.encode("utf-16")),
    "UTF-16 without a mark": ("a.bin", b"\0\0" + RUSSIAN.encode("utf-16-le")),
    "Windows-1251": ("a.csv", RUSSIAN.encode("cp1251")),
    "among other bytes": ("a.db", b"\x00\x01\x02" + LINE.encode() + b"\xff\x00"),
}


@pytest.mark.parametrize(("path", "data"), PACKED.values(), ids=PACKED.keys())
def test_a_name_is_found_whatever_it_is_packed_in(scan: Scan, path: str, data: bytes) -> None:
    assert found(scan, data, path) == ["name"]


@pytest.mark.parametrize("codec", ["none", "snappy", "gzip", "brotli", "zstd", "lz4"])
@pytest.mark.parametrize("value", [f"{LONG} {NAME} {LONG}", "note.betrayal"])
def test_parquet_is_read_with_each_codec(scan: Scan, codec: str, value: str) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    packed = io.BytesIO()
    parquet.write_table(pyarrow.table({"a": ["x", value, None]}), packed, compression=codec)
    assert found(scan, packed.getvalue(), "a.parquet") == (["name"] if NAME in value else ["id"])


def test_what_is_packed_and_cannot_be_opened_is_told(scan: Scan) -> None:
    assert found(scan, gzip.compress(LINE.encode())[:20], "a.gz") == ["unread"]
    assert found(scan, b"PAR1 and no more", "a.parquet") == ["unread"]


OTHERS = {
    "the id of a person": ("<https://example.org/id/person/z4nar7>", ["id"]),
    "a prefixed id": ("person:z4nar7 a hr:Person .", ["id"]),
    "an id alone": ("1,z4nar7,2", ["id"]),
    "the id of an act": ("https://example.org/id/act/note.betrayal", ["id"]),
    "an escaped id": ("https:\\/\\/example.org\\/id\\/act\\/note.betrayal", ["id"]),
    "a percent-encoded id": (quote("https://example.org/id/person/z4nar7", safe=""), ["id"]),
    "the words of a record": ("he said a cousin told two men at the market where the family slept, or so", ["words"]),
    "its words otherwise": ("A COUSIN told two\n men — at the market, where the “family” slept", ["words"]),
    "its words in base64": (
        base64.b64encode(b"A cousin told two men at the market where the family slept.").decode(),
        ["words"],
    ),
    "a latitude": ('{"coordinates": [51.36642, 51.23781]}', ["id"]),
    "a place": ("hidden at Mill Cottage", ["name"]),
}


@pytest.mark.parametrize(("text", "what"), OTHERS.values(), ids=OTHERS.keys())
def test_ids_words_and_coordinates_are_found_too(scan: Scan, text: str, what: list[str]) -> None:
    assert found(scan, text) == what


PUBLIC = {
    "a word that a public name has too": "Olga Bergström and Bergström",
    "a word like a name": "a tulip, a tule and a genova",
    "a public record": "https://example.org/id/act/note.detention-in-february",
    "public words": "police detained Anna Berg in Lakeside on 1 February 2020",
    "a part of the words": "A cousin told two men at the market",
    "a hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "a cottage by a mill": "a mill, a cottage",
}


@pytest.mark.parametrize("text", PUBLIC.values(), ids=PUBLIC.keys())
def test_what_is_public_is_not_taken_for_what_is_withheld(scan: Scan, text: str) -> None:
    assert found(scan, text) == []


def test_the_name_of_a_file_is_searched(scan: Scan) -> None:
    assert found(scan, b"x", "people/zhanar-tulegenova.html") == ["file name"]
    assert found(scan, b"x", "person/z4nar7.html") == ["file name"]


def test_a_place_is_told_by_line_and_column(scan: Scan) -> None:
    (leak,) = scan.leaks([("a.txt", "Жили\nбыли: Tulegenova\n".encode())])
    assert str(leak.place) == "a.txt:2:7"


def test_what_was_met_once_is_found_in_every_later_file(scan: Scan) -> None:
    for text in (LINE, WRITTEN["base64"], WRITTEN["base64 over lines"], WRITTEN["divided at a line's end"]):
        files = [(f"{number}.txt", text.encode()) for number in range(3)]
        assert sorted({leak.place.path for leak in scan.leaks(files)}) == ["0.txt", "1.txt", "2.txt"]


def test_the_words_that_are_not_sought_alone_are_those_of_all_public_names(scan: Scan) -> None:
    exempt = scan.sought.exempt
    assert {"Bergström", "Olga", "Anna", "Lakeside"} <= set(exempt)
    assert {"Tulegenova", "Zhanar", "Karl"} & set(exempt) == set()


def test_a_key_that_is_withheld_is_sought_too(tmp_path: Path) -> None:
    tiny = lay_out(tmp_path)
    kept = "  names: [The Heron]\n  description: She hid the papers under the floor of the old boat house.\n  access: {names: never, description: restricted}\n"
    tiny.write("authorities/all.yaml", AUTHORITIES + f"- person: l9nd77\n  label: Olga Lund\n{kept}")
    other = search(tiny)
    assert found(other, "they call her The Heron") == ["name"]
    assert found(other, "hid the papers under the floor of the old boat house") == []
    assert found(other, "She hid the papers under the floor of the old boat house") == ["words"]
    assert found(other, "Olga Lund, l9nd77") == []
