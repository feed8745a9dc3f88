"""Saved questions across the cases on the centres: how they began, what is done there, what was hard and what helped.

The expected answers were worked out by hand from `panteia-2019.md` (chapters 1 to 12 and annex 1) and, where the
second moment of WaardeRing is asked too, from `waarderegio-2022.md`. A centre stands as the identifier of its case.
"""

from __future__ import annotations

from collections.abc import Callable

Cells = Callable[..., set[tuple[str, ...]]]


def by_first(rows: set[tuple[str, ...]]) -> dict[str, set[str]]:
    """Gather the second column of rows of two by their first."""
    found: dict[str, set[str]] = {}
    for first, second in rows:
        found.setdefault(first, set()).add(second)
    return found


def test_who_won_the_contest(cells: Cells, ten: frozenset[str]) -> None:
    """Seven of the ten won, Doetinchem and Oss did not, Leeuwarden could not enter (chapter 1 with its note 2)."""
    found = cells("contest", "centre event")
    won = {centre for centre, event in found if event == "prize won"}
    entered = {centre for centre, event in found if event == "prize contest entered"}
    assert won & ten == ten - {"doetinchem-2019", "oss-2019", "leeuwarden-2019"}
    assert {"doetinchem-2019", "oss-2019"} == (entered - won) & ten
    assert "leeuwarden-2019" not in entered


def test_who_took_the_initiative(cells: Cells, ten: frozenset[str]) -> None:
    """Citizens, municipalities, reuse shops or a waste operator began it (chapters 3 to 5, 8 to 10 and 12)."""
    found = cells("centres-compared", "centre is by")
    assert {row[:2] for row in found if row[0] in ten} == {
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


def test_phases_of_the_ten(cells: Cells, ten: frozenset[str]) -> None:
    """Two run, one was launched, the others plan or start up (row "Status" of chapters 3 to 12)."""
    found = cells("centres-compared", "centre is", point="phase")
    assert {row for row in found if row[0] in ten} == {
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


def test_reuse_shop_and_recycling_centre(cells: Cells) -> None:
    """One site in Oss, a container in two places and planned in two more (chapters 3, 6, 7, 9, 10 and 11)."""
    found = cells("centres-compared", "centre is status", point="reuse-recycling-link")
    assert {row for row in found if row[1] != "separate sites"} == {
        ("oss-2019", "together on one site", "current"),
        ("goeree-overflakkee-2019", "intake point at the recycling centre", "current"),
        ("tilburg-2019", "intake point at the recycling centre", "current"),
        ("hoeksche-waard-2019", "intake point at the recycling centre", "planned"),
        ("maastricht-2019", "intake point at the recycling centre", "planned"),
        ("amersfoort-2019", "pick-up by contract", "current"),
        ("waarderegio-2022", "intake point at the recycling centre", "current"),
    }


def test_who_takes_what_apart(cells: Cells) -> None:
    """In Oss, Tilburg, Zwolle and Goeree-Overflakkee; in Doetinchem it is looked into (chapters 5, 6, 10 to 12)."""
    found = cells("dismantling", "centre by goods audience status")
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


def test_materials_in_centres(cells: Cells) -> None:
    """Bicycles in six centres, textiles in three, bed bases and coffee grounds in one (chapters 3-5, 8-10, 12)."""
    found = by_first(cells("materials-in-centres", "material where"))
    bicycles = {"amersfoort-2019", "arnhem-2019", "doetinchem-2019", "leeuwarden-2019", "maastricht-2019"}
    assert set(found["bicycles"].pop().split("; ")) >= bicycles | {"zwolle-2019"}
    assert set(found["textiles"].pop().split("; ")) >= {"amersfoort-2019", "leeuwarden-2019", "oss-2019"}
    assert found["bed bases"] == {"zwolle-2019"}
    assert found["coffee grounds"] == {"arnhem-2019"}
    assert found["plants"] == {"leeuwarden-2019"}


def test_difficulties_that_return(cells: Cells) -> None:
    """Guidance, room, people and interests are difficult in several centres ("Uitdagingen …" of chapters 3 to 12)."""
    found = by_first(cells("shared-challenges", "theme centre"))
    assert found["guidance capacity"] >= {"amersfoort-2019", "arnhem-2019", "leeuwarden-2019", "tilburg-2019"}
    assert found["space and storage"] >= {"hoeksche-waard-2019", "maastricht-2019"}
    assert found["inflow of participants"] >= {"doetinchem-2019", "maastricht-2019", "tilburg-2019"}
    assert found["conflicting interests"] >= {"amersfoort-2019", "doetinchem-2019"}
    assert found["business case"] >= {"doetinchem-2019", "zwolle-2019"}
    assert found["onward flow"] >= {"amersfoort-2019", "oss-2019"}
    assert all(len(centres) > 1 for centres in found.values())
    helped = cells("shared-challenges", "centre helped")
    assert ("arnhem-2019", "An agency's outline that a student will work out.") in helped


def test_success_factors_that_return(cells: Cells, ten: frozenset[str]) -> None:
    """Short lines in four centres, earlier cooperation in four, the contest in three (chapters 3, 4, 6, 8, 10-12)."""
    found = by_first(cells("shared-success-factors", "theme centre"))
    assert found["short lines"] & ten == {"goeree-overflakkee-2019", "oss-2019", "tilburg-2019", "zwolle-2019"}
    assert found["existing cooperation"] & ten >= {
        "amersfoort-2019",
        "goeree-overflakkee-2019",
        "tilburg-2019",
        "zwolle-2019",
    }
    assert found["prize contest"] & ten == {"amersfoort-2019", "arnhem-2019", "zwolle-2019"}
    assert found["leadership"] >= {"arnhem-2019", "leeuwarden-2019", "zwolle-2019"}


def test_what_is_missing_where(cells: Cells, ten: frozenset[str]) -> None:
    """No central place, building, permission or authority (chapters 3, 5, 7, 8, 9 and 12)."""
    found = by_first(cells("all-stated-nos", "missing centre"))
    assert found["central place"] & ten == {
        "amersfoort-2019",
        "doetinchem-2019",
        "hoeksche-waard-2019",
        "zwolle-2019",
    }
    assert found["building"] == {"maastricht-2019"}
    assert found["permission"] == {"leeuwarden-2019"}
    assert found["authority to collect"] == {"zwolle-2019"}
    assert found["money"] >= {"hoeksche-waard-2019", "leeuwarden-2019"}


def test_overview_against_chapters(cells: Cells) -> None:
    """Who began, what it cost, who pays and where is dismantled differ (chapter 2 against 3, 5, 6, 8 and 10)."""
    found = cells("chapter-against-cases", "centre source")
    parties = "2019, 2.5 Samenwerkingsvormen, mogelijkheden en voorwaarden: Samenwerkende partijen en hun rol"
    assert {
        ("amersfoort-2019", "2019, 2.7 Benodigde middelen"),  # a citizens' initiative, or the municipality's
        ("doetinchem-2019", parties),  # the municipality, or Buha
        ("goeree-overflakkee-2019", "2019, 2.1 (Leer)werkplekken"),  # dismantling now, or later
        ("leeuwarden-2019", "2019, 2.7 Benodigde middelen"),  # paid by Omrin
        ("oss-2019", "2019, 2.7 Benodigde middelen"),  # 2.5 million, or less
    } <= found
    both = cells("chapter-against-cases", "centre overview chapter")
    assert all(overview and chapter for centre, overview, chapter in both if centre)


def test_what_the_overview_sees(cells: Cells) -> None:
    """Picking up in four centres, three from below, two municipalities that drive (sections 2.1 and 2.5)."""
    found = cells("seen-across", "seen centres status")
    assert {
        ("pick-up service", "leeuwarden-2019; oss-2019; zwolle-2019", "current"),
        ("pick-up service", "doetinchem-2019", "current"),
        ("bottom-up, out of what was there", "arnhem-2019; leeuwarden-2019; tilburg-2019", "current"),
        ("driving force", "amersfoort-2019; goeree-overflakkee-2019", "current"),
        ("mushroom growing", "arnhem-2019", "planned"),
        ("plant care", "leeuwarden-2019", "current"),
    } <= found


def test_lists_that_are_not_complete(cells: Cells, ten: frozenset[str]) -> None:
    """ "Among others" stands with the core team in Zwolle and the parties in Leeuwarden (chapters 12 and 8)."""
    found = cells("incomplete-lists", "centre complete lists")
    open_lists = {centre: set(lists.split("; ")) for centre, complete, lists in found if complete == "no"}
    assert set(open_lists) == ten | {"waarderegio-2022"}
    assert "seats" in open_lists["zwolle-2019"]
    assert "parties" in open_lists["leeuwarden-2019"]
