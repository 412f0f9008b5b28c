"""The public competency questions and others of their kind, asked through the catalogue.

What is expected are facts of the documents; no query is written for one question. Where a class has a number, it is
that of ``questions.yaml``; the others were asked by people who read the documents.
"""

from __future__ import annotations

import pytest

from kg.rdf.dataset import Dataset
from tests.asking import Row, ask, column

STATEMENT = "2018-09-20-statement"
APPEAL = "2012-04-27-joint-appeal"
REMARKS = "2012-07-12-remarks"
WELCOME = "2015-report-welcome"
PRESS_CONFERENCE = "2015-visit-press-conference"
LEAFLETS = ("confiscation", "detention")
AT_BUS_STOP = ("filming", "official warning")
AT_HOTEL = "police who detained a woman near the Rixos Hotel on 18 September 2018"
AT_APARTMENT = "police officers who kept a woman in her apartment on 18 September 2018"
IN_ASTANA = "police officers who detained several persons in Astana on 17 September 2018"
OF_PRACTICE = "police officers who detain people seeking contact with human rights missions and the European Parliament"
COMPANIONS = "two persons who accompanied the woman detained near the Rixos Hotel"
OTHERS_IN_ASTANA = "others detained in Astana on 17 September 2018, besides the named journalist"
HOME = "apartment building of the person confined on 18 September 2018"
WARNING_OF_MEMBERS = (
    "official warning: members of the Socialist Movement of Kazakhstan and of the housing movement warned on "
    "25 April 2012"
)
TRAVELLERS = "people stopped on their way to a meeting with the Swiss deputies"
DELEGATIONS = "foreign delegations in Kazakhstan, those of the highest level among them"
CIVILIANS = (
    "civilians who try to meet public officials, mass media and representatives of international human rights "
    "organisations"
)
SEEKING_MISSIONS = (
    "persons who try to meet officers of human rights missions and organisations and official representatives of the "
    "European Parliament"
)
TRIED = "37 37 striking oil workers and their supporters tried by June 2012"
CONVICTED = "34 34 of the 37 striking oil workers and supporters, convicted at the beginning of June 2012"


def texts(found: list[Row]) -> str:
    """All that stands in the rows, to show what does not."""
    return "\n".join(text for row in found for text in row.values())


def bounds(dataset: Dataset, about: str) -> list[tuple[str, ...]]:
    return column(ask(dataset, "how-many", about=about), "at_least", "at_most", "counted")


class TestWhoWasDetainedOverTheVisitOfSeptember2018:
    """C01"""

    @pytest.fixture
    def found(self, dataset: Dataset) -> list[Row]:
        days = {"from": "2018-09-17", "to": "2018-09-18"}
        return ask(dataset, "who-suffered-what", type="deprivation of liberty", **days)

    def test_when_where_and_by_whom(self, found: list[Row]) -> None:
        assert sorted(column(found, "victim", "act", "date", "time", "place", "doer")) == sorted(
            [
                ("Galiya Ospanova", "detention", "2018-09-18", "", "near the Rixos Hotel", AT_HOTEL),
                (
                    COMPANIONS,
                    "detention",
                    "2018-09-18",
                    "",
                    "near the Rixos Hotel (suggested, our inference)",
                    f"{AT_HOTEL} (suggested, our inference)",
                ),
                ("Asel Kopbosynova", "confinement at home", "2018-09-18", "07:00", HOME, AT_APARTMENT),
                (
                    "Svetlana Glushkova",
                    "detention",
                    "2018-09-17",
                    "",
                    "near the building of the meeting in Astana",
                    IN_ASTANA,
                ),
                (OTHERS_IN_ASTANA, "detention", "2018-09-17", "", "Astana", IN_ASTANA),
            ]
        )

    def test_the_passive_names_nobody(self, found: list[Row]) -> None:
        doubted = {row["victim"] for row in found if "alleged perpetrator: suggested" in row["reserves"]}
        assert doubted == {COMPANIONS}

    def test_how_many(self, dataset: Dataset) -> None:
        assert bounds(dataset, COMPANIONS) == [("2", "2", "person")]
        assert bounds(dataset, OTHERS_IN_ASTANA) == [("1", "", "person")]

    def test_near_the_hotel_is_in_almaty_and_the_apartment_nowhere(self, dataset: Dataset, found: list[Row]) -> None:
        records = {row["record"] for row in found}
        in_almaty = {row["record"] for row in ask(dataset, "what-happened-where", place="Almaty")} & records
        assert {row["victim"] for row in found if row["record"] in in_almaty} == {"Galiya Ospanova", COMPANIONS}

    @pytest.mark.parametrize("name", ["Semyenova", "Nurzhaubay", "Zhumagulov", "travel", "Swiss"])
    def test_nobody_else(self, name: str, found: list[Row]) -> None:
        assert name not in "\n".join(row["victim"] for row in found)


class TestProvisionsNumbered21:
    """C02"""

    def test_two_provisions_protect_two_rights(self, dataset: Dataset) -> None:
        assert column(ask(dataset, "provisions", number="21"), "law", "protects") == [
            ("Constitution of Kazakhstan", "freedom of movement"),
            ("International Covenant on Civil and Political Rights", "freedom of peaceful assembly"),
        ]

    def test_each_is_cited_for_its_own_right(self, dataset: Dataset) -> None:
        for right, law in (("freedom of movement", "Constitution"), ("freedom of peaceful assembly", "Covenant")):
            cited = [row for row in ask(dataset, "law-cited", right=right) if "article 21 " in row["provision"]]
            assert cited
            assert all(law in row["law"] for row in cited)


class TestTreatiesRatified:
    """C03"""

    def test_those_ratified_and_the_one_not_yet(self, dataset: Dataset) -> None:
        found = ask(dataset, "treaties-ratified", about="Republic of Kazakhstan")
        assert column(found, "treaty", "date", "modality", "stance") == [
            ("Convention against Torture", "", "actual", "affirms"),
            ("Convention on the Rights of Persons with Disabilities", "[2012-07..]", "planned", "affirms"),
            ("International Covenant on Civil and Political Rights", "2005", "actual", "affirms"),
            ("most of the main human rights Conventions (not named)", "", "actual", "affirms"),
            ("the two overarching Covenants (not named)", "", "actual", "affirms"),
        ]

    def test_the_one_not_yet_is_the_ministers_word(self, dataset: Dataset) -> None:
        (planned,) = (row for row in ask(dataset, "treaties-ratified") if row["modality"] == "planned")
        assert (planned["claimant"], planned["told_by"]) == (
            "Minister of Foreign Affairs of Kazakhstan in July 2012",
            "Navi Pillay",
        )

    @pytest.mark.parametrize("treaty", ["Economic, Social"])
    def test_no_other_treaty_by_name(self, treaty: str, dataset: Dataset) -> None:
        assert treaty not in texts(ask(dataset, "treaties-ratified"))


class TestApplicationsForTheRalliesOf28April:
    """C06"""

    @pytest.fixture
    def found(self, dataset: Dataset) -> dict[str, tuple[str, ...]]:
        rows = ask(dataset, "how-many", unit="application", document=APPEAL)
        return {row["subject"]: (row["at_least"], row["at_most"], row["stance"]) for row in rows}

    def test_all_141_were_rejected(self, found: dict[str, tuple[str, ...]]) -> None:
        assert found["applications to hold rallies on 28 April 2012"] == ("141", "141", "affirms")
        assert found["refusal of all 141 applications to hold rallies on 28 April 2012"] == ("141", "141", "affirms")

    def test_none_was_permitted(self, found: dict[str, tuple[str, ...]], dataset: Dataset) -> None:
        assert found["permissions granted for rallies on 28 April 2012"] == ("0", "0", "denies")
        denied = ask(dataset, "denied-or-open", stance="denies", document=APPEAL)
        assert column(denied, "subject") == [("permissions granted for rallies on 28 April 2012",)]

    def test_the_one_permission_was_in_uralsk_and_earlier(self, dataset: Dataset) -> None:
        permitted = [row for row in ask(dataset, "what-happened-where", place="Uralsk") if row["kind"] == "decision"]
        assert column(permitted, "event", "date") == [
            ("permission for an earlier Disagreement Day rally in Uralsk", "[2012-01..2012-04]")
        ]
        assert bounds(dataset, "permission for an earlier Disagreement Day rally in Uralsk") == [
            ("1", "1", "application")
        ]
        assert all(row["event"] != permitted[0]["event"] for row in ask(dataset, "not-actual"))

    def test_rallies_were_planned_in_19_cities(self, dataset: Dataset) -> None:
        rows = ask(dataset, "how-many", unit="city", document=APPEAL)
        assert column(rows, "subject", "at_least", "at_most", "modality", "basis") == [
            ("Disagreement Day rallies of 28 April 2012", "19", "19", "planned", "our inference")
        ]


class TestWhatHappenedInAlmaty:
    """C07"""

    EXPECTED = (
        ("penalties for participants in earlier Disagreement Day protests in Almaty", "[2012-01..2012-04]"),
        ("Disagreement Day action in Almaty in March 2012", "2012-03"),
        ("filming: Bakhytzhan Toregozhina", "2012-04-24"),
        ("official warning: Bakhytzhan Toregozhina", "2012-04-24"),
        ("official warning: Marzhan Aspandyarova", "2012-04-24"),
        ("confiscation: Boris Sukhih", "2012-04-25"),
        ("detention: Boris Sukhih", "2012-04-25"),
        (WARNING_OF_MEMBERS, "2012-04-25"),
        ("joint appeal of 27 April 2012 to the international community", "2012-04-27"),
        ("refusal of the application to hold the rally of 28 April 2012 in Almaty", "[..2012-04-27]"),
        ("Disagreement Day rally in Almaty on 28 April 2012", "2012-04-28"),
        (
            "meeting of the Special Rapporteur with representatives of non-governmental organisations in Almaty",
            "2015-01-19",
        ),
        ("visit of the Special Rapporteur to Kazakhstan in January 2015", "2015-01-19/2015-01-27"),
        ("human rights mission of two Swiss deputies and an Italian federation’s President, August 2018", "2018-08"),
        ("detention: Galiya Ospanova, 18 September 2018", "2018-09-18"),
        (f"detention: {COMPANIONS}", "2018-09-18"),
        ("meeting of European Parliament deputies with members of the Almaty public", "2018-09-18"),
        ("statement of 20 September 2018 on events over the visit of European Parliament deputies", "2018-09-20"),
    )

    @pytest.fixture
    def found(self, dataset: Dataset) -> list[Row]:
        return ask(dataset, "what-happened-where", place="Almaty")

    def test_in_order_of_time(self, found: list[Row]) -> None:
        wanted = {event for event, _ in self.EXPECTED}
        assert [row for row in column(found, "event", "date") if row[0] in wanted] == list(self.EXPECTED)

    def test_the_rest_belongs_to_these(self, found: list[Row]) -> None:
        wanted = {event for event, _ in self.EXPECTED}
        assert {row["event"] for row in found} - wanted == {
            "approach by prosecutor’s officials at a bus stop in central Almaty on 24 April 2012",
            "refusal to sign the warning at the bus stop",
            "handing out of leaflets for the Disagreement Day action in Almaty on 25 April 2012",
            "other venues proposed by the organisers in Almaty",
            "meetings of the human rights mission with Kazakhstani civic activists",
            "detentions near the Rixos Hotel in Almaty on 18 September 2018",
            "open letter of 20 September 2018 to three ministers and the Prosecutor General",
        }

    def test_the_city_of_the_party_office_is_inferred(self, found: list[Row]) -> None:
        inferred = {row["event"] for row in found if row["place_certainty"] == "suggested, our inference"}
        assert "official warning: Marzhan Aspandyarova" in inferred
        assert "detention: Boris Sukhih" not in inferred

    @pytest.mark.parametrize("name", ["Kopbosynova", "Tikhonov", "Baitelova", "Skype", "telephone", "threat:"])
    def test_what_has_no_place_is_not_in_almaty(self, name: str, found: list[Row]) -> None:
        assert name not in texts(found)


class TestWhoSufferedMoreThanOneAct:
    """C08"""

    def test_persons_and_acts(self, dataset: Dataset) -> None:
        found = ask(dataset, "more-than-one-act")
        assert [
            (person, acts, set(which.split("; "))) for person, acts, which in column(found, "person", "acts", "which")
        ] == [
            (
                "Elena Semyenova",
                "3",
                {
                    "prevention of a meeting [2018-09..2018-09-20] (suggested, our inference)",
                    "fabrication of evidence [..2018-09-18] (our inference)",
                    "prosecution ../2018-09-18 (our inference)",
                },
            ),
            (
                "Kanat Ibragimov",
                "3",
                {
                    "administrative arrest [2012-03..2012-04-27] (reported, our inference)",
                    "threat 2012-04-22 (reported, our inference)",
                    "threat 2012-04-23 (reported, our inference)",
                },
            ),
            (
                "detainee who died, allegedly after a beating",
                "3",
                {
                    "assault [..2012-07-12] (our inference)",
                    "death in custody [..2012-07-12] (our inference)",
                    "denial of medical assistance [..2012-07-12] (our inference)",
                },
            ),
            ("Anatoliy Romanov", "2", {f"{act} 2012-04-25 (reported, our inference)" for act in LEAFLETS}),
            ("Bakhytzhan Toregozhina", "2", {f"{act} 2012-04-24 (our inference)" for act in AT_BUS_STOP}),
            ("Boris Sukhih", "2", {f"{act} 2012-04-25 (reported, our inference)" for act in LEAFLETS}),
            (
                "Lukpan Akhmedyarov",
                "2",
                {
                    "pressure through others (attempted) [2012-04..2012-04-18] (reported, our inference)",
                    "assault 2012-04-19 (reported, our inference)",
                },
            ),
            ("Zinaida Moukhortova", "1", {"forced psychiatric treatment [..2015-06] (suggested, our inference)"}),
        ]

    def test_the_arrest_that_was_only_threatened_does_not_count(self, dataset: Dataset) -> None:
        threatened = ask(dataset, "not-actual", modality="threatened", about="Kanat Ibragimov")
        assert column(threatened, "kind", "date") == [("detention", "2012-04-28")]

    def test_nobody_is_accused_under_article_274(self, dataset: Dataset) -> None:
        cases = [row for row in ask(dataset, "proceedings") if "274" in row["provision"]]
        assert column(cases, "defendant") == [("",)]
        assert "274" not in texts(ask(dataset, "proceedings", about="Elena Semyenova"))


class TestWhichVisitorsWereHindered:
    """C09"""

    @pytest.fixture
    def found(self, dataset: Dataset) -> list[Row]:
        return ask(dataset, "visitors-hindered")

    def test_the_special_rapporteur_was_spied_upon(self, found: list[Row]) -> None:
        rows = [row for row in found if row["visitors"] == "Maina Kiai"]
        assert column(rows, "act", "victim", "visit_date") == [
            ("filming", "people who were leaving the building of a meeting in Aktau", "2015-01-19/2015-01-27"),
            ("surveillance", "Maina Kiai", "2015-01-19/2015-01-27"),
        ]

    def test_people_on_their_way_to_the_swiss_deputies_were_stopped(self, found: list[Row]) -> None:
        rows = [row for row in found if row["visitors"] == "Antonio Stango; Carlo Sommaruga; Claude Begle"]
        assert sorted(column(rows, "act", "victim", "visit_date")) == [
            ("detention", TRAVELLERS, "2018-08"),
            ("prevention of a meeting", TRAVELLERS, "2018-08"),
            ("restriction of movement", TRAVELLERS, "2018-08"),
        ]

    def test_people_were_kept_from_the_european_deputies(self, found: list[Row]) -> None:
        rows = [row for row in found if row["visitors"].startswith("deputies of the European Parliament")]
        assert sorted(column(rows, "act", "victim")) == sorted(
            [
                ("confinement at home", "Asel Kopbosynova"),
                ("detention", "Galiya Ospanova"),
                ("detention", COMPANIONS),
                ("detention", "Svetlana Glushkova"),
                ("detention", OTHERS_IN_ASTANA),
                ("prevention of a meeting", "Elena Semyenova"),
            ]
        )

    def test_foreign_delegations_in_general_are_spied_upon_and_kept_from_people(self, found: list[Row]) -> None:
        rows = [row for row in found if row["modality"] == "practice"]
        assert {row["visitors"] for row in rows} == {
            f"{DELEGATIONS} (our inference); foreign politicians who visit Kazakhstan (our inference)"
        }
        assert sorted(column(rows, "act", "victim", "doer")) == [
            ("detention", CIVILIANS, "Kazakhstani authorities"),
            ("detention", SEEKING_MISSIONS, OF_PRACTICE),
            ("intimidation", CIVILIANS, "Kazakhstani authorities"),
            ("surveillance", DELEGATIONS, "Kazakhstani intelligence services that spy on foreign delegations"),
        ]

    def test_nobody_else_was_hindered(self, found: list[Row]) -> None:
        assert len(found) == 2 + 3 + 6 + 4

    def test_navi_pillay_was_not_hindered(self, found: list[Row], dataset: Dataset) -> None:
        assert "Pillay" not in texts(found)
        assert ask(dataset, "visitors-hindered", about="Navi Pillay") == []


class TestTheImprisonmentOfVladimirKozlov:
    """C04"""

    CONVICTION = "conviction of Vladimir Kozlov with a prison sentence of 7.5 years"

    @pytest.fixture
    def found(self, dataset: Dataset) -> list[Row]:
        return ask(dataset, "about", about="Vladimir Kozlov")

    def test_he_leads_a_party(self, found: list[Row]) -> None:
        offices = {(row["what"], row["source"]) for row in found if row["aspect"] == "office"}
        assert offices == {("Vladimir Kozlov, leader, Alga", WELCOME)}

    def test_he_serves_seven_and_a_half_years_for_an_alleged_role(self, found: list[Row]) -> None:
        told = {(row["detail"], row["certainty"], row["source"]) for row in found if row["what"] == self.CONVICTION}
        assert ("outcome: convicted, imprisonment, 7.5 year", "stated as fact", WELCOME) in told
        alleged = "reason: his alleged role in fomenting the Zhanaozen events of December 2011"
        assert (alleged, "alleged", WELCOME) in told

    def test_one_conviction_is_told_twice(self, found: list[Row]) -> None:
        defended = {(row["what"], row["source"]) for row in found if "defendant" in row["aspect"]}
        assert defended == {(self.CONVICTION, WELCOME), (self.CONVICTION, PRESS_CONFERENCE)}

    def test_he_is_held_at_zarechny_and_a_speaker_calls_him_a_political_prisoner(
        self, found: list[Row], dataset: Dataset
    ) -> None:
        held = ask(dataset, "about", about="imprisonment of Vladimir Kozlov")
        assert {row["what"] for row in held if row["aspect"] == "place"} == {"colony LA-155/14"}
        there = {row["event"] for row in ask(dataset, "what-happened-where", place="Zarechny")}
        assert "imprisonment of Vladimir Kozlov" in there
        assert self.CONVICTION not in there
        (called,) = (row for row in found if row["what"] == "Vladimir Kozlov is a political prisoner.")
        assert (called["claimant"], called["aspect"]) == ("Galym Ageleuov", "finding")

    def test_the_special_rapporteur_visited_him_on_20_january_2015(self, found: list[Row], dataset: Dataset) -> None:
        assert {row["date"] for row in found if row["aspect"] == "participant"} == {"2015-01-20"}
        met = ask(dataset, "who-met-whom", about="Vladimir Kozlov")
        assert column(met, "other", "other_part", "date", "source") == [
            ("Maina Kiai", "visitor", "2015-01-20", f"{WELCOME}; {PRESS_CONFERENCE}")
        ]

    def test_what_the_special_rapporteur_finds(self, found: list[Row]) -> None:
        findings = {
            row["what"]: row["basis"] for row in found if row["claimant"] == "Maina Kiai" and "finding" in row["aspect"]
        }
        assert set(findings.values()) == {"UN finding"}
        assert len([text for text in findings if "peaceful" in text and "threat" in text]) == 2
        assert [text for text in findings if "marginalise political leaders" in text]

    def test_who_demands_his_release_is_not_sure(self, found: list[Row]) -> None:
        asked = [row for row in found if row["aspect"] == "asked for"]
        assert {row["what"] for row in asked} == {"Release Vladimir Kozlov."}
        assert {(row["detail"], row["certainty"]) for row in asked} >= {
            ("", "unclear"),
            ("made by: Maina Kiai", "suggested"),
            ("made by: Galym Ageleuov", "suggested"),
        }

    def test_court_charge_and_day_are_in_no_document(self, found: list[Row]) -> None:
        told = [row["detail"] for row in found if row["what"] == self.CONVICTION]
        assert not [detail for detail in told if detail.startswith(("court", "charge", "legal basis", "date: "))]
        assert {row["stance"] for row in found if row["detail"] == "date"} == {"leaves open"}

    def test_he_is_not_among_the_37(self, found: list[Row], dataset: Dataset) -> None:
        assert [row["aspect"] for row in found if "37 " in row["what"]] == ["identity: different"]
        assert "37 " not in texts(ask(dataset, "proceedings", about="Vladimir Kozlov"))


class TestOutcomesOfTheTrials:
    """C05"""

    @pytest.fixture
    def found(self, dataset: Dataset) -> list[Row]:
        return ask(dataset, "outcomes", event="trials-after-events")

    def test_counts_wholes_penalties_and_lengths(self, found: list[Row]) -> None:
        assert column(found, "count", "out_of", "verdict", "penalty_given", "length", "date") == [
            ("4", "", "convicted", "imprisonment", "", "[2011-12-17..2012-07-12]"),
            ("5", "", "convicted", "imprisonment", "5..7 year", "[2011-12-17..2012-07-12]"),
            ("1", "", "convicted", "imprisonment", "", "[2011-12-17..2012-07-12]"),
            ("34", TRIED, "convicted", "", "", "2012-06"),
            ("13", CONVICTED, "convicted", "imprisonment", "3..7 year", "2012-06"),
            ("21", CONVICTED, "convicted", "amnesty; suspended sentence", "", "2012-06"),
        ]

    def test_for_what(self, found: list[Row]) -> None:
        assert {row["count"]: row["why"] for row in found if row["why"]} == {
            "4": "the events at Shetpe station",
            "5": "abuse of power and excessive use of force",
            "1": "failing to provide a detainee with medical assistance",
        }

    def test_the_mother_of_four_is_among_the_13(self, found: list[Row]) -> None:
        with_her = [row["count"] for row in found if "mother of four" in row["defendant"]]
        assert with_her == ["13"]

    def test_the_remainder_is_worked_out_and_says_so(self, found: list[Row]) -> None:
        assert [row["count"] for row in found if row["how_counted"].startswith("derived: ")] == ["21"]
        assert {row["how_counted"] for row in found if row["count"] != "21"} == {"stated"}

    def test_the_same_through_the_proceedings(self, found: list[Row], dataset: Dataset) -> None:
        rows = ask(dataset, "proceedings", event="trials-after-events")
        assert [row for row in column(rows, "people", "out_of", "duration") if row[0]] == column(
            found, "count", "out_of", "length"
        )

    @pytest.mark.parametrize("number", ["3", "24"])
    def test_nobody_is_said_to_be_acquitted_nor_24_let_off(self, number: str, dataset: Dataset) -> None:
        rows = ask(dataset, "outcomes") + ask(dataset, "nested-numbers")
        bounds = f"{number}..{number}"
        assert not [row for row in rows if bounds in (row.get("count"), row.get("part_count"))]
        acquitted = [row["defendant"] for row in ask(dataset, "outcomes") if row["verdict"] == "acquitted"]
        assert acquitted == ["Elena Semyenova"]

    def test_the_counts_are_the_remarks(self, dataset: Dataset) -> None:
        rows = ask(dataset, "how-many", unit="person", document="2012-07-12-remarks")
        found = {(row["at_least"], row["at_most"]) for row in rows}
        assert {("37", "37"), ("34", "34"), ("13", "13"), ("21", "21"), ("4", "4"), ("5", "5")} <= found
        assert not {("3", "3"), ("24", "24")} & found


class TestWhoGaveTheOrderToOpenFire:
    """C10"""

    def test_the_remarks_leave_it_open(self, dataset: Dataset) -> None:
        rows = ask(dataset, "denied-or-open", stance="leaves open", document="2012-07-12-remarks")
        assert any("It is not clear who gave the orders" in row["passage"] for row in rows)

    @pytest.mark.parametrize("agent", ["Dosakhanov"])
    def test_nobody_is_named(self, agent: str, dataset: Dataset) -> None:
        assert ask(dataset, "acts-by-doer", by=agent) == []


class TestUnknownAndSelfNamedDoers:
    @pytest.fixture
    def found(self, dataset: Dataset) -> list[Row]:
        return ask(dataset, "perpetrators", kind="unidentified")

    def test_those_whom_nobody_has_identified(self, found: list[Row]) -> None:
        assert sorted(column(found, "doer", "status")) == [
            ("persons who gave illegal orders to the actual doers", "practice"),
            ("plainclothes unidentified persons involved in the actions", "practice"),
            ("unknown attackers in Uralsk", "actual"),
            ("unknown people in a parked car in Aktau", "actual"),
            ("unknown people who stopped travellers at night", "actual"),
            ("unknown person who used Skype on 22 April 2012", "actual"),
        ]

    def test_two_gave_themselves_a_name_and_nobody_confirms_it(self, dataset: Dataset) -> None:
        named = ask(dataset, "perpetrators", known="self-named")
        assert column(named, "how_known", "claimed_name", "which") == [
            ("unnamed, self-named", "Kanat Dailybayev", "threat"),
            ("unidentified, self-named", "Yevgeni Kravchuk", "threat"),
        ]

    def test_a_claimed_name_is_only_alleged(self, dataset: Dataset) -> None:
        (name,) = (row for row in ask(dataset, "about", about=f"{APPEAL}.akimat-caller") if row["aspect"] == "name")
        assert (name["what"], name["certainty"], name["basis"]) == ("Kanat Dailybayev", "alleged", "self-named")

    def test_the_caller_is_not_the_man_whom_he_called(self, dataset: Dataset) -> None:
        rows = ask(dataset, "who-is-who", about="Kanat Ibragimov", verdict="different")
        assert len(rows) == 1
        assert "2012-04-27" in rows[0]["ground"]

    def test_a_threat_by_the_service_is_only_reported(self, dataset: Dataset) -> None:
        asked = {"kind": "security service", "modality": "attempted"}
        service = {row["doer"]: row for row in ask(dataset, "perpetrators", **asked)}
        visitors = service["officials of the security service who visited a company in April 2012"]
        assert (visitors["which"], visitors["certainty"]) == ("intimidation; pressure through others", "reported")

    def test_nobody_is_named_who_ordered(self, dataset: Dataset) -> None:
        ordered = ask(dataset, "perpetrators", degree="ordered")
        assert sorted(column(ordered, "doer", "how_known", "status")) == [
            ("left open", "left open", "actual"),
            ("persons who gave illegal orders to the actual doers", "unidentified", "practice"),
        ]


class TestIsThereAnythingOn:
    @pytest.mark.parametrize("words", ["rape", "LGBT", "Nazarbayev", "death penalty", "no such words", "kozhakhmetov"])
    def test_nothing_is_an_answer(self, words: str, dataset: Dataset) -> None:
        assert ask(dataset, "anything-on", words=words) == []

    def test_no_words_are_no_question(self, dataset: Dataset) -> None:
        assert ask(dataset, "anything-on", words="") == []

    def test_capitals_do_not_matter(self, dataset: Dataset) -> None:
        assert ask(dataset, "anything-on", words="LIBEL") == ask(dataset, "anything-on", words="libel")
        assert {row["source"] for row in ask(dataset, "anything-on", words="libel")} == {REMARKS}

    def test_children_are_those_of_childrens_homes_only(self, dataset: Dataset) -> None:
        found = ask(dataset, "anything-on", words="child")
        assert {row["source"] for row in found} == {PRESS_CONFERENCE}
        assert all("children’s homes" in row["text"] for row in found)

    def test_a_kind_of_act_is_found_by_its_wider_kind_and_in_another_language(self, dataset: Dataset) -> None:
        for words in ("deprivation of liberty", "лишение свободы"):
            found = ask(dataset, "anything-on", words=words)
            assert "detention: Galiya Ospanova, 18 September 2018" in {row["what"] for row in found}

    def test_torture_is_alleged_and_not_stated(self, dataset: Dataset) -> None:
        acts = [row for row in ask(dataset, "anything-on", words="torture") if row["found_in"] == "kind"]
        acts = [row for row in acts if row["modality"] != "no event"]
        assert len(acts) == 4
        assert all("stated as fact" not in row["certainty"] for row in acts)


class TestPeopleAndBodies:
    def test_journalists(self, dataset: Dataset) -> None:
        found = ask(dataset, "people", characteristic="journalist")
        assert column(found, "person", "source") == [("Lukpan Akhmedyarov", APPEAL), ("Svetlana Glushkova", STATEMENT)]

    def test_nobody_is_a_woman_or_a_man_unless_a_document_shows_it(self, dataset: Dataset) -> None:
        women = {row["person"] for row in ask(dataset, "people", gender="female", known="named")}
        assert women == {
            "Asel Kopbosynova",
            "Bakhytzhan Toregozhina",
            "Elena Semyenova",
            "Galiya Ospanova",
            "Navi Pillay",
            "Svetlana Glushkova",
        }
        assert {row["sex"] for row in ask(dataset, "people") if row["person"] == "Marzhan Aspandyarova"} == {""}

    def test_no_age_is_guessed(self, dataset: Dataset) -> None:
        assert {row["age_group"] for row in ask(dataset, "people")} == {""}

    def test_who_held_an_office_on_a_day(self, dataset: Dataset) -> None:
        found = ask(dataset, "offices", day="2015-01-20")
        assert column(found, "who", "position", "that_day") == [
            ("Maina Kiai", "Special Rapporteur on freedom of peaceful assembly and of association", "possibly"),
            ("Maina Kiai", "Special Rapporteur on freedom of peaceful assembly and of association", "shown"),
            ("Vladimir Kozlov", "leader", "possibly"),
        ]

    def test_a_former_office_says_so(self, dataset: Dataset) -> None:
        found = ask(dataset, "offices", about="Dosakhanov")
        assert sorted(column(found, "position", "former", "shown_on")) == [
            ("chief", "true", "2011"),
            ("deputy chief", "", "[2015-01-23..2015-01-27]"),
        ]

    def test_two_ministers_of_one_ministry_are_six_years_apart(self, dataset: Dataset) -> None:
        found = ask(dataset, "offices", body="Ministry of Internal Affairs of Kazakhstan")
        assert column(found, "who", "shown_on") == [
            ("K. Kasymov", "2018-09-20"),
            ("Minister of the Interior of Kazakhstan in July 2012", "2012-07-12"),
        ]

    def test_who_was_met_in_the_akimat(self, dataset: Dataset) -> None:
        found = ask(dataset, "who-met-whom", about="akimat of Zhanaozen")
        assert column(found, "one_part", "other", "date") == [("host", "Maina Kiai", "[2015-01-23..2015-01-27]")]

    def test_the_activists_from_karaganda_met_nobody(self, dataset: Dataset) -> None:
        assert ask(dataset, "who-met-whom", about=f"{STATEMENT}.activists-from-karaganda") == []
        assert "activists from Karaganda" in texts(ask(dataset, "denied-or-open", stance="denies"))

    def test_the_bodies_with_a_namesake_stay_two(self, dataset: Dataset) -> None:
        found = ask(dataset, "about", about="qnz6p5")
        (other,) = (row["what"] for row in found if row["aspect"].startswith("identity"))
        assert other == "Kazakh news service of Radio Liberty/Radio Free Europe"

    def test_an_act_reaches_a_relative_both_ways(self, dataset: Dataset) -> None:
        found = ask(dataset, "through-others", about="Aset Nurzhaubay")
        assert column(found, "reached", "other", "tie", "act") == [
            ("Aset Nurzhaubay", "Galiya Ospanova", "parent", "detention"),
            ("Galiya Ospanova", "Aset Nurzhaubay", "child", "prosecution"),
        ]


class TestNumbersThatNest:
    def test_37_34_13_and_21(self, dataset: Dataset) -> None:
        found = ask(dataset, "groups", about="37 striking oil workers and their supporters tried by June 2012")
        assert sorted(column(found, "at_least", "at_most", "rounding")) == [
            ("13", "13", ""),
            ("21", "21", "derived"),
            ("34", "34", ""),
        ]

    def test_a_part_lies_within_its_whole(self, dataset: Dataset) -> None:
        convicted = "34 of the 37 striking oil workers and supporters, convicted at the beginning of June 2012"
        (row,) = ask(dataset, "range", about=convicted, unit="person")
        assert (row["at_least"], row["at_most"]) == ("34", "34")
        assert (row["whole_most"], row["parts_least"]) == ("37", "21")

    def test_some_15_is_not_a_strict_number(self, dataset: Dataset) -> None:
        (row,) = ask(dataset, "range", about=f"{REMARKS}.killed-people")
        assert (row["at_least"], row["at_most"], row["best"]) == ("0", "open", "15")
        assert (row["rounding"], row["independent"]) == ("about", "1")

    @pytest.mark.parametrize("people", ["injured-people", "most-active-organisers", "arrested-defenders"])
    def test_dozens_and_most_and_numerous_are_open(self, people: str, dataset: Dataset) -> None:
        document = REMARKS if people == "injured-people" else WELCOME
        (row,) = ask(dataset, "range", about=f"{document}.{people}", unit="person")
        assert (row["at_most"], row["agreed_most"]) == ("open", "open")


class TestWhoSaysWhatHowSurely:
    def test_what_is_only_alleged(self, dataset: Dataset) -> None:
        found = ask(dataset, "acts-by-certainty", certainty="alleged")
        assert sorted(column(found, "act", "modality", "source")) == [
            ("assault", "actual", REMARKS),
            ("forced confession", "actual", REMARKS),
            ("torture or ill-treatment", "actual", REMARKS),
            ("torture or ill-treatment", "actual", WELCOME),
            ("torture or ill-treatment", "practice", REMARKS),
        ]

    def test_what_the_government_says_comes_through_others(self, dataset: Dataset) -> None:
        found = ask(dataset, "who-says", by="Government of Kazakhstan")
        assert {row["told_by"] for row in found} == {
            "Navi Pillay",
            "authors of the welcome of the Special Rapporteur’s report on Kazakhstan",
        }
        assert [row["stance"] for row in found].count("denies") == 2

    def test_three_hands_between_the_rapporteur_and_the_reader(self, dataset: Dataset) -> None:
        found = ask(dataset, "relayed", by="Maina Kiai", through="Galym Ageleuov")
        assert {row["hands"] for row in found} == {"2"}
        assert {row["chain"].rsplit(" → ", 1)[1] for row in found} == {"Galym Ageleuov (unclear)"}

    def test_a_heading_that_repeats_a_speaker_is_one_step(self, dataset: Dataset) -> None:
        found = ask(dataset, "relayed", by="Sergey Duvanov")
        assert {row["hands"] for row in found} == {"1"}

    def test_nothing_corroborates_that_is_not_independent(self, dataset: Dataset) -> None:
        found = ask(dataset, "rival-claims", relation="corroborates")
        assert found
        assert {row["independent"] for row in found} == {"yes"}

    @pytest.mark.parametrize(
        ("about", "other"),
        [
            ("intimidation-of-civilians", "pressure on people over meetings with the Special Rapporteur"),
            ("only-incident", "The incident in Aktau was the only one."),
            ("spying-in-aktau", "filming of people who left a meeting in Aktau during the Special Rapporteur’s visit"),
            ("international-inquiry", "Hold an independent international inquiry into the crisis in Zhanaozen."),
            ("live-fire", "live rounds fired into crowds in the town centre of Zhanaozen"),
        ],
    )
    def test_accounts_of_two_documents_that_differ_stand_beside_each_other(
        self, about: str, other: str, dataset: Dataset
    ) -> None:
        found = ask(dataset, "rival-claims", relation="differs from", about=about)
        assert other in {row["subject"] for row in found}
        assert all(row["source"] != row["other_source"] for row in found)

    def test_what_contradicts_stands_beside(self, dataset: Dataset) -> None:
        found = ask(dataset, "rival-claims", relation="contradicts", about=f"{PRESS_CONFERENCE}.account-of-route")
        assert column(found, "one_says", "other_says", "independent") == [
            ("Galym Ageleuov", "Sergey Duvanov", "no: an inference of ours")
        ]

    def test_damaged_words_keep_their_wording(self, dataset: Dataset) -> None:
        found = ask(dataset, "damaged-words", document=PRESS_CONFERENCE)
        readings = {row["words_say"]: row["reading"] for row in found}
        assert readings["we have the general kickback"] == "A general rollback of the freedom, not a bribe."
        assert readings["beat on gases"] == "They stepped on the accelerator."

    def test_what_was_inferred_says_why(self, dataset: Dataset) -> None:
        found = ask(dataset, "inferences")
        assert all(row["ground"] and row["passage"] for row in found)
        derived = [row for row in found if row["subject"] == "Disagreement Day rallies of 28 April 2012"]
        assert any(row["value"] == "19 city" and row["from_claims"] for row in derived)

    def test_passages_on_a_person_show_where_they_stand(self, dataset: Dataset) -> None:
        found = ask(dataset, "sources-of", about="Natalia Sokolova")
        assert {row["source"] for row in found} == {WELCOME}
        assert all(int(row["from_character"]) < int(row["to_character"]) for row in found)

    def test_the_same_visitor_stands_in_three_documents_under_two_names(self, dataset: Dataset) -> None:
        (kiai,) = (row for row in ask(dataset, "across-documents", least="3") if row["called"] == "Maina Kiai")
        assert (kiai["documents"], kiai["names"]) == ("3", "Maina Kiai; Mayne Kiai; Mr. Kiai")
        assert kiai["joined"].startswith("inferred: ")
