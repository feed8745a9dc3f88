"""Who works in several centres, what their loss does, and what the centres have of programmes.

What is expected was worked out by hand from `panteia-2019.md` (chapters 1 to 12) and `waarderegio-2022.md`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import combinations

import networkx as nx
import pytest
from click.testing import Result

from craftgraph.exports.overtime import BRIDGE_COLUMNS, BridgesReport
from craftgraph.graph.bridges import Bridges, Link, latest, one_mode, two_mode
from craftgraph.graph.fragmentation import fragmentation
from craftgraph.graph.store import Graph

AMERSFOORT, ARNHEM = "circulair-ambachtscentrum-amersfoort", "circulaire-spijkerkwartier"


@pytest.fixture(scope="module")
def found(graph: Graph) -> Bridges:
    """The network of the latest case of each centre."""
    return graph.bridges()


@pytest.fixture(scope="module")
def every(graph: Graph) -> Bridges:
    """The network of all cases."""
    return graph.bridges(every_case=True)


def link(actor: str, centre: str, involvement: str = "partner", status: str = "current", does: bool = False) -> Link:
    """Return a link without roles."""
    return Link(actor, centre, centre, involvement, status, (), (), does, ())


def test_the_latest_case_of_a_centre_counts(graph: Graph, found: Bridges, every: Bridges) -> None:
    """Eleven cases are ten centres; WaardeRing of 2019 counts only when every case does."""
    assert set(graph.cases) - set(latest(graph)) == {"zwolle-2019"}
    assert len(found.centres) == len(found.cases) == 10
    assert set(every.cases) == set(graph.cases)
    assert every.centres == found.centres


def test_bridges_say_at_the_prompt_how_many_there_are(found: Bridges) -> None:
    """One line with how many work in several centres, out of how many."""
    told = f"{len(found.bridges)} of {found.actors} actors work in more than one of {len(found.centres)} centres"
    assert told in repr(found)


def test_who_works_in_several_centres(found: Bridges) -> None:
    """Probation in five chapters; UWV, Pameijer, Philadelphia and ROVA in two (chapters 3, 5 to 11, and 2022).

    ROC Leijgraaf is context in Tilburg, Getty Images in captions: neither works in two.
    """
    reach = {one.actor: len(one.centres) for one in found.bridges}
    assert reach == {"reclassering-nederland": 5, "uwv": 2, "pameijer": 2, "philadelphia": 2, "rova": 2}
    assert (found.bridges[0].actor, found.bridges[0].reach) == ("reclassering-nederland", 0.5)


def test_money_of_the_programme_makes_a_bridge_of_it(every: Bridges) -> None:
    """VANG paid the prizes of Amersfoort and, in 2019, Zwolle, though it is only context (chapters 3 and 12)."""
    (vang,) = [one for one in every.bridges if one.actor == "vang-hha"]
    assert vang.centres == (AMERSFOORT, "waardering")
    works = {one.case: (one.involvement, one.works) for one in vang.links}
    assert works["zwolle-2019"] == ("context", True)
    assert works["waarderegio-2022"] == ("context", False)  # named there, without doing anything


def test_units_count_for_their_organisation(found: Bridges) -> None:
    """Philadelphia works at WaardeRing by its workshop TOP Vechtdal as well ("Onderwijs en sociaal domein")."""
    (philadelphia,) = [one for one in found.bridges if one.actor == "philadelphia"]
    (there,) = [one for one in philadelphia.links if one.case == "waarderegio-2022"]
    assert there.through == ("top-vechtdal",)
    assert ("maker", "current") in there.roles


def test_what_the_loss_of_a_bridge_does_equals_brute_force(found: Bridges) -> None:
    """F of the centres and how many are cut off are those of counting pairs of centres that share someone."""
    at = {one.actor: set(one.centres) for one in found.bridges}
    for bridge in found.bridges:
        left: nx.Graph[str] = nx.Graph()
        left.add_nodes_from(found.centres)
        for actor, centres in at.items():
            if actor != bridge.actor:
                left.add_edges_from(combinations(sorted(centres), 2))
        assert bridge.fragmentation == pytest.approx(fragmentation(left))
        own = next(set(group) for group in found.groups if bridge.centres[0] in group)
        pieces = [len(part) for part in nx.connected_components(left) if part <= own]
        assert bridge.cut_off == len(own) - max(pieces)
        assert bridge.fragmentation >= found.fragmentation


def test_the_two_modes_of_the_network() -> None:
    """Context and plans make no tie, doing something does; centres are tied where the same actor works."""
    links = [
        link("a", "x"),
        link("a", "y", "associate"),
        link("b", "y", "context"),
        link("b", "z", "context", does=True),
        link("c", "z", status="planned"),
    ]
    network = two_mode(links, ["x", "y", "z"])
    assert set(network.edges) == {("x", "a"), ("y", "a"), ("z", "b")}
    assert nx.is_bipartite(network)
    together = one_mode(network, ["x", "y", "z"])
    assert set(together) == {"x", "y", "z"}
    assert {frozenset(edge) for edge in together.edges} == {frozenset("xy")}


def test_what_the_national_programme_pays(found: Bridges, every: Bridges) -> None:
    """Prize money in Amersfoort and Arnhem; in Zwolle it paid the project leader, and by 2022 it had ended."""
    (programme,) = [one for one in found.programmes if one.name == "vang-hha"]
    assert programme.parts == ("prijsvraag-circulaire-ambachtscentra-2019",)
    assert programme.run_by == ("bkn", "ministerie-ienw", "nvrd", "repair-cafe", "vng")
    assert programme.centres == (AMERSFOORT, ARNHEM, "waardering")
    assert programme.pays == (AMERSFOORT, ARNHEM)
    assert programme.needed_by == ()
    (with_zwolle,) = [one for one in every.programmes if one.name == "vang-hha"]
    assert with_zwolle.needed_by == ("waardering",)
    (zwolle,) = [one for one in with_zwolle.supports if one.case == "zwolle-2019"]
    assert zwolle.dragged == ("zwolle-2019/project-leader",)
    assert {function[0] for function in zwolle.orphaned} == {"Post"}


def test_national_government_is_there_besides_its_programmes(found: Bridges) -> None:
    """Rijkswaterstaat supports Maastricht, the ministry of social affairs pays in Arnhem (chapters 9 and 4)."""
    pays = {one.name: one.pays for one in found.programmes if one.kind == "Organisation"}
    assert pays["rijkswaterstaat"] == ("circulair-ambachtscentrum-maastricht",)
    assert pays["ministerie-szw"] == (ARNHEM,)
    assert pays["rijksoverheid"] == ()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_tables_name_their_sources(graph: Graph, found: Bridges, language: str) -> None:
    """Every row of both tables has the passages that it rests on; the caution is said."""
    report = BridgesReport(graph, found, language)
    for columns, rows in (report.bridge_table(), report.programme_table()):
        assert rows
        assert all(len(row) == len(columns) and row[-1].strip() for row in rows)
    whole, caution = report.summary()
    assert f"{found.fragmentation:.0%}" in whole
    assert ("zeggen dat zelden" if language == "nl" else "seldom say so") in " ".join(caution.split())


def test_the_command_line_shows_the_bridges(run: Callable[..., Result]) -> None:
    """A table, CSV and JSON come from the command."""
    table = run("bridges", "--lang", "nl")
    assert "Reclassering Nederland" in table.stdout
    rows = run("bridges", "--format", "csv").stdout.splitlines()
    assert rows[0] == ",".join(BRIDGE_COLUMNS)
    assert any(row.startswith("Organisation,rova,ROVA,waardering,waarderegio-2022,partner") for row in rows)
    data = json.loads(run("bridges", "--every-case", "--format", "json").stdout)
    assert len(data["cases"]) == 11
