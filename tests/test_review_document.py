"""What a document says of itself is reviewed like a record; what is accepted goes into its front matter and nowhere else."""

from __future__ import annotations

import pytest

from kg.extraction.proposals import Proposal, Slot, Words
from kg.extraction.proposed_table import table_text
from kg.extraction.review.document_facts import front_with
from kg.extraction.review.ranking import ranked
from kg.extraction.review.reviewing import Review, decide, move, opened
from kg.extraction.review.values import values_of
from kg.model.errors import InvalidValueError
from kg.model.project import find_project
from tests.project import Tiny

TEXT = "A night at Lakeside\n\nPolice detained Anna Berg at night.\n\nRiver Union\n"


@pytest.fixture
def review(tiny: Tiny) -> Review:
    path = tiny.folder / "at-night.txt"
    path.write_text(TEXT, encoding="utf-8")
    facts = (
        "--language",
        "en",
        "--date",
        "2020-02-03",
        "--title",
        "A night at Lakeside",
        "--creator",
        "Lake Committee",
    )
    assert tiny.kg("add", str(path), *facts, "--documents", str(tiny.texts)).code == 0
    folder, whole = tiny.texts / "at-night", Words(0, 19, "A night at Lakeside")

    def slot(key: str, value: str, take: str = "look") -> Slot:
        return Slot(key, value, whole, "genre", 0.7, take=take)  # type: ignore[arg-type]

    facts_found = (
        slot("title", "A night at Lakeside"),
        slot("language", "en"),
        slot("issued", "2020-02-04"),
        slot("genre", "report"),
        slot("publisher", "River Union", "offer"),
    )
    at = TEXT.index("Police")
    sentence = Words(at, at + 35, "Police detained Anna Berg at night.")
    group = Proposal("group", "group-1", sentence, "rule", 0.7, (Slot("label", "Police", sentence, "rule", 0.7),))
    found = [Proposal("document", "document", whole, "document", 0.9, facts_found), group]
    (folder / "proposed.csv").write_text(table_text(found), encoding="utf-8")
    return opened(folder, find_project(tiny.texts))


def front(review: Review) -> str:
    return (review.folder / "text.md").read_text(encoding="utf-8").split("---\n")[1]


def test_only_what_the_front_matter_does_not_say_is_shown_and_last(review: Review) -> None:
    assert [one.proposal.ident for one in ranked(review.now)] == ["group-1", "document"]
    one = review.now["document"].proposal
    assert values_of(one) == (("issued", "2020-02-04"), ("genre", "report"))
    assert one.asks == "issued: 2020-02-03"


def test_what_is_accepted_goes_into_the_front_matter(review: Review, tiny: Tiny) -> None:
    before, records = front(review), (review.folder / "records.yaml").read_text(encoding="utf-8")
    review = decide(review, "accept", "document", who="Vera")
    assert front(review) == before
    review, moved = move(review, who="Vera")
    assert front(review) == before.replace("2020-02-03", "2020-02-04").rstrip() + "\ngenre: report\n"
    assert (review.folder / "records.yaml").read_text(encoding="utf-8") == records
    assert moved.held == ()
    assert tiny.kg("validate", "texts").code == 0
    assert move(review, who="Vera")[1].names == {}
    assert "document" not in opened(review.folder, review.project).now


def test_a_publisher_that_nobody_has_introduced_waits(review: Review, tiny: Tiny) -> None:
    before = front(review)
    review = decide(review, "correct", "document", who="Vera", values=(("publisher", "River Union"),))
    review, moved = move(review, who="Vera")
    assert [name for name, _ in moved.held] == ["document"]
    assert front(review) == before
    tiny.write("authorities/more.yaml", "- organization: b9\n  label: River Union\n")
    review, moved = move(review, who="Vera")
    assert front(review) == f"{before.rstrip()}\npublisher: River Union\n"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((("genre", "novel"),), "novel"),
        ((("issued", "yesterday"),), "yesterday"),
        ((("victim", "Anna Berg"),), "victim"),
    ],
)
def test_facts_that_do_not_read_are_refused(review: Review, values: tuple[tuple[str, str], ...], said: str) -> None:
    before = front(review)
    with pytest.raises(InvalidValueError) as caught:
        decide(review, "correct", "document", who="Vera", values=values)
    assert said in str(caught.value.found)
    assert front(review) == before


def test_the_facts_of_a_digest_are_not_reviewed(tiny: Tiny) -> None:
    at = Words(0, 3, "A n")
    one = Proposal("document", "document", at, "document", 0.9, (Slot("genre", "report", at, "genre", 0.7),))
    (tiny.texts / "note" / "proposed.csv").write_text(table_text([one]), encoding="utf-8")
    assert opened(tiny.texts / "note", find_project(tiny.texts)).now == {}


def test_front_matter_keeps_its_comments_and_the_rest() -> None:
    text = "document: a # mine\ntitle: 'One'\npublisher: [x, y]\n# end\n"
    values = (("title", "Two: three"), ("publisher", "z"), ("creator", "a"), ("creator", "b, c"))
    assert front_with(text, values) == (
        'document: a # mine\ntitle: "Two: three"\npublisher: z\n# end\ncreator: [a, "b, c"]\n'
    )
