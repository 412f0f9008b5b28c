"""The seed documents: what they hold, that all of it is shown by words, and that none of it is copied."""

from __future__ import annotations

import csv
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.answers.identities import identities
from kg.build.mapping import map_project
from kg.build.pipeline import Build
from kg.build.reading import Read, read_project
from kg.build.verification import verify
from kg.model.concepts import Vocabulary
from kg.model.files import read_bytes, read_text
from kg.model.kinds import by_name
from kg.model.project import find_project
from kg.model.terms import Quad, digest, expand, local_name, text_of
from kg.rdf.dataset import Dataset
from kg.records import Quote, Record
from kg.sources.digests import long_spans
from tests.inventory import inventory, table
from tests.project import ROOT, SEEDS, SHARED

ORIGINALS = SHARED / "seeds"
EXPECTED = ROOT / "tests" / "expected" / "inventory.csv"
MOST_QUOTED = 8
UNQUOTED: set[str] = set()
"""Sentences of a digest from which no record is drawn: they name nobody, nothing and no day."""

needs_originals = pytest.mark.skipif(not ORIGINALS.is_dir(), reason="../shared/seeds is not beside the checkout")


@pytest.fixture(scope="module")
def read() -> Read:
    return read_project(find_project(SEEDS))


@pytest.fixture(scope="module")
def quads(read: Read) -> list[Quad]:
    return map_project(find_project(SEEDS), read)


def test_the_inventory_is_as_it_was_read(quads: list[Quad]) -> None:
    """Where this fails and the change is meant: ``python -m tests.inventory``, and read the difference."""
    assert table(inventory(quads)) == EXPECTED.read_text(encoding="utf-8")


def test_there_is_no_violation_and_no_warning(made: Build) -> None:
    found = [result for result in made.report.results if result.severity != "Info"]
    assert found == []
    assert made.report.conforms(strict=True)


# ── Shown by words ───────────────────────────────────────────────────────────────────────────────────────────


def quotes(record: Record) -> list[str]:
    """All words that a record and its parts quote."""
    found = [entry.value.text for entry in record.fields if isinstance(entry.value, Quote)]
    for entry in record.fields:
        if isinstance(entry.value, Record):
            found += quotes(entry.value)
    return found


def unquoted(read: Read) -> set[str]:
    """The sentences of the digests that no record quotes words of."""
    found = set()
    for source in read.sources:
        said = [quote for record in source.records for quote in quotes(record)]
        found |= {part.text for part in source.document.sentences if not any(quote in part.text for quote in said)}
    return found


def test_every_sentence_of_a_digest_is_quoted(read: Read) -> None:
    assert unquoted(read) == UNQUOTED


def test_every_record_that_is_claimed_is_shown(read: Read) -> None:
    for source in read.sources:
        for record in source.records[1:]:
            is_claimed = (
                record.kind.claimed and record.kind.name != "place"
            )  # a place may be named and nothing said of it
            if is_claimed or record.kind.name in ("assessment", "claim", "fact"):
                assert quotes(record), (source.id, record.id)


def test_an_act_has_evidence_in_the_document_that_it_is_claimed_from(quads: list[Quad]) -> None:
    objects: dict[tuple[str, str], set[str]] = defaultdict(set)
    graphs: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        objects[quad.subject, quad.predicate].add(quad.object)
        graphs[quad.subject].add(quad.graph)
    acts = {quad.subject for quad in quads if (quad.predicate, quad.object) == (expand("rdf:type"), expand("hr:Act"))}
    claims = [quad for quad in quads if quad.predicate == expand("hr:asserts") and quad.object in acts]
    assert {quad.object for quad in claims} == acts
    for claim in claims:
        passages = objects[claim.subject, expand("hr:evidence")]
        assert passages, claim.subject
        for passage in passages:
            assert objects[passage, expand("hr:document")] == {claim.graph}, claim.subject


def test_every_passage_stands_where_it_says(read: Read, built: Path) -> None:
    proofs, problems = verify(read.sources, Dataset.open(built), None)
    assert problems == []
    assert all(proof.passages for proof in proofs)


@needs_originals
def test_a_passage_is_on_the_line_of_its_file_that_it_gives(dataset: Dataset) -> None:
    """Whoever opens the digest at that line in an editor finds the words."""
    query = """SELECT ?name ?line ?last ?quote { ?passage hr:quote ?quote ; hr:document/dct:identifier ?name
      OPTIONAL { ?passage hr:line ?line } OPTIONAL { ?passage hr:lastLine ?last } }"""
    files = {path.parent.name: read_text(path).split("\n") for path in SEEDS.glob("*/digest.md")}
    rows = dataset.solutions(query).rows
    assert len(rows) > 600
    assert {last for _, _, last, _ in rows} == {None}
    for name, line, _, quote in rows:
        assert text_of(quote or "") in files[text_of(name or "")][int(text_of(line or "")) - 1]


def test_every_stretch_of_an_original_is_as_it_was_restated(read: Read, built: Path) -> None:
    proofs, problems = verify(read.sources, Dataset.open(built), ORIGINALS)
    assert problems == []
    for proof in proofs:
        assert 0 < proof.restated <= proof.length, proof.document


HEDGED = re.compile(
    r"\b(alleg\w*|purported\w*|reportedly|reported|(is|are) said|said to have|according to|was told|seems?|apparent\w*|"
    r"appears?|probabl\w*|perhaps|may have|suggest\w*|unclear|not clear|not known)\b",
    re.IGNORECASE,
)
"""Words by which a passage holds back."""
HELD_BACK_FROM_ANOTHER = {
    "2012-04-27-joint-appeal.pressure-before-rallies": "stated in the first of its passages",
    "2012-04-27-joint-appeal.convey-concern": "that it is asked is stated; what is reported is the harassment",
    "2012-07-12-remarks.death-of-detainee": "that he died is stated; what is alleged is the beating",
    "2012-07-12-remarks.detainee-case": "that he died is stated; what is alleged is the beating",
    "2012-07-12-remarks.original-strike": "the strike is stated; what is alleged are its causes",
    "2012-07-12-remarks.partial-reporting": "reported by the media is what the finding is about",
    "2012-07-12-remarks.wider-malaise": "what the speaker concludes from the allegations",
    "2015-report-welcome.investigate-ill-treatment": "that it is asked is stated; the ill-treatment is alleged",
    "2015-visit-press-conference.account-of-aktau": "that he spoke is stated, in the passive of a translation",
    "2018-09-20-statement.political-component": "the word of the defenders, who are its claimants",
}
"""Claims stated as fact on words that hold back, each with what it is that they hold back from."""
CLAIMED_AS_FACT = """
SELECT DISTINCT ?claim ?quote WHERE {
  ?claim hr:certainty certainty:stated-as-fact ; hr:stance stance:affirms ; hr:evidence/hr:quote ?quote .
  FILTER NOT EXISTS { ?claim hr:aspect ?detail }
  FILTER NOT EXISTS { ?claim hr:asserts/a hr:Claim }
  { ?claim a hr:Assessment } UNION { ?claim hr:asserts/a hr:Event } UNION { ?claim hr:asserts/a hr:Recommendation }
}
"""

AFFIRMED = """
SELECT DISTINCT ?claim ?quote WHERE { ?claim hr:stance stance:affirms ; hr:evidence/hr:quote ?quote }
"""
SAID_BY_A_HEADING = {
    **dict.fromkeys(
        (f"2015-visit-press-conference.route-as-headed{place}" for place in ("", "-aktau", "-zhanaozen", "-astana")),
        "the heading is a route, and says where it led",
    ),
    "2015-visit-press-conference.no-steps-as-headed": "the heading denies that steps were taken",
}
"""Claims that a heading alone makes, each with what it says."""
ACTS_AS_FACT = """
SELECT DISTINCT ?document ?start ?act WHERE {
  ?claim hr:certainty certainty:stated-as-fact ; hr:asserts ?act ; hr:evidence ?passage .
  ?passage hr:start ?start ; hr:document/dct:identifier ?document .
  ?act a ?class FILTER(?class IN (hr:Act, hr:Proceeding))
}
"""
"""What is stated as fact of acts and proceedings, and where."""


def test_no_claim_is_more_certain_than_its_passage(dataset: Dataset) -> None:
    """What is stated as fact on words that hold back must say here what it is that they hold back from."""
    found = dataset.solutions(CLAIMED_AS_FACT).rows
    hedged = {text_of(claim or "").rpartition("/")[2] for claim, quote in found if HEDGED.search(text_of(quote or ""))}
    assert hedged == set(HELD_BACK_FROM_ANOTHER)


def test_a_reserve_in_a_heading_holds_for_what_is_told_under_it(dataset: Dataset) -> None:
    found = dataset.solutions(ACTS_AS_FACT).rows
    told = [(text_of(document or ""), int(text_of(start or "")), text_of(act or "")) for document, start, act in found]
    reserved = [(path.parent.name, *span) for path in SEEDS.glob("*/digest.md") for span in reserved_sections(path)]
    assert reserved
    assert {
        act for ident, start, act in told for name, first, end in reserved if ident == name and first <= start < end
    } == set()


def test_a_heading_that_is_no_sentence_asserts_nothing(dataset: Dataset) -> None:
    """A noun phrase says neither that it is so nor who wants it."""
    passages: dict[str, list[str]] = defaultdict(list)
    for claim, quote in dataset.solutions(AFFIRMED).rows:
        passages[text_of(claim or "").rpartition("/")[2]].append(text_of(quote or ""))
    headings = {
        sentence for path in SEEDS.glob("*/digest.md") for sentence in re.findall(r".*\bheading\b.*", read_text(path))
    }
    from_headings = {
        claim
        for claim, quotes in passages.items()
        if ".name-" not in claim and all(any(quote in heading for heading in headings) for quote in quotes)
    }
    assert from_headings == set(SAID_BY_A_HEADING)


def reserved_sections(path: Path) -> Iterator[tuple[int, int]]:
    """Where the sections of a digest begin and end whose heading holds back."""
    text = read_text(path)
    headings = [*re.finditer(r"(?m)^## .*$", text)]
    for heading, end in zip(headings, [*(one.start() for one in headings[1:]), len(text)], strict=True):
        if HEDGED.search(heading[0]):
            yield heading.start(), end


def test_an_inference_links_the_documents_that_its_ground_names(quads: list[Quad]) -> None:
    named, linked = set(), set()
    documents = {local_name(s): s for s, p, o, _ in quads if o == expand("hr:Document")}
    for s, p, o, graph in quads:
        if p == expand("hr:ground"):
            named |= {(s, node) for ident, node in documents.items() if ident in text_of(o) and node != graph}
        elif p == expand("hr:reliesOn"):
            linked.add((s, o))
    assert {pair for pair in named if "/claim/" in pair[0]} == linked
    assert linked


@needs_originals
def test_every_name_stands_in_the_original_of_its_document(read: Read) -> None:
    """In the digest the build looks for it; here the original is read, spaces and kinds of quotes aside."""
    texts = {digest(path.read_bytes()): plain(read_text(path)) for path in ORIGINALS.iterdir()}
    by_document = {source.id: texts[source.original["sha256"]] for source in read.sources}
    records = [(record, "") for record in read.authorities]
    records += [(record, source.id) for source in read.sources for record in source.records]
    listed = {
        (document, part.text("name"))
        for record, own in records
        for part in (entry.value for entry in record.all("names"))
        if isinstance(part, Record)
        for document in [entry.text for entry in part.all("in")] or [own]
    }
    assert {(document, name) for document, name in listed if plain(name) not in by_document[document]} == set()


def plain(text: str) -> str:
    """The text with single spaces and straight quotes, in lower case."""
    return " ".join(re.sub("[‘’`´]", "'", re.sub("[“”«»]", '"', text)).casefold().split())


def test_every_join_has_a_ground_that_says_what_it_rests_on(built: Path) -> None:
    found = identities(Dataset.open(built), entries={})
    assert [named.entity.label for named in found.ungrounded] == []
    for verdict, decisions in found.decisions.items():
        for decision in decisions:
            assert decision.decider, decision.id
            begins = decision.ground.partition(":")[0]
            assert begins in {"same": ("stated", "inferred"), "possibly same": ("possible",)}.get(
                verdict, ("stated", "inferred")
            ), decision.ground


# ── Rights ───────────────────────────────────────────────────────────────────────────────────────────────────

NAMED_BY_AN_ACT = {"freedom from torture": ("torture", "tortured")}
"""Acts whose name says which right they violate."""

NOT_THE_RIGHT = {
    ("damage-to-reputation", "life"): "loss of life is told there of an episode, and the finding is on a reputation",
    ("defenders-giving-up", "work"): "what the defenders do, not a job",
    ("thanks-for-work", "work"): "what the Special Rapporteur did",
}
"""Where a name of a right means something else."""

SPOKEN_OF = {
    "defence of human rights": "rights of human rights defenders",
    "effective remedy": "redress",
    "fair trial": "trial|fair",
    "freedom from torture": "tortur|ill-treatment",
    "freedom of association": "association|form and to join|form and join",
    "freedom of expression": "expression|express|speaking freely",
    "freedom of movement": "free movement",
    "freedom of peaceful assembly": "assembl",
    "freedom of religion": "religio|ritual",
    "liberty and security of person": "illegal detention|illegally detain",
}
"""What the words that show a finding or a recommendation hold, if it concerns a right."""


def findings_and_recommendations(read: Read) -> list[Record]:
    """Those of all documents."""
    kinds = ("assessment", "recommendation")
    return [record for source in read.sources for record in source.records if record.kind.name in kinds]


def rights(record: Record) -> set[str]:
    """The labels of the rights that a record concerns."""
    labels = {concept.iri: concept.label() for concept in Vocabulary().concepts("right")}
    return {labels[str(entry.value)] for entry in record.all("right")}


def test_a_right_that_a_finding_or_a_recommendation_names_is_given(read: Read) -> None:
    names = {
        concept.label(): [concept.label(), *concept.synonyms.get("en", ()), *NAMED_BY_AN_ACT.get(concept.label(), ())]
        for concept in Vocabulary().concepts("right")
    }
    missing = {
        (record.id, right)
        for record in findings_and_recommendations(read)
        for right in names.keys() - rights(record)
        if re.search(rf"\b({'|'.join(map(re.escape, names[right]))})\b", record.text("description"), re.IGNORECASE)
    }
    assert missing == set(NOT_THE_RIGHT)


def test_a_right_is_spoken_of_in_the_words_that_show_it(read: Read) -> None:
    given = [(record, right) for record in findings_and_recommendations(read) for right in rights(record)]
    assert {right for _, right in given} == set(SPOKEN_OF)
    assert [
        (record.id, right)
        for record, right in given
        if not re.search(SPOKEN_OF[right], " ".join([record.text("description"), *quotes(record)]), re.IGNORECASE)
    ] == []


# ── Nothing copied ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", sorted(SEEDS.rglob("*.yaml")), ids=lambda path: path.parent.name + "/" + path.name)
def test_eight_words_of_a_document_are_quoted_at_most(path: Path) -> None:
    """the record reader refuses more; here the table is asked which keys that holds for."""
    verbatim = {key.name for kind in by_name().values() for key in kind.keys if key.reads == "verbatim"} - {"title"}
    assert {"date-words", "words", "words-say"} <= verbatim
    for name, text in re.findall(r"\b([a-z-]+): *([^\n{}\[\]]+)", path.read_text(encoding="utf-8")):
        if name in verbatim:
            assert len(text.strip(" \"',").split()) <= MOST_QUOTED, text


WORD = re.compile(r"[^\W_]+")
RUN = 9


def words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of nine words."""
    found = words(text)
    return {tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1)}


def tracked() -> list[Path]:
    try:
        ended = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no git checkout")
    return [ROOT / name for name in ended.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def official(read: Read) -> set[str]:
    """Names of bodies, laws, treaties and documents, which may stand as they are."""
    records = [*read.authorities, *(source.records[0] for source in read.sources)]
    found = {entry.text for record in records for name in ("label", "title") for entry in record.all(name)}
    parts = [entry.value for record in records for entry in record.all("names")]
    treaties = re.findall(r"hr_status_\w+: (.+)", (ROOT / "mappings/tables/treaties.yaml").read_text(encoding="utf-8"))
    return found | {part.text("name") for part in parts if isinstance(part, Record)} | set(treaties)


@needs_originals
def test_no_nine_words_in_a_row_are_an_originals(official: set[str]) -> None:
    """Seeds and the rest of the shared texts; titles, official names and web addresses are taken out."""
    originals = [path for folder in ("seeds", "corpus") for path in sorted((SHARED / folder).glob("*.txt"))]
    source = set().union(*(runs(path.read_text(encoding="utf-8", errors="replace")) for path in originals))
    names = sorted((" ".join(words(name)) for name in official if len(words(name)) > 2), key=len, reverse=True)
    for path in tracked():
        try:
            raw = ADDRESS.sub("\n", path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            continue
        is_table = path.suffix == ".csv"  # passages that follow one another in a cell are read as one text
        cells = [cell for row in csv.reader(raw.splitlines()) for cell in row] if is_table else [raw]
        text = "\n".join(" ".join(words(cell)) for cell in cells)
        for name in names:
            text = text.replace(name, "\n")
        copied = {run for part in text.split("\n") for run in runs(part)} & source
        assert not copied, f"{path.relative_to(ROOT)}: {' '.join(min(copied))}"


ADDRESS = re.compile(r"https?://[^\s\"<>]+")
"""A web address is no sentence, however many words it is made of."""

PHONE = re.compile(r"(?<![\w.:/-])(\+?\d[\d ()\u00a0-]{7,}\d)(?![\w.:/-])")


@pytest.mark.parametrize("path", sorted(SEEDS.rglob("*.*")), ids=lambda path: str(path.relative_to(SEEDS)))
def test_no_telephone_number_stands_in_the_seeds(path: Path) -> None:
    if path.suffix == ".csv":
        return  # hashes and offsets
    for found in PHONE.findall(path.read_text(encoding="utf-8")):
        digits = re.sub(r"\D", "", found)
        is_date = bool(re.fullmatch(r"(\d{4}-\d{2}(-\d{2})?)|\d{4} ?- ?\d{4}", found.strip()))
        assert is_date or not 9 <= len(digits) <= 15, found


def test_no_mail_address_stands_in_the_seeds() -> None:
    for path in sorted(SEEDS.rglob("*.*")):
        assert not re.search(r"[\w.]+@[\w-]+\.\w+", path.read_text(encoding="utf-8")), path


def test_a_digest_names_its_original_by_hash_and_length(read: Read) -> None:
    for source in read.sources:
        assert set(source.original) == {"sha256", "length"}, source.id
        assert (
            digest(read_bytes(Path(SEEDS, Path(source.document.path).parent.name, "digest.md")))
            == source.document.sha256
        )


@needs_originals
def test_a_digest_restates_at_most_two_sentences_at_once(read: Read) -> None:
    by_hash = {digest(path.read_bytes()): path for path in ORIGINALS.iterdir()}
    problems: list[str] = []
    for source in read.sources:
        original = read_text(by_hash[source.original["sha256"]])
        problems += map(str, long_spans(source.document, original))
    assert problems == []


def test_no_iri_holds_a_word_of_a_persons_name(quads: list[Quad], read: Read) -> None:
    """The build refuses it; here it is looked for in another way: whole names in whole IRIs."""
    names = {
        name.lower()
        for entity in read.directory.entities()
        if entity.kind == "person" and entity.record.text("named") != "false"
        for label in entity.names
        for name in re.findall(r"[A-Za-z]{4,}", label)
    }
    locals_ = {text_of(quad.subject).rpartition("/")[2].lower() for quad in quads if "/passage/" not in quad.subject}
    for local in sorted(locals_):
        assert not names & set(re.findall(r"[a-z]{4,}", re.sub(r"name-[0-9a-f]{6}$", "", local))), local
