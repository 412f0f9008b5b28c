"""Tables beside documents: what both tell of is joined, what they say differently stays side by side."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import shlex
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.project import AUTHORITIES, ROOT, SEEDS, SHARED, Ran, Tiny, kg, lay_out
from tests.test_imports import beginning, error, needs_tables, put

PAGE = ROOT / "docs" / "tables-beside-documents.md"
COVENANT = "Covenant on Lakes"
STATES = """
- organization: l4k3ln
  label: Republic of Lakeland

- instrument: c0v3n4
  label: Covenant on Lakes
"""
RATIFIED = """\
- event: ratified
  label: ratification of the Covenant on Lakes
  type: ratification
  date: 2005
  party: Republic of Lakeland
  instrument: Covenant on Lakes
  evidence: police detained Anna Berg
"""
STATUS = "iso2,member,state party,year ratification or accession,signatory,no action,status,note\nLL,Lakeland,1,{year},0,0,state party,\n"


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """A project in which a document says when a treaty was ratified."""
    made = lay_out(tmp_path)
    made.write("authorities/all.yaml", AUTHORITIES + STATES)
    made.records(RATIFIED)
    return made


def treaties(tiny: Tiny, year: str, *options: str) -> Ran:
    """Imports a table that gives the year of the ratification."""
    name = put(tiny, STATUS.format(year=year), "status.csv")
    return tiny.kg("import", "treaties", name, "--into", "texts", "--set", f"treaty={COVENANT}", *options)


SAME = ("--same", "Lakeland=l4k3ln")


def claims(tiny: Tiny, name: str) -> set[tuple[str, str]]:
    """The pairs of claims that a property joins, by the ends of their IRIs."""
    found = [quad for quad in tiny.quads() if quad.predicate.endswith(f"#{name}>")]
    return {(quad.subject.rpartition("/")[2][:6], quad.object.rpartition("/")[2].rstrip(">")) for quad in found}


@pytest.mark.parametrize(
    ("year", "relation", "none"), [("2006", "contradicts", "corroborates"), ("2005", "corroborates", "contradicts")]
)
def test_what_a_document_and_a_table_date_differently_are_two_claims_on_one_event(
    year: str, relation: str, none: str, tiny: Tiny
) -> None:
    assert "(claim 1, instrument 1, organization 1)" in treaties(tiny, year, *SAME).out
    assert (claims(tiny, relation), claims(tiny, none)) == ({("status", "note.ratified")}, set())
    events = {quad.subject for quad in tiny.quads() if "/event/" in quad.subject}
    assert events == {"<https://example.org/id/event/note.ratified>"}
    assert tiny.kg("build").code == 0


def test_dates_that_do_not_exclude_each_other_neither_contradict_nor_corroborate(tiny: Tiny) -> None:
    tiny.records(RATIFIED.replace("2005", "2005/2006"))
    treaties(tiny, "2006", *SAME)
    assert (claims(tiny, "contradicts"), claims(tiny, "corroborates")) == (set(), set())
    assert len([quad for quad in tiny.quads() if "/claim/status." in quad.subject and "#value>" in quad.predicate]) == 1


def test_a_claim_of_the_document_on_the_date_alone_is_the_one_that_is_contradicted(tiny: Tiny) -> None:
    tiny.records(
        RATIFIED + "  claims:\n    - about: date\n      certainty: suggested\n      evidence: on 1 February 2020\n"
    )
    treaties(tiny, "2006", *SAME)
    assert claims(tiny, "contradicts") == {("status", "note.ratified.date")}


def test_without_the_state_named_as_the_same_the_row_is_an_event_of_its_own(tiny: Tiny) -> None:
    assert "(event 1, instrument 1, organization 2)" in treaties(tiny, "2006").out
    assert claims(tiny, "contradicts") == set()
    assert tiny.kg("build").code == 0


def test_the_same_import_again_changes_nothing(tiny: Tiny) -> None:
    treaties(tiny, "2006", *SAME)
    before = {path: path.read_bytes() for path in tiny.texts.rglob("*") if path.is_file()}
    treaties(tiny, "2006", *SAME)
    assert {path: path.read_bytes() for path in tiny.texts.rglob("*") if path.is_file()} == before


def test_a_new_entry_never_makes_the_words_of_records_ambiguous(tiny: Tiny) -> None:
    tiny.write("authorities/all.yaml", AUTHORITIES + STATES + "\n- place: l4nd01\n  label: Lakeland\n")
    tiny.records(
        RATIFIED + "\n- assessment: bad\n  description: Bad.\n  concerns: Lakeland\n  evidence: Two officers asked\n"
    )
    ran = treaties(tiny, "2006")
    assert error("ambiguous-reference", 'records of the project call the place l4nd01 "Lakeland"') in ran.err
    assert not (tiny.texts / "status").exists()
    assert "(claim 1, instrument 1, organization 1)" in treaties(tiny, "2006", *SAME).out
    assert tiny.kg("build").code == 0


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("Lakeland", '"Lakeland" is not of the form NAME=ID'),
        ("Lakeland=nobody", 'no entry of the authority files has the id "nobody"'),
    ],
)
def test_whom_a_name_means_is_said_by_an_id_that_there_is(given: str, found: str, tiny: Tiny) -> None:
    assert error("wrong-call", found) in treaties(tiny, "2006", "--same", given).err


GAZETTEER = "geonameid,name,latitude,longitude,countrycode,admin1code,population,timezone,alternatenames\n"


def test_a_gazetteer_adds_no_place_that_the_project_has_and_takes_no_name_from_it(tiny: Tiny) -> None:
    tiny.write(
        "authorities/all.yaml",
        AUTHORITIES.replace("label: Lakeside\n", "label: Lakeside\n  same-as: https://sws.geonames.org/1/\n"),
    )
    rows = "1,Lakeside,51,71,LL,1,1,x,\n2,Lakeside,52,72,LL,1,1,x,Озёрск\n3,Reedham,53,73,LL,1,1,x,Lakeside|Камышино\n"
    ran = tiny.kg("import", "geonames", put(tiny, GAZETTEER + rows, "cities.csv"), "--into", "texts")
    assert "  authority files: 3 new, 1 known\n  called like others: 2 new entries have their ids behind" in ran.out
    text = (tiny.texts / "authorities/cities.yaml").read_text()
    assert re.findall(r"(?:label|name): (.*)", text) == ["Lakeside (geonames-2)", "Озёрск", "Reedham", "Камышино"]
    tiny.records("- event: fire\n  type: incident\n  label: fire\n  place: Озёрск\n  evidence: Two officers asked\n")
    assert tiny.kg("build").code == 0
    assert "geonames-2" in tiny.kg("show", "Озёрск", "--build", "build").out


# ── With the tables themselves ───────────────────────────────────────────────────────────────────────────────


def of_kazakhstan(folder: Path) -> None:
    """Writes the rows on Kazakhstan of what UPR Info exports."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    for name in ("6-9.csv", "17-20.csv"):
        text = (SHARED / "tables/upr" / name).read_bytes().decode("mac-roman")
        head, *rows = csv.reader(io.StringIO(text, newline=""))
        writer.writerows([*([] if made.tell() else [head]), *(row for row in rows if row[0] == "Kazakhstan")])
    (folder / "kazakhstan.csv").write_text(made.getvalue(), encoding="utf-8")


def sums(rows: list[dict[str, str]], rejected: set[int], city: str = "") -> Counter[tuple[str, str]]:
    """The people by quarter and city of a sheet, without the rows that were rejected."""
    found: Counter[tuple[str, str]] = Counter()
    for number, row in enumerate(rows, 1):
        if number not in rejected:
            _, month, year = row["date"].split(".")
            found[f"{year} Q{(int(month) + 2) // 3}", row.get("region", city)] += int(row["number_of_detentions"])
    return found


@needs_tables
@pytest.mark.slow_reference
def test_the_page_on_tables_beside_documents_shows_what_happens(tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    of_kazakhstan(tmp_path)
    for name in ("treaties/hr_status_iccpr.csv", "ovdinfo/list_2012.csv", "ovdinfo/detentions_2013.csv"):
        shutil.copy(SHARED / "tables" / name, tmp_path)
    shutil.copy(SHARED / "tables/geonames/cities_min500_kz_kg_uz_tj_tm_by.csv", tmp_path / "cities.csv")
    page = PAGE.read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    for _, name, text in blocks:
        if name:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
    for text in (text for kind, _, text in blocks if kind == "console"):
        for part in re.split(r"^\$ kg ", text, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            arguments = shlex.split(command.removesuffix(" > /dev/null 2>&1"))
            with contextlib.chdir(tmp_path):
                ran = kg(*arguments)
            shown = "" if command.endswith("2>&1") else ran.out + ran.err
            assert shown.replace("\r\n", "\n") == output, command  # CSV ends its lines as RFC 4180 says


@needs_tables
@pytest.mark.parametrize(
    "most", [pytest.param(40, id="some"), pytest.param(None, id="all", marks=pytest.mark.slow_reference)]
)
def test_the_totals_of_detentions_by_quarter_and_city_are_those_of_the_sheets(tmp_path: Path, most: int | None) -> None:
    moscow = Tiny(tmp_path)
    moscow.write(
        "chronicle.toml", 'base = "https://example.org/id/"\nlanguage = "ru"\nbuild = "../build"\nontology = "1.0"\n'
    )
    expected: Counter[tuple[str, str]] = Counter()
    for name, options in (("list_2012", ("--set", "region=Москва")), ("detentions_2013", ())):
        path = tmp_path / f"{name}.csv"
        data = (SHARED / "tables/ovdinfo" / path.name).read_bytes()
        path.write_bytes(beginning(data, most) if most else data)
        moscow.kg("import", "ovdinfo", str(path), "--into", "texts", "--keep-going", *options)
        folder = moscow.texts / name.replace("_", "-")
        rejected = {int(row["row"]) for row in csv.DictReader(io.StringIO((folder / "rejects.csv").read_text()))}
        expected += sums(list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))), rejected, "Москва")
    query = next(
        text for text in re.findall(r"file=quarters.rq\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    )
    (tmp_path / "quarters.rq").write_text(query.replace("HAVING(SUM(?number) >= 50)\n", ""))
    moscow.kg("build")
    rows = csv.DictReader(io.StringIO(moscow.kg("query", "quarters.rq", "--format", "csv", "--build", "build").out))
    assert {(row["quarter"], row["city"]): int(row["people"]) for row in rows} == dict(+expected)
