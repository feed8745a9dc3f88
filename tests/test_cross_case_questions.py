"""The saved questions that look across the cases: what they answer is what the chapters say.

The expected answers were worked out by hand from `panteia-2019.md` (chapters 1 to 12 and annex 1) and, where the
second moment of WaardeRing is asked too, from `waarderegio-2022.md`. A centre stands as the identifier of its case.
"""

from __future__ import annotations

import pytest

from craftgraph.graph.questions import ask
from craftgraph.graph.store import Graph

TEN = {
    "amersfoort-2019",
    "arnhem-2019",
    "doetinchem-2019",
    "goeree-overflakkee-2019",
    "hoeksche-waard-2019",
    "leeuwarden-2019",
    "maastricht-2019",
    "oss-2019",
    "tilburg-2019",
    "zwolle-2019",
}


@pytest.fixture(scope="module")
def places(graph: Graph) -> dict[str, str]:
    """The identifier of a case by each of its names."""
    found = graph.query("SELECT ?case ?name { GRAPH ?case { ?case a cg:Case ; skos:prefLabel ?name } }")
    return {name: case.removeprefix("id:") for case, name in found.texts}


def across(graph: Graph, places: dict[str, str], name: str, columns: str, **given: str) -> set[tuple[str, ...]]:
    """Ask in English and keep some columns; centres become identifiers, several values stand in alphabetical order."""
    answer = ask(graph, name, given, "en")
    kept = [answer.variables.index(column) for column in columns.split()]
    return {
        tuple("; ".join(sorted(places.get(part, part) for part in row[place].split("; "))) for place in kept)
        for row in answer.texts
    }


def by_first(rows: set[tuple[str, ...]]) -> dict[str, set[str]]:
    """Gather the second column of rows of two by their first."""
    found: dict[str, set[str]] = {}
    for first, second in rows:
        found.setdefault(first, set()).add(second)
    return found


def test_parties_in_several_centres(graph: Graph, places: dict[str, str]) -> None:
    """ROVA, Pameijer, Philadelphia, UWV and ROC Leijgraaf return (chapters 3, 6, 7, 8, 10, 11 and 12, and 2022)."""
    found = across(graph, places, "parties-in-several-centres", "party centre involvement")
    assert {row for row in found if row[0] != "id:reclassering-nederland"} == {
        ("id:rova", "amersfoort-2019", "partner"),
        ("id:rova", "zwolle-2019", "partner"),
        ("id:rova", "waarderegio-2022", "partner"),
        ("id:pameijer", "goeree-overflakkee-2019", "associate"),
        ("id:pameijer", "hoeksche-waard-2019", "partner"),
        ("id:philadelphia", "amersfoort-2019", "associate"),
        ("id:philadelphia", "waarderegio-2022", "partner"),
        ("id:uwv", "leeuwarden-2019", "associate"),
        ("id:uwv", "oss-2019", "partner"),
        ("id:roc-leijgraaf", "oss-2019", "partner"),
        ("id:roc-leijgraaf", "tilburg-2019", "context"),
    }
    assert "id:getty-images" not in {party for party, _, _ in found}  # only in captions, in five chapters


def test_which_route_followed_which(graph: Graph, places: dict[str, str]) -> None:
    """The WWB, Wajong, Wsw, AWBZ and WAO got successors (section 2.2 and annex 1)."""
    assert across(graph, places, "route-successions", "former route since") == {
        ("former WWB social assistance", "Participation Act", "2015"),
        ("former Wajong", "Participation Act", "2015"),
        ("former Wajong", "Wajong 2015", "2015"),
        ("former Wsw", "Participation Act", "2015"),
        ("former Wsw", "sheltered work", "2015"),
        ("former AWBZ long-term care", "Wlz long-term care", "2015"),
        ("former AWBZ long-term care", "Wmo social support", "2015"),
        ("former WAO disability benefit", "WIA disability benefit", "2005"),
    }


def test_who_is_responsible_for_which_route(graph: Graph, places: dict[str, str]) -> None:
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
    } <= across(graph, places, "route-responsibility", "routes responsible since")


def test_centres_that_name_refugees_with_a_permit(graph: Graph, places: dict[str, str]) -> None:
    """Four centres name them, Zwolle has them as an idea for later (chapters 3, 5, 6, 8 and 12, and 2022)."""
    found = across(graph, places, "group-in-centres", "centre label groups status")
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


def test_centres_that_name_people_with_a_work_penalty(graph: Graph, places: dict[str, str]) -> None:
    """Five tables name probation, Oss has Halt too (chapters 3, 5, 9, 10 and 11)."""
    found = across(graph, places, "group-in-centres", "centre routes", group="people-with-work-penalty")
    assert {centre for centre, _ in found} == {
        "amersfoort-2019",
        "doetinchem-2019",
        "maastricht-2019",
        "oss-2019",
        "tilburg-2019",
    }
    assert ("oss-2019", "Halt") in found


def test_where_care_clients_work_and_who_guides_them(graph: Graph, places: dict[str, str]) -> None:
    """Job coaches, a bicycle mechanic, Levanto, Suz&so and WerkPro guide (chapters 3, 4, 8 to 12)."""
    found = across(graph, places, "care-clients", "centre at guide")
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
    guides = by_first({(centre, guide) for centre, _, guide in found})
    assert any("Suz&so" in guide for guide in guides["arnhem-2019"])
    assert guides["tilburg-2019"] == {""}  # the chapter does not say who guides in Atelier Verhip!
    assert "doetinchem-2019" not in guides


def test_who_offers_day_activities(graph: Graph, places: dict[str, str]) -> None:
    """Reuse shops, workshops and care organisations; Zwolle names nobody (chapters 3, 4, 6, 8, 9 and 12)."""
    found = across(graph, places, "who-offers-places", "centre who offers status")
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


def test_who_offers_sheltered_work_and_places_to_learn(graph: Graph, places: dict[str, str]) -> None:
    """Buha for those it took over, Thorbecke for its pupils; Binthout and the reuse shop (5, 12, and 2022)."""
    sheltered = across(graph, places, "who-offers-places", "centre who offers status", place="sheltered-place")
    assert ("doetinchem-2019", "Buha", "sheltered workplace", "current") in sheltered
    assert ("waarderegio-2022", "Thorbecke in Bedrijf", "sheltered workplace", "current") in sheltered
    assert ("arnhem-2019", "SpijkerBikes", "sheltered workplace", "planned") in sheltered
    learning = across(graph, places, "who-offers-places", "centre who offers status", place="learning-work-place")
    named = {(who, offers) for centre, who, offers, status in learning if centre == "zwolle-2019" and who}
    assert named == {
        ("Binthout", "learning workplace"),
        ("Binthout", "work-based learning place"),
        ("Stichting Kringloop Zwolle", "learning workplace"),
        ("Stichting Deksels", "training on the job"),
    }
    wished = {offers for centre, _, offers, status in learning if centre == "zwolle-2019" and status == "wish"}
    assert wished == {"learning workplace", "work-based learning place"}


def test_who_takes_what_apart(graph: Graph, places: dict[str, str]) -> None:
    """In Oss, Tilburg, Zwolle and Goeree-Overflakkee; in Doetinchem it is looked into (chapters 5, 6, 10 to 12)."""
    found = across(graph, places, "dismantling", "centre by goods audience status")
    assert {centre for centre, *_ in found} == {
        "doetinchem-2019",
        "goeree-overflakkee-2019",
        "oss-2019",
        "tilburg-2019",
        "zwolle-2019",
        "waarderegio-2022",
    }
    assert {status for centre, *_, status in found if centre == "doetinchem-2019"} == {"explored"}
    assert {
        ("goeree-overflakkee-2019", "Stichting Goed voor Goed", "tables", "", "wish"),
        ("tilburg-2019", "La Poubelle", "furniture", "People distant from the labour market", "current"),
        ("tilburg-2019", "Kringloop Tilburg", "", "", "current"),
        (
            "oss-2019",
            "Dismantling hall of Duurzaamheidsplein Oss",
            "",
            "Pupils in special secondary education",
            "current",
        ),
        ("zwolle-2019", "", "bed bases", "Pupils in practical and special secondary education", "current"),
    } <= found


def test_kinds_of_party_in_most_and_in_few_centres(graph: Graph, places: dict[str, str]) -> None:
    """Municipality and reuse shop are everywhere, a province or energy cooperative once (2.5, chapters 3 to 12)."""
    found = {kind: (named, out) for kind, named, out in across(graph, places, "kinds-of-party", "kind named not_named")}
    everywhere = "; ".join(sorted(TEN))
    assert found["municipality"] == found["reuse shop"] == (everywhere, "")
    for kind, centres in {
        "energy cooperative": {"goeree-overflakkee-2019"},
        "province": {"hoeksche-waard-2019"},
        "food bank": {"hoeksche-waard-2019"},
        "citizens' initiative": {"arnhem-2019"},
        "special secondary education": {"oss-2019", "zwolle-2019"},
        "welfare organisation": {"hoeksche-waard-2019", "maastricht-2019"},
    }.items():
        assert found[kind] == ("; ".join(sorted(centres)), "; ".join(sorted(TEN - centres)))
    assert {"arnhem-2019", "tilburg-2019", "zwolle-2019"} == set(found["repair café"][1].split("; "))


def test_how_the_centres_are_steered(graph: Graph, places: dict[str, str]) -> None:
    """MOED, NMO, Se.Lab, DBWE or the parties together; Goeree and Oss name nobody (chapters 3 to 12, and 2022)."""
    found = across(graph, places, "coordination-compared", "centre how who employer")
    assert {
        ("tilburg-2019", "coordinator", "Stichting MOED", ""),
        ("maastricht-2019", "process facilitator", "Se.Lab", ""),
        ("zwolle-2019", "coordination", "Central project leader", "Natuur en Milieu Overijssel"),
        ("waarderegio-2022", "programme management", "Programme manager", "not named"),
        (
            "hoeksche-waard-2019",
            "shared governance",
            "Municipality of Hoeksche Waard; RAD HW B.V.; Stichting Welzijn Hoeksche Waard",
            "",
        ),
        ("amersfoort-2019", "lead organisation", "Municipality of Amersfoort", ""),
    } <= found
    assert not {centre for centre, *_ in found} & {"goeree-overflakkee-2019", "oss-2019"}


def test_money_that_is_temporary(graph: Graph, places: dict[str, str]) -> None:
    """Leeuwarden's job coach is paid until 2020; prizes pay in three places (chapters 3, 4, 8 and 12)."""
    found = across(graph, places, "temporary-money", "centre kind temporary until")
    assert {row for row in found if row[2] == "yes"} == {
        ("leeuwarden-2019", "municipal contribution", "yes", "2020-01-01"),
        ("waarderegio-2022", "additional municipal funding", "yes", "2022"),
        ("waarderegio-2022", "", "yes", "2021-08"),  # whose budget it was is not said
    }
    assert {centre for centre, kind, *_ in found if kind == "prize money"} == {
        "amersfoort-2019",
        "arnhem-2019",
        "zwolle-2019",
    }
    pays = across(graph, places, "temporary-money", "centre pays")
    assert {("leeuwarden-2019", "Job coach of Estafette"), ("zwolle-2019", "Central project leader")} <= pays


def test_who_won_the_contest(graph: Graph, places: dict[str, str]) -> None:
    """Seven of the ten won, Doetinchem and Oss did not, Leeuwarden could not enter (chapter 1 with its note 2)."""
    found = across(graph, places, "contest", "centre event")
    won = {centre for centre, event in found if event == "prize won"}
    entered = {centre for centre, event in found if event == "prize contest entered"}
    assert won & TEN == TEN - {"doetinchem-2019", "oss-2019", "leeuwarden-2019"}
    assert {"doetinchem-2019", "oss-2019"} == (entered - won) & TEN
    assert "leeuwarden-2019" not in entered


def test_who_took_the_initiative(graph: Graph, places: dict[str, str]) -> None:
    """Citizens, municipalities, reuse shops or a waste operator began it (chapters 3 to 5, 8 to 10 and 12)."""
    found = across(graph, places, "centres-compared", "centre is by")
    assert {row[:2] for row in found if row[0] in TEN} == {
        ("amersfoort-2019", "initiative of the municipality"),
        ("arnhem-2019", "initiative of citizens"),
        ("arnhem-2019", "bottom-up, out of what was there"),
        ("doetinchem-2019", "initiative of a waste operator"),
        ("leeuwarden-2019", "initiative of a waste operator"),
        ("maastricht-2019", "initiative of the municipality"),
        ("maastricht-2019", "initiative of the reuse shop"),
        ("oss-2019", "initiative of the municipality"),
        ("oss-2019", "initiative of the reuse shop"),
        ("zwolle-2019", "initiative of the reuse shop"),
    }
    assert {
        ("doetinchem-2019", "initiative of a waste operator", "Buha"),
        ("leeuwarden-2019", "initiative of a waste operator", "Omrin"),
        ("zwolle-2019", "initiative of the reuse shop", "Stichting Kringloop Zwolle; Stichting Noggus & Noggus"),
    } <= found


def test_phases_of_the_ten(graph: Graph, places: dict[str, str]) -> None:
    """Two run, one was launched, the others plan or start up (row "Status" of chapters 3 to 12)."""
    found = across(graph, places, "centres-compared", "centre is", point="phase")
    assert {row for row in found if row[0] in TEN} == {
        ("amersfoort-2019", "plan"),
        ("arnhem-2019", "starting up"),
        ("doetinchem-2019", "plan"),
        ("goeree-overflakkee-2019", "starting up"),
        ("hoeksche-waard-2019", "starting up"),
        ("leeuwarden-2019", "running"),
        ("maastricht-2019", "starting up"),
        ("oss-2019", "running"),
        ("tilburg-2019", "plan"),
        ("zwolle-2019", "launched"),
    }


def test_reuse_shop_and_recycling_centre(graph: Graph, places: dict[str, str]) -> None:
    """One site in Oss, a container in two places and planned in two more (chapters 3, 6, 7, 9, 10 and 11)."""
    found = across(graph, places, "centres-compared", "centre is status", point="reuse-recycling-link")
    assert {row for row in found if row[1] != "separate sites"} == {
        ("oss-2019", "together on one site", "current"),
        ("goeree-overflakkee-2019", "intake point at the recycling centre", "current"),
        ("tilburg-2019", "intake point at the recycling centre", "current"),
        ("hoeksche-waard-2019", "intake point at the recycling centre", "planned"),
        ("maastricht-2019", "intake point at the recycling centre", "planned"),
        ("amersfoort-2019", "pick-up by contract", "current"),
        ("waarderegio-2022", "intake point at the recycling centre", "current"),
    }


def test_difficulties_that_return(graph: Graph, places: dict[str, str]) -> None:
    """Guidance, room, people and interests are difficult in several centres ("Uitdagingen …" of chapters 3 to 12)."""
    found = by_first(across(graph, places, "shared-challenges", "theme centre"))
    assert found["guidance capacity"] >= {"amersfoort-2019", "arnhem-2019", "leeuwarden-2019", "tilburg-2019"}
    assert found["space and storage"] >= {"hoeksche-waard-2019", "maastricht-2019"}
    assert found["inflow of participants"] >= {"doetinchem-2019", "maastricht-2019", "tilburg-2019"}
    assert found["conflicting interests"] >= {"amersfoort-2019", "doetinchem-2019"}
    assert found["business case"] >= {"doetinchem-2019", "zwolle-2019"}
    assert found["onward flow"] >= {"amersfoort-2019", "oss-2019"}
    assert all(len(centres) > 1 for centres in found.values())
    helped = across(graph, places, "shared-challenges", "centre helped")
    assert ("arnhem-2019", "An agency's outline that a student will work out.") in helped


def test_success_factors_that_return(graph: Graph, places: dict[str, str]) -> None:
    """Short lines in four centres, earlier cooperation in four, the contest in three (chapters 3, 4, 6, 8, 10-12)."""
    found = by_first(across(graph, places, "shared-success-factors", "theme centre"))
    assert found["short lines"] & TEN == {"goeree-overflakkee-2019", "oss-2019", "tilburg-2019", "zwolle-2019"}
    assert found["existing cooperation"] & TEN >= {
        "amersfoort-2019",
        "goeree-overflakkee-2019",
        "tilburg-2019",
        "zwolle-2019",
    }
    assert found["prize contest"] & TEN == {"amersfoort-2019", "arnhem-2019", "zwolle-2019"}
    assert found["leadership"] >= {"arnhem-2019", "leeuwarden-2019", "zwolle-2019"}


def test_stated_dependences(graph: Graph, places: dict[str, str]) -> None:
    """Residents, ROVA, volunteers, sales, the project leader (chapters 3, 4, 7 and 12, and 2022)."""
    found = across(graph, places, "all-dependences", "centre dependent upon")
    assert {
        ("amersfoort-2019", "Kringloopcentrum Amersfoort-Leusden", "ROVA"),
        ("amersfoort-2019", "Stichting Acht+", "RIF subsidy for Acht+"),
        ("arnhem-2019", "De Blauwe Wij(k)Economie", "Residents of the Spijkerkwartier"),
        ("arnhem-2019", "De Blauwe Wij(k)Economie", "Suz&so"),
        ("hoeksche-waard-2019", "Stichting Welzijn Hoeksche Waard", "Sales of goods"),
        ("hoeksche-waard-2019", "Reuse shop of Welzijn in Oud-Beijerland", "Volunteers"),
        ("zwolle-2019", "The fourteen parties of WaardeRing", "Central project leader"),
        ("waarderegio-2022", "The partners of WaardeRing", "Reuse shop in Staphorst"),
    } <= found
    assert all(upon for _, _, upon in found)


def test_what_is_missing_where(graph: Graph, places: dict[str, str]) -> None:
    """No central place, building, permission or authority (chapters 3, 5, 7, 8, 9 and 12)."""
    found = by_first(across(graph, places, "all-stated-nos", "missing centre"))
    assert found["central place"] & TEN == {
        "amersfoort-2019",
        "doetinchem-2019",
        "hoeksche-waard-2019",
        "zwolle-2019",
    }
    assert found["building"] == {"maastricht-2019"}
    assert found["permission"] == {"leeuwarden-2019"}
    assert found["authority to collect"] == {"zwolle-2019"}
    assert found["money"] >= {"hoeksche-waard-2019", "leeuwarden-2019"}


def test_materials_in_centres(graph: Graph, places: dict[str, str]) -> None:
    """Bicycles in six centres, textiles in three, bed bases and coffee grounds in one (chapters 3-5, 8-10, 12)."""
    found = by_first(across(graph, places, "materials-in-centres", "material where"))
    bicycles = {"amersfoort-2019", "arnhem-2019", "doetinchem-2019", "leeuwarden-2019", "maastricht-2019"}
    assert set(found["bicycles"].pop().split("; ")) >= bicycles | {"zwolle-2019"}
    assert set(found["textiles"].pop().split("; ")) >= {"amersfoort-2019", "leeuwarden-2019", "oss-2019"}
    assert found["bed bases"] == {"zwolle-2019"}
    assert found["coffee grounds"] == {"arnhem-2019"}
    assert found["plants"] == {"leeuwarden-2019"}


def test_places_with_a_number(graph: Graph, places: dict[str, str]) -> None:
    """All places that the chapters count; Tilburg counts none (chapters 3 to 10 and 12)."""
    found = across(graph, places, "counted-places", "centre number highest at")
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


def test_overview_against_chapters(graph: Graph, places: dict[str, str]) -> None:
    """Who began, what it cost, who pays and where is dismantled differ (chapter 2 against 3, 5, 6, 8 and 10)."""
    found = across(graph, places, "chapter-against-cases", "centre source")
    assert {
        ("amersfoort-2019", "2.7 Benodigde middelen"),  # a citizens' initiative, or the municipality's
        ("doetinchem-2019", "Samenwerkende partijen en hun rol"),  # the municipality, or Buha
        ("goeree-overflakkee-2019", "2.1 (Leer)werkplekken"),  # dismantling now, or later
        ("leeuwarden-2019", "2.7 Benodigde middelen"),  # paid by Omrin
        ("oss-2019", "2.7 Benodigde middelen"),  # 2.5 million, or less
    } <= found
    both = across(graph, places, "chapter-against-cases", "centre overview chapter")
    assert all(overview and chapter for centre, overview, chapter in both if centre)


def test_what_the_overview_sees(graph: Graph, places: dict[str, str]) -> None:
    """Picking up in four centres, three from below, two municipalities that drive (sections 2.1 and 2.5)."""
    found = across(graph, places, "seen-across", "seen centres status")
    assert {
        ("pick-up service", "leeuwarden-2019; oss-2019; zwolle-2019", "current"),
        ("pick-up service", "doetinchem-2019", "current"),
        ("bottom-up, out of what was there", "arnhem-2019; leeuwarden-2019; tilburg-2019", "current"),
        ("driver", "amersfoort-2019; goeree-overflakkee-2019", "current"),
        ("mushroom growing", "arnhem-2019", "planned"),
        ("plant care", "leeuwarden-2019", "current"),
    } <= found


def test_lists_that_are_not_complete(graph: Graph, places: dict[str, str]) -> None:
    """ "Among others" stands with the core team in Zwolle and the parties in Leeuwarden (chapters 12 and 8)."""
    found = across(graph, places, "incomplete-lists", "centre complete lists")
    open_lists = {centre: set(lists.split("; ")) for centre, complete, lists in found if complete == "no"}
    assert set(open_lists) == TEN | {"waarderegio-2022"}
    assert "seats" in open_lists["zwolle-2019"]
    assert "parties" in open_lists["leeuwarden-2019"]


def test_owners_of_waste_operators_and_recycling_centres(graph: Graph, places: dict[str, str]) -> None:
    """Municipalities hold Buha, RAD and ROVA's Amersfoort shares; BAT is a department (chapters 3 to 5, 7, 9 to 11)."""
    found = across(graph, places, "waste-owners", "centre owner stake owned share")
    assert {
        ("amersfoort-2019", "Municipality of Amersfoort", "shareholder", "ROVA", ""),
        ("doetinchem-2019", "Municipality of Doetinchem", "shareholder", "Buha", "1"),
        ("doetinchem-2019", "Municipality of Doetinchem", "department", "Buha", ""),
        ("hoeksche-waard-2019", "Municipality of Hoeksche Waard", "shareholder", "RAD HW B.V.", "1"),
        ("oss-2019", "Municipality of Oss", "owner", "Recycling centre of the municipality of Oss", ""),
        ("tilburg-2019", "Municipality of Tilburg", "department", "Brabants Afval Team", ""),
        ("waarderegio-2022", "The five municipalities of WaardeRegio", "owner", "ROVA", ""),
    } <= found
    ended = across(graph, places, "waste-owners", "owned stake status until")
    assert ("Buha", "department", "ended", "2016-12") in ended


def test_where_people_move_on_to_work(graph: Graph, places: dict[str, str]) -> None:
    """Two out of three with KansJaar, half at Buha and Aktief, elsewhere no rate (chapters 3 and 5, section 2.6)."""
    found = across(graph, places, "moving-on", "centre to rate")
    assert {(centre, float(rate)) for centre, _, rate in found if rate} == {
        ("amersfoort-2019", 0.667),
        ("doetinchem-2019", 0.5),
    }
    assert {"maastricht-2019", "oss-2019", "tilburg-2019", "zwolle-2019"} <= {centre for centre, *_ in found}


def test_posts_bodies_and_money_then_and_now(graph: Graph, places: dict[str, str]) -> None:
    """Two meetings stayed and two came; the project leader and the prize are not named again (12, and question 5)."""
    found = across(graph, places, "posts-then-and-now", "kind change name")
    assert {name for kind, change, name in found if (kind, change) == ("body", "then and now")} == {
        "Core team",
        "Partner meeting",
    }
    assert {name for kind, change, name in found if (kind, change) == ("body", "newly named")} == {
        "WaardeRegio meeting",
        "Coordination meeting of practical and special schools",
    }
    assert {
        ("post", "no longer named", "Central project leader"),
        ("post", "newly named", "Programme manager"),
        ("funding", "no longer named", "Prize money of the VANG contest"),
        ("funding", "newly named", "Additional money of the five municipalities"),
    } <= found
    assert {kind for kind, change, _ in found if change == "then and now"} == {"body"}
    who = across(graph, places, "posts-then-and-now", "name then now status")
    assert ("Support from the first contest", "", "Contest for Circular Craft Centres 2019", "ended") in who
    assert ("Partner meeting", "The fourteen parties of WaardeRing", "The partners of WaardeRing", "current") in who


def test_what_programmes_and_the_state_do(graph: Graph, places: dict[str, str]) -> None:
    """Contest money in three centres, over by 2022; the State itself in Arnhem and Maastricht (3, 4, 9, 12, 2022)."""
    found = across(graph, places, "programme-support", "name centre kind status pays")
    assert {row[:4] for row in found if row[2] == "funding"} == {
        ("From Waste to Resource", "amersfoort-2019", "funding", "current"),
        ("From Waste to Resource", "zwolle-2019", "funding", "current"),
        ("Contest for Circular Craft Centres 2019", "arnhem-2019", "funding", "current"),
        ("Contest for Circular Craft Centres 2019", "waarderegio-2022", "funding", "ended"),
        ("Ministry of Social Affairs and Employment", "arnhem-2019", "funding", "current"),
        ("Rijkswaterstaat", "maastricht-2019", "funding", "current"),
        ("Regional investment fund for vocational education", "amersfoort-2019", "funding", "current"),
    }
    assert ("From Waste to Resource", "zwolle-2019", "funding", "current", "Central project leader") in found
    assert ("Rijkswaterstaat", "maastricht-2019", "role of a party", "current", "") in found
