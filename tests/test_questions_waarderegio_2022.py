"""What the saved questions answer on the WaardeRegio in 2022, worked out by hand from `waarderegio-2022.md`."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pytest

Cells = Callable[..., set[tuple[str, ...]]]


@pytest.fixture
def then(cells: Cells) -> Cells:
    """Ask about Zwolle in 2019."""
    return partial(cells, case="zwolle-2019")


@pytest.fixture
def now(cells: Cells) -> Cells:
    """Ask about the WaardeRegio in 2022."""
    return partial(cells, case="waarderegio-2022")


def test_coordination_of_2022_has_no_stated_employer(now: Cells) -> None:
    """A programme manager is named, without employer or money ("5) Welke organisatievorm past daarbij?")."""
    assert now("coordination", "name employer money") == {("Programme manager", "not named", "")}


def test_zwolle_speaks_for_the_four_in_the_core_team(now: Cells) -> None:
    """Zwolle represents the four new municipalities; five municipalities and the manager meet (question 5)."""
    found = now("bodies", "body member represents")
    assert ("Core team", "Municipality of Zwolle", "the four rural municipalities") in found
    assert {member for body, member, _ in found if body == "WaardeRegio meeting"} == {
        "Programme manager",
        *(f"Municipality of {name}" for name in ("Zwolle", "Dalfsen", "Ommen", "Staphorst", "Zwartewaterland")),
    }


def test_one_party_leads_the_application_and_one_the_logistics(now: Cells) -> None:
    """Staphorst is lead applicant, its reuse shop carries the logistics ("Gemeente Staphorst", question 1)."""
    found = now("single-holder-roles", "role holder")
    assert {("lead applicant", "id:gemeente-staphorst"), ("logistics provider", "id:kringloop-staphorst")} <= found
    assert not {role for role, _ in found} & {"maker", "seller", "buyer", "sorter"}  # several have these


def test_who_joined_and_who_is_no_longer_named(now: Cells, then: Cells) -> None:
    """Of the fourteen, five do not occur in the report of 2022 (whole report); care organisations joined."""
    fourteen = {party for party, involvement in then("participants", "party involvement") if involvement == "partner"}
    found = now("then-and-now", "party change then now")
    change = {party: word for party, word, _, _ in found}
    gone = {"id:ict-kringloop-zwolle", "id:tiem", "id:binthout", "id:cavoi", "id:eco-impact"}
    assert {party for party in fourteen if change[party] == "no longer named"} == gone
    assert {party for party in fourteen if change[party] == "then and now"} == fourteen - gone
    assert ("id:natuur-en-milieu-overijssel", "then and now", "partner", "context") in found  # only in a link
    for name in ("philadelphia", "frion", "trashures", "startroute", "gemeente-dalfsen", "gemeente-zwartewaterland"):
        assert change[f"id:{name}"] == "joined"


def test_what_became_of_the_plans_of_2019(now: Cells) -> None:
    """The shop in Zwolle came, the learn-work places are not counted ("R3 Hergebruik", question 6)."""
    found = now("plans-of-then", "plan then result source")
    results = {plan: (status, result, source) for plan, status, result, source in found}
    assert results["Then a similar shop in Zwolle will follow."] == (
        "planned",
        "realised",
        "2022, Product- en materiaalhergebruik: R3 Hergebruik",
    )
    places = [result for plan, (_, result, _) in results.items() if re.search(r"\b(ten|five|sixteen)\b", plan)]
    assert places == ["result unknown"] * 3


def test_open_plans_for_repair_in_2022(now: Cells) -> None:
    """A repair hub is studied, sewing in Zwolle-Zuid is planned, 3D-printed spare parts are a wish ("R4 Repareren")."""
    found = now("open-plans", "status kind source")
    repairing = "2022, Product- en materiaalhergebruik: R4 Repareren"
    assert {
        ("explored", "activity", repairing),
        ("planned", "activity", repairing),
        ("wish", "flow", repairing),
    } <= found


def test_repurposing_in_2022(now: Cells) -> None:
    """Workwear, jewellery, leather, coffee sacks, cotton and denim get another use ("R7 Herbestemmen")."""
    found = now("r-ladder", "r material product")
    made = {(material, product) for r, material, product in found if r == "R7" and product}
    assert made == {
        ("workwear", "bags made anew"),
        ("jewellery", "dreamcatchers"),
        ("leather", "designer bags"),
        ("coffee sacks", "bags made anew; flower bags"),
        ("cotton; denim", "bags made anew; flower bags"),
        ("denim", "accessories; clothing made anew"),
    }


def test_pupils_of_2022_dismantle_and_sort(now: Cells) -> None:
    """Pupils dismantle CDs and DVDs at training centres and sort textiles ("R8 Recycle", "Het textiel…")."""
    assert now("clients-at-work", "material at") == {
        ("CDs and DVDs", "the work training centres"),
        ("textiles", "Regional textile sorting centre"),
    }


def test_money_of_2022_is_temporary(now: Cells) -> None:
    """Five municipalities add money for 2022, the can action stopped in August 2021 ("7)", "R8 Recycle")."""
    found = now("money", "funder temporary until")
    assert ("the five municipalities of WaardeRegio", "yes", "2022") in found
    assert ("Municipality of Dalfsen", "yes", "2021-08") in found


def test_owners_in_2022(now: Cells) -> None:
    """Municipalities co-own ROVA; schools share Thorbecke in Bedrijf and Startroute ("7)", "Onderwijs …", "4)")."""
    found = now("ownership", "owner owned")
    owners: dict[str, set[str]] = {}
    for owner, owned in found:
        owners.setdefault(owned, set()).update(owner.split("; "))
    assert owners["ROVA"] == {"the five municipalities of WaardeRegio"}
    assert owners["Startroute"] == {"Deltion College", "Startcollege"}
    assert owners["TOP Vechtdal"] == {"Philadelphia"}
    assert owners["Thorbecke in Bedrijf"] == {"Practical education department of Thorbecke", "De Twijn", "Talentstad"}


def test_numbers_of_2022(now: Cells) -> None:
    """13 letters, about 250 readers, 225 visitors, about 20 who took part in the festival, 13,000 cans.

    ("Communicatie …", "R8 Recycle")
    """
    found = now("numbers", "measure qualifier number")
    assert {
        ("number of newsletters", "", "13"),
        ("number of readers", "about", "250"),
        ("number of visitors", "", "225"),
        ("number of participants in an event", "about", "20"),
        ("cans per week", "", "13000"),
    } <= found


def test_dates_of_2022(now: Cells) -> None:
    """Every whole date that the report prints is on the time line ("R8 Recycle", "Onderwijs …", "Communicatie …")."""
    found = {when for (when,) in now("timeline", "when")}
    assert {when for when in found if len(when) == 10} == {"2021-07-01", "2021-09-25", "2022-04-05"}
    assert {"2021-09", "2022-02", "2022-05", "2021-08"} <= found


def test_missing_in_2022(now: Cells) -> None:
    """No way to recycle synthetic duvets or car seats, no business case ("R5 …", "Product- en …", "7)")."""
    assert {
        ("recycling method", "synthetic duvets"),
        ("recycling method", "child car seats"),
        ("volume", "synthetic duvets"),
        ("sound business case", ""),
    } <= now("stated-no", "missing goods")


def test_steps_of_the_pupils_of_thorbecke_in_bedrijf(now: Cells) -> None:
    """First travel, time and taking tasks, then quality, pace, authority, perseverance, help ("… in Bedrijf")."""
    passage = "2022, Reflecties vanuit de deelnemers: Arbeidstrainingscentrum PrO/vso Thorbecke in Bedrijf"
    found = {gain for gain, source in now("gains", "gain source") if source == passage}
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


def test_coach_hands_over_to_the_reuse_shop(now: Cells) -> None:
    """The practice guides of the reuse shop take over from the coach ("Thorbecke in Bedrijf")."""
    assert ("Coach of Thorbecke in Bedrijf", "Practice guides of the reuse shop") in now("guidance", "guide next")


def test_who_is_quoted_in_2022(now: Cells) -> None:
    """Four municipalities, ROVA, the reuse foundations and Thorbecke in Bedrijf reflect ("Reflecties …")."""
    speakers = {speaker for (speaker,) in now("who-says", "speaker")}
    assert {
        "Municipality of Dalfsen",
        "Municipality of Zwartewaterland",
        "Municipality of Ommen",
        "Municipality of Staphorst",
        "ROVA",
        "Thorbecke in Bedrijf",
    } <= speakers
    assert "Municipality of Zwolle" not in speakers


def test_the_two_moments_do_not_mix(then: Cells, now: Cells) -> None:
    """What only one of the two sources says is in the answer about that moment alone (both sources, whole)."""
    assert ("id:tiem",) not in now("participants", "party")
    assert ("id:philadelphia",) not in then("participants", "party")
    assert not {row for row in now("sources", "source") if row == ("Uitdagingen en succesfactoren",)}
