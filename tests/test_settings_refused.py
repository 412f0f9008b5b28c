"""What is wrong in chronicle.toml, and where there is none."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from tests.project import Tiny, error, kg

FILE = "texts/chronicle.toml"
NAMES = "the settings are: base, build, documentalist, language, license, ontology, pseudonyms, send-to, title"
FAULTY: dict[str, tuple[str | bytes, str]] = {
    "a value that is missing": (
        "base = \n",
        error("bad-settings", "this is not TOML: Invalid value", f"{FILE}:1:8", "fix the TOML here"),
    ),
    "a quotation mark left open": (
        'base = "x\n',
        error(
            "bad-settings",
            "this is not TOML: Illegal character '\\n'",
            f"{FILE}:1:10",
            "fix the TOML here",
        ),
    ),
    "a setting twice": (
        'base = "https://a/"\nbase = "https://b/"\n',
        error(
            "bad-settings",
            "this is not TOML: Cannot overwrite a value",
            f"{FILE}:2:20",
            "fix the TOML here",
        ),
    ),
    "a setting spelt wrongly": (
        'bse = "x"\n',
        error("bad-settings", '"bse" is not a setting', FILE, 'did you mean "base"?'),
    ),
    "a setting like no other": ("zzz = 1\n", error("bad-settings", '"zzz" is not a setting', FILE, NAMES)),
    "a base that is no address": (
        'base = "nope"\n',
        error("bad-settings", 'base = "nope" is not allowed', FILE, "write an http(s) IRI that ends in / or #"),
    ),
    "a base that ends in a word": (
        'base = "https://a.org/id"\n',
        error(
            "bad-settings", 'base = "https://a.org/id" is not allowed', FILE, "write an http(s) IRI that ends in / or #"
        ),
    ),
    "a base with a space": (
        'base = "https://a b/"\n',
        error("bad-settings", 'base = "https://a b/" is not allowed', FILE, "write an http(s) IRI that ends in / or #"),
    ),
    "a documentalist whom nobody knows": (
        'base = "https://example.org/id/"\ndocumentalist = "Nobody"\n',
        error(
            "bad-settings",
            'documentalist "Nobody" is unknown',
            FILE,
            "name one person or organisation of the authority files by label or id",
        ),
    ),
}


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=name) for name, case in FAULTY.items()])
def test_faulty_settings_are_refused(tiny: Tiny, text: str, expected: str) -> None:
    tiny.write("chronicle.toml", text)
    ran = tiny.kg("build")
    assert (ran.code, ran.out, ran.errors) == (1, "", expected)
    assert [path.name for path in tiny.folder.iterdir()] == ["texts"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("language = 3\n", "language", id="a number"),
        pytest.param('language = "e n"\n', "language", id="no language"),
        pytest.param('base = "https://[a]/"\n', "base", id="no host"),
        pytest.param('build = "a\\u0000b"\n', "build", id="a NUL in a path"),
        pytest.param('build = ""\n', "build", id="no path"),
        pytest.param(b'base = "\xff"\n', "UTF-8", id="not UTF-8"),
        pytest.param("x = " + "[" * 100_000, "TOML", id="a hundred thousand brackets"),
    ],
)
def test_a_setting_of_another_type_is_refused_where_it_stands(tiny: Tiny, text: str | bytes, found: str) -> None:
    tiny.write("chronicle.toml", text)
    ran = tiny.kg("build")
    assert (ran.code, ran.out) == (1, "")
    assert ran.errors.startswith("error[bad-settings]: ")
    assert found in ran.errors.splitlines()[0]
    assert f'did you mean "{found}"?' not in ran.errors
    assert "codec" not in ran.errors


def test_without_a_project_a_call_says_how_to_get_one(tmp_path: Path) -> None:
    with contextlib.chdir(tmp_path):
        ran = kg("build")
    remedy = "run `kg init DIR` to create a project, or name one with --documents DIR"
    assert (ran.code, ran.err) == (
        2,
        error("no-project", "there is no chronicle.toml here or in a folder above", "", remedy),
    )


@pytest.mark.parametrize(("name", "found"), [("nowhere", "nowhere does not exist"), ("a.txt", "a.txt is a file")])
def test_a_folder_of_documents_that_is_none_is_a_faulty_call(tmp_path: Path, name: str, found: str) -> None:
    (tmp_path / "a.txt").write_text("x")
    with contextlib.chdir(tmp_path):
        ran = kg("build", "--documents", name)
    assert (ran.code, ran.err) == (2, error("no-project", found, "", "name the folder that holds the documents"))


def test_a_project_is_found_from_a_folder_inside_it(tiny: Tiny) -> None:
    with contextlib.chdir(tiny.texts / "note"):
        ran = kg("trace", "detention-in-february")
    assert (ran.code, ran.err) == (0, "")


def test_a_base_of_ones_own_goes_into_every_iri(tiny: Tiny) -> None:
    tiny.write("chronicle.toml", 'base = "https://example.org/é#"\ndocumentalist = "d0cs01"\n')
    assert all(quad.subject.startswith("<https://example.org/é#") for quad in tiny.quads())


MINE = 'documentalist = "d0cs01"\nontology = "1.0"\n'
BASES = {
    "a Cyrillic letter in the host": "https://ex\u0430mple.org/id/",
    "a host in Cyrillic letters that look Latin": "https://\u0441\u043e\u0441\u043e.org/id/",
    "a host in another script": "https://пример.рф/id/",
    "a folder in Cyrillic letters that look Latin": "https://example.org/\u0430\u0441/",
    "a soft hyphen": "https://exam\u00adple.org/id/",
    "a zero-width space": "https://example.org/i\u200bd/",
    "a byte-order mark": "\ufeffhttps://example.org/id/",
    "a no-break space": "https://example.org/\u00a0id/",
    "a space at the end": "https://example.org/id/ ",
    "a user": "https://anna@example.org/id/",
    "a user and a password": "https://anna:secret@example.org/id/",
    "no host": "https:///id/",
    "another scheme": "ftp://example.org/id/",
    "a scheme in capitals": "HTTPS://example.org/id/",
    "a name": "urn:example:id/",
    "a file": "file:///tmp/id/",
    "a relative address": "/id/",
    "a step up": "https://example.org/a/../id/",
    "two number signs": "https://example.org/#a#",
    "half an escape": "https://example.org/%2/",
    "nothing": "",
    "Chronicle's own": "https://w3id.org/chronicle/id/",
    "Chronicle's own without encryption": "http://w3id.org/chronicle/id/",
    "Chronicle's vocabularies": "https://w3id.org/chronicle/vocab/",
}


@pytest.mark.parametrize("base", [pytest.param(base, id=name) for name, base in BASES.items()])
def test_a_base_that_others_own_or_that_looks_like_another_is_refused(tiny: Tiny, base: str) -> None:
    tiny.write("chronicle.toml", f'base = "{base}"\n{MINE}')
    for command in (("build",), ("validate", "texts")):
        ran = tiny.kg(*command)
        assert ran.code == 1
        assert "bad-settings" in ran.out + ran.errors
    assert [path.name for path in tiny.folder.iterdir()] == ["texts"]


@pytest.mark.parametrize("text", [MINE, "", "# the settings\n"])
def test_settings_without_a_base_are_refused(tiny: Tiny, text: str) -> None:
    tiny.write("chronicle.toml", text)
    expected = error(
        "bad-settings",
        "base is missing: the settings do not say under which IRI nodes are minted",
        FILE,
        'write base = "https://…/id/" with a domain of your own, so that nobody else mints the same IRIs',
    )
    ran = tiny.kg("build")
    assert (ran.code, ran.errors) == (1, expected)


def test_documents_without_settings_are_no_project(tiny: Tiny) -> None:
    (tiny.texts / "chronicle.toml").unlink()
    ran = tiny.kg("build")
    assert (ran.code, ran.errors.splitlines()[0]) == (2, "error[no-project]: there is no chronicle.toml in texts")


def test_a_documentalist_is_named_in_one_script(tiny: Tiny) -> None:
    tiny.write("chronicle.toml", 'base = "https://example.org/"\ndocumentalist = "d\u043ecs"\n')
    assert "documentalist: U+043E CYRILLIC SMALL LETTER O" in tiny.kg("build").errors
