"""The first page: doors that lead somewhere, the country with the centres on it, and figures that are true."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from craftgraph.exports import home_page
from craftgraph.exports.country import TEXT, WIDTH, Box, Country, country, project
from craftgraph.exports.network_map import places
from craftgraph.exports.pages import Site
from craftgraph.exports.site import write_site
from craftgraph.graph.labels import Labels
from craftgraph.graph.load import load
from craftgraph.graph.projection import project as project_network
from craftgraph.graph.store import Graph


@pytest.fixture(scope="module")
def drawn(graph: Graph) -> Country:
    """The country with the shipped centres."""
    return country(graph.store, Labels(graph.store, "nl"), graph.cases)


def _site(graph: Graph, *kinds: object) -> Site:
    networks = {case: project_network(graph, case, planned=True) for case in graph.cases}
    labels = Labels(graph.store, "nl")
    placed = {case: places(network, labels) for case, network in networks.items()}
    return Site(graph, labels, networks, placed, (home_page, *kinds))  # type: ignore[arg-type]


def _name_box(x: float, y: float, anchor: str, name: str) -> Box:
    long = 0.58 * TEXT * len(name)
    left = {"start": x, "middle": x - long / 2, "end": x - long}[anchor]
    return (left, y - TEXT / 2, left + long, y + TEXT / 2)


def test_a_point_lies_where_it_lies_in_the_country() -> None:
    """Groningen is north-east of Utrecht, Vlissingen far in the south-west; distances keep their proportion."""
    groningen, utrecht, vlissingen = project(6.5667, 53.2194), project(5.1214, 52.0907), project(3.5736, 51.4536)
    assert groningen[0] > utrecht[0] > vlissingen[0]
    assert groningen[1] < utrecht[1] < vlissingen[1]
    units = ((groningen[0] - utrecht[0]) ** 2 + (groningen[1] - utrecht[1]) ** 2) ** 0.5
    others = ((utrecht[0] - vlissingen[0]) ** 2 + (utrecht[1] - vlissingen[1]) ** 2) ** 0.5
    assert units / others == pytest.approx(159.0 / 128.0, rel=0.03)  # great circles, in kilometres


def test_every_centre_is_on_the_map_once(graph: Graph, drawn: Country) -> None:
    """The ten centres have a dot, inside the drawing, each at the newest description of it."""
    assert len(drawn.pins) == 10
    assert {pin.case for pin in drawn.pins} == set(graph.cases) - {"zwolle-2019"}
    assert all(0 < pin.x < drawn.width and 0 < pin.y < drawn.height for pin in drawn.pins)
    assert drawn.width == WIDTH
    assert [pin.place for pin in drawn.pins][:2] == ["Leeuwarden", "Zwolle"]


def test_no_name_covers_another_or_a_dot(drawn: Country) -> None:
    """At the largest size of the letters no two names touch, and no name lies on the dot of another centre."""
    boxes = [_name_box(pin.text_x, pin.text_y, pin.anchor, pin.place) for pin in drawn.pins]
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1], (one, other)
    for pin in drawn.pins:
        for box, owner in zip(boxes, drawn.pins, strict=True):
            assert owner is pin or not (box[0] < pin.x < box[2] and box[1] < pin.y < box[3]), (pin.place, owner.place)


def test_two_names_do_not_read_as_one(drawn: Country) -> None:
    """Between names above each other is half a line at least; beside each other, the width of a letter."""
    boxes = [_name_box(pin.text_x, pin.text_y, pin.anchor, pin.place) for pin in drawn.pins]
    for one, other in combinations(boxes, 2):
        aside = max(one[0], other[0]) - min(one[2], other[2])
        above = max(one[1], other[1]) - min(one[3], other[3])
        assert aside >= TEXT / 2 or above >= TEXT / 2 or (aside >= 0 and above >= 0), (one, other)


@pytest.mark.usefixtures("few_pages")
def test_a_centre_without_a_point_is_in_the_list(case_files: Callable[..., list[Path]], tmp_path: Path) -> None:
    """A case whose municipality has no point is not on the map, but its page is linked from the first one."""
    graph = load(case_files("parties:\n- {party: shop, involvement: partner, at: one}\n"), only=True)
    assert country(graph.store, Labels(graph.store, "nl"), graph.cases).pins == ()
    write_site(graph, tmp_path / "site")
    text = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "<svg viewBox" not in text
    assert 'href="own-2024.html"' in text.split('class="centres"')[1]


def test_doors_lead_to_pages_that_are_made(graph: Graph) -> None:
    """A door has a link for each page that the site makes, and leads to the centres when it makes none of them."""

    class Questions:
        def paths(self, _: Site) -> list[str]:
            return ["questions/index.html"]

        def pages(self, _: Site) -> list[tuple[str, str]]:
            return []

    alone = next(home_page.pages(_site(graph)))[1]
    assert "questions/" not in alone
    assert len(re.findall(r'<a class="go" href="index.html#centres">', alone)) == 3
    asked = next(home_page.pages(_site(graph, Questions())))[1]
    assert '<a class="go" href="questions/index.html">' in asked
    assert len(re.findall(r'<a class="go" href="index.html#centres">', asked)) < 3


def test_figures_count_what_the_graph_holds(graph: Graph) -> None:
    """The figures are those that a query finds."""
    found = home_page.figures(_site(graph))

    def count(sparql: str) -> int:
        return int(graph.query(sparql).texts[0][0])

    cases = " ".join(f"id:{case}" for case in graph.cases)
    assert found["centres"] == count(
        "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?case a cg:Case ; cg:asOf ?d ; cg:centre ?c }"
    )
    assert found["flows"] == count(
        f"SELECT (COUNT(DISTINCT ?f) AS ?n) {{ VALUES ?g {{ {cases} }} GRAPH ?g {{ ?f a cg:Flow }} }}"
    )
    assert found["groups"] == count(
        """SELECT (COUNT(DISTINCT ?group) AS ?n) {
            ?s cg:targetGroup|cg:concept ?t . ?t skos:broader* ?group . ?group skos:inScheme voc:target-group
        }"""
    )
    assert found["cases"] == len(graph.cases)
    assert 300 < found["parties"] < 500
    assert found["statements"] > 4000
