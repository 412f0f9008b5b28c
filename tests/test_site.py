"""``kg publish``: a page for each node, whole links, small pages, nothing of another host, what is alleged looks alleged."""

from __future__ import annotations

import csv
import io
import json
import posixpath
import re
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import fromstring

import pytest

from kg.answers.opening import OpenBuild, open_build
from kg.model.terms import literal, text_of
from kg.rdf.formats import BY_NAME
from kg.rdf.syntax import triples_in
from kg.site.layout import Layout, Passage, layout
from kg.site.paths import page_of, stem
from kg.site.publishing import Wanted, publish
from kg.site.reading import Published, read_published
from kg.site.views.documents import pieces
from kg.site.words import languages, words
from kg.upkeep.leaking import files_below
from tests.project import AUTHORITIES, RECORDS, SEEDS, Tiny, lay_out
from tests.sites import Links, languages_of, pages, site_of

BASE = "https://w3id.org/chronicle/id/"
SMALL, STYLE = 60_000, 30_000
"""The most bytes of a page and of the style sheet."""


@pytest.fixture(scope="module")
def build(built: Path) -> OpenBuild:
    """The build of the seeds."""
    return open_build(built)


@pytest.fixture(scope="module")
def graph(build: OpenBuild) -> Published:
    """What is published of the seeds."""
    return read_published(build)


@pytest.fixture(scope="module")
def laid(graph: Published) -> Layout:
    """The parts of its documents."""
    return layout(graph)


@pytest.fixture(scope="module")
def site(built: Path, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """The site of the seeds."""
    return site_of(built, tmp_path_factory, languages_of(pytestconfig))


@pytest.fixture(scope="module")
def small(tiny_built: Tiny, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a project of one document in every language."""
    return site_of(tiny_built.build, tmp_path_factory, tuple(languages()), "small-site")


@pytest.fixture(scope="module")
def texts(site: Path) -> dict[str, str]:
    """Every page of the site of the seeds by its path."""
    return dict(pages(site))


@pytest.fixture(scope="module")
def read(texts: dict[str, str], small: Path) -> dict[str, dict[str, Links]]:
    """Both sites by their names, with what is read of each page."""
    return {
        "the seeds": {path: Links(text) for path, text in texts.items()},
        "small": {path: Links(text) for path, text in pages(small)},
    }


def one(site: Path, path: str) -> str:
    """A page."""
    return (site / path).read_text(encoding="utf-8")


# ── Pages, links, sizes ──────────────────────────────────────────────────────────────────────────────────────────


def test_each_node_of_the_graph_has_a_page_at_the_path_of_its_iri(site: Path, graph: Published) -> None:
    missing = []
    for node in graph.nodes:
        found = page_of(text_of(node), graph.base) or ""
        path, _, _ = found.partition("#")
        if not (site / path).is_file() and ".original." not in path and not path.endswith("id/dataset.html"):
            missing.append(found)
    assert missing == []


@pytest.mark.parametrize("name", ["the seeds", "small"])
def test_every_link_leads_to_a_page_and_to_a_place_in_it(
    name: str, read: dict[str, dict[str, Links]], site: Path, small: Path
) -> None:
    folder, found = site if name == "the seeds" else small, read[name]
    broken = {
        (path, link) for path, page in found.items() for link in page.links if not leads(path, link, found, folder)
    }
    assert sorted(broken) == []


def leads(path: str, link: str, found: dict[str, Links], folder: Path) -> bool:
    """Whether a link in a page leads somewhere."""
    target, _, place = link.partition("#")
    if not link or re.match("[a-z]+:", link):
        return False
    name = target.partition("?")[0]
    full = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(name))) if name else path
    if full in found:
        return not place or place in found[full].ids
    return not place and (folder / full).is_file()


def test_no_page_is_larger_than_a_slow_line_carries(site: Path, texts: dict[str, str]) -> None:
    large = {path: size for path, text in texts.items() if (size := len(text.encode())) > SMALL}
    assert (large, (site / "static" / "chronicle.css").stat().st_size < STYLE) == ({}, True)


def test_no_page_has_code_or_style_within_it_or_loads_anything_of_another_host(
    read: dict[str, dict[str, Links]],
) -> None:
    for found in read.values():
        inline = [(path, inside) for path, page in found.items() for inside in page.inline]
        loads = [(path, one) for path, page in found.items() for one in page.loads if re.match(r"[a-z]+:|//", one)]
        assert (inline, loads) == ([], [])


def test_the_pages_have_their_words_in_every_language() -> None:
    english = words("en")
    for language in languages():
        assert words(language).keys() == english.keys(), language
        for name, text in words(language).items():
            assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", english[name])), (language, name)


def test_a_page_says_which_texts_are_in_another_language(small: Path) -> None:
    russian = one(small, "ru/id/person/p3rs0n.html")
    assert '<html lang="ru"' in russian
    assert 'lang="en">Anna Berg</h1>' in russian
    assert "утверждается как факт" in one(small, "ru/id/act/note.detention-in-february.html")


# ── What is said, and how surely ─────────────────────────────────────────────────────────────────────────────────


def test_what_is_alleged_says_so_in_the_title_under_it_and_by_its_line(texts: dict[str, str]) -> None:
    found = [text for path, text in texts.items() if path.startswith("id/act/") and "(alleged)" in text[:600]]
    assert found
    for text in found:
        assert re.search(r"<title>[^<]*\(alleged\)[^<]*</title>", text)
        assert '<use href="#d3"/></svg>alleged</span>' in text
        assert '<div class="claim alleged">' in text


def test_a_perpetrator_less_sure_than_the_act_has_the_mark_and_words_of_that(site: Path) -> None:
    text = one(site, "id/act/2018-09-20-statement.spying-in-aktau.html")
    row = text[text.index("<dt>Alleged perpetrator</dt>") :][:2500]
    assert '<span class="guess">' in row
    assert '<use href="#i2"/></svg>our inference, suggested</span>' in row
    assert "the passive names nobody" in row
    assert "Kazakhstani intelligence" not in text[: text.index("</title>")]


def test_what_only_follows_from_a_narrower_property_is_not_shown_as_sure_as_the_whole(site: Path) -> None:
    page = one(site, "id/act/2018-09-20-statement.detention-near-hotel.html")
    assert "<dt>Violates</dt>" in page
    assert "<dt>Cites provision</dt>" not in page


def test_every_claim_is_one_click_from_its_passage(site: Path, graph: Published) -> None:
    evidence = "<https://w3id.org/chronicle/ns#evidence>"
    for node in graph.nodes:
        passages = graph.facts[node].get(evidence, ())
        if passages:
            text = one(site, page_of(text_of(node), graph.base) or "")
            places = [f"#p-{text_of(passage).rpartition('.')[2]}" for passage in passages]
            assert [place for place in places if place not in text] == [], node


def test_contradicting_accounts_stand_side_by_side(texts: dict[str, str]) -> None:
    found = [text for path, text in texts.items() if path.startswith("id/") and 'id="h-contradicts"' in text]
    assert found
    for text in found:
        part = text[text.index('id="h-contradicts"') :]
        pair = part[part.index('<div class="cols pair">') : part.index("</section>")]
        assert pair.count('<div class="claim ') >= 2
        assert "Neither is marked as right" in part


def test_a_threat_never_stands_among_what_happened(texts: dict[str, str]) -> None:
    text = "".join(text for path, text in texts.items() if re.fullmatch(r"acts(-\d+)?\.html", path))
    happened, _, other = text.rpartition('id="h-not-happened"')
    assert '<span class="state">threatened</span>' not in happened
    assert '<span class="state">' in other


def test_no_name_of_a_person_is_in_an_address_or_on_the_front_page_but_those_of_authors(
    site: Path, graph: Published
) -> None:
    person, label, creator = ("<https://w3id.org/chronicle/ns#Person>", "<http://www.w3.org/2004/02/skos/core#prefLabel>", "<http://purl.org/dc/terms/creator>")  # fmt: skip
    authors = {who for facts in graph.facts.values() for who in facts.get(creator, ())}
    names = {
        text_of(name)
        for node in graph.nodes
        if person in graph.facts[node].get("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", ())
        and node not in authors
        for name in graph.facts[node].get(label, ())
    }
    front = one(site, "index.html")
    assert [name for name in names if name in front] == []


# ── Documents ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_lines_of_a_document_are_those_of_its_digest(laid: Layout) -> None:
    for document, parts in laid.parts.items():
        digest = SEEDS / text_of(document).rpartition("/")[2] / "digest.md"
        lines = digest.read_text(encoding="utf-8").splitlines()
        for part in parts:
            for number, passages in part.lines:
                shown = "".join(piece.text for piece in pieces(passages) if piece.kind == "text")
                whole = re.sub(r"\s*(\[\d+:\d+\])+$", "", lines[number - 1])
                between = [re.escape(stretch) for stretch in shown.split(" … ")]
                assert re.fullmatch(".*?".join(["", *between, ""]), whole), (document, number, shown)


def passage(name: str, start: int, words: str, *, end: int = 0) -> Passage:
    """A passage of line 1."""
    return Passage(start, end or start + len(words), 1, 1, f"<https://example.org/passage/a.{name}>", literal(words))


def written(passages: list[Passage]) -> str:
    """Pieces as a line of text, marks in brackets."""
    signs = {"open": "[", "close": "]", "whole": "<", "close-whole": ">"}
    return "".join(signs.get(piece.kind, piece.text) for piece in pieces(passages))


@pytest.mark.parametrize(
    ("passages", "expected"),
    [
        ([passage("a", 0, "They left.")], "<They left.>"),
        ([passage("a", 0, "They left."), passage("b", 5, "left")], "<They [left].>"),
        ([passage("a", 0, "They left"), passage("b", 5, "left now")], "[They [left]][ now]"),
        ([passage("a", 0, "They"), passage("b", 10, "now")], "[They] … [now]"),
        ([passage("a", 0, "They"), passage("b", 5, "unnamed person", end=9)], "<They> … [unnamed person]"),
    ],
)
def test_passages_are_nested_parted_and_never_joined_over_a_gap(passages: list[Passage], expected: str) -> None:
    assert written(passages) == expected


# ── For machines ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("iri", [f"{BASE}person/k4xpmn", f"{BASE}act/2018-09-20-statement.spying-in-aktau", "https://w3id.org/chronicle/vocab/act-type/detention"])  # fmt: skip
def test_the_data_beside_a_page_are_the_same_in_each_form(site: Path, iri: str) -> None:
    path = stem(iri, BASE)
    read = [set(triples_in((site / f"{path}.{BY_NAME[name].extension}").read_bytes(), BY_NAME[name])) for name in ("ttl", "nt", "jsonld")]  # fmt: skip
    assert read[0] == read[1] == read[2]
    assert any(f"<{iri}>" == subject for subject, _, _ in read[0])


def test_a_page_tells_search_engines_nothing_surer_than_itself(texts: dict[str, str]) -> None:
    for path, text in texts.items():
        if path.startswith("id/act/") and "(alleged)" in text[:600]:
            block = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
            assert block
            assert "(alleged" in json.loads(block[1])["name"]


def test_each_page_is_cited_as_text_bibtex_and_csl_json(site: Path) -> None:
    text = one(site, "id/claim/2018-09-20-statement.spying-in-aktau.html")
    cited = text[text.index('<details class="cite">') :]
    assert [name in cited for name in ("As text", "BibTeX", "CSL-JSON", "@misc{", "Maina Kiai")] == [True] * 5


def test_every_page_says_how_to_cite_it_but_those_at_which_nothing_is(texts: dict[str, str]) -> None:
    uncited = {path for path, text in texts.items() if '<details class="cite">' not in text}
    assert {path.rpartition("/")[2] for path in uncited} == {"404.html"}


@pytest.mark.parametrize("name", ["acts", "people", "places", "documents", "timeline", "queries", "ns", "vocab"])
def test_every_list_can_be_taken_away_as_csv_and_json_with_the_same_rows(site: Path, name: str) -> None:
    rows = list(csv.DictReader(io.StringIO(one(site, f"{name}.csv"))))
    assert rows == json.loads(one(site, f"{name}.json"))
    assert rows
    assert f'href="{name}.csv"' in one(site, f"{name}.html")


def test_the_questions_are_described_as_they_are_asked(site: Path) -> None:
    select, executable = (f"<http://www.w3.org/ns/shacl#{name}>" for name in ("select", "SPARQLExecutable"))
    said = triples_in((site / "data" / "queries.ttl").read_bytes(), BY_NAME["ttl"])
    asked = {text_of(s).rpartition("/")[2]: text_of(o) for s, p, o in said if p == select}
    assert asked == {path.stem: path.read_text(encoding="utf-8") for path in (site / "query").glob("*.rq")}
    assert sum(o == executable for _, _, o in said) == len(asked)


def test_the_map_and_what_stands_beside_it_count_every_act(site: Path) -> None:
    acts = {act["path"] for act in json.loads(one(site, "acts-data.json"))["acts"]}
    shown = {act["path"] for spot in json.loads(one(site, "map.json")) for act in spot["acts"]}
    text = one(site, "map.html")
    nowhere = re.search(r"without a stated place <b>(\d+)</b>", text)
    unplaced = re.findall(r"<li>.*?<b>(\d+)</b>", text.partition("Not on the map")[2])
    assert nowhere
    assert shown < acts
    assert len(acts - shown) <= sum(map(int, unplaced)) <= len(acts - shown) + 3  # an act of several places is in each


def test_what_nobody_states_as_fact_has_no_full_disc_on_the_map(site: Path) -> None:
    for act in (act for spot in json.loads(one(site, "map.json")) for act in spot["acts"]):
        assert act["firm"] == any(mark == "d5" for mark, _ in act["sure"])
        title = one(site, act["path"]).partition("</title>")[0]
        assert act["firm"] or "(" in title


def test_a_network_draws_the_ties_that_its_words_name(texts: dict[str, str]) -> None:
    drawn = [text for path, text in texts.items() if path.startswith("id/") and '<figure class="net">' in text]
    assert drawn
    for text in drawn:
        figure, _, words = text.partition('<figure class="net">')[2].partition("</figure>")
        assert figure.count("<path d=") == words.partition("</details>")[0].count("<li>")
        assert figure.count('class="less"') == words.partition("</details>")[0].count("none stated as fact")


def test_an_event_that_is_less_than_stated_says_so_in_the_timeline(texts: dict[str, str]) -> None:
    text = "".join(text for path, text in texts.items() if re.fullmatch(r"timeline(\.\d+)?\.html", path))
    (row,) = re.findall(r"<li>(?:(?!</li>).)*Alleged torture in connection with(?:(?!</li>).)*</li>", text, re.DOTALL)
    assert '<use href="#d3"/></svg>alleged' in row


def test_the_sitemap_lists_every_page_and_the_feed_every_document_held(
    site: Path, texts: dict[str, str], laid: Layout
) -> None:
    listed = fromstring((site / "sitemap.xml").read_bytes())
    entries = fromstring((site / "feed.atom").read_bytes()).findall("{http://www.w3.org/2005/Atom}entry")
    assert len(listed) == sum(not path.endswith("404.html") for path in texts)
    assert len(entries) == len(laid.parts)


def test_what_describes_the_data_is_rdf(site: Path) -> None:
    for name in (".well-known/void", "data/dcat.ttl", "ns.ttl"):
        assert triples_in((site / name).read_bytes(), BY_NAME["ttl"])


# ── Bad input ────────────────────────────────────────────────────────────────────────────────────────────────────

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"
ADDRESS = "https://a.example/k"


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of a project with a hostile label, somebody who is withheld and a claim that was retracted."""
    tiny = lay_out(tmp_path_factory.mktemp("strange"))
    tiny.write(
        "authorities/all.yaml", AUTHORITIES.replace("  label: Anna Berg\n", "  label: Anna Berg\n  access: never\n")
    )
    tiny.records(
        RECORDS
        + f'\n- event: strange\n  type: incident\n  label: "{HOSTILE} {"x" * 9_000}"\n  evidence: A neighbour saw two officers\n'
        + "\n- event: rumour\n  type: incident\n  label: raid on a mill\n  status: retracted\n  evidence: Two officers asked\n"
    )
    done = tiny.kg("build")
    assert done.code == 0, done.err
    made = []
    for workers in (1, 2):
        folder = tiny.folder / f"site-{workers}"
        publish(open_build(tiny.build), Wanted(("en",), ADDRESS), folder, workers=workers)
        made.append(dict(files_below(folder)))
    assert made[0] == made[1]  # the same bytes, whatever works on them
    return made[0]


def test_a_hostile_label_is_only_shown(strange: dict[str, bytes]) -> None:
    shown = [data.decode() for path, data in strange.items() if path.endswith(".html") and b"alert(1)" in data]
    assert shown
    for text in shown:
        page = Links(text)
        assert (page.inline, [load for load in page.loads if load == "x"]) == ([], [])


def test_nobody_who_is_withheld_is_in_any_file(strange: dict[str, bytes]) -> None:
    assert [path for path, data in strange.items() if b"Berg" in data] == []


def test_a_withdrawn_record_is_gone_and_not_a_word_of_it_is_left(strange: dict[str, bytes]) -> None:
    gone = [path for path, data in strange.items() if b"This record has been withdrawn" in data]
    assert "id/event/note.rumour.html" in gone
    assert [path for path, data in strange.items() if b"raid on a mill" in data] == []


def test_a_site_that_stands_elsewhere_has_redirects_for_its_lasting_addresses(strange: dict[str, bytes]) -> None:
    assert f"RewriteRule ^((?:id|vocab)/.+)$ {ADDRESS}/$1.html [R=303,L]" in strange["w3id.htaccess"].decode()
    assert f"<loc>{ADDRESS}/acts.html</loc>".encode() in strange["sitemap.xml"]


def test_a_dossier_is_a_page_for_print_and_files_to_take_away(tiny: Tiny) -> None:
    tiny.records(RECORDS + "  certainty: alleged\n")
    assert tiny.kg("build").code == 0
    assert tiny.kg("publish", "--build", "build", "--lang", "fr", "--lang", "ru", "--dossiers").code == 0
    folder = tiny.folder / "site"
    text = one(folder, "ru/dossier/person/p3rs0n.html")
    assert '<ul class="claim alleged">' in text
    assert {path.suffix for path in folder.glob("ru/dossier/person/*")} == {".html", ".docx", ".md"}
    assert 'href="../../ru/dossier/person/p3rs0n.html"' in one(folder, "id/person/p3rs0n.html")
    broken = [
        (path, link)
        for path, page in pages(folder)
        for link in Links(page).links
        if "dossier" in link and not (folder / path).parent.joinpath(unquote(link)).is_file()
    ]
    assert broken == []


def test_what_is_new_changed_and_gone_since_an_earlier_site_is_told(tiny: Tiny) -> None:
    tiny.records(
        RECORDS + "\n- event: raid\n  type: incident\n  label: raid on a mill\n  evidence: Two officers asked\n"
    )
    assert (tiny.kg("build").code, tiny.kg("publish", "--build", "build", "--lang", "en", "--out", "one").code) == (
        0,
        0,
    )
    tiny.records(
        RECORDS.replace("2020-02-01", "2020-02-02")
        + "\n- event: visit\n  type: incident\n  label: visit\n  evidence: Two officers asked\n"
    )
    assert tiny.kg("build").code == 0
    for since, out in (("one", "two"), ("two", "three")):
        done = tiny.kg("publish", "--build", "build", "--lang", "en", "--out", out, "--since", since)
        assert done.code == 0, done.err
    told = [
        one(tiny.folder / name, f"data/{file}.ttl") for name in ("two", "three") for file in ("changes", "tombstones")
    ]
    assert told[:2] == told[2:]  # the same build says nothing new, and what was told is told again
    kinds = {node: kind for kind, node in re.findall(r"a as:(\w+) ;\n(?:.*\n)*?\tdct:isVersionOf (\S+)", told[0])}
    assert kinds["event:note.visit"] == "Create"
    assert kinds["act:note.detention-in-february"] == "Update"
    assert "event:note.raid owl:deprecated true" in told[1]
    assert "mill" not in "".join(told)


def test_only_a_site_for_the_same_readers_is_an_earlier_one(tiny: Tiny) -> None:
    done = tiny.kg("publish", "--since", "texts")
    assert (done.code, "there is no whole site in texts" in done.errors) == (2, True)


def test_a_folder_that_is_no_site_is_not_replaced(tiny: Tiny) -> None:
    (tiny.folder / "site").mkdir()
    (tiny.folder / "site" / "thesis.txt").write_text("mine")
    done = tiny.kg("publish", "--out", "site")
    assert (done.code, "thesis.txt, which no site has" in done.errors) == (2, True)
    assert (tiny.folder / "site" / "thesis.txt").read_text() == "mine"


def test_a_site_in_an_unknown_language_is_refused(tiny: Tiny) -> None:
    done = tiny.kg("publish", "--lang", "xx")
    assert (done.code, 'the pages have no words in "xx"' in done.errors) == (2, True)
