"""What is said of a name or id that a reference cannot mean."""

from __future__ import annotations

import pytest

from tests.project import DIGEST, RECORDS, Tiny, error

FILE = "texts/note/records.yaml"
WHO = "- person: witness\n  label: Carl Vale\n  evidence: Two officers\n"


@pytest.mark.parametrize("text", ["Carl Vale", "witness"])
def test_a_name_that_only_another_document_has_is_offered_with_its_id(tiny: Tiny, text: str) -> None:
    tiny.write("second/digest.md", DIGEST.replace("document: note", "document: second"))
    tiny.write("second/records.yaml", WHO)
    tiny.records(RECORDS.replace("victim: Anna Berg", f"victim: {text}"))
    remedy = "write its id, second.witness, or move it to the authority files, which all documents share"
    found = f'"{text}" is a person of document second'
    assert tiny.kg("build").errors == error("unknown-reference", found, f"{FILE}:5:11", remedy)
    tiny.records(RECORDS.replace("victim: Anna Berg", "victim: second.witness"))
    assert tiny.kg("build").code == 0


def test_a_name_of_another_document_is_not_offered_for_one_spelt_wrongly(tiny: Tiny) -> None:
    tiny.write("second/digest.md", DIGEST.replace("document: note", "document: second"))
    tiny.write("second/records.yaml", WHO)
    tiny.records(RECORDS.replace("victim: Anna Berg", "victim: Carl Valle"))
    assert "did you mean" not in tiny.kg("build").errors


def test_two_of_one_name_are_offered_by_ids_that_differ(tiny: Tiny) -> None:
    tiny.write("authorities/more.yaml", "- place: pl7\n  label: Harbour\n- instrument: pl7\n  label: Harbour\n")
    tiny.records("- place: harbour\n  label: Harbour\n  \n" + RECORDS.replace("place: Lakeside", "place: Harbour"))
    assert "use its id: pl7 (place), harbour (place)" in tiny.kg("build").errors


def test_an_authority_record_behind_one_of_the_document_is_not_offered_by_an_id_that_means_the_other(
    tiny: Tiny,
) -> None:
    tiny.write("authorities/more.yaml", "- place: harbour\n  label: Harbour\n")
    tiny.records("- place: harbour\n  label: Harbour\n" + RECORDS.replace("place: Lakeside", "place: Harbour"))
    assert "give one of them another id: harbour alone means the document's own" in tiny.kg("build").errors
