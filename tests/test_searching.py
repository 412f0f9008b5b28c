"""`kg query --search`: first words that people try, in English and Russian, find the queries that answer them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.answers.searching import KEYWORD, QUESTION, SYNONYM, search
from kg.answers.word_forms import stems
from tests.asking import CATALOGUE
from tests.project import kg

FIRST_WORDS = {
    "reprisal": "reprisals through-others reasons",
    "retaliation": "reprisals reasons who-suffered-what",
    "torture": "who-suffered-what acts-by-type",
    "tortured": "who-suffered-what",
    "victims": "who-suffered-what more-than-one-act",
    "contradiction": "rival-claims",
    "inconsistencies": "rival-claims",
    "timeline": "what-happened-when before-and-after",
    "chronology": "what-happened-when dates",
    "redress": "recommendations shared-demands rights",
    "reforms": "recommendations shared-demands",
    "compensation": "recommendations outcomes",
    "open letter": "interventions documents",
    "detained": "who-suffered-what",
    "detentions": "who-suffered-what acts-by-type",
    "arrested": "who-suffered-what",
    "beatings": "who-suffered-what",
    "police": "perpetrators acts-by-doer",
    "police brutality": "who-suffered-what",
    "perpetrator": "perpetrators doer-open",
    "impunity": "perpetrators doer-open",
    "women": "acts-against",
    "journalist": "acts-against people",
    "lawyers": "acts-against",
    "family": "ties through-others",
    "NGO": "bodies",
    "trials": "proceedings",
    "sentence": "outcomes",
    "prison": "outcomes who-suffered-what",
    "fair trial": "rights",
    "freedom of assembly": "rights law-cited",
    "constitution": "instruments",
    "article 21": "provisions law-cited",
    "evidence": "sources-of acts-by-certainty",
    "quotes": "sources-of",
    "witnesses": "participants claimants",
    "hearsay": "relayed",
    "alias": "other-names",
    "duplicates": "who-is-who",
    "map": "places acts-by-place",
    "statistics": "acts-by-type acts-by-year",
    "death toll": "range how-many",
    "deaths": "range who-suffered-what",
    "motive": "reasons",
    "who was detained and why": "reasons",
    "surveillance": "visitors-hindered",
    "bibliography": "documents",
    "retali": "reprisals",
    "пытки": "who-suffered-what",
    "пыток": "who-suffered-what",
    "жертвы": "who-suffered-what",
    "пострадавшие": "who-suffered-what",
    "месть": "reasons through-others",
    "репрессалии": "reprisals",
    "противоречия": "rival-claims",
    "хронология": "what-happened-when",
    "реформы": "recommendations",
    "возмещение": "recommendations",
    "открытое письмо": "interventions documents",
    "задержания": "who-suffered-what acts-by-type",
    "журналистов": "acts-against",
    "приговоры": "outcomes",
    "суды": "proceedings",
    "полиция": "perpetrators acts-by-doer",
    "исполнители": "perpetrators acts-by-doer",
    "митинги": "pressure-before-assembly",
    "права человека": "rights",
    "законы": "instruments law-cited",
    "источники": "documents claimants",
    "цитаты": "sources-of",
    "рекомендации": "recommendations",
    "родственники": "ties through-others",
    "карта": "places",
    "сколько погибших": "how-many",
    "число погибших": "range how-many",
    "псевдонимы": "other-names",
    "слежка": "visitors-hindered who-suffered-what",
}  # fmt: skip
"""First words, and the queries that must be among those shown with their questions."""


FIRST_HITS = {
    "torture": "who-suffered-what",
    "killing": "who-suffered-what",
    "reprisal": "reprisals",
    "retaliation": "reprisals",
    "spying": "visitors-hindered",
    "victims": "who-suffered-what",
    "contradiction": "rival-claims",
    "открытое письмо": "interventions",
    "freedom of assembly": "rights",
    "пытки": "who-suffered-what",
    "убийство": "who-suffered-what",
    "возмездие": "reprisals",
    "репрессалии": "reprisals",
    "слежка": "visitors-hindered",
    "жертвы": "who-suffered-what",
    "противоречия": "rival-claims",
}
"""Words, and the query that must come first."""


@pytest.mark.parametrize("words", FIRST_HITS)
def test_the_query_that_answers_best_comes_first(words: str) -> None:
    assert search(CATALOGUE.values(), words)[0].query.name == FIRST_HITS[words]


@pytest.mark.parametrize("words", FIRST_WORDS)
def test_first_words_find_the_queries_that_answer_them(words: str) -> None:
    shown = [hit.query.name for hit in search(CATALOGUE.values(), words)[:10]]
    assert {*FIRST_WORDS[words].split()} - {*shown} == set()


def hits(words: str) -> list[tuple[str, int, str]]:
    return [(hit.query.name, hit.rank, "; ".join(map(str, hit.why))) for hit in search(CATALOGUE.values(), words)]


def test_the_words_of_a_question_come_before_keywords_and_these_before_columns_and_synonyms() -> None:
    found = hits("victims")
    assert found[:2] == [("who-suffered-what", QUESTION, ""), ("more-than-one-act", QUESTION, "")]
    assert [rank for _, rank, _ in found] == sorted(rank for _, rank, _ in found)
    assert hits("жертвы")[0] == ("who-suffered-what", KEYWORD, "keyword: жертвы")
    assert ("more-than-one-act", SYNONYM, "synonym: victim") in hits("жертвы")


def test_a_query_that_does_not_show_why_it_is_found_says_so() -> None:
    assert {why for name, _, why in hits("extortion") if name == "who-suffered-what"} == {
        'parameter: --type "extortion"'
    }
    assert {why for name, _, why in hits("doer") if name == "through-others"} == {"column: doer"}
    assert {why for name, _, why in hits("избиение") if name == "who-suffered-what"} == {'parameter: --type "избиение"'}


def test_words_that_no_query_has_together_find_those_with_most_of_them() -> None:
    assert {name for name, *_ in hits("hearsay unicorn")} == {name for name, *_ in hits("hearsay")}


@pytest.mark.parametrize("words", ["unicorn", "", "  ", "?!", "\u0301"])
def test_words_that_mean_nothing_find_nothing(words: str) -> None:
    assert hits(words) == []


def test_words_are_found_in_any_form() -> None:
    assert stems("The victim’s DETENTIONS; détention") == stems("victims detention") | {"detent"}
    assert stems("о пытках журналистов") == stems("пытки, журналисты")


# ── What is printed ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_search_shows_questions_reasons_and_how_to_go_on(built: Path) -> None:
    ran = kg("query", "--search", "disagreement", "--build", str(built))
    question = CATALOGUE["rival-claims"].question
    assert (ran.code, ran.out.splitlines()[:2]) == (
        0,
        [f"rival-claims  {question}", f"{'':14}(keyword: disagreement)"],
    )
    assert ran.out.splitlines()[-1] == "`kg query NAME` asks one; `kg query NAME --help` shows its parameters"


@pytest.mark.parametrize("words", ["Жанаозен", "ZHANAOZEN", "митинг Жанаозен"])
def test_a_name_in_the_graph_is_told_by_its_label_and_id(built: Path, words: str) -> None:
    shown = kg("query", "--search", words, "--build", str(built)).out
    assert re.search(rf'in the graph, "{words.rsplit(maxsplit=1)[-1]}" names Zhanaozen \(place:\w+\)', shown)
    assert f'`kg query anything-on --words "{words}"` looks for the words' in shown


def test_a_surname_in_the_graph_is_told(built: Path) -> None:
    assert "names Lukpan Akhmedyarov (person:" in kg("query", "--search", "Ахмедьяров", "--build", str(built)).out


@pytest.mark.parametrize("folder", ["nowhere", ""])
def test_without_a_build_a_search_is_answered_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = kg("query", "--search", "unicorn", *(("--build", folder) if folder else ()))
    assert (ran.code, ran.errors, ran.out.splitlines()) == (
        0,
        "",
        [
            'no query has "unicorn" in its question, keywords or columns',
            "",
            '`kg query anything-on --words "unicorn"` looks for the words in names and documents',
            "`kg query` lists all queries",
        ],
    )


def test_many_queries_are_cut_short_with_the_names_of_the_rest() -> None:
    shown = kg("query", "--search", "source", "--build", "nowhere").out
    names = [name for name in CATALOGUE if re.search(rf"(^|[ ,]){name}(,|  |$)", shown, re.MULTILINE)]
    assert len(names) == len(hits("source"))
    assert re.search(rf"^and {len(names) - 10} more: ", shown, re.MULTILINE)
