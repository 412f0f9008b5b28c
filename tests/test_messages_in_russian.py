"""What is really printed in another language: parsers, shapes without words, wrong calls, scaffolds, ``kg explain``."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.model import messages
from kg.model.errors import explanations
from kg.model.kinds import by_name
from kg.model.messages import explanation, translated
from kg.rdf.formats import BY_NAME
from kg.rdf.parser_reasons import meaning
from kg.records import AUTHORITY, TOP
from kg.records.templates import scaffold
from kg.validation.compiled.components import COMPONENTS
from tests.project import ROOT, Tiny, kg, read_terminal
from tests.sampling import sampled
from tests.test_messages import OTHERS, is_whole
from tests.test_validate_broken import BROKEN, CASES

CYRILLIC = re.compile("[а-яё]")
SYNTAX = {
    "ttl": ("<x:a> <x:b> <x:c>", "<x:a> <x:b> <x:c> <x:d> .", "<x:a> <x:b> .", "a:b <x:b> <x:c> .", "<a> <x:b> <x:c> .",
            "<x:a b> <x:b> <x:c> .", '<x:a> <x:b> "c\n" .', '<x:a> <x:b> "c', '<x:a> <x:b> "c"@ .', '<x:a> <x:b> "c"^^d .',
            '<x:a> <x:b> "\\q" .', '<x:a> <x:b> "\\ud800" .', "<x:a> <x:b> [ <x:c> <x:d> .", "<x:a> <x:b> ( <x:c> .",
            "<x:a> <x:b> <x:c> ] .", "@prefix a <x:a> .", "@prefix a: x .", "@perfix a: <x:a> .", "<x:a> <x:b> 1e .",
            "<x:a> <x:b> foo .", "foo <x:b> <x:c> .", "<x:a> foo <x:c> .", "<x:a> <x:b> , .", "_: <x:b> <x:c> .",
            "{ <x:a> <x:b> <x:c> }", "<x:a> <x:b> <x:%zz> .", "<x:a> <x:b> a:b%z .", "<x:a> <x:b> «c» .", "привет",
            '"a" <x:b> <x:c> .', "<x:a> _:b <x:c> .", '<x:a> <x:b> "c"@toolonglanguage .', "<x:a> <x:b> +  ."),
    "nt": ("<x:a> <x:b> <x:c>", "x <x:b> <x:c> .", "<x:a> x <x:c> .", "<x:a> <x:b> x .", "<x:a> <x:b> <x:c> <x:g> .",
           "<a> <x:b> <x:c> .", "<x:a> <x:b> <x:c> . <x:a> <x:b> <x:c> .", "<x:a> <x:b> 1 ."),
    "nq": ('<x:a> <x:b> <x:c> "g" .', "<x:a> <x:b> <x:c> <x:g> <x:h> ."),
    "trig": ("<x:g> { <x:a> <x:b> <x:c> ", "GRAPH { }", 'GRAPH "a" { }', "<x:g> { { } }", "( <x:a> ) { }"),
    "rdfxml": ("<a", "<a>", "<rdf:RDF/>", "hello", "<a:b xmlns:a='x:'><a:c>&foo;</a:c></a:b>", "<a:b xmlns:a='x:'>text</a:b>",
               "<a:b xmlns:a='x:'></a:c>", "<a:b xmlns:a='x:' a:c=1/>"),
    "jsonld": ("{", "[1", '{"@id":1}', '{"@context":{"a":1}}', '{"@id":"x:a","x:b":{"@value":{}}}', '{"a" 1}', '{"@id":"x:a",}',
               "{'a':1}", '{"@id":"x:a" "x:b":1}', '{"@id":"x:a","@id":"x:b"}', '{"a":"\\q"}', '{"@context":{"@language":1}}',
               '{"@id":"x:a","x:b":{"@list":[1],"x:c":2}}', '{"@context":"http://example.org/c"}', '{"@set":[], "@id":"x"}'),
}  # fmt: skip
CALLS = (
    ("validate", "--format", "x"),
    ("validate", "--engine", "x"),
    ("validate", "--limit", "0"),
    ("validate", "--limit", "x"),
    ("validate", "--limit"),
    ("validate", "--strict=1"),
    ("validate", "--frmat", "text"),
    ("validate", "--zzzz"),
    ("validate", "nowhere.yaml"),
    ("validate", "--profile", "minimun"),
    ("validate", "--against", "nowhere", "a.ttl"),
    ("validate", "a.zip"),
    ("watch", "nowhere"),
    ("watch", "--lang", "xx"),
    ("new",),
    ("new", "plase"),
    ("new", "place", "Not An Id"),
    ("new", "place", "a", "b"),
    ("new", "place", "--to", "no/such/folder.yaml"),
    ("new", "act", "a", "--to", "texts/note/records.yaml"),
    ("explain", "bad-dat"),
    ("validat",),
)
"""Calls that are refused; a second record of the same id is one of them."""


SAID_OF = [(form, text) for form, texts in SYNTAX.items() for text in texts]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(
    ("form", "text"), sampled(SAID_OF, 4, ids=[f"{form}-{number}" for number, (form, _) in enumerate(SAID_OF)])
)
def test_what_a_parser_says(tmp_path: Path, form: str, text: str, language: str) -> None:
    path = tmp_path / f"a.{BY_NAME[form].extension}"
    path.write_text(text, encoding="utf-8")
    ran = kg("validate", str(path), "--lang", language)
    line = next(line for line in ran.out.splitlines() if "[rdf-syntax]" in line or "[remote-context]" in line)
    assert CYRILLIC.search(line)
    assert "программа чтения" not in line or form in ("jsonld", "rdfxml"), "a sentence of its own is missing"
    assert is_whole(re.sub(r"<[^<>]*>|«[^»]*»?", "", line), "")


def test_what_a_parser_says_and_nobody_knows_is_quoted() -> None:
    found = meaning("Parser error at line 1 column 2: Some new fault of the parser")
    assert str(found) == "the parser says: Some new fault of the parser"
    told = translated(found, "ru", "rdf-syntax")
    assert told == "запись не по правилам формата; программа чтения сообщает: «Some new fault of the parser»"


@pytest.mark.parametrize("language", OTHERS)
def test_a_shape_without_words_of_its_own(language: str) -> None:
    for component in COMPONENTS:
        assert CYRILLIC.search(translated(component.says.given(name="", count=0, bound="", pattern=""), language))


@pytest.mark.parametrize("language", OTHERS)
def test_every_code_is_explained(language: str) -> None:
    for code in explanations():
        told = explanation(code, language)
        assert CYRILLIC.search(told), code
        assert len(re.findall(r"[.!?](?=\s|$)", told)) >= 2, code
        codes = re.findall(r"`[^`]*`", explanations()[code])
        assert all(each.split()[0] in told for each in codes), code
        bare = re.sub(r"`[^`]*`|\"[^\"]*\"|\([^)]*\)|\[[^\]]*\]|'[^']*'", "", told)
        assert not re.search(r"(?<![\w:/.#-])[a-z']{3,} [a-z']{2,} [a-z']{2,}", bare), code


def test_explain_speaks_the_language_that_is_asked_for() -> None:
    ran = kg("explain", "wrong-call", "--lang", "ru")
    assert ran.out.split() == ["wrong-call", *messages._pairs("ru")["explanations"]["wrong-call"].split()]
    assert all(CYRILLIC.search(line) for line in kg("explain", "--lang", "ru").out.splitlines())
    assert not CYRILLIC.search(kg("explain").out)


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("kind", sorted({*TOP, *AUTHORITY}))
def test_a_scaffold_in_another_language_differs_only_in_what_it_explains(kind: str, shared: bool) -> None:
    if kind not in (AUTHORITY if shared else TOP):
        return
    english, russian = (
        scaffold(by_name()[kind], "a", shared=shared, whole=True, language=language).splitlines()
        for language in ("en", "ru")
    )
    assert len(english) == len(russian)
    for one, other in zip(english, russian, strict=True):
        assert re.match(r"[\s#-]*[\w-]+:", one)[0] == re.match(r"[\s#-]*[\w-]+:", other)[0]  # type: ignore[index]
        assert ("FILL IN" in one) == ("FILL IN" in other)
        assert CYRILLIC.search(other), other


@pytest.mark.parametrize("name", CASES)
def test_each_broken_record_is_told_without_a_word_of_english(name: str) -> None:
    for line in (BROKEN / f"{name}.ru.txt").read_text(encoding="utf-8").splitlines():
        if line and "│" not in line:
            assert is_whole(without_lists(line), ""), line


def without_lists(line: str) -> str:
    """The line without keys, kinds or terms that are listed in it."""
    return re.sub(r"[a-z-]+(,\s*[a-z-]+)+,?|[a-z-]+: left open", "", line)


def on_a_terminal(tiny: Tiny, *arguments: str) -> str:
    """What a reader whose system speaks Russian sees on standard error of a terminal."""
    mine, theirs = os.openpty()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LC_")} | {"LANG": "ru_RU.UTF-8", "PYTHONPATH": str(ROOT)}  # fmt: skip
    command = [sys.executable, "-m", "kg", *arguments]
    subprocess.run(command, cwd=tiny.folder, env=environment, stdout=subprocess.DEVNULL, stderr=theirs, check=False)
    os.close(theirs)
    return read_terminal(mine).replace("\r", "")


@pytest.mark.parametrize("call", sampled([(call,) for call in CALLS], 3, ids=[" ".join(call) for call in CALLS]))
def test_a_wrong_call_is_told_in_the_reader_s_language(tiny: Tiny, call: tuple[str, ...]) -> None:
    (tiny.folder / "a.zip").write_bytes(b"PK")
    (tiny.folder / "a.ttl").write_text("<x:a> <x:b> <x:c> .")
    tiny.records("- act: a\n  type: detention\n")
    told = on_a_terminal(tiny, *call)
    assert told.startswith("ошибка["), told
    for line in told.splitlines():
        assert CYRILLIC.search(line) or re.fullmatch(r"  [\w./-]+", line), line
        assert is_whole(without_lists(re.sub("'[^']*'", "", line)), ""), line


def test_elsewhere_a_wrong_call_is_told_in_english(tiny: Tiny) -> None:
    assert kg("validate", "nowhere.yaml").err.startswith("error[unreadable-file]")
    assert kg("validate", "nowhere.yaml", "--lang", "ru").err.startswith("ошибка[unreadable-file]")
    assert kg("validate", "nowhere.yaml").err.startswith("error[unreadable-file]")
    assert kg("new", "plase", "--lang", "ru").err.startswith("ошибка[unknown-kind]")


def test_a_new_record_is_explained_in_the_language_of_its_project(tiny: Tiny) -> None:
    tiny.write("chronicle.toml", 'base = "https://example.org/id/"\nlanguage = "ru"\nbuild = "../build"\n')
    ran = tiny.kg("new", "place", "a-lake", "--to", "texts/note/records.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert "заполните её" in ran.out
    assert "FILL IN, своими словами" in (tiny.texts / "note/records.yaml").read_text(encoding="utf-8")
