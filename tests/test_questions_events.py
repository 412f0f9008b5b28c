"""Questions on acts, places, time, law, requests and numbers that were asked after the catalogue had been written.

Each class is one question, and what is expected was read in the documents: complete rows where the answer is short, and
what must not be said where a wrong answer lies near. A question about something that no document tells has no rows.
"""

from __future__ import annotations

import pytest

from kg.model.errors import CallError
from kg.rdf.dataset import Dataset
from tests.asking import Row, ask, column, rows

APPEAL = "2012-04-27-joint-appeal"
REMARKS = "2012-07-12-remarks"
WELCOME = "2015-report-welcome"
PRESS = "2015-visit-press-conference"
STATEMENT = "2018-09-20-statement"
EVENTS = "Zhanaozen events of December 2011"
VISIT = "visit of the Special Rapporteur to Kazakhstan in January 2015"
TO_PRISONER = "visit of the Special Rapporteur to the imprisoned leader of the opposition party Alga!"
CONVICTION = "conviction of Vladimir Kozlov with a prison sentence of 7.5 years"
REPORT = "report of the Special Rapporteur on his visit to Kazakhstan of January 2015"
TRIED = "37 striking oil workers and their supporters tried by June 2012"


def certain(dataset: Dataset, first: str, last: str) -> list[str]:
    """What certainly fell into these days."""
    found = ask(dataset, "what-happened-when", **{"from": first, "to": last})
    return [row["event"] for row in found if row["overlap"] == "certain"]


def by(found: list[Row], key: str, value: str) -> dict[str, str]:
    return {row[key]: row[value] for row in found}


# ── Time ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


class TestWhatHappenedOn25April2012:
    def test_nine_things_and_no_more(self, dataset: Dataset) -> None:
        assert certain(dataset, "2012-04-25", "2012-04-25") == [
            "confiscation: Anatoliy Romanov",
            "confiscation: Boris Sukhih",
            "detention: Anatoliy Romanov",
            "detention: Boris Sukhih",
            "handing out of leaflets for the Disagreement Day action in Almaty on 25 April 2012",
            "handing out of leaflets for the Disagreement Day action in Uralsk on 25 April 2012",
            (
                "official warning: members of the Socialist Movement of Kazakhstan and of the housing movement warned "
                "on 25 April 2012"
            ),
            "summons: Dmitry Tikhonov",
            "summons: Zhanna Baitelova",
        ]

    def test_the_warnings_of_the_days_before_are_only_possible(self, dataset: Dataset) -> None:
        found = ask(dataset, "what-happened-when", **{"from": "2012-04-25", "to": "2012-04-25"})
        overlap = by(found, "event", "overlap")
        assert overlap["warnings by local prosecutors before the rallies of 28 April 2012"] == "possible"
        assert "threat: Kanat Ibragimov, “The following day”" not in overlap


class TestWhatHappenedOn16And17December2011:
    def test_the_days_that_the_documents_name(self, dataset: Dataset) -> None:
        assert certain(dataset, "2011-12-16", "2011-12-17") == [
            "deaths on 16 December 2011",
            "injuring of dozens of people in Zhanaozen",
            "killing: some 15 people killed in Zhanaozen on 16 December 2011",
            "live rounds fired into crowds in the town centre of Zhanaozen",
            "violence of 16 and 17 December 2011 in and near Zhanaozen",
            "incident at a railway station near Zhanaozen on 17 December 2011",
        ]

    def test_what_lasted_or_is_undated_is_only_possible(self, dataset: Dataset) -> None:
        found = ask(dataset, "what-happened-when", **{"from": "2011-12-16", "to": "2011-12-17"})
        overlap = by(found, "event", "overlap")
        for event in (EVENTS, "strike of oil workers before the Zhanaozen events of December 2011"):
            assert overlap[event] == "possible"
        assert CONVICTION not in overlap


class TestWhatCameBeforeTheAssaultInUralsk:
    @pytest.fixture
    def found(self, dataset: Dataset) -> dict[str, str]:
        return by(ask(dataset, "before-and-after", event="assault-in-uralsk", document=APPEAL), "what", "relation")

    def test_the_pressure_through_his_wifes_employer(self, found: dict[str, str]) -> None:
        assert found["pressure through others: Lukpan Akhmedyarov, “A few days prior”"] == "before"
        assert (
            found["reported visit of security service officials to a company before the attack in Uralsk"] == "before"
        )

    def test_the_threats_came_after_it(self, found: dict[str, str]) -> None:
        assert found["threat: Kanat Ibragimov, “On 22 April”"] == "after"
        assert found["detention: Anatoliy Romanov"] == "after"

    def test_no_date_settles_the_warnings_of_recent_days(self, found: dict[str, str]) -> None:
        assert found["warnings by local prosecutors before the rallies of 28 April 2012"] == "not settled"
        assert found["administrative arrest of 15 days: Kanat Ibragimov, 2012"] == "not settled"

    def test_what_was_only_planned_or_threatened_is_left_out(self, found: dict[str, str]) -> None:
        assert "detention: Kanat Ibragimov, 28 April 2012" not in found
        assert "Disagreement Day rallies of 28 April 2012" not in found

    def test_without_an_event_there_is_nothing_to_compare(self, dataset: Dataset) -> None:
        with pytest.raises(CallError, match="missing-parameter"):
            ask(dataset, "before-and-after")


class TestWhatFellIntoTheVisitOfTheSpecialRapporteur:
    @pytest.fixture
    def found(self, dataset: Dataset) -> dict[str, str]:
        return by(ask(dataset, "before-and-after", event=VISIT), "what", "relation")

    def test_the_filming_in_aktau_and_the_visit_to_the_prisoner(self, found: dict[str, str]) -> None:
        assert found["filming of people who left a meeting in Aktau during the Special Rapporteur’s visit"] == (
            "overlapping"
        )
        assert found[TO_PRISONER] == "overlapping"

    def test_the_briefing_paper_came_before(self, found: dict[str, str]) -> None:
        assert found["submission of a joint briefing paper to the Special Rapporteur’s office"] == "before"

    def test_the_presentation_came_after_and_the_press_conference_is_not_settled(self, found: dict[str, str]) -> None:
        presented = "presentation of the Special Rapporteur’s report on Kazakhstan to the UN Human Rights Council"
        assert found[presented] == "after"
        assert found["press conference on the Special Rapporteur’s visit to Kazakhstan, 2015"] == "not settled"


class TestWhereDoesTheYearOfAktauComeFrom:
    @pytest.fixture
    def found(self, dataset: Dataset) -> list[Row]:
        return ask(dataset, "dates", about=VISIT)

    def test_from_the_other_document_of_2015(self, found: list[Row], dataset: Dataset) -> None:
        told = found + ask(dataset, "dates", about="2015-visit-press-conference.press-conference")
        worked_out = [row for row in told if row["source"] == PRESS and row["basis"] == "our inference"]
        assert len(worked_out) > 20
        assert {row["with_help_of"] for row in worked_out} == {WELCOME}

    def test_the_spying_takes_two_other_documents(self, found: list[Row]) -> None:
        (spying,) = (row for row in found if row["what"].startswith("surveillance: "))
        assert (spying["source"], spying["with_help_of"]) == (STATEMENT, f"{WELCOME}; {PRESS}")
        assert (spying["first_day"], spying["last_day"]) == ("2015-01-23", "2015-01-27")

    def test_the_welcome_needs_no_help_for_the_visit(self, found: list[Row]) -> None:
        own = [row for row in found if row["what"] == VISIT and row["source"] == WELCOME]
        assert column(own, "date", "with_help_of") == [("2015-01-19/2015-01-27", "")]

    def test_each_document_keeps_its_own_words_and_date(self, found: list[Row]) -> None:
        assert sorted(
            (row["source"], row["date"], row["words"]) for row in found if row["what"] in (VISIT, TO_PRISONER)
        ) == [
            (WELCOME, "2015-01-19/2015-01-27", ""),
            (WELCOME, "[2015-01-19..2015-01-27]", ""),
            (PRESS, "2015-01-19/2015-01-27", "from January 19 to January 27"),
            (PRESS, "2015-01-20", "Next day"),
            (STATEMENT, "[..2015]", ""),
        ]


class TestWhenWasKozlovConvicted:
    def test_both_documents_leave_it_open(self, dataset: Dataset) -> None:
        found = ask(dataset, "dates", about=CONVICTION)
        assert column(found, "source", "date", "certainty") == [
            (WELCOME, "", "leaves open: unclear"),
            (PRESS, "", "leaves open: unclear"),
        ]

    def test_no_court_and_no_charge(self, dataset: Dataset) -> None:
        (case,) = ask(dataset, "proceedings", about="Vladimir Kozlov")
        assert (case["court"], case["date"], case["provision"]) == ("", "", "")


# ── Incidents ────────────────────────────────────────────────────────────────────────────────────────────────────────


class TestWhatHappenedToTheDetaineeWhoDied:
    @pytest.fixture
    def found(self, dataset: Dataset) -> list[Row]:
        return ask(dataset, "incidents", about="detainee-case")

    def test_only_the_beating_is_alleged(self, found: list[Row]) -> None:
        assert by(found, "kind", "certainty") == {
            "incident": "stated as fact",
            "assault": "alleged",
            "death in custody": "stated as fact",
            "denial of medical assistance": "stated as fact",
        }

    def test_only_the_denial_has_a_doer(self, found: list[Row]) -> None:
        named = [row["kind"] for row in found if "head of a remand centre" in row["who"]]
        assert named == ["denial of medical assistance"]

    def test_the_beating_is_not_said_to_have_led_to_the_death(self, dataset: Dataset) -> None:
        led = ask(dataset, "results", about="detainee-case")
        assert column(led, "cause", "led_to") == [
            ("denial of medical assistance: detainee who died", "jailing of the head of a remand centre")
        ]


class TestWhatHappenedInTheIncidentInAktau:
    def test_its_parts_and_nobody_of_the_police_among_the_doers(self, dataset: Dataset) -> None:
        found = ask(dataset, "incidents", about="aktau-incident")
        assert column(found, "level", "kind") == [
            ("0", "incident"),
            ("1", "appeal"),
            ("1", "incident"),
            ("1", "incident"),
            ("1", "filming"),
            ("1", "incident"),
        ]
        doers = {row["who"] for row in found if row["kind"] == "filming"}
        assert all("unknown people in a parked car" in doer and "police" not in doer for doer in doers)

    def test_pressure_on_those_who_met_him_is_denied(self, dataset: Dataset) -> None:
        found = ask(dataset, "aftermath", about=VISIT)
        (pressure,) = (row for row in found if row["kind"] == "intimidation")
        assert (pressure["link"], pressure["modality"]) == ("occasion", "mentioned")
        assert pressure["certainty"] == "denies: stated as fact"


class TestHowDoFourDocumentsTellOfZhanaozen:
    @pytest.fixture
    def found(self, dataset: Dataset) -> list[Row]:
        return ask(dataset, "tellings", about=EVENTS)

    def test_each_tells_it_in_its_own_way(self, found: list[Row]) -> None:
        assert [row["source"] for row in found] == [APPEAL, REMARKS, WELCOME, PRESS]
        assert {row["documents"] for row in found} == {"4"}
        told = by(found, "source", "telling")
        assert "what happened is not told" in told[APPEAL]
        assert "police fired" in told[REMARKS]
        assert "fired" not in told[WELCOME] + told[APPEAL]

    def test_only_the_remarks_give_a_day(self, found: list[Row]) -> None:
        assert [row["source"] for row in found if "date: 2011-12-16" in row["says"]] == [REMARKS]
        assert all("date: 2011-12;" in f"{row['says']};" for row in found)


class TestWhatIsToldOfTheVisitToThePrisoner:
    def test_the_colony_and_the_day_stand_in_one_document_only(self, dataset: Dataset) -> None:
        says = by(ask(dataset, "tellings", about=TO_PRISONER), "source", "says")
        assert set(says) == {WELCOME, PRESS}
        assert "place: colony LA-155/14" in says[PRESS]
        assert "date: 2015-01-20" in says[PRESS]
        assert says[WELCOME] == "date: [2015-01-19..2015-01-27]"


class TestWhyWasHeAttackedOrSummoned:
    def test_the_reason_of_the_attack_is_suggested_only(self, dataset: Dataset) -> None:
        found = ask(dataset, "reasons", event="assault-in-uralsk")
        assert column(found, "why", "how_sure", "stance") == [
            ("his professional and civic work", "suggested", "affirms")
        ]

    @pytest.mark.parametrize("name", ["Dmitry Tikhonov", "Zhanna Baitelova"])
    def test_the_letters_gave_none(self, name: str, dataset: Dataset) -> None:
        found = ask(dataset, "reasons", about=name)
        assert column(found, "why", "stance") == [("", "leaves open")]

    def test_why_the_police_fired_is_left_open(self, dataset: Dataset) -> None:
        assert column(ask(dataset, "reasons", event="live-fire"), "why", "stance") == [("", "leaves open")]

    def test_two_documents_give_kozlovs_reason_differently(self, dataset: Dataset) -> None:
        found = ask(dataset, "reasons", about="Vladimir Kozlov")
        assert column(found, "source", "why", "how_sure") == [
            (WELCOME, "his alleged role in fomenting the Zhanaozen events of December 2011", "alleged"),
            (PRESS, "a connection with the Zhanaozen events of December 2011", "stated as fact"),
        ]


class TestWhatCameOfTheForgedMaterials:
    def test_she_could_not_meet_the_deputies(self, dataset: Dataset) -> None:
        found = ask(dataset, "results", about="forging-of-case-materials")
        assert column(found, "led_to", "certainty", "basis") == [
            ("prevention of a meeting: Elena Semyenova", "stated as fact", "")
        ]

    def test_that_the_shots_killed_is_an_inference(self, dataset: Dataset) -> None:
        found = ask(dataset, "results", about="live-fire")
        assert {(row["certainty"], row["basis"]) for row in found} == {("suggested", "our inference")}


class TestDidWhatWasThreatenedComeAbout:
    def test_no_document_says_that_he_was_arrested(self, dataset: Dataset) -> None:
        found = ask(dataset, "threats", modality="threatened", about="Kanat Ibragimov")
        assert column(found, "by", "speaks_of", "for_when", "came_about") == [
            (
                "official of the Almaty akimat who telephoned on 23 April 2012",
                "detention: Kanat Ibragimov, 28 April 2012",
                "2012-04-28",
                "no document says",
            )
        ]

    def test_one_rally_of_those_applied_for_took_place(self, dataset: Dataset) -> None:
        found = by(ask(dataset, "threats", modality="planned", document=APPEAL), "spoken", "came_about")
        assert found["applications to hold rallies on 28 April 2012"] == (
            "in part: Disagreement Day rally in Almaty on 28 April 2012"
        )

    def test_whether_they_went_to_the_police_is_not_told(self, dataset: Dataset) -> None:
        found = ask(dataset, "threats", modality="demanded", about="Zhanna Baitelova")
        assert {row["came_about"] for row in found} == {"no document says"}


class TestWhoWasThreatenedByPhone:
    def test_one_man_and_once(self, dataset: Dataset) -> None:
        assert column(ask(dataset, "methods", method="by phone"), "act", "victim", "date") == [
            ("threat", "Kanat Ibragimov", "2012-04-23")
        ]


class TestWhichActsStruckJournalists:
    def test_three_acts_against_two(self, dataset: Dataset) -> None:
        assert column(ask(dataset, "acts-against", characteristic="journalist"), "victim", "act", "date") == [
            ("Lukpan Akhmedyarov", "pressure through others (attempted)", "[2012-04..2012-04-18]"),
            ("Lukpan Akhmedyarov", "assault", "2012-04-19"),
            ("Svetlana Glushkova", "detention", "2018-09-17"),
        ]

    def test_women_who_were_deprived_of_their_liberty(self, dataset: Dataset) -> None:
        found = ask(dataset, "acts-against", gender="female", type="deprivation of liberty")
        assert column(found, "victim") == [("Asel Kopbosynova",), ("Galiya Ospanova",), ("Svetlana Glushkova",)]

    def test_relatives_of_the_prosecuted(self, dataset: Dataset) -> None:
        found = ask(dataset, "acts-against", characteristic="relative of a prosecuted person")
        assert column(found, "victim") == [("Asel Kopbosynova",), ("Galiya Ospanova",)]


class TestWhoGaveOrders:
    def test_left_open_or_unknown(self, dataset: Dataset) -> None:
        found = ask(dataset, "participants", role="order-giver")
        assert column(found, "who", "modality") == [
            ("left open", "actual"),
            ("persons who gave illegal orders to the actual doers", "practice"),
        ]

    def test_in_zhanaozen_nobody_is_named(self, dataset: Dataset) -> None:
        found = ask(dataset, "participants", role="order-giver", event=EVENTS)
        assert column(found, "who", "certainty") == [("left open", "leaves open: unclear")]


class TestWhomDidTheHighCommissionerMeet:
    def test_the_officers_of_state(self, dataset: Dataset) -> None:
        found = ask(dataset, "participants", event="discussions-with-officials", role="participant")
        named = [row["who"] for row in found if row["office"] and "unnamed" not in row["office"]]
        assert named == ["Karim Masimov"]
        assert len(found) == 8

    def test_the_president_was_not_met(self, dataset: Dataset) -> None:
        assert "President" not in str(ask(dataset, "participants", event="mission"))


# ── Places ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class TestHowManyActsAreThereInAlmaty:
    @pytest.fixture
    def found(self, dataset: Dataset) -> list[Row]:
        return ask(dataset, "acts-by-place", place="Almaty")

    def test_its_parts_count_in_it(self, found: list[Row]) -> None:
        assert column(found, "where", "inside", "acts", "persons", "groups") == [
            ("Almaty", "Kazakhstan", "10", "4", "4"),
            ("central Almaty", "Almaty", "2", "1", "0"),
            ("near the Rixos Hotel", "Almaty", "2", "1", "1"),
            ("office of the OSDP Azat party", "Almaty", "1", "1", "0"),
        ]

    @pytest.mark.parametrize("name", ["Kopbosynova", "Tikhonov", "threat:"])
    def test_what_has_no_place_is_not_there(self, name: str, found: list[Row], dataset: Dataset) -> None:
        assert name not in " ".join(row["which"] for row in found)
        elsewhere = " ".join(row["which"] for row in ask(dataset, "acts-by-place"))
        assert name in elsewhere

    def test_an_act_in_two_cities_counts_once_in_the_country(self, dataset: Dataset) -> None:
        acts = by(ask(dataset, "acts-by-place", type="official warning"), "where", "acts")
        assert (acts["Uralsk"], acts["Pavlodar"], acts["Almaty"], acts["Kazakhstan"]) == ("2", "2", "3", "6")


class TestWhereIsWhat:
    @pytest.fixture
    def found(self, dataset: Dataset) -> dict[str, Row]:
        return {row["name"]: row for row in ask(dataset, "places")}

    def test_the_apartment_lies_in_no_city(self, found: dict[str, Row]) -> None:
        assert found["apartment building of the person confined on 18 September 2018"]["inside"] == "Kazakhstan"

    def test_the_party_office_lies_in_almaty_by_inference_only(self, found: dict[str, Row]) -> None:
        assert found["office of the OSDP Azat party"]["how"].startswith("Almaty: suggested, our inference")
        assert found["near the Rixos Hotel"]["how"] == ""

    def test_a_colony_lies_in_its_settlement_and_its_country(self, found: dict[str, Row]) -> None:
        colony = found["colony LA-155/14"]
        assert (colony["inside"], colony["all_around"]) == ("Zarechny", "Kazakhstan; Zarechny")

    def test_a_settlement_that_may_be_any_of_several_has_no_coordinates(self, found: dict[str, Row]) -> None:
        assert (found["Zarechny"]["latitude"], found["Zarechny"]["geonames"]) == ("", "")
        assert found["Zhanaozen"]["geonames"] == "https://sws.geonames.org/607610/"


class TestIsThereAnythingThatHappenedInKaraganda:
    def test_nothing(self, dataset: Dataset) -> None:
        assert ask(dataset, "what-happened-where", place="Karaganda") == []
        assert ask(dataset, "acts-by-place", place="Karaganda") == []

    def test_the_meeting_with_people_from_there_did_not_come_about(self, dataset: Dataset) -> None:
        found = ask(dataset, "interventions", about="activists-from-karaganda")
        assert column(found, "modality", "certainty") == [("mentioned", "denies: stated as fact")]


# ── Numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class TestHowManyActsOfWhichKind:
    def test_a_wider_kind_has_every_narrower_one(self, dataset: Dataset) -> None:
        found = ask(dataset, "acts-by-type")
        acts = {row["act"]: int(row["acts"]) for row in found}
        for row in found:
            if row["below"]:
                assert acts[row["below"]] >= acts[row["act"]] > 0

    def test_a_warning_that_sums_up_others_is_no_further_one(self, dataset: Dataset) -> None:
        (warnings,) = (row for row in ask(dataset, "acts-by-type") if row["act"] == "official warning")
        assert (warnings["acts"], warnings["summaries"], warnings["persons"], warnings["groups"]) == (
            "5",
            "1",
            "2",
            "4",
        )

    def test_people_are_left_unregistered_as_a_practice_only(self, dataset: Dataset) -> None:
        assert ask(dataset, "acts-by-type", type="unregistered detention") == []
        (row,) = ask(dataset, "acts-by-type", type="unregistered detention", modality="practice")
        assert row["acts"] == "1"


class TestWhichNumbersLieInWhich:
    def test_thirteen_and_the_remainder_of_34_of_37(self, dataset: Dataset) -> None:
        found = ask(dataset, "nested-numbers", about=TRIED)
        assert column(found, "level", "part_count", "whole_count") == [
            ("1", "34", "37"),
            ("2", "13", "34"),
            ("2", "21", "34"),
        ]

    def test_none_of_141_applications_was_granted(self, dataset: Dataset) -> None:
        found = ask(dataset, "nested-numbers", about="applications to hold rallies on 28 April 2012")
        assert sorted(column(found, "part_count", "whole_count")) == [
            ("0", "141"),
            ("1", "141"),
            ("141", "141"),
        ]

    def test_the_people_warned_are_about_a_dozen_and_several(self, dataset: Dataset) -> None:
        found = ask(dataset, "nested-numbers", about="warned-activists")
        assert {row["part_count"] for row in found} == {"", "about 12", "2.."}
        assert {row["whole_count"] for row in found} == {""}


class TestWhoseNumberIsIt:
    def test_only_the_welcome_says_for_how_long(self, dataset: Dataset) -> None:
        found = ask(dataset, "how-many", about=CONVICTION)
        assert column(found, "measure", "at_least", "at_most", "counted", "source") == [
            ("duration", "7.5", "7.5", "year", WELCOME)
        ]

    def test_only_the_press_conference_counts_the_cities(self, dataset: Dataset) -> None:
        assert column(ask(dataset, "how-many", about=VISIT), "at_least", "counted", "source") == [("2", "city", PRESS)]
        assert ask(dataset, "how-many", about=VISIT, document=STATEMENT) == []

    def test_what_several_documents_tell_has_its_numbers_from_claims_on_them(self, dataset: Dataset) -> None:
        lacking = rows(
            dataset,
            """SELECT DISTINCT ?node WHERE {
              ?node hr:count|hr:outcome/hr:count|hr:outcome/hr:duration ?number .
              ?one hr:asserts ?node ; hr:evidence/hr:document ?first .
              ?other hr:asserts ?node ; hr:evidence/hr:document ?second .
              FILTER(?first != ?second)
              FILTER NOT EXISTS { ?claim hr:asserts ?node ; hr:aspect ?aspect .
                FILTER(?aspect IN (hr:count, hr:outcome)) }
            }""",
        )
        assert lacking == []


# ── Law ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


class TestWhoWasAcquitted:
    def test_one_and_she_was_not_convicted_of_anything_else(self, dataset: Dataset) -> None:
        found = ask(dataset, "outcomes", about="Elena Semyenova")
        assert column(found, "verdict", "penalty_given", "date") == [("acquitted", "", "2018-09-18")]


class TestWhichPenaltiesWereOnlyThreatened:
    def test_up_to_15_days_and_up_to_a_year(self, dataset: Dataset) -> None:
        found = ask(dataset, "outcomes", modality="threatened")
        assert column(found, "penalty_given", "length", "verdict") == [
            ("administrative arrest", "..15 day", ""),
            ("imprisonment", "..1 year", ""),
            ("fine; warning", "", ""),
        ]


class TestWhichRightsAreAtStake:
    def test_movement_is_violated_under_two_provisions(self, dataset: Dataset) -> None:
        found = ask(dataset, "rights", right="freedom of movement", way="violated by")
        said = [row for row in found if row["basis"] != "our inference"]
        assert column(said, "provision", "modality") == [
            ("article 12 of the ICCPR", "practice"),
            ("article 21 of the Constitution of Kazakhstan", "practice"),
        ]
        assert len(found) == 16

    def test_expression_is_named_for_the_refusals_and_the_warnings(self, dataset: Dataset) -> None:
        found = ask(dataset, "rights", right="freedom of expression", what="act or event")
        assert column(found, "matter", "basis", "source") == [
            ("warnings by local prosecutors before the rallies of 28 April 2012", "our inference", APPEAL),
            ("refusal of all 141 applications to hold rallies on 28 April 2012", "our inference", APPEAL),
        ]

    def test_that_a_case_is_one_of_the_said_actions_is_our_inference(self, dataset: Dataset) -> None:
        found = ask(dataset, "rights", right="freedom of movement", way="at stake in")
        assert {row["basis"] for row in found if row["modality"] == "actual"} == {"our inference"}

    def test_no_document_names_fair_trial_as_the_right_of_an_act(self, dataset: Dataset) -> None:
        found = ask(dataset, "rights", right="fair trial")
        assert column(found, "kind", "stance", "certainty", "source") == [
            ("finding", "affirms", "alleged", REMARKS),
            ("finding", "doubts", "stated as fact", REMARKS),
            ("recommendation", "affirms", "stated as fact", APPEAL),
        ]

    def test_a_right_that_a_recommendation_does_not_name_is_marked_as_our_inference(self, dataset: Dataset) -> None:
        found = ask(dataset, "recommendations", right="effective remedy")
        assert set(column(found, "rights")) == {("effective remedy (suggested, our inference)",)}

    def test_a_finding_has_the_date_of_its_document_with_its_certainty(self, dataset: Dataset) -> None:
        found = ask(dataset, "findings", right="freedom of religion")
        assert {row["date"] for row in found} == {"2012-07-12", "2015-06 (suggested, our inference)"}


class TestWhatIsSaidOfTheLibelLaw:
    def test_two_findings_and_a_request(self, dataset: Dataset) -> None:
        found = ask(dataset, "instruments", instrument="libel law of Kazakhstan in force in July 2012")
        assert [row["said"] for row in found] == ["finding", "finding", "request"]
        assert {row["source"] for row in found} == {REMARKS}

    def test_the_law_of_1995_is_to_be_replaced_and_is_not_called_draconian(self, dataset: Dataset) -> None:
        (row,) = ask(dataset, "instruments", instrument="law on freedom of assembly of Kazakhstan (1995)")
        assert (row["said"], row["text"][:12]) == ("request", "Replace the ")

    def test_two_criminal_codes_are_not_one(self, dataset: Dataset) -> None:
        current = ask(dataset, "instruments", instrument="gkzfrw")
        assert all("drafting" not in row["text"] for row in current)


# ── Requests ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class TestWhatBecameOfTheRequests:
    def test_three_were_followed_by_something(self, dataset: Dataset) -> None:
        found = ask(dataset, "recommendation-responses", answer="answer")
        assert column(found, "made_by", "what_followed") == [
            ("Maina Kiai", "formal response of the government of Kazakhstan to the Special Rapporteur’s report"),
            ("Maina Kiai", "departure of the people in the car without an answer"),
            (
                "Maina Kiai",
                "arrival of the deputy chief of the regional department of internal affairs at the airport",
            ),
        ]

    def test_the_government_disputes_many_of_the_recommendations(self, dataset: Dataset) -> None:
        found = ask(dataset, "recommendation-responses", answer="finding", document=WELCOME)
        disputed = [row for row in found if row["certainty"].startswith("denies")]
        assert column(disputed, "claimant") == [("Government of Kazakhstan",)]

    def test_nothing_is_told_of_an_international_investigation(self, dataset: Dataset) -> None:
        found = ask(dataset, "recommendation-responses", by="Navi Pillay", answer="no answer told")
        assert any("independent international investigation" in row["request"] for row in found)
        assert all(row["what_followed"] == "" for row in found)

    def test_no_minister_answered_the_open_letter(self, dataset: Dataset) -> None:
        found = ask(dataset, "recommendation-responses", addressee="K. Kasymov")
        assert len([row for row in found if row["what_is_known"] == "no answer told"]) == 10
        assert not [row for row in found if row["what_is_known"] == "answer"]


class TestWhoIsAskedInTheOpenLetter:
    def test_four_bodies_ten_times_each(self, dataset: Dataset) -> None:
        found = ask(dataset, "demands-by-addressee", document=STATEMENT)
        assert column(found, "asked", "requests", "answered") == [
            ("Ministry of Foreign Affairs of Kazakhstan", "10", "0"),
            ("Ministry of Internal Affairs of Kazakhstan", "10", "0"),
            ("Ministry of Social Development of Kazakhstan", "10", "0"),
            ("Prosecutor General’s Office of Kazakhstan", "10", "0"),
        ]


class TestWhatDoSeveralAskAboutZhanaozen:
    @pytest.fixture
    def found(self, dataset: Dataset) -> list[Row]:
        return ask(dataset, "shared-demands", about=EVENTS)

    def test_an_investigation_in_four_documents(self, found: list[Row]) -> None:
        asking = {row["source"]: row["made_by"] for row in found if "nvestigat" in row["request"]}
        assert asking == {
            APPEAL: "participants in the Disagreement Day protests",
            REMARKS: "Navi Pillay",
            PRESS: "Maina Kiai (suggested, our inference)",
        }
        assert {row["documents"] for row in found} == {"4"}

    def test_an_international_one_by_the_two_of_the_un_only(self, found: list[Row]) -> None:
        assert {row["made_by"] for row in found if "international" in row["request"]} == {"Navi Pillay", "Maina Kiai"}

    def test_the_release_is_asked_in_one_document_only(self, dataset: Dataset) -> None:
        assert ask(dataset, "shared-demands", about="Vladimir Kozlov") == []
        (row,) = ask(dataset, "shared-demands", about="Vladimir Kozlov", least="1")
        assert (row["request"], row["certainty"], row["source"]) == ("Release Vladimir Kozlov.", "unclear", PRESS)


class TestWhoSteppedInForKozlov:
    def test_one_visit_in_two_documents(self, dataset: Dataset) -> None:
        found = ask(dataset, "interventions", about="Vladimir Kozlov")
        assert column(found, "step", "date", "who", "place", "source") == [
            (TO_PRISONER, "2015-01-20", "Maina Kiai", "colony LA-155/14", f"{WELCOME}; {PRESS}")
        ]

    def test_to_whom_the_bureau_wrote(self, dataset: Dataset) -> None:
        found = ask(dataset, "interventions", by="KIBHR", kind="open letter")
        assert column(found, "date", "asked") == [("2018-09-20", "9")]
        assert found[0]["to_whom"].count("Minister") == 3

    def test_the_european_union_is_not_said_to_have_done_anything(self, dataset: Dataset) -> None:
        assert ask(dataset, "interventions", by="European Union") == []


class TestHowSureIsEachDocument:
    def test_the_translated_report_is_the_least_clear(self, dataset: Dataset) -> None:
        unclear: dict[str, int] = {}
        for row in ask(dataset, "certainty-overview"):
            if row["certainty"] == "unclear" and row["stance"] == "affirms":
                unclear[row["source"]] = unclear.get(row["source"], 0) + int(row["claims"])
        assert max(unclear, key=lambda name: unclear[name]) == PRESS

    def test_every_claim_counts_once_for_its_document(self, dataset: Dataset) -> None:
        found = ask(dataset, "certainty-overview", document=STATEMENT)
        (whole,) = rows(
            dataset,
            f"""SELECT (COUNT(DISTINCT ?claim) AS ?n) WHERE {{
              ?claim hr:certainty ?sure ; hr:evidence/hr:document ?text . FILTER(STRENDS(STR(?text), "/{STATEMENT}"))
              MINUS {{ ?claim hr:asserts ?inner . ?inner hr:claimant ?other . MINUS {{ ?claim hr:aspect ?any }} }}
            }}""",
        )
        assert sum(int(row["claims"]) for row in found) == int(whole["n"])
