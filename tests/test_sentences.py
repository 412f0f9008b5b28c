"""The sentences of a text: full stops that end none, quotes, lists, headings and lines broken by the page width."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.splitting import sentences
from tests.project import SHARED

ENGLISH = """\
The newspaper asked “Free or not?”|Nobody answered.
He wrote “F...|off and left” on the wall.|Then he went.
He said “F... off” to the officer.|He was fined.
See Pic. 1: the crowd before the court.|See Fig. 2 too.
Pic. 1: The square.
Dr. A. B. Ivanov spoke to Mr. Smith.|J. Doe left.
K. Kasymov spoke.|So did he.
He lives in the U.S. and works there.|The U.S. Agency for Global Media said so.
He was sent to the U.S.|The next day he called.
She came at 5 p.m. on Monday.|He left at 6 a.m.|They met.
1. The first point.|2. The second point.
Art. 21 of the Constitution and No. 5 of the list, pp. 3-4, e.g. this one, i.e. that one, etc. were cited.
“We were beaten.|They took our phones,” she said.
“It was torture!” she said.|He agreed.
He asked, “Why?” and left.|“Who?”|“Me.”
It cost 3.5 million tenge... and nobody paid.|Wait...|Nobody came.
He read Ferghana.ru daily.|Visit www.example.org for more.
The company Kazmunaigaz Ltd. was fined.|St. Petersburg vs. Moscow.
He was arrested in Jan. 2012 in Almaty, Kaz.|He was freed.
In total 37 were tried in 2012.|34 were convicted.
(She had left.)|He had not.
"""
RUSSIAN = """\
В 2012 г. суд приговорил А. С. Иванова к 3 г. лишения свободы.|Он не признал вину.
Он живёт на ул. Абая, д. 5, кв. 3 в г. Алматы.|Его задержали 5 янв. 2012 г.|Потом отпустили.
Задержаны Иванов, Петров и др. активисты.|Ст. 174 УК РК и т.д.|Суд прошёл.
«Меня били», — сказал он.|«За что?» — спросил адвокат.
По данным Т. Н. Омаровой, т. е. адвоката, штраф составил 50 тыс. тенге, т. к. он молчал.
2012 ж. Алматы қ. сот өтті.|Ол кінәсін мойындамады.
"""
FRENCH = """\
M. Dupont et Mme. Durand ont été arrêtés.|Ils sont libres.
« Pourquoi ? » demanda-t-il.|« Je ne sais pas ! »
L’art. 21 de la loi n. 5 (cf. p. 3) etc. est cité.|Est-ce vrai ?|Oui !
Le Dr. J.-P. Martin vit à Paris depuis le 1er janv. 2012.|Il écrit.
"""


def split(text: str) -> list[str]:
    return [" ".join(text[part.start : part.end].split()) for part in sentences(text)]


@pytest.mark.parametrize("line", [*ENGLISH.splitlines(), *RUSSIAN.splitlines(), *FRENCH.splitlines()])
def test_a_sentence_ends_where_it_does(line: str) -> None:
    line = line.replace("“F...|off", "“F... off")
    assert split(line.replace("|", " ")) == line.split("|")


@pytest.mark.parametrize("mark", ["•", "-", "–", "*", "1.", "(a)", "a)"])
def test_each_item_of_a_list_is_a_span(mark: str) -> None:
    items = [f"{mark} release her at once", f"{mark} find who did it;", f"{mark} pay"]
    assert split("The ministry should:\n" + "\n".join(items)) == ["The ministry should:", *items]


def test_a_heading_is_a_span() -> None:
    assert split("Murder investigation\nOver the next year nobody came.\n\nThe court\n\nIt sat.") == [
        "Murder investigation",
        "Over the next year nobody came.",
        "The court",
        "It sat.",
    ]


def test_lines_broken_by_the_page_width_go_on() -> None:
    text = (
        "The committee says that the police took her out of her flat at night and\n"
        "held her until the morning, when she was let go without a word. She had\n"
        "\n"
        "been there before.\n"
    )
    assert len(split(text)) == 2
    assert split(text.replace("\n", "\r\n")) == split(text)


def test_a_paragraph_on_each_line_ends_with_the_line() -> None:
    text = f"{'A long line without an end ' * 6}\nAnd another line that is long\n"
    assert len(split(text)) == 2


def test_a_dash_within_a_sentence_begins_no_item() -> None:
    text = "They met in the centre of the city of Almaty where many people live and\n- as everybody knew - went on to the court."
    assert len(split(text)) == 1


@given(st.text(alphabet="aБ .!?…\n\r\x0c«»“”•-1()\u00a0\u2028", max_size=80))
def test_nothing_is_lost_and_nothing_is_in_two_spans(text: str) -> None:
    spans = list(sentences(text))
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus is not there")
def test_the_texts_of_the_corpus_lose_nothing() -> None:
    for path in [*(SHARED / "corpus").glob("*.txt"), *(SHARED / "seeds").glob("*.txt")]:
        text = Path(path).read_bytes().decode()
        spans = list(sentences(text))
        assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())
