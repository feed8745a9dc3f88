"""What the saved questions answer on Zwolle in 2019, worked out by hand from chapter 12 of `panteia-2019.md`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

Cells = Callable[..., set[tuple[str, ...]]]
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


@pytest.fixture
def then(cells: Cells) -> Cells:
    """Ask about Zwolle in 2019."""
    return partial(cells, case="zwolle-2019")


def test_participants_of_2019_are_the_fourteen_of_the_table(then: Cells) -> None:
    """The partners are the fourteen of the table, Thorbecke once ("12 Zwolle", Betrokken partijen)."""
    found = then("participants", "party involvement")
    assert {party for party, involvement in found if involvement == "partner"} == FOURTEEN
    assert ("id:stichting-deksels", "associate") in found


def test_roles_of_2019_name_pivot_initiator_and_collector(then: Cells) -> None:
    """SKZ is the pivot, the reuse foundations took the initiative, ROVA collects ("Status", "Achtergrond")."""
    found = then("roles", "role holder status")
    assert {holder for role, holder, _ in found if role == "pivot"} == {"id:kringloop-zwolle"}
    assert {holder for role, holder, _ in found if role == "initiator"} == {"id:kringloop-zwolle", "id:noggus-noggus"}
    assert ("collector", "id:rova", "current") in found
    assert ("developer", "id:tiem", "planned") in found  # "zal ook meehelpen"


def test_coordination_of_2019_is_part_time_and_paid_from_the_prize(then: Cells) -> None:
    """NMO employs the project leader part-time from VANG prize money ("Uitdagingen en succesfactoren")."""
    assert then("coordination", "name employer appointment money") == {
        ("Central project leader", NMO, "part time", "Prize money of the VANG contest")
    }


def test_continuity_and_growth_of_2019_hang_on_the_project_leader(then: Cells) -> None:
    """Both going on and extending depend on the central project leader ("Uitdagingen en succesfactoren")."""
    assert then("stated-dependence", "upon for") == {
        ("Central project leader", "continuity"),
        ("Central project leader", "scaling"),
    }
    hanging = then("hangs-on-posts", "post kind")
    assert ("Central project leader", "stated dependence") in hanging
    assert ("Practical teacher", "guidance") in hanging


def test_core_team_of_2019_has_eight_named_members(then: Cells) -> None:
    """Eight members of the core team are named, among others; all fourteen meet quarterly ("Achtergrond")."""
    found = then("bodies", "body member complete")
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
    assert ("Partner meeting", "the fourteen parties of WaardeRing", "yes") in found


def test_primary_group_of_2019_is_young_people_at_school_or_without_a_qualification(then: Cells) -> None:
    """Pupils and young people without a basic qualification come first ("Achtergrond", "Doelgroepen …")."""
    found = then("target-groups", "audience primary status")
    assert {audience for audience, primary, _ in found if primary == "true"} == {
        "Pupils in practical and special secondary education",
        "School leavers without a basic qualification",
        "Young people without a basic qualification",
    }
    assert ("Refugees with a residence permit", "", "wish") in found


def test_tiem_refers_people_to_rova_and_the_reuse_centres(then: Cells) -> None:
    """Tiem refers former Wsw/Wajong and Participation Act candidates to both ("Doelgroepen en begeleiding")."""
    found = then("people-routes", "audience from to form")
    assert {(audience, to, form) for audience, sender, to, form in found if sender == "Tiem"} == {
        (audience, to, "referral")
        for audience in ("Former Wsw and Wajong", "Participation Act candidates")
        for to in ("ROVA", "the reuse centres of WaardeRing")
    }


def test_guidance_of_2019_differs_by_organisation(then: Cells) -> None:
    """SKZ and ICT-Kringloop guide pupils, Binthout BBL students, Cavoi coaches ("Doelgroepen en begeleiding")."""
    pupils = "Pupils in practical and special secondary education"
    assert {
        (SKZ, pupils, "process guidance"),
        ("ICT Kringloop Zwolle", pupils, "process guidance"),
        ("Binthout", "Students on the work-based route (BBL)", "craft guidance"),
        ("CAVOI", "Participants in the circular craft centre", "job coaching"),
        ("Practical teacher", pupils, "guidance by a teacher"),
    } <= then("guidance", "guide audience kind")


def test_places_with_a_number_were_hopes_in_2019(then: Cells) -> None:
    """Ten learn-work, five BBL and sixteen places of four hours were hoped for ("Activiteiten en werkplekken")."""
    found = then("learn-work-places", "number hours until audience status")
    assert {row for row in found if row[0]} == {
        ("10", "", "2021", "Young people at entry level", "wish"),
        ("5", "", "2021", "Students on the work-based route (BBL)", "wish"),
        ("16", "4", "2021", "Pupils in pre-vocational and practical schools", "wish"),
    }


def test_bed_slats_became_ceilings(then: Cells) -> None:
    """Pupils dismantle at SKZ, Binthout planes, fire-proofs and makes ceilings for Windesheim (box on bed slats)."""
    found = then("material-flows", "stream step from does by audience to product")
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


def test_pupils_of_2019_dismantle_what_the_reuse_shop_takes_in(then: Cells) -> None:
    """The one stream that pupils are told to dismantle is that of the bed bases of SKZ (box on bed slats)."""
    assert then("clients-at-work", "intake does audience") == {
        (SKZ, "dismantling", "Pupils in practical and special secondary education")
    }


def test_what_was_missing_in_2019(then: Cells) -> None:
    """No central place, and no authority of reuse shops and ROVA to collect ("Achtergrond", "Uitdagingen …")."""
    found = then("stated-no", "missing who source")
    assert ("central place", "the fourteen parties of WaardeRing", "2019, 12 Zwolle: Achtergrond") in found
    assert (
        "authority to collect",
        "ROVA; the reuse centres of WaardeRing",
        "2019, 12 Zwolle: Uitdagingen en succesfactoren",
    ) in found


def test_challenges_of_2019(then: Cells) -> None:
    """Guides, growth, the project leader, the business case and authority are difficult ("Uitdagingen …")."""
    themes = {theme for (theme,) in then("challenges", "theme")}
    assert {part for theme in themes for part in theme.split("; ")} >= {
        "guidance capacity",
        "organisational growth",
        "coordination",
        "business case",
        "fire safety",
        "residual waste",
        "authority and regulations",
    }


def test_success_factors_of_2019(then: Cells) -> None:
    """Cooperation, short lines and the prize helped; the municipality speaks of independence ("Uitdagingen …")."""
    found = then("success-factors", "theme by")
    assert {
        ("existing cooperation", ""),
        ("short lines", ""),
        ("prize contest", ""),
        ("independence from politics", "Municipality of Zwolle"),
        ("diverse backgrounds", ""),
    } <= found


def test_eco_impact_is_only_named(then: Cells) -> None:
    """Of all partners only Eco Impact is named without a word on what it does ("Betrokken partijen")."""
    found = then("named-only", "party involvement")
    assert {party for party, involvement in found if involvement == "partner"} == {"id:eco-impact"}


def test_launch_is_on_the_time_line(then: Cells) -> None:
    """WaardeRing was launched on 9 October 2019, the shop in Ommen opened in June ("Status", "Activiteiten …")."""
    found = {(when, event) for when, event in then("timeline", "when event") if when}
    assert found == {("2019-10-09", "launch"), ("2019-06", "opening")}


def test_all_that_is_said_of_tiem(then: Cells) -> None:
    """Tiem refers, guides and will help to develop tracks, besides being one of the fourteen ("Doelgroepen …")."""
    found = then("about-a-party", "kind as group", party="tiem")
    assert {("placement", "from", ""), ("guidance", "by", ""), ("role of a party", "held by", "")} <= found
    assert ("seat", "held by", "the fourteen parties of WaardeRing") in found
