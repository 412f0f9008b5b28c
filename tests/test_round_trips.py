"""What is exported in a format that can be imported too comes back equal, but for what the loss report names.

The seeds are exported, imported into an empty project, and exported from there again. Ids differ, since a row is another
document's evidence. What the formats lose by their reports is left out of the comparison: reserves that are inferences and those
of roles (``reserves``), numbers that are no single one (``ranges``), stages beside a kind of act (``proceedings``).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.project import kg
from tests.test_imports import empty

Rows = Counter[tuple[str, ...]]
_BASES = r"our inference|UN finding|official finding|own observation"


def firm(text: str) -> str:
    """A text without the bases of what is inferred or found, which no import can take for its own."""
    text = re.sub(rf"(?:, |; | / )?(?:{_BASES})", "", text)
    text = re.sub(r"\b(\w+) / \1\b", r"\1", text)
    return re.sub(r" \(\)|\(\s*[;,]\s*", lambda found: "" if found[0] == " ()" else "(", text)


def there_and_back(built: Path, folder: Path, form: str, names: Iterable[str], *options: str) -> tuple[Path, Path]:
    """The export of the seeds, and that of a project into which some files of it were imported."""
    assert kg("export", form, "--build", str(built), "--out", str(folder / "there")).code == 0
    tiny = empty(folder)
    tiny.write(
        "chronicle.toml", 'base = "https://example.org/id/"\nlanguage = "en"\nbuild = "../build"\nontology = "1.0"\n'
    )
    for name in names:
        ran = tiny.kg("import", form, str(folder / "there" / name), "--into", "texts", *options)
        assert (ran.code, ran.errors) == (0, ""), name
    assert tiny.kg("build").code == 0
    assert tiny.kg("export", form, "--build", "build", "--out", "back").code == 0
    return folder / "there", folder / "back"


def lost(folder: Path) -> set[str]:
    """The aspects that the loss report of an export names."""
    return {loss["aspect"] for loss in json.loads((folder / "losses.json").read_text())["lost"]}


def rows(path: Path, *columns: str, skipped: int = 0) -> Rows:
    """The cells of some columns of a table, without the bases of inferences; rows that are alike count once."""
    found = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))[skipped:]
    return Counter({tuple(firm(row[column]) for column in columns) for row in found})


def test_recommendations_come_back_in_the_shape_of_the_human_rights_index(built: Path, tmp_path: Path) -> None:
    there, back = there_and_back(built, tmp_path, "uhri", ["uhri.csv"])
    columns = ("Text", "Recommending Body", "Addressee", "Response", "Certainty")
    assert rows(back / "uhri.csv", *columns) == rows(there / "uhri.csv", *columns)


@pytest.mark.slow_reference
def test_acts_come_back_in_the_columns_of_acled(built: Path, tmp_path: Path) -> None:
    there, back = there_and_back(built, tmp_path, "acled", ["acled.csv"])
    assert {"entities", "reserves", "dates"} & lost(there) == {"dates"}
    columns = ("year", "actor1", "actor2", "country")
    assert rows(back / "acled.csv", *columns) == rows(there / "acled.csv", *columns)


@pytest.mark.slow_reference
def test_acts_come_back_with_hashtags(built: Path, tmp_path: Path) -> None:
    there, back = there_and_back(built, tmp_path, "hxl", ["acts.hxl.csv"])
    columns = ("title", "modality", "victim", "date", "earliest", "latest", "place", "doer", "certainty")
    mine, theirs = (rows(folder / "acts.hxl.csv", *columns, skipped=1) for folder in (back, there))
    assert mine == theirs


@pytest.mark.slow_reference
def test_entities_of_uwazi_come_back(built: Path, tmp_path: Path) -> None:
    names = (
        "1-places.csv",
        "2-organisations.csv",
        "3-groups.csv",
        "4-people.csv",
        "6-events.csv",
        "7-recommendations.csv",
    )
    there, back = there_and_back(built, tmp_path, "uwazi", names)
    columns = {
        "1-places.csv": ("Title", "Within", "Geolocation"),
        "4-people.csv": ("Title", "Named", "Other names", "Gender", "Traits", "Part of"),
        "6-events.csv": (
            "Title",
            "Class",
            "Modality",
            "Date",
            "Places",
            "Alleged perpetrators (people)",
            "Victims (people)",
        ),
        "7-recommendations.csv": ("Title", "Made by in words", "Response", "Addressed to (organisations)"),
    }
    for name, some in columns.items():
        assert rows(back / name, *some) == rows(there / name, *some), name


@pytest.mark.slow_reference
def test_entities_of_followthemoney_come_back(built: Path, tmp_path: Path) -> None:
    there, back = there_and_back(built, tmp_path, "followthemoney", ["entities.ftm.json"])
    assert entities(back) - entities(there) == Counter()
    assert entities(there) - entities(back) == Counter()


def entities(folder: Path) -> Counter[tuple[object, ...]]:
    """The entities with names for ids, without documents, numbers that are no single one, and what an inference is based on."""
    read = [json.loads(line) for line in (folder / "entities.ftm.json").read_text(encoding="utf-8").splitlines()]
    names = {one["id"]: (one["properties"].get("name") or ["?"])[0] for one in read}
    found: Counter[tuple[object, ...]] = Counter()
    for one in read:
        if one["schema"] not in ("Document", "Documentation") and "compiler" not in names[one["id"]]:
            kept = {name: said(values, names) for name, values in one["properties"].items()}
            found[one["schema"], *sorted((name, values) for name, values in kept.items() if values)] += 1
    return found


def said(values: list[str], names: dict[str, str]) -> tuple[str, ...]:
    """Values of a property that can come back."""
    texts = (firm(names.get(value, value)) for value in values)
    kept = (text.partition("; ")[0] for text in texts if not re.match(r"how many: |this part:|.*, according to ", text))
    return tuple(sorted(filter(None, kept)))
