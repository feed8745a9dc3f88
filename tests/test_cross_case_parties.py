"""Saved questions across the cases on parties: who returns, who steers, owns and pays, and on whom one depends.

The expected answers were worked out by hand from `panteia-2019.md` (chapters 1 to 12 and annex 1) and, where the
second moment of WaardeRing is asked too, from `waarderegio-2022.md`. A centre stands as the identifier of its case.
"""

from __future__ import annotations

from collections.abc import Callable

Cells = Callable[..., set[tuple[str, ...]]]


def test_parties_in_several_centres(cells: Cells) -> None:
    """ROVA, Pameijer, Philadelphia, UWV and ROC Leijgraaf return (chapters 3, 6, 7, 8, 10, 11 and 12, and 2022)."""
    found = cells("parties-in-several-centres", "party centre involvement")
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


def test_kinds_of_party_in_most_and_in_few_centres(cells: Cells, ten: frozenset[str]) -> None:
    """Municipality and reuse shop are everywhere, a province or energy cooperative once (2.5, chapters 3 to 12)."""
    found = {kind: (named, out) for kind, named, out in cells("kinds-of-party", "kind named not_named")}
    everywhere = "; ".join(sorted(ten))
    assert found["municipality"] == found["reuse shop"] == (everywhere, "")
    for kind, centres in {
        "energy cooperative": {"goeree-overflakkee-2019"},
        "province": {"hoeksche-waard-2019"},
        "food bank": {"hoeksche-waard-2019"},
        "citizens' initiative": {"arnhem-2019"},
        "special secondary education": {"oss-2019", "zwolle-2019"},
        "welfare organisation": {"hoeksche-waard-2019", "maastricht-2019"},
    }.items():
        assert found[kind] == ("; ".join(sorted(centres)), "; ".join(sorted(ten - centres)))
    assert {"arnhem-2019", "tilburg-2019", "zwolle-2019"} == set(found["repair café"][1].split("; "))


def test_how_the_centres_are_steered(cells: Cells) -> None:
    """MOED, NMO, Se.Lab, DBWE or the parties together; Goeree and Oss name nobody (chapters 3 to 12, and 2022)."""
    found = cells("coordination-compared", "centre how who employer")
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


def test_money_that_is_temporary(cells: Cells) -> None:
    """Leeuwarden's job coach is paid until 2020; prizes pay in three places (chapters 3, 4, 8 and 12)."""
    found = cells("temporary-money", "centre kind temporary until")
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
    pays = cells("temporary-money", "centre pays")
    assert {("leeuwarden-2019", "Job coach of Estafette"), ("zwolle-2019", "Central project leader")} <= pays


def test_stated_dependences(cells: Cells) -> None:
    """Residents, ROVA, volunteers, sales, the project leader (chapters 3, 4, 7 and 12, and 2022)."""
    found = cells("all-dependences", "centre dependent upon")
    assert {
        ("amersfoort-2019", "Kringloopcentrum Amersfoort-Leusden", "ROVA"),
        ("amersfoort-2019", "Stichting Acht+", "RIF subsidy for Acht+"),
        ("arnhem-2019", "De Blauwe Wij(k)Economie", "Residents of the Spijkerkwartier"),
        ("arnhem-2019", "De Blauwe Wij(k)Economie", "Suz&so"),
        ("hoeksche-waard-2019", "Stichting Welzijn Hoeksche Waard", "Sales of goods"),
        ("hoeksche-waard-2019", "Reuse shop of Welzijn in Oud-Beijerland", "Volunteers"),
        ("zwolle-2019", "the fourteen parties of WaardeRing", "Central project leader"),
        ("waarderegio-2022", "the partners of WaardeRing", "Reuse shop in Staphorst"),
    } <= found
    assert all(upon for _, _, upon in found)


def test_owners_of_waste_operators_and_recycling_centres(cells: Cells) -> None:
    """Municipalities hold Buha, RAD and ROVA's Amersfoort shares; BAT is a department (chapters 3 to 5, 7, 9 to 11)."""
    found = cells("waste-owners", "centre owner stake owned share")
    assert {
        ("amersfoort-2019", "Municipality of Amersfoort", "shareholder", "ROVA", ""),
        ("doetinchem-2019", "Municipality of Doetinchem", "shareholder", "Buha", "1"),
        ("doetinchem-2019", "Municipality of Doetinchem", "department", "Buha", ""),
        ("hoeksche-waard-2019", "Municipality of Hoeksche Waard", "shareholder", "RAD HW B.V.", "1"),
        ("oss-2019", "Municipality of Oss", "owner", "Recycling centre of the municipality of Oss", ""),
        ("tilburg-2019", "Municipality of Tilburg", "department", "Brabants Afval Team", ""),
        ("waarderegio-2022", "the five municipalities of WaardeRegio", "owner", "ROVA", ""),
    } <= found
    ended = cells("waste-owners", "owned stake status until")
    assert ("Buha", "department", "ended", "2016") in ended


def test_posts_bodies_and_money_then_and_now(cells: Cells) -> None:
    """Two meetings stayed and two came; the project leader and the prize are not named again (12, and question 5)."""
    found = cells("posts-then-and-now", "kind change name")
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
    who = cells("posts-then-and-now", "name then now status")
    assert ("Support from the first contest", "", "Contest for Circular Craft Centres 2019", "ended") in who
    assert ("Partner meeting", "the fourteen parties of WaardeRing", "the partners of WaardeRing", "current") in who


def test_what_programmes_and_the_state_do(cells: Cells) -> None:
    """Contest money in three centres, over by 2022; the State itself in Arnhem and Maastricht (3, 4, 9, 12, 2022)."""
    found = cells("programme-support", "name centre kind status pays")
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
