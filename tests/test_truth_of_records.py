"""What the records of the seeds may say: laws for kinds of mistake that a program can see."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.model.date_words import in_title
from kg.model.terms import text_of
from kg.rdf.dataset import Dataset

ROUGHLY = re.compile(r"\b(about|some|around|approximately|roughly|nearly|almost|a dozen|or so)\b", re.IGNORECASE)
TRIED = re.compile(r"\b(tried|attempt(ed)?|sought)\b", re.IGNORECASE)
POINTS_ELSEWHERE = re.compile(r"\b(such|these|the said|the latter)\b", re.IGNORECASE)
IN_EDTF = re.compile(r"\d[\dX]{3}-[\dX]{2}\b|\.\.|/\.|\d{4}[/~?%]|\d{3}X|[\[{]\d")
"""What only dates in EDTF have, or is as good as one: a label is read by people."""
ASKED_AT_AN_EVENT = {
    "recommendation/2015-visit-press-conference.explain-at-car": "asked at a parked car, no intervention"
}


def ask(dataset: Dataset, text: str) -> list[tuple[str, ...]]:
    """The rows of a query as texts; the ends of IRIs."""
    return [
        tuple(text_of(term).rpartition("/id/")[2] if term else "" for term in row)
        for row in dataset.solutions(text).rows
    ]


def test_who_is_named_by_kind_only_is_an_unnamed_unit_of_its_document(dataset: Dataset) -> None:
    """An institution of which documents speak only by its kind did nothing itself, and bears no part in any event."""
    units = ask(dataset, "SELECT ?unit ?body WHERE { ?unit hr:unitOf ?body }")
    assert len(units) >= 13
    acted = ask(dataset, "SELECT ?body ?event WHERE { ?unit hr:unitOf ?body . ?event hr:allegedPerpetrator ?body }")
    assert acted == []
    assert all(re.match(r"(group|organization)/\d{4}-", unit) for unit, _ in units)


def test_a_unit_belongs_to_one_document(dataset: Dataset) -> None:
    told = ask(
        dataset,
        "SELECT DISTINCT ?unit ?document WHERE { ?unit hr:unitOf ?body . ?claim hr:tells ?unit ; hr:inDocument ?document }",
    )
    assert len(told) == len({unit for unit, _ in told})


def test_an_approximation_is_no_bound(dataset: Dataset) -> None:
    words = ask(
        dataset,
        """SELECT ?words ?best ?least ?most WHERE { ?size hr:verbatim ?words
           OPTIONAL { ?size hr:best ?best } OPTIONAL { ?size hr:atLeast ?least } OPTIONAL { ?size hr:atMost ?most } }""",
    )
    rough = {(said, best, least, most) for said, best, least, most in words if ROUGHLY.search(said)}
    assert rough == {("some 15 people", "15", "", ""), ("about a dozen members", "12", "", "")}


def test_what_somebody_tried_is_an_attempt(dataset: Dataset) -> None:
    """Whatever stands only in sentences about an attempt, unless the sentence tells of something else besides."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for event, mode, quote in ask(
        dataset,
        """SELECT ?event ?mode ?quote WHERE { ?event hr:modality/skos:prefLabel ?mode FILTER(LANG(?mode) = "en")
           ?claim hr:affirms ?event ; hr:evidence/hr:quote ?quote . ?event a ?class FILTER(?class IN (hr:Act, hr:Intervention)) }""",
    ):
        found[event, mode].append(quote)
    tried = {event for (event, _), quotes in found.items() if all(TRIED.search(quote) for quote in quotes)}
    others = {event for event, mode in found if event in tried and mode not in ("attempted", "demanded")}
    assert {event for event, mode in found if mode == "attempted"} <= tried
    assert others == set()


def test_nobody_is_said_to_have_done_what_was_only_wanted_of_him(dataset: Dataset) -> None:
    """Who was to do something that did not happen takes part in it, and is no alleged perpetrator."""
    acted = ask(
        dataset,
        """SELECT ?event ?who ?mode WHERE { ?event hr:allegedPerpetrator ?who ; hr:modality ?modality
           BIND(STRAFTER(STR(?modality), "modality/") AS ?mode) }""",
    )
    assert acted
    assert {row for row in acted if row[2] not in ("actual", "attempted")} == set()


def test_what_is_only_asked_for_or_drafted_does_not_exist_yet(dataset: Dataset) -> None:
    made = ask(
        dataset,
        """SELECT DISTINCT ?thing ?mode WHERE {
             { ?making dct:type event-type:law-or-policy-making ; hr:instrument ?thing ; skos:prefLabel ?name
               FILTER(CONTAINS(?name, "drafting")) }
             UNION { ?wish a hr:Recommendation ; hr:concerns ?thing ; dct:description ?what . ?thing a hr:Organization
               FILTER(STRSTARTS(?what, "Create ")) }
             OPTIONAL { ?thing hr:modality/skos:prefLabel ?mode FILTER(LANG(?mode) = "en") } }""",
    )
    assert set(made) == {
        ("instrument/2012-07-12-remarks.alternative-code", "planned"),
        ("instrument/2012-07-12-remarks.new-criminal-code", "planned"),
        ("organization/d63d3p", "demanded"),
    }


def test_no_abuse_is_a_part_of_a_visit_or_a_meeting(dataset: Dataset) -> None:
    parts = ask(
        dataset,
        """SELECT ?act ?visit WHERE { ?act a hr:Act ; hr:belongsTo ?visit . ?visit dct:type ?type
           FILTER(?type IN (intervention-type:visit, intervention-type:meeting)) }""",
    )
    assert parts == []


def test_a_judgment_has_no_prison_for_its_place(dataset: Dataset) -> None:
    judged = ask(
        dataset,
        """SELECT ?step ?name WHERE { ?step a hr:Proceeding ; hr:place/skos:prefLabel ?name
           FILTER(REGEX(?name, "colony|prison|remand", "i")) }""",
    )
    assert judged == []


def test_what_followed_the_zhanaozen_events_is_tied_to_them(dataset: Dataset) -> None:
    """Not by the words of its label alone."""
    tied = ask(
        dataset,
        """SELECT ?event WHERE { ?event a ?class ; skos:prefLabel ?name . FILTER(?class IN (hr:Act, hr:Proceeding))
           FILTER(CONTAINS(?name, "Zhanaozen") && !CONTAINS(?name, "pressure"))
           FILTER NOT EXISTS { ?event hr:belongsTo|hr:connectedTo ?whole . ?whole skos:prefLabel "Zhanaozen events of December 2011"@en } }""",
    )
    assert tied == []


def test_no_two_decisions_on_one_pair_disagree(dataset: Dataset) -> None:
    verdicts: dict[frozenset[str], set[str]] = defaultdict(set)
    for left, right, verdict in ask(
        dataset, "SELECT ?left ?right ?verdict WHERE { ?one hr:left ?left ; hr:right ?right ; hr:verdict ?verdict }"
    ):
        verdicts[frozenset((left, right))].add(verdict)
    assert [pair for pair, given in verdicts.items() if len(given) > 1] == []


def test_a_text_and_the_step_that_it_is_are_judged_alike(dataset: Dataset) -> None:
    """If two documents tell of one report, the reports that they refer to are not two that are only possibly one."""
    possibly = ask(
        dataset,
        """SELECT ?one ?other ?step WHERE {
             ?decision hr:verdict identity-verdict:possibly-same ; hr:left ?left ; hr:right ?right .
             ?one dct:references ?left . ?other dct:references ?right . FILTER(?one != ?other)
             ?left dct:type ?genre . ?step dct:type ?kind FILTER(?genre = genre:report && ?kind = intervention-type:report)
             ?first hr:tells ?step ; hr:inDocument ?one . ?second hr:tells ?step ; hr:inDocument ?other }""",
    )
    assert possibly == []


def test_every_recommendation_says_where_it_was_made_or_leaves_it_open(dataset: Dataset) -> None:
    silent = ask(
        dataset,
        """SELECT ?wish WHERE { ?wish a hr:Recommendation FILTER NOT EXISTS { ?wish hr:madeIn ?step }
           FILTER NOT EXISTS { ?claim hr:asserts ?wish ; hr:aspect hr:madeIn ; hr:stance stance:leaves-open } }""",
    )
    assert {wish for (wish,) in silent} == set(ASKED_AT_AN_EVENT)


def test_a_recommendation_can_be_read_by_itself(dataset: Dataset) -> None:
    texts = ask(dataset, "SELECT ?text WHERE { ?wish a hr:Recommendation ; dct:description ?text }")
    assert len(texts) >= 60
    assert [text for (text,) in texts if POINTS_ELSEWHERE.search(text)] == []


def test_a_number_that_no_numeral_gives_is_an_inference(dataset: Dataset) -> None:
    """“Several” is read as two at the least, “the remainder” is reckoned: both are ours, not the document's."""
    numeral = re.compile(
        r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|couple|both|all|once|every|each|no|a|an)\b"
        r"(?! (few|number|series)\b)",
        re.IGNORECASE,
    )
    told = ask(
        dataset,
        """SELECT DISTINCT ?size ?words ?ours WHERE { ?size a hr:Quantity ; hr:verbatim ?words ; hr:atLeast|hr:atMost ?bound
           OPTIONAL { ?claim hr:value ?size ; hr:basis ?ours }
           OPTIONAL { ?whole hr:value ?outcome ; hr:basis ?ours . ?outcome hr:count ?size } }""",
    )
    vague = {size for size, words, _ in told if not numeral.search(words)}
    assert len(vague) >= 15
    assert {size for size, _, ours in told if size in vague and not ours} == set()


def test_a_member_whom_the_text_counts_into_a_group_is_one(dataset: Dataset) -> None:
    """“Several persons, X among them”, “13 of them, including a mother of four”, “one such case is X”."""
    members = ask(dataset, "SELECT ?one ?group WHERE { ?one hr:memberOf ?group } ORDER BY ?one ?group")
    assert len(members) == 7
    assert ("person/2012-07-12-remarks.mother-of-four", "group/2012-07-12-remarks.imprisoned-in-june") in members


def test_the_maker_of_a_demand_carries_its_own_certainty(dataset: Dataset) -> None:
    makers = ask(dataset, "SELECT DISTINCT ?who WHERE { ?demand hr:makerText ?who FILTER(CONTAINS(?who, '(')) }")
    assert makers == [("Maina Kiai (suggested, our inference)",)]


def test_no_label_has_a_date_in_edtf(dataset: Dataset) -> None:
    found = ask(dataset, "SELECT DISTINCT ?label WHERE { ?node skos:prefLabel|skos:altLabel|rdfs:label ?label }")
    assert len(found) > 1500
    assert [label for (label,) in found if IN_EDTF.search(label)] == []
    assert IN_EDTF.search("until [2015-01-23..2015-01-27]")


def test_no_made_label_says_a_date_that_is_our_inference(dataset: Dataset) -> None:
    """Handwritten labels are their writers'; one that is made begins with the type of the act."""
    query = """SELECT DISTINCT ?act ?date ?label WHERE { ?act a hr:Act ; hr:date ?date ; skos:prefLabel ?label ; hr:actType/skos:prefLabel ?type .
      ?claim hr:asserts ?act ; hr:aspect hr:date ; hr:value ?date ; hr:basis basis:our-inference
      FILTER(STRSTARTS(STR(?label), CONCAT(STR(?type), ": "))) }"""
    found = ask(dataset, query)
    assert len(found) > 20
    assert [act for act, date, label in found if label.endswith(f", {in_title(date)}")] == []


def test_no_inference_of_ours_corroborates_or_is_corroborated(dataset: Dataset) -> None:
    """Only what two documents say themselves confirms one another."""
    pairs = ask(dataset, "SELECT ?one ?other WHERE { ?one hr:corroborates ?other }")
    ours = ask(dataset, "SELECT DISTINCT ?claim WHERE { ?claim hr:basis basis:our-inference }")
    assert len(pairs) >= 18
    assert {claim for (claim,) in ours} & {claim for pair in pairs for claim in pair} == set()


def test_every_act_names_a_doer_or_says_that_the_text_leaves_him_open(dataset: Dataset) -> None:
    silent = ask(
        dataset,
        """SELECT ?act WHERE { ?act a hr:Act ; hr:undertaken ?undertaken
           FILTER NOT EXISTS { ?act hr:involvement/hr:role role:alleged-perpetrator } }""",
    )
    assert silent == []


def test_who_stands_beside_others_is_counted_beside_them(dataset: Dataset) -> None:
    """“Two other persons, who accompanied her” are not she: with her they are three."""
    beside = ask(
        dataset,
        """SELECT ?one ?group WHERE { ?claim hr:asserts ?one ; hr:aspect hr:memberOf ; hr:value ?group ; hr:stance stance:denies
           ; hr:evidence/hr:quote ?words }""",
    )
    others = ask(
        dataset,
        """SELECT ?one ?group WHERE { ?act hr:victim ?group . ?group a hr:Group . ?group skos:prefLabel ?label
           FILTER(REGEX(?label, "^(two persons who accompanied|others detained)"))
           ?act hr:partOf ?incident . ?beside hr:partOf ?incident ; hr:victim ?one . ?one a hr:Person }""",
    )
    assert len(others) == 2
    assert set(others) == set(beside)


def test_what_came_of_what_was_announced_is_tied_to_it(dataset: Dataset) -> None:
    """A promise of 2015 and an announcement of 2012, with what a later text has of them: not more than suggested."""
    came = ask(
        dataset,
        """SELECT ?plan ?sure WHERE { ?plan hr:modality modality:planned .
           { ?claim hr:asserts ?plan ; hr:aspect hr:result }
           UNION { ?claim hr:asserts ?plan ; hr:aspect hr:modality ; hr:value modality:actual }
           ?claim hr:howSureText ?sure }""",
    )
    assert {
        ("event/2015-visit-press-conference.reflection-in-report", "suggested, our inference"),
        ("intervention/2012-04-27-joint-appeal.monitoring-of-28-april", "suggested, our inference"),
    } <= set(came)


def test_who_alone_calls_a_case_political_says_so_of_its_victim(dataset: Dataset) -> None:
    told = ask(
        dataset,
        """SELECT ?who WHERE { ?claim hr:asserts ?act ; hr:aspect ?part ; hr:value ?involvement ; hr:claimant/hr:displayLabel ?who .
           ?involvement hr:role role:victim ; hr:agent/hr:displayLabel "Aset Nurzhaubay" }""",
    )
    assert ("human rights defenders whom the statement cites",) in told
