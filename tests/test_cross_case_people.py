"""Saved questions across the cases on people: groups and routes, where they work, who guides them, and what follows.

The expected answers were worked out by hand from `panteia-2019.md` (chapters 1 to 12 and annex 1) and, where the
second moment of WaardeRing is asked too, from `waarderegio-2022.md`. A centre stands as the identifier of its case.
"""

from __future__ import annotations

from collections.abc import Callable

Cells = Callable[..., set[tuple[str, ...]]]


def test_which_route_followed_which(cells: Cells) -> None:
    """The WWB, Wajong, Wsw, AWBZ and WAO got successors (section 2.2 and annex 1)."""
    assert cells("route-successions", "former route since") == {
        ("former WWB social assistance", "Participation Act", "2015"),
        ("former Wajong", "Participation Act", "2015"),
        ("former Wajong", "Wajong 2015", "2015"),
        ("former Wsw", "Participation Act", "2015"),
        ("former Wsw", "sheltered work", "2015"),
        ("former AWBZ long-term care", "Wlz long-term care", "2015"),
        ("former AWBZ long-term care", "Wmo social support", "2015"),
        ("former WAO disability benefit", "WIA disability benefit", "2005"),
    }


def test_who_is_responsible_for_which_route(cells: Cells) -> None:
    """Municipalities, UWV, care offices, employers and others, as the annex lists them (annex 1)."""
    assert {
        ("Participation Act", "municipality", "2015"),
        ("Wajong 2015", "public employment service", "2015"),
        ("former Wajong", "public employment service", ""),
        ("former Wsw", "company; municipality; sheltered work company", ""),
        ("WW unemployment benefit", "public employment service", ""),
        ("sickness benefit", "employer; public employment service; reintegration agency", ""),
        ("WIA disability benefit", "public employment service; reintegration agency", ""),
        ("Wmo social support", "municipality", "2015"),
        ("Wlz long-term care", "care office", "2015"),
        ("KansJaar", "municipality; reuse shop", ""),
        ("Zvw health insurance", "health insurer", ""),
    } <= cells("route-responsibility", "routes responsible since")


def test_centres_that_name_refugees_with_a_permit(cells: Cells) -> None:
    """Four centres name them, Zwolle has them as an idea for later (chapters 3, 5, 6, 8 and 12, and 2022)."""
    found = cells("group-in-centres", "centre label groups status")
    assert {centre for centre, *_ in found} == {
        "amersfoort-2019",
        "doetinchem-2019",
        "goeree-overflakkee-2019",
        "leeuwarden-2019",
        "zwolle-2019",
        "waarderegio-2022",
    }
    assert ("zwolle-2019", "Refugees with a residence permit", "status holders", "wish") in found
    assert ("leeuwarden-2019", "Refugees with a permit at Wurkjouwer", "status holders", "current") in found
    assert ("leeuwarden-2019", "wish") in {(centre, status) for centre, _, _, status in found}  # those over thirty


def test_centres_that_name_people_with_a_work_penalty(cells: Cells) -> None:
    """Five tables name probation, Oss has Halt too (chapters 3, 5, 9, 10 and 11)."""
    found = cells("group-in-centres", "centre routes", group="people-with-work-penalty")
    assert {centre for centre, _ in found} == {
        "amersfoort-2019",
        "doetinchem-2019",
        "maastricht-2019",
        "oss-2019",
        "tilburg-2019",
    }
    assert ("oss-2019", "Halt") in found


def test_where_care_clients_work_and_who_guides_them(cells: Cells) -> None:
    """Job coaches, a bicycle mechanic, Levanto, Suz&so and WerkPro guide (chapters 3, 4, 8 to 12)."""
    found = cells("care-clients", "centre at guide")
    assert {
        (
            "amersfoort-2019",
            "De Fietswerkplaats; Kringloopcentrum Amersfoort-Leusden",
            "Job coaches at KCAL; Qualified bicycle mechanic",
        ),
        ("leeuwarden-2019", "WerkPro d'Ambacht", "WerkPro d'Ambacht"),
        ("maastricht-2019", "Furniture workshop of Kringloop Zuid", "Kringloop Zuid; Levanto Groep"),
        ("oss-2019", "Reuse shop of Maasland in Oss", "Permanent staff of the reuse shop"),
    } <= found
    assert any("Stichting Deksels" in at for centre, at, _ in found if centre == "zwolle-2019")
    guides: dict[str, set[str]] = {}
    for centre, _, guide in found:
        guides.setdefault(centre, set()).add(guide)
    assert any("Suz&so" in guide for guide in guides["arnhem-2019"])
    assert guides["tilburg-2019"] == {""}  # the chapter does not say who guides in Atelier Verhip!
    assert "doetinchem-2019" not in guides


def test_who_offers_day_activities(cells: Cells) -> None:
    """Reuse shops, workshops and care organisations; Zwolle names nobody (chapters 3, 4, 6, 8, 9 and 12)."""
    found = cells("who-offers-places", "centre who offers status")
    assert {centre for centre, *_ in found} == {
        "amersfoort-2019",
        "arnhem-2019",
        "goeree-overflakkee-2019",
        "leeuwarden-2019",
        "maastricht-2019",
        "zwolle-2019",
    }
    assert {
        ("amersfoort-2019", "Kringloopcentrum Amersfoort-Leusden", "day activity", "current"),
        ("amersfoort-2019", "De Fietswerkplaats", "day activity", "current"),
        ("arnhem-2019", "De Blauwe Wij(k)Economie", "sheltered workplace", "starting"),
        ("leeuwarden-2019", "WerkPro d'Ambacht", "work experience place", "current"),
        ("maastricht-2019", "Furniture workshop of Kringloop Zuid", "day-activity place", "starting"),
    } <= found
    goeree = {who for centre, who, offers, _ in found if centre.startswith("goeree") and offers.startswith("offering")}
    assert goeree == {"Stichting Goed voor Goed", "Pameijer", "Sjaloomzorg", "Gemina SVG Groep", "Eigenz Zuidwester"}
    assert {status for _, who, _, status in found if who == "Suz&so"} == {"planned"}  # it will guide them
    assert {(who, offers) for centre, who, offers, _ in found if centre == "zwolle-2019"} == {("", "audience")}


def test_who_offers_sheltered_work_and_places_to_learn(cells: Cells) -> None:
    """Buha for those it took over, Thorbecke for its pupils; Binthout and the reuse shop (5, 12, and 2022)."""
    sheltered = cells("who-offers-places", "centre who offers status", place="sheltered-place")
    assert ("doetinchem-2019", "Buha", "sheltered workplace", "current") in sheltered
    assert ("waarderegio-2022", "Thorbecke in Bedrijf", "sheltered workplace", "current") in sheltered
    assert ("arnhem-2019", "SpijkerBikes", "sheltered workplace", "planned") in sheltered
    learning = cells("who-offers-places", "centre who offers status", place="learning-work-place")
    named = {(who, offers) for centre, who, offers, status in learning if centre == "zwolle-2019" and who}
    assert named == {
        ("Binthout", "learning workplace"),
        ("Binthout", "work-based learning place"),
        ("Stichting Kringloop Zwolle", "learning workplace"),
        ("Stichting Deksels", "training on the job"),
    }
    wished = {offers for centre, _, offers, status in learning if centre == "zwolle-2019" and status == "wish"}
    assert wished == {"learning workplace", "work-based learning place"}


def test_places_with_a_number(cells: Cells) -> None:
    """All places that the chapters count; Tilburg counts none (chapters 3 to 10 and 12)."""
    found = cells("counted-places", "centre number highest at")
    assert {row[:3] for row in found} == {
        *(("amersfoort-2019", number, "") for number in ("190", "130", "120", "70", "5", "2")),
        ("arnhem-2019", "6", ""),  # needed for a coach, and not reached
        *(("doetinchem-2019", number, "") for number in ("25", "19", "1")),
        *(("goeree-overflakkee-2019", number, "") for number in ("93", "2")),
        ("hoeksche-waard-2019", "2", "3"),
        *(("leeuwarden-2019", number, "") for number in ("350", "120")),
        ("maastricht-2019", "6", ""),
        *(("oss-2019", number, "") for number in ("100", "12", "3")),
        ("oss-2019", "4", "6"),
        *(("zwolle-2019", number, "") for number in ("10", "5", "16")),
    }
    assert {
        ("amersfoort-2019", "130", "", "Kringloopcentrum Amersfoort-Leusden"),
        ("amersfoort-2019", "5", "", "De Fietswerkplaats"),
        ("doetinchem-2019", "19", "", "Buha"),
        ("doetinchem-2019", "25", "", "Stichting Aktief"),
        ("oss-2019", "4", "6", "Dismantling hall of Duurzaamheidsplein Oss"),
    } <= found


def test_where_people_move_on_to_work(cells: Cells) -> None:
    """Two out of three with KansJaar, half at Buha and Aktief, elsewhere no rate (chapters 3 and 5, section 2.6)."""
    found = cells("moving-on", "centre to rate")
    assert {(centre, float(rate)) for centre, _, rate in found if rate} == {
        ("amersfoort-2019", 0.667),
        ("doetinchem-2019", 0.5),
    }
    assert {"maastricht-2019", "oss-2019", "tilburg-2019", "zwolle-2019"} <= {centre for centre, *_ in found}
