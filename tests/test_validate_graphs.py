"""``kg validate`` on files of RDF: every serialization, what is refused, and what partners send by mistake."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.check import check
from kg.rdf.syntax import parse_rdf
from kg.validation import Report, Result
from tests.project import ROOT, Ran, Tiny, kg
from tests.test_validate import codes, lines

GOOD = ROOT / "tests" / "shapes" / "good.ttl"
HEAD = """\
@prefix act-type: <https://w3id.org/chronicle/vocab/act-type/> .
@prefix hr: <https://w3id.org/chronicle/ns#> .
@prefix act: <https://w3id.org/chronicle/id/act/> .
"""
FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}


def checked(folder: Path, name: str, text: str | bytes, *options: str) -> Ran:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return kg("validate", str(path), *options)


def in_form(ending: str, *, spoilt: bool) -> bytes:
    """The good data of the shapes in a serialization, or what is left of it without its dates."""
    triples = [quad.triple for quad in ox.parse(GOOD.read_bytes(), format=ox.RdfFormat.TURTLE)]
    if spoilt:
        triples = [triple for triple in triples if not triple.predicate.value.endswith("ns#modality")]
    result = ox.serialize(triples, format=FORMATS[ending])
    assert result is not None
    return result


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_every_serialization_is_checked(tmp_path: Path, ending: str) -> None:
    good = checked(tmp_path, f"good.{ending}", in_form(ending, spoilt=False))
    assert (good.code, good.err, codes(good)) == (0, "", [])
    bad = checked(tmp_path, f"bad.{ending}", in_form(ending, spoilt=True))
    assert bad.code == 1
    assert "event-modality" in codes(bad)


@pytest.mark.parametrize("ending", ["ttl", "nt", "nq", "trig", "jsonld", "rdf"])
def test_a_node_is_found_again_in_its_file(tmp_path: Path, ending: str) -> None:
    text = HEAD + "act:new.one a hr:Act ; hr:actType act-type:detention .\n"
    triples = [quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)]
    written = text.encode() if ending == "ttl" else ox.serialize(triples, format=FORMATS[ending])
    assert written
    ran = checked(tmp_path, f"one.{ending}", written)
    line = next(n for n, line in enumerate(written.decode().splitlines(), 1) if "new.one" in line)
    assert f"one.{ending}:{line}:" in lines(ran)[0]
    assert lines(ran)[0].startswith("act:new.one  ")


def test_a_concept_that_is_in_no_vocabulary_is_answered_with_the_nearest(tmp_path: Path) -> None:
    ran = checked(tmp_path, "a.ttl", HEAD + "act:new.one a hr:Act ; hr:actType act-type:detension .\n")
    assert "unknown-concept" in codes(ran)
    assert '      Did you mean "detention"?' in lines(ran)


def test_a_property_that_is_spelt_wrongly_is_not_passed_over(tmp_path: Path) -> None:
    ran = checked(tmp_path, "a.ttl", HEAD + "act:new.one hr:victm act:new.two ; a hr:Akt .\n")
    assert codes(ran) == ["undeclared-term", "undeclared-term"]
    assert '    → Did you mean "hr:victim"?' in lines(ran)
    assert '    → Did you mean "hr:Act"?' in lines(ran)


def test_a_file_that_no_shape_looks_at_says_so(tmp_path: Path) -> None:
    ran = checked(tmp_path, "a.nt", "<https://example.org/a> <https://example.org/b> <https://example.org/c> .\n")
    assert ran.code == 0
    assert "is of a class or has a property that the shapes check" in lines(ran)[0]


def test_files_named_together_are_one_graph(tmp_path: Path) -> None:
    lines_of = in_form("nt", spoilt=False).decode().splitlines(keepends=True)
    (tmp_path / "a.nt").write_text("".join(lines_of[::2]))
    (tmp_path / "b.nt").write_text("".join(lines_of[1::2]))
    assert kg("validate", str(tmp_path / "a.nt")).code == 1
    assert kg("validate", str(tmp_path / "a.nt"), str(tmp_path / "b.nt")).code == 0
    assert kg("validate", str(tmp_path)).code == 0


def test_rdf_may_refer_to_what_is_built(tiny: Tiny) -> None:
    assert tiny.kg("build").code == 0
    (tiny.folder / "more.ttl").write_text(
        "@prefix hr: <https://w3id.org/chronicle/ns#> .\n@prefix id: <https://example.org/id/> .\n"
        "<https://example.org/id/posting/new.post> a hr:Posting ; "
        '<http://www.w3.org/2004/02/skos/core#prefLabel> "a post"@en ; '
        "hr:holder <https://example.org/id/person/p3rs0n> ; "
        "hr:organization <https://example.org/id/organization/p0l1ce> .\n"
    )
    alone = tiny.kg("validate", "more.ttl")
    assert {"posting-holder", "posting-organization"} <= set(codes(alone))
    among = tiny.kg("validate", "more.ttl", "--against", "build")
    assert not {"posting-holder", "posting-organization"} & set(codes(among))


# ── what is refused ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "text", "code", "said"),
    [
        ("a.ttl", "<https://e.org/a> <https://e.org/b> .\n", "rdf-syntax", "a.ttl:1:"),
        ("a.ttl", '{"@id": "https://e.org/a"}', "rdf-syntax", "looks like JSON-LD"),
        ("a.ttl", '<?xml version="1.0"?><rdf:RDF/>', "rdf-syntax", "looks like RDF/XML"),
        ("a.rdf", "@prefix a: <https://e.org/> .\n", "rdf-syntax", "looks like Turtle"),
        ("a.jsonld", "<https://e.org/a> <https://e.org/b> <https://e.org/c> .\n", "rdf-syntax", "looks like N-Triples"),
        ("a.ttl", "<x:a> <x:b> <x:c> .\n<x:a> <x:b> <x:c> <x:d> .\n", "rdf-syntax", "a.ttl:2:19"),
        ("a.trig", "@prefix a: <x:> .\n<x:a> <x:b> ;; [ .\n", "rdf-syntax", "a.trig:2:"),
        ("a.ttl", "<a> <https://e.org/b> <https://e.org/c> .\n", "rdf-syntax", "no scheme such as https://"),
        ("a.nt", "%PDF-1.7", "rdf-syntax", "a.nt:1:1"),
        ("a.ttl", "", "empty-file", "the file is empty"),
        ("a.ttl", b"\xff\xfe\x00", "not-utf8", "a.ttl:1:1"),
        ("a.jsonld", '{"@context": "https://schema.org/", "@id": "https://e.org/a"}', "remote-context", "from the web"),
        (
            "a.jsonld",
            '{"@context": {"@import": "https://schema.org/"}, "@id": "https://e.org/a"}',
            "remote-context",
            "",
        ),
    ],
)
def test_a_file_that_is_not_what_its_ending_says_is_told(
    tmp_path: Path, name: str, text: str | bytes, code: str, said: str
) -> None:
    ran = checked(tmp_path, name, text)
    assert (ran.code, ran.err, codes(ran)) == (1, "", [code])
    assert said.lower() in ran.out.replace("\n    ", " ").lower()


LAUGHS = '<!DOCTYPE rdf [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {new} "{"&" + old + ";" * 1}{("&" + old + ";") * 9}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)  # fmt: skip


@pytest.mark.parametrize(
    "declared",
    [
        LAUGHS + "]>",
        '<!DOCTYPE rdf [<!ENTITY i SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rdf SYSTEM "https://example.org/rdf.dtd">',
    ],
)
def test_xml_entities_are_refused(tmp_path: Path, declared: str) -> None:
    rdf = (
        f'<?xml version="1.0"?>{declared}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:e="https://e.org/"><rdf:Description rdf:about="https://e.org/a"><e:b>&i;</e:b></rdf:Description></rdf:RDF>'
    )
    ran = checked(tmp_path, "a.rdf", rdf)
    assert (ran.code, codes(ran)) == (1, ["xml-entity"])


def test_an_import_is_not_followed_and_said_to_be_not(tmp_path: Path) -> None:
    imports = "<https://e.org/a> <http://www.w3.org/2002/07/owl#imports> <https://example.invalid/ontology> .\n"
    ran = checked(tmp_path, "a.nt", imports)
    assert ran.code == 0
    assert "owl:imports of <https://example.invalid/ontology> is not followed: nothing is ever fetched" in lines(ran)


def test_the_network_is_never_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.create_connection", refuse)
    imports = "<https://e.org/a> <http://www.w3.org/2002/07/owl#imports> <https://example.org/o> .\n"
    for engine in ("fast", "reference"):
        assert checked(tmp_path, "a.nt", imports, "--engine", engine).code == 0
    assert checked(tmp_path, "a.jsonld", '{"@context": "https://example.org/c"}').code == 1


def test_blank_nodes_have_the_same_names_each_time(tmp_path: Path) -> None:
    text = "[] <https://e.org/b> [ <https://e.org/b> _:x ] .\n"
    from kg.rdf.formats import BY_NAME

    assert parse_rdf(text, BY_NAME["ttl"], path="a") == parse_rdf(text, BY_NAME["ttl"], path="a")


NOTHING_SAID = "<https://example.org/act/{n}> a <https://w3id.org/chronicle/ns#Act> .\n"
"""An act of which nothing is said; it breaks five shapes."""


def many(folder: Path, count: int) -> Path:
    """A file of so many acts of which nothing is said."""
    path = folder / "many.ttl"
    path.write_text("".join(NOTHING_SAID.format(n=n) for n in range(count)))
    return path


def test_very_many_violations_are_counted_and_few_are_shown(tmp_path: Path) -> None:
    """More than a report holds: how it goes with a million is in ``bench/violations.py``."""
    found = check([many(tmp_path, 20_000)], language="en", limit=10)
    assert len(found.findings) == 10
    assert found.counts == {"violation": 100_000, "warning": 0, "info": 0}
    assert found.omitted == 99_990


def test_a_shape_that_a_node_breaks_very_often_takes_no_longer(tmp_path: Path) -> None:
    """A node with 20,000 labels in one language has one fault, and not one for each pair of them (2026-11-22: 400 s)."""
    label = '<https://example.org/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "{n}"@{language} .\n'
    text = "".join(label.format(n=n, language=language) for n in range(20_000) for language in ("en", "ru"))
    path = tmp_path / "labels.ttl"
    path.write_text("<https://example.org/a> a <https://w3id.org/chronicle/ns#Place> .\n" + text)
    found = [finding for finding in check([path], language="en").findings if finding.result]
    unique = [finding for finding in found if "UniqueLang" in str(finding.result and finding.result.component)]
    assert len(unique) == 1


TOLD = "490 more are not shown; fix these first, or raise --limit"
CAPPED = {
    "text": f"\n{TOLD}\n",
    "json": '\n  "omitted": 490,\n',
    "shacl": '"these are the first 10 of 500 results; the others are only counted"@en',
    "sarif": f'"text": "{TOLD}"',
    "github": f"\n::notice::{TOLD}\n",
}


@pytest.mark.parametrize("engine", ["fast", "reference"])
@pytest.mark.parametrize("form", CAPPED)
def test_every_form_says_that_there_are_more(tmp_path: Path, form: str, engine: str) -> None:
    path = many(tmp_path, 100)
    ran = kg("validate", str(path), "--limit", "10", "--format", form, "--engine", engine)
    assert (ran.code, ran.err) == (1, "")
    assert CAPPED[form] in ran.out
    assert ran.out.count("The act has no date") <= 20
    russian = kg("validate", str(path), "--limit", "10", "--format", form, "--lang", "ru").out
    assert {"json": CAPPED["json"], "shacl": "показаны первые 10 из 500"}.get(form, "ещё 490 не показано") in russian


def test_an_interrupted_check_ends_with_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    many(tmp_path, 40_000)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "kg", "validate", "many.ttl"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        time.sleep(1.5)
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=60)
    assert (run.returncode, out, err.decode().strip()) == (130, b"", "stopped; the last good build is as it was")
    assert [path.name for path in tmp_path.iterdir()] == ["many.ttl"]


def test_a_report_holds_the_worst_and_counts_the_others() -> None:
    results = [Result(severity, f"<x:{number}>", "", "", "", "<x:s>", "") for number in range(30) for severity in ("Info", "Violation", "Warning")]  # fmt: skip
    whole = Report.of([*results, *results])
    assert [result.kind for result in whole.results] == ["Violation"] * 30 + ["Warning"] * 30 + ["Info"] * 30
    assert list(whole.results[:30]) == sorted(whole.results[:30])
    for most in (0, 1, 29, 30, 31, 90, 100):
        report = Report.of([*results, *results], most=most)
        assert report.results == whole.results[:most]
        assert report.counts == whole.counts
        assert sum(report.left_out.values()) == max(0, 90 - most)
