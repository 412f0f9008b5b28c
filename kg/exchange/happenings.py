"""Events as exports for partners tell them: one of each, with all its accounts, its name never surer than the surest of them."""

from __future__ import annotations

from typing import NamedTuple

from kg.exchange.flat import records
from kg.rdf.dataset import Dataset


class Happening(NamedTuple):
    """What happened or was at least attempted: the cells that its accounts share, and those of each account."""

    cells: dict[str, str]
    accounts: tuple[dict[str, str], ...]

    @property
    def event(self) -> str:
        """Its IRI."""
        return self.cells["event"]

    @property
    def reserve(self) -> str:
        """How certain the claimants are, if none of them states it as fact."""
        sure = sorted({account["certainty"] for account in self.accounts})
        return "" if "stated as fact" in sure else ", ".join(sure)

    @property
    def marks(self) -> str:
        """Whether it was only attempted, and its reserve: what must be said wherever it is named."""
        modality = self.cells["modality"]
        return "; ".join(filter(None, ("" if modality == "actual" else modality, self.reserve)))

    @property
    def name(self) -> str:
        """What it is called, with its marks."""
        return marked(self.cells["title"], self.marks)

    @property
    def told(self) -> tuple[str, ...]:
        """Each account in words: how certain, according to whom, told by whom, in which document."""
        return tuple(map(told, self.accounts))

    @property
    def when(self) -> str:
        """Its date in words, with how sure that is."""
        return marked(self.cells["date"], self.cells["date_certainty"])


def marked(text: str, *marks: str) -> str:
    """A text with the reserves on it in brackets.

    >>> marked("Almaty", "", "our inference"), marked("Almaty", ""), marked("", "reported")
    ('Almaty (our inference)', 'Almaty', '')
    """
    kept = "; ".join(filter(None, marks))
    return f"{text} ({kept})" if text and kept else text


def told(account: dict[str, str]) -> str:
    """An account in words: how certain, according to whom, told by whom, in which document."""
    by = f", told by {account['told_by']}" if account["told_by"] else ""
    return f"{account['certainty']}, according to {account['claimant']}{by} (in: {account['document_title']})"


def happenings(dataset: Dataset) -> tuple[Happening, ...]:
    """Every event that at least one account affirms as actual or attempted, sorted by IRI."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in records("events", dataset):
        found.setdefault(row["event"], []).append(row)
    return tuple(Happening(accounts[0], tuple(accounts)) for _, accounts in sorted(found.items()))
