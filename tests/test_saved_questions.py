"""The saved questions that are shipped: each runs in both languages, and what they answer is what the sources say.

The expected answers were worked out by hand from `panteia-2019.md` (chapter 12) and `waarderegio-2022.md`.
"""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from craftgraph.graph.questions import READERS, Question, ask, questions
from craftgraph.graph.store import Graph

QUESTIONS = questions()
SKZ = "Stichting Kringloop Zwolle"
NOGGUS = "Stichting Noggus & Noggus"
NMO = "Natuur en Milieu Overijssel"
FOURTEEN = {
    "id:kringloop-zwolle",
    "id:noggus-noggus",
    "id:ict-kringloop-zwolle",
    "id:gemeente-zwolle",
    "id:natuur-en-milieu-overijssel",
    "id:thorbecke",
    "id:rova",
    "id:tiem",
    "id:de-twijn",
    "id:cibap",
    "id:windesheim",
    "id:binthout",
    "id:cavoi",
    "id:eco-impact",
}


@pytest.fixture(scope="module")
def computed(graph: Graph) -> Graph:
    """The shipped cases with what was computed of them."""
    return graph.with_results


def rows(graph: Graph, name: str, columns: str, case: str, **given: str) -> set[tuple[str, ...]]:
    """Ask a question in English and keep some columns; a cell with several values has them in alphabetical order."""
    answer = ask(graph, name, {"case": case, **given}, "en")
    places = [answer.variables.index(column) for column in columns.split()]
    return {tuple("; ".join(sorted(row[place].split("; "))) for place in places) for row in answer.texts}


def then(graph: Graph, name: str, columns: str, **given: str) -> set[tuple[str, ...]]:
    """Ask about Zwolle in 2019."""
    return rows(graph, name, columns, "zwolle-2019", **given)


def now(graph: Graph, name: str, columns: str, **given: str) -> set[tuple[str, ...]]:
    """Ask about the WaardeRegio in 2022."""
    return rows(graph, name, columns, "waarderegio-2022", **given)


# What holds for every question


def test_there_are_enough_questions_for_every_reader() -> None:
    """At least twenty questions are saved, and each of the three readers has at least ten of them."""
    assert len(QUESTIONS) >= 20
    for reader in READERS:
        assert sum(reader in question.readers for question in QUESTIONS) >= 10


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_says_what_it_asks_and_for_whom(question: Question) -> None:
    """The header holds the question in Dutch and English, two texts that ask something, and its readers."""
    assert {"nl", "en"} <= set(question.texts)
    assert question.text("nl") != question.text("en")
    assert all("?" in text for text in question.texts.values())
    assert set(question.readers) <= set(READERS)
    assert question.readers


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_says_whose_statements_it_reads(question: Question) -> None:
    """Statements are read in the named graph of a case or report, so that moments and sources never mix unseen."""
    assert re.search(r"GRAPH \?(case|network|report|assessment)\b", question.sparql)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_has_as_many_answers_in_both_languages(computed: Graph, question: Question) -> None:
    """With its default parameters a question has an answer, in Dutch as many rows as in English."""
    dutch, english = (ask(computed, question.name, {}, language) for language in ("nl", "en"))
    assert len(english) > 0
    assert len(dutch) == len(english)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_row_is_labelled_and_sourced(computed: Graph, question: Question, language: str) -> None:
    """Where a thing is shown its name is shown too, and where a question gives sources every row has one."""
    answer = ask(computed, question.name, {}, language)
    names = set(answer.variables)
    always = names & {"name", "role", "change", "body", "list", "post"}
    if question.name != "plans-of-then":  # a plan of which nothing more is said has no later source
        always |= names & {"source"}
    for row in answer.texts:
        cells = dict(zip(answer.variables, row, strict=True))
        assert all(cells[name] for name in always), cells


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_no_label_is_in_another_language(computed: Graph, question: Question) -> None:
    """A text is in the reader's language, or has no language because it is a proper name."""
    for row in ask(computed, question.name, {}, "nl").rows:
        languages = {term.language for term in row if isinstance(term, ox.Literal)}
        assert languages <= {"nl", None}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_gives_the_same_answer_through_rdflib(computed: Graph, question: Question) -> None:
    """A saved question asked of the rdflib dataset has as many rows as asked of the store."""
    answer = ask(computed, question.name)
    asked = computed.with_results if question.needs_results else computed
    found = asked.dataset.query(question.sparql, initNs=answer.prefixes)
    assert len(list(found)) == len(answer)


# Zwolle in 2019, against chapter 12 of the Panteia report


def test_participants_of_2019_are_the_fourteen_of_the_table(graph: Graph) -> None:
    """The partners are the fourteen of the table, Thorbecke once ("12 Zwolle", Betrokken partijen)."""
    found = then(graph, "participants", "party involvement")
    assert {party for party, involvement in found if involvement == "partner"} == FOURTEEN
    assert ("id:stichting-deksels", "associate") in found


def test_roles_of_2019_name_pivot_initiator_and_collector(graph: Graph) -> None:
    """SKZ is the pivot, the reuse foundations took the initiative, ROVA collects ("Status", "Achtergrond")."""
    found = then(graph, "roles", "role holder status")
    assert {holder for role, holder, _ in found if role == "pivot"} == {"id:kringloop-zwolle"}
    assert {holder for role, holder, _ in found if role == "initiator"} == {"id:kringloop-zwolle", "id:noggus-noggus"}
    assert ("collector", "id:rova", "current") in found
    assert ("developer", "id:tiem", "planned") in found  # "zal ook meehelpen"


def test_coordination_of_2019_is_part_time_and_paid_from_the_prize(graph: Graph) -> None:
    """NMO employs the project leader part-time from VANG prize money ("Uitdagingen en succesfactoren")."""
    assert then(graph, "coordination", "name employer appointment money") == {
        ("Central project leader", NMO, "part time", "Prize money of the VANG contest")
    }


def test_continuity_and_growth_of_2019_hang_on_the_project_leader(graph: Graph) -> None:
    """Both going on and extending depend on the central project leader ("Uitdagingen en succesfactoren")."""
    assert then(graph, "stated-dependence", "upon for") == {
        ("Central project leader", "continuity"),
        ("Central project leader", "scaling"),
    }
    hanging = then(graph, "hangs-on-posts", "post kind")
    assert ("Central project leader", "stated dependence") in hanging
    assert ("Practical teacher", "guidance") in hanging


def test_core_team_of_2019_has_eight_named_members(graph: Graph) -> None:
    """Eight members of the core team are named, among others; all fourteen meet quarterly ("Achtergrond")."""
    found = then(graph, "bodies", "body member complete")
    assert {(member, complete) for body, member, complete in found if body == "Core team"} == {
        (SKZ, "no"),
        (NOGGUS, "no"),
        ("De Twijn", "no"),
        ("Thorbecke Scholengemeenschap", "no"),
        ("Cibap", "no"),
        ("ROVA", "no"),
        (NMO, "no"),
        ("Hogeschool Windesheim", "no"),
    }
    assert ("Partner meeting", "The fourteen parties of WaardeRing", "yes") in found


def test_primary_group_of_2019_is_young_people_at_school_or_without_a_qualification(graph: Graph) -> None:
    """Pupils and young people without a basic qualification come first ("Achtergrond", "Doelgroepen …")."""
    found = then(graph, "target-groups", "audience primary status")
    assert {audience for audience, primary, _ in found if primary == "true"} == {
        "Pupils in practical and special secondary education",
        "School leavers without a basic qualification",
        "Young people without a basic qualification",
    }
    assert ("Refugees with a residence permit", "", "wish") in found


def test_tiem_refers_people_to_rova_and_the_reuse_centres(graph: Graph) -> None:
    """Tiem refers former Wsw/Wajong and Participation Act candidates to both ("Doelgroepen en begeleiding")."""
    found = then(graph, "people-routes", "audience from to form")
    assert {(audience, to, form) for audience, sender, to, form in found if sender == "Tiem"} == {
        (audience, to, "referral")
        for audience in ("Former Wsw and Wajong", "Participation Act candidates")
        for to in ("ROVA", "The reuse centres of WaardeRing")
    }


def test_guidance_of_2019_differs_by_organisation(graph: Graph) -> None:
    """SKZ and ICT-Kringloop guide pupils, Binthout BBL students, Cavoi coaches ("Doelgroepen en begeleiding")."""
    pupils = "Pupils in practical and special secondary education"
    assert {
        (SKZ, pupils, "process guidance"),
        ("ICT Kringloop Zwolle", pupils, "process guidance"),
        ("Binthout", "Students on the work-based route (BBL)", "craft guidance"),
        ("CAVOI", "Participants in the circular craft centre", "job coaching"),
        ("Practical teacher", pupils, "guidance by a teacher"),
    } <= then(graph, "guidance", "guide audience kind")


def test_places_with_a_number_were_hopes_in_2019(graph: Graph) -> None:
    """Ten learn-work, five BBL and sixteen places of four hours were hoped for ("Activiteiten en werkplekken")."""
    found = then(graph, "learn-work-places", "number hours until audience status")
    assert {row for row in found if row[0]} == {
        ("10", "", "2021", "Young people at entry level", "wish"),
        ("5", "", "2021", "Students on the work-based route (BBL)", "wish"),
        ("16", "4", "2021", "Pupils in pre-vocational and practical schools", "wish"),
    }


def test_bed_slats_became_ceilings(graph: Graph) -> None:
    """Pupils dismantle at SKZ, Binthout planes, fire-proofs and makes ceilings for Windesheim (box on bed slats)."""
    found = then(graph, "material-flows", "stream step from does by audience to product")
    assert {(step, does, by) for stream, step, _, does, by, *_ in found if stream == "bed-slats" and step} == {
        ("1", "dismantling", ""),
        ("2", "woodworking", "Binthout"),
        ("3", "fire-proofing", "Binthout"),
        ("4", "producing products", "Binthout"),
    }
    first = next(row for row in found if row[:2] == ("bed-slats", "1"))
    assert first[2] == SKZ
    assert first[5:7] == ("Pupils in practical and special secondary education", "Binthout")
    last = next(row for row in found if row[:2] == ("bed-slats", "4"))
    assert last[6:] == ("Hogeschool Windesheim", "ceilings")


def test_pupils_of_2019_dismantle_what_the_reuse_shop_takes_in(graph: Graph) -> None:
    """The one stream that pupils are told to dismantle is that of the bed bases of SKZ (box on bed slats)."""
    assert then(graph, "clients-at-work", "intake does audience") == {
        (SKZ, "dismantling", "Pupils in practical and special secondary education")
    }


def test_what_was_missing_in_2019(graph: Graph) -> None:
    """No central place, and no authority of reuse shops and ROVA to collect ("Achtergrond", "Uitdagingen …")."""
    found = then(graph, "stated-no", "missing who source")
    assert ("central place", "The fourteen parties of WaardeRing", "Achtergrond") in found
    assert (
        "authority to collect",
        "ROVA; The reuse centres of WaardeRing",
        "Uitdagingen en succesfactoren",
    ) in found


def test_challenges_of_2019(graph: Graph) -> None:
    """Guides, growth, the project leader, the business case and authority are difficult ("Uitdagingen …")."""
    themes = {theme for (theme,) in then(graph, "challenges", "theme")}
    assert {part for theme in themes for part in theme.split("; ")} >= {
        "guidance capacity",
        "organisational growth",
        "coordination",
        "business case",
        "fire safety",
        "residual waste",
        "authority and regulations",
    }


def test_success_factors_of_2019(graph: Graph) -> None:
    """Cooperation, short lines and the prize helped; the municipality speaks of independence ("Uitdagingen …")."""
    found = then(graph, "success-factors", "theme by")
    assert {
        ("existing cooperation", ""),
        ("short lines", ""),
        ("prize contest", ""),
        ("independence from politics", "Municipality of Zwolle"),
        ("diverse backgrounds", ""),
    } <= found


def test_eco_impact_is_only_named(graph: Graph) -> None:
    """Of all partners only Eco Impact is named without a word on what it does ("Betrokken partijen")."""
    found = then(graph, "named-only", "party involvement")
    assert {party for party, involvement in found if involvement == "partner"} == {"id:eco-impact"}


def test_launch_is_on_the_time_line(graph: Graph) -> None:
    """WaardeRing was launched on 9 October 2019, the shop in Ommen opened in June ("Status", "Activiteiten …")."""
    found = {(when, event) for when, event in then(graph, "timeline", "when event") if when}
    assert found == {("2019-10-09", "launch"), ("2019-06", "opening")}


def test_all_that_is_said_of_tiem(graph: Graph) -> None:
    """Tiem refers, guides and will help to develop tracks, besides being one of the fourteen ("Doelgroepen …")."""
    found = then(graph, "about-a-party", "kind as group", party="tiem")
    assert {("placement", "from", ""), ("guidance", "by", ""), ("role of a party", "held by", "")} <= found
    assert ("seat", "held by", "The fourteen parties of WaardeRing") in found


# The WaardeRegio in 2022, against its final report


def test_coordination_of_2022_has_no_stated_employer(graph: Graph) -> None:
    """A programme manager is named, without employer or money ("5) Welke organisatievorm past daarbij?")."""
    assert now(graph, "coordination", "name employer money") == {("Programme manager", "not named", "")}


def test_zwolle_speaks_for_the_four_in_the_core_team(graph: Graph) -> None:
    """Zwolle represents the four new municipalities; five municipalities and the manager meet (question 5)."""
    found = now(graph, "bodies", "body member represents")
    assert ("Core team", "Municipality of Zwolle", "The four rural municipalities") in found
    assert {member for body, member, _ in found if body == "WaardeRegio meeting"} == {
        "Programme manager",
        *(f"Municipality of {name}" for name in ("Zwolle", "Dalfsen", "Ommen", "Staphorst", "Zwartewaterland")),
    }


def test_one_party_leads_the_application_and_one_the_logistics(graph: Graph) -> None:
    """Staphorst is lead applicant, its reuse shop carries the logistics ("Gemeente Staphorst", question 1)."""
    found = now(graph, "single-holder-roles", "role holder")
    assert {("lead applicant", "id:gemeente-staphorst"), ("logistics provider", "id:kringloop-staphorst")} <= found
    assert not {role for role, _ in found} & {"maker", "seller", "buyer", "sorter"}  # several have these


def test_who_joined_and_who_is_no_longer_named(graph: Graph) -> None:
    """Of the fourteen, five do not occur in the report of 2022 (whole report); care organisations joined."""
    found = now(graph, "then-and-now", "party change then now")
    change = {party: word for party, word, _, _ in found}
    gone = {"id:ict-kringloop-zwolle", "id:tiem", "id:binthout", "id:cavoi", "id:eco-impact"}
    assert {party for party in FOURTEEN if change[party] == "no longer named"} == gone
    assert {party for party in FOURTEEN if change[party] == "then and now"} == FOURTEEN - gone
    assert ("id:natuur-en-milieu-overijssel", "then and now", "partner", "context") in found  # only in a link
    for name in ("philadelphia", "frion", "trashures", "startroute", "gemeente-dalfsen", "gemeente-zwartewaterland"):
        assert change[f"id:{name}"] == "joined"


def test_what_became_of_the_plans_of_2019(graph: Graph) -> None:
    """The shop in Zwolle came, the learn-work places are not counted ("R3 Hergebruik", question 6)."""
    found = now(graph, "plans-of-then", "plan then result source")
    results = {plan: (status, result, source) for plan, status, result, source in found}
    assert results["Then a similar shop in Zwolle will follow."] == ("planned", "realised", "R3 Hergebruik")
    places = [result for plan, (_, result, _) in results.items() if re.search(r"\b(ten|five|sixteen)\b", plan)]
    assert places == ["result unknown"] * 3


def test_open_plans_for_repair_in_2022(graph: Graph) -> None:
    """A repair hub is studied, sewing in Zwolle-Zuid is planned, 3D-printed spare parts are a wish ("R4 Repareren")."""
    found = now(graph, "open-plans", "status kind source")
    assert {
        ("explored", "activity", "R4 Repareren"),
        ("planned", "activity", "R4 Repareren"),
        ("wish", "flow", "R4 Repareren"),
    } <= found


def test_repurposing_in_2022(graph: Graph) -> None:
    """Workwear, jewellery, leather, coffee sacks, cotton and denim get another use ("R7 Herbestemmen")."""
    found = now(graph, "r-ladder", "r material product")
    made = {(material, product) for r, material, product in found if r == "R7" and product}
    assert made == {
        ("workwear", "bags made anew"),
        ("jewellery", "dreamcatchers"),
        ("leather", "designer bags"),
        ("coffee sacks", "bags made anew; flower bags"),
        ("cotton; denim", "bags made anew; flower bags"),
        ("denim", "accessories; clothing made anew"),
    }


def test_pupils_of_2022_dismantle_and_sort(graph: Graph) -> None:
    """Pupils dismantle CDs and DVDs at training centres and sort textiles ("R8 Recycle", "Het textiel…")."""
    assert now(graph, "clients-at-work", "material at") == {
        ("CDs and DVDs", "The work training centres"),
        ("textiles", "Regional textile sorting centre"),
    }


def test_money_of_2022_is_temporary(graph: Graph) -> None:
    """Five municipalities add money for 2022, the can action stopped in August 2021 ("7)", "R8 Recycle")."""
    found = now(graph, "money", "funder temporary until")
    assert ("The five municipalities of WaardeRegio", "yes", "2022") in found
    assert ("Municipality of Dalfsen", "yes", "2021-08") in found


def test_owners_in_2022(graph: Graph) -> None:
    """Municipalities co-own ROVA; schools share Thorbecke in Bedrijf and Startroute ("7)", "Onderwijs …", "4)")."""
    found = now(graph, "ownership", "owner owned")
    owners: dict[str, set[str]] = {}
    for owner, owned in found:
        owners.setdefault(owned, set()).update(owner.split("; "))
    assert owners["ROVA"] == {"The five municipalities of WaardeRegio"}
    assert owners["Startroute"] == {"Deltion College", "Startcollege"}
    assert owners["TOP Vechtdal"] == {"Philadelphia"}
    assert owners["Thorbecke in Bedrijf"] == {"Practical education department of Thorbecke", "De Twijn", "Talentstad"}


def test_numbers_of_2022(graph: Graph) -> None:
    """13 letters, about 250 readers, 225 visitors, about 20 who took part in the festival, 13,000 cans.

    ("Communicatie …", "R8 Recycle")
    """
    found = now(graph, "numbers", "measure qualifier number")
    assert {
        ("number of newsletters", "", "13"),
        ("number of readers", "about", "250"),
        ("number of visitors", "", "225"),
        ("number of participants in an event", "about", "20"),
        ("cans per week", "", "13000"),
    } <= found


def test_dates_of_2022(graph: Graph) -> None:
    """Every whole date that the report prints is on the time line ("R8 Recycle", "Onderwijs …", "Communicatie …")."""
    found = {when for (when,) in now(graph, "timeline", "when")}
    assert {when for when in found if len(when) == 10} == {"2021-07-01", "2021-09-25", "2022-04-05"}
    assert {"2021-09", "2022-02", "2022-05", "2021-08"} <= found


def test_missing_in_2022(graph: Graph) -> None:
    """No way to recycle synthetic duvets or car seats, no business case ("R5 …", "Product- en …", "7)")."""
    assert {
        ("recycling method", "synthetic duvets"),
        ("recycling method", "child car seats"),
        ("volume", "synthetic duvets"),
        ("sound business case", ""),
    } <= now(graph, "stated-no", "missing goods")


def test_steps_of_the_pupils_of_thorbecke_in_bedrijf(graph: Graph) -> None:
    """First travel, time and taking tasks, then quality, pace, authority, perseverance, help ("… in Bedrijf")."""
    heading = "Arbeidstrainingscentrum PrO/vso Thorbecke in Bedrijf"
    found = {gain for gain, source in now(graph, "gains", "gain source") if source == heading}
    assert found - {"work skills"} == {
        "travelling independently",
        "punctuality",
        "taking assignments",
        "quality of work",
        "work pace",
        "accepting authority",
        "persistence",
        "asking for help",
    }


def test_coach_hands_over_to_the_reuse_shop(graph: Graph) -> None:
    """The practice guides of the reuse shop take over from the coach ("Thorbecke in Bedrijf")."""
    assert ("Coach of Thorbecke in Bedrijf", "Practice guides of the reuse shop") in now(
        graph, "guidance", "guide next"
    )


def test_who_is_quoted_in_2022(graph: Graph) -> None:
    """Four municipalities, ROVA, the reuse foundations and Thorbecke in Bedrijf reflect ("Reflecties …")."""
    speakers = {speaker for (speaker,) in now(graph, "who-says", "speaker")}
    assert {
        "Municipality of Dalfsen",
        "Municipality of Zwartewaterland",
        "Municipality of Ommen",
        "Municipality of Staphorst",
        "ROVA",
        "Thorbecke in Bedrijf",
    } <= speakers
    assert "Municipality of Zwolle" not in speakers


def test_the_two_moments_do_not_mix(graph: Graph) -> None:
    """What only one of the two sources says is in the answer about that moment alone (both sources, whole)."""
    assert ("id:tiem",) not in now(graph, "participants", "party")
    assert ("id:philadelphia",) not in then(graph, "participants", "party")
    assert not {row for row in now(graph, "sources", "source") if row == ("Uitdagingen en succesfactoren",)}


# What was computed


def test_most_central_are_those_of_the_network(computed: Graph) -> None:
    """The question on central parties gives the first fifteen of the coordinated network, in the same order."""
    answer = ask(computed, "central-parties", {"case": "waarderegio-2022"}, "nl")
    measures = computed.measures("waarderegio-2022")
    expected = [(one.degree, f"{one.betweenness:.4f}") for one in measures[:15]]
    found = [(int(float(row[3])), f"{float(row[2]):.4f}") for row in answer.texts]
    assert found == expected
