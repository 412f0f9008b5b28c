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
from kg.validation import MOST, Report, Result
from tests.project import ROOT, Ran, Tiny, kg
from tests.sampling import sampled
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


@pytest.mark.parametrize("ending", sampled(sorted(FORMATS), 2, ids=sorted(FORMATS)))
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


def test_rdf_may_refer_to_what_is_built(standing: Tiny) -> None:
    (standing.folder / "more.ttl").write_text(
        "@prefix hr: <https://w3id.org/chronicle/ns#> .\n@prefix id: <https://example.org/id/> .\n"
        "<https://example.org/id/posting/new.post> a hr:Posting ; "
        '<http://www.w3.org/2004/02/skos/core#prefLabel> "a post"@en ; '
        "hr:holder <https://example.org/id/person/p3rs0n> ; "
        "hr:organization <https://example.org/id/organization/p0l1ce> .\n"
    )
    alone = standing.kg("validate", "more.ttl")
    assert {"posting-holder", "posting-organization"} <= set(codes(alone))
    among = standing.kg("validate", "more.ttl", "--against", "build")
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
        (
            "a.ttl",
            "<x:a> <x:b> <x:c> .\n\ufeff<x:a> <x:b> <x:d> .\n",
            "rdf-syntax",
            "there is a byte order mark (U+FEFF)",
        ),
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
    found = check([many(tmp_path, 3_000)], language="en", limit=10)
    assert len(found.findings) == 10
    assert found.counts == {"violation": 15_000, "warning": 0, "info": 0}
    assert found.omitted == 14_990
    assert found.counts["violation"] > MOST


def test_a_shape_that_a_node_breaks_very_often_takes_no_longer(tmp_path: Path) -> None:
    """A node with 20,000 labels in a language has one fault for the language, and not one for each pair of them (2026-11-22: 400 s)."""
    label = '<https://example.org/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "{n}"@{language} .\n'
    text = "".join(label.format(n=n, language=language) for n in range(20_000) for language in ("en", "ru"))
    path = tmp_path / "labels.ttl"
    path.write_text("<https://example.org/a> a <https://w3id.org/chronicle/ns#Place> .\n" + text)
    found = [finding for finding in check([path], language="en").findings if finding.result]
    unique = [finding for finding in found if "UniqueLang" in str(finding.result and finding.result.component)]
    assert len(unique) == 2


TOLD = "490 more are not shown; fix these first, or raise --limit"
CAPPED = {
    "text": f"\n{TOLD}\n",
    "json": '\n  "omitted": 490,\n',
    "shacl": '"these are the first 10 of 500 results; the others are only counted"@en',
    "sarif": f'"text": "{TOLD}"',
    "github": f"\n::notice::{TOLD}\n",
}


BY_REFERENCE = [(form, "reference") for form in CAPPED]


@pytest.mark.parametrize(
    ("form", "engine"),
    [*((form, "fast") for form in CAPPED), *sampled(BY_REFERENCE, 5, ids=["-".join(each) for each in BY_REFERENCE])],
)
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


# ── nothing runs together, nothing is lost ───────────────────────────────────────────────────────────────────

ONE_P = """\
@prefix ex: <http://ex.test/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
ex:S a sh:NodeShape ; sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:minCount 1 ; sh:maxCount 1 ] .
"""
T = "http://ex.test/T"
SAME_LABEL = {
    "a.ttl": "_:same a <http://ex.test/T> ; <http://ex.test/p> 1 , 2 .\n",
    "b.nt": f"_:same <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{T}> .\n",
    "c.jsonld": f'{{"@id": "_:same", "@type": "{T}", "http://ex.test/p": 1}}',
    "d.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ex="http://ex.test/">\n'
    '<ex:T rdf:nodeID="same"><ex:p>1</ex:p></ex:T></rdf:RDF>',
}
"""The node of ``a.ttl`` has one value too many, that of ``b.nt`` none."""


def partner(folder: Path, files: dict[str, str], shapes: str = ONE_P) -> Path:
    """Files in a folder of their own, and a profile beside it."""
    (folder / "shapes.ttl").write_text(shapes, encoding="utf-8")
    (folder / "data").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / "data" / name).write_text(text, encoding="utf-8")
    return folder / "data"


def by_profile(folder: Path, *options: str) -> Ran:
    return kg("validate", str(folder), "--profile", str(folder.parent / "shapes.ttl"), *options)


@pytest.mark.parametrize("engine", ["fast", "reference"])
def test_a_blank_node_label_holds_within_its_file_in_every_format(tmp_path: Path, engine: str) -> None:
    ran = by_profile(partner(tmp_path, SAME_LABEL), "--engine", engine)
    assert codes(ran) == ["max-count", "min-count"]
    assert [line for line in lines(ran) if line.startswith("_:same  ")] == [
        f"_:same  {tmp_path}/data/a.ttl:1:1",
        f"_:same  {tmp_path}/data/b.nt:1:1",
    ]


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    data = partner(tmp_path, {"a.ttl": f"[] a <{T}> .\n"})
    (data / "again.ttl").symlink_to(data / "a.ttl")
    ran = kg("validate", str(data), str(data / "a.ttl"), "--profile", str(tmp_path / "shapes.ttl"))
    assert codes(ran) == ["min-count"]


def test_blank_nodes_of_two_profiles_of_one_name_stay_apart(tmp_path: Path) -> None:
    paths = []
    for folder, path in (("one", "ex:p"), ("two", "ex:q")):
        (tmp_path / folder).mkdir()
        paths += ["--profile", str(tmp_path / folder / "rules.ttl")]
        (tmp_path / folder / "rules.ttl").write_text(ONE_P.replace("ex:S", f"ex:{folder}").replace("ex:p", path))
    ran = kg("validate", str(partner(tmp_path, {"a.ttl": f"<x:a> a <{T}> .\n"})), *paths)
    assert codes(ran) == ["min-count", "min-count"]


@pytest.mark.parametrize("ending", sampled(sorted(FORMATS), 3, ids=sorted(FORMATS)))
def test_a_byte_order_mark_is_no_part_of_a_file(tmp_path: Path, ending: str) -> None:
    marked = checked(tmp_path, f"a.{ending}", b"\xef\xbb\xbf" + in_form(ending, spoilt=False))
    assert (marked.code, codes(marked)) == (0, [])


def test_a_byte_order_mark_is_no_part_of_a_profile(tmp_path: Path) -> None:
    ran = by_profile(partner(tmp_path, {"a.ttl": f"\ufeff<x:a> a <{T}> .\n"}, "\ufeff" + ONE_P))
    assert codes(ran) == ["min-count"]


LEFT_OUT = {
    "a relative id": ('{{"@id": "case-8", "@type": "{T}"}}', '"case-8" is not a whole IRI', 1),
    "a fragment": ('{{"@id": "x:a",\n "x:p": {{"@id": "#there"}}}}', '"#there" is not a whole IRI', 2),
    "an invalid IRI": ('{{"@id": "http://a b/", "@type": "{T}"}}', '"http://a b/" is not a whole IRI', 1),
    "a value that should be an IRI": ('{{"@context": {{"p": {{"@id": "x:p", "@type": "@id"}}}}, "@id": "x:a",\n "p": "there"}}', '"there" is not a whole IRI', 2),
    "a named graph": ('{{"@id": "rel",\n "@graph": [{{"@id": "x:a", "x:p": 1}}]}}', '"rel" is not a whole IRI', 1),
    "an unknown type": ('{{"@id": "x:a",\n "@type": "Case"}}', 'what the type "Case" means', 2),
    "an unknown key": ('{{"@id": "x:a",\n "name": "Anna"}}', 'what the key "name" means', 2),
    "an empty vocabulary": ('{{"@context": {{"@vocab": ""}}, "@id": "x:a",\n "name": "Anna"}}', 'what the key "name" means', 2),
    "a context that is cleared": ('[{{"@context": [{{"@vocab": "x:"}}, null], "@id": "x:a",\n "name": "Anna"}}]', 'what the key "name" means', 2),
    "an unknown key far down": ('{{"@id": "x:a", "x:p": {{"x:q": [{{"x:r": {{\n"name": 1}}}}]}}}}', 'what the key "name" means', 2),
    "a keyword in capitals": ('{{"@id": "x:a",\n "@Type": "{T}"}}', 'no keyword "@Type"', 2),
    "a blank node as a property": ('{{"@id": "x:a",\n "_:p": 1}}', 'what the key "_:p" means', 2),
    "an invalid language": ('{{"@id": "x:a",\n "x:p": {{"@value": "Anna", "@language": "not valid"}}}}', '"not valid" is not a language tag', 2),
    "a text that is no node": ('["loose", {{"@id": "x:a", "x:p": 1}}]', '"loose" stands where only nodes count', 1),
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_json_ld_leaves_out_is_named_at_its_place(tmp_path: Path, name: str) -> None:
    text, said, line = LEFT_OUT[name]
    ran = by_profile(partner(tmp_path, {"a.jsonld": text.format(T=T)}))
    assert (ran.code, set(codes(ran))) == (1, {"left-out"})
    assert said in ran.out.replace("\n    ", " ")
    assert f"a.jsonld:{line}:" in ran.out


NOTHING_LEFT_OUT = """\
{"@context": {"@version": 1.1, "@base": "http://b.test/", "@vocab": "http://v.test/", "id": "@id", "k": {"@type": "@id"},
  "m": {"@container": "@language"}, "i": {"@container": "@index"}, "n": "@nest", "ignored": null, "j": {"@type": "@json"},
  "t": {"@context": {"z": "http://v.test/z"}}},
 "@graph": [{"id": "a", "@type": "Case", "name": "x", "k": "there", "m": {"en": "x"}, "i": {"one": 1}, "n": {"q": 2},
  "ignored": 5, "t": {"z": 1}, "j": {"free": [1, "a"]}, "l": {"@list": [1]}, "none": null, "@reverse": {"r": {"@id": "c"}}}]}
"""


def test_json_ld_that_loses_nothing_is_accepted(tmp_path: Path) -> None:
    assert by_profile(partner(tmp_path, {"a.jsonld": NOTHING_LEFT_OUT, "b.json": '{"plain": "JSON"}'})).code == 0


@pytest.mark.parametrize("said", ['rdf:parseType="literal"', 'rdf:bagID="x"'])
def test_rdf_xml_that_would_lose_something_is_refused(tmp_path: Path, said: str) -> None:
    text = SAME_LABEL["d.rdf"].replace("<ex:p>", f"<ex:p {said}>")
    ran = by_profile(partner(tmp_path, {"a.rdf": text}))
    assert (ran.code, codes(ran)) == (1, ["left-out"])
    assert "a.rdf:2:31" in ran.out
