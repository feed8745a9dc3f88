"""The network of all centres, and two moments of one centre."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from itertools import combinations
from typing import Any

import networkx as nx
import pytest

from craftgraph.exports import case_page, home_page, moments_page, network_page
from craftgraph.exports.joined_map import CAME, STAYED, WENT, side_by_side
from craftgraph.exports.map_data import unpacked
from craftgraph.exports.network_map import places
from craftgraph.exports.network_page import newest
from craftgraph.exports.pages import Site
from craftgraph.graph.labels import Labels
from craftgraph.graph.projection import project
from craftgraph.graph.store import Graph

MOMENTS = "moments/waarderegio-2022.html"


def _site(graph: Graph, language: str = "en") -> Site:
    labels = Labels(graph.store, language)
    networks: dict[str, nx.MultiDiGraph[str]] = {case: project(graph, case, planned=True) for case in graph.cases}
    placed = {case: places(network, labels) for case, network in networks.items()}
    return Site(graph, labels, networks, placed, [home_page, case_page, network_page, moments_page])


@pytest.fixture(scope="module")
def site(graph: Graph) -> Site:
    """The pages of all shipped cases, in English."""
    return _site(graph)


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, str]:
    """The network of all centres and the two moments, by their place."""
    return dict(network_page.pages(site)) | dict(moments_page.pages(site))


def _data(page: str) -> dict[str, Any]:
    """Return what the map of a page draws, its parties and lines by field."""
    found: dict[str, Any] = json.loads(page.split('id="data">', 1)[1].split("</script>", 1)[0])
    return found | {name: unpacked(found[name]) for name in ("parties", "lines")}


def _words(page: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def test_the_list_of_centres_in_the_menu_leads_to_the_network(pages: dict[str, str]) -> None:
    """On every page the centres in the menu begin with all of them in one network, and the network's page says so."""
    with_menu = {path: page for path, page in pages.items() if path.endswith(".html")}
    assert len(with_menu) > 1
    for path, page in with_menu.items():
        centres = page.split('<details class="menu">', 1)[1].split("</details>", 1)[0]
        links = re.findall(r'href="(?:\.\./)*([^"]+)"', centres)
        assert links[0] == "network.html"
        assert ('aria-current="page">All centres in one network' in centres) == (path == "network.html")


def test_the_country_shows_each_centre_once(site: Site, pages: dict[str, str]) -> None:
    """Of a centre with two descriptions the later one is on the map; every party and line of the others is too."""
    assert "zwolle-2019" not in newest(site)
    assert len(newest(site)) == len(site.graph.cases) - 1
    data = _data(pages["network.html"])
    wanted = {party.id for case in newest(site) for party in site.map(case).parties}
    assert {node["id"] for node in data["parties"] if not node["id"].endswith("/")} == wanted
    assert len(data["lines"]) == sum(len(site.map(case).connections) for case in newest(site))


def test_who_works_in_several_centres_stands_between_them(site: Site, pages: dict[str, str]) -> None:
    """An organisation of two centres is one mark on the map and one row of the table, with a link to both."""
    data = _data(pages["network.html"])
    assert sum(node["id"] == "rova" for node in data["parties"]) == 1
    rows = re.findall(r'<tr data-party-row="([^"]+)">(.*?)</tr>', pages["network.html"], flags=re.DOTALL)
    bridges = dict(rows)
    for party, row in bridges.items():
        cases = [case for case in newest(site) if party in {one.id for one in site.map(case).parties}]
        assert len(cases) > 1
        assert all(f"{case}.html#party={party}" in row for case in cases)
    seen = [{one.id for one in site.map(case).parties} for case in newest(site)]
    assert set(bridges) == {party for one, other in combinations(seen, 2) for party in one & other}


def test_centres_do_not_overlap_on_the_map_of_the_country(site: Site) -> None:
    """The parties that are in one centre only stand in a field of their own, apart from every other centre's."""
    cases = newest(site)
    joined = side_by_side(
        {case: site.map(case) for case in cases}, {case: site.places(case) for case in cases}, site.names
    )
    fields = {}
    for case in cases:
        own = [node for node in joined.map.nodes if joined.cases.get(node["id"]) == (case,)]
        fields[case] = (
            *(min(node[side] for node in own) for side in ("x", "y")),
            *(max(node[side] for node in own) for side in ("x", "y")),
        )
    for one, other in combinations(fields.values(), 2):
        assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]


def test_a_line_leads_to_the_map_of_its_own_case(site: Site, pages: dict[str, str]) -> None:
    """Every line of a joined map names a line that the map of its case has."""
    for page in pages.values():
        data = _data(page)
        lines = {
            (case, one.source, one.target, one.layer, one.planned)
            for case in site.graph.cases
            for one in site.map(case).connections
        }
        ids = [one["id"] for one in data["parties"]]
        for edge in data["lines"]:
            assert edge["of"]
            for at, *differs in edge["of"]:
                layer, planned = differs or (edge["layer"], bool(edge["planned"]))
                assert (data["cases"][at][0], ids[edge["from"]], ids[edge["to"]], layer, planned) in lines


def test_who_came_stayed_and_went(site: Site, pages: dict[str, str]) -> None:
    """Each party of either description stands in one table: that of where it is named."""
    old, new = (
        {one.id for one in site.map(case).parties if one.group != "coordination"}
        for case in ("zwolle-2019", "waarderegio-2022")
    )
    for state, wanted in ((CAME, new - old), (STAYED, new & old), (WENT, old - new)):
        table = pages[MOMENTS].split(f'<section id="{state}"', 1)[1].split("</section>", 1)[0]
        assert set(re.findall(r'data-party-row="([^"]+)"', table)) == wanted, state
    assert "No longer named is not the same as gone" in _words(pages[MOMENTS])


def test_the_map_of_two_moments_has_the_same_groups(site: Site, pages: dict[str, str]) -> None:
    """On the map a party that is in both descriptions is marked so, and so are the others."""
    for node in _data(pages[MOMENTS])["parties"]:
        cases = [case for case in ("zwolle-2019", "waarderegio-2022")
                 if node["id"] in {one.id for one in site.map(case).parties}]  # fmt: skip
        assert node["group"] == {2: STAYED, 1: CAME if cases == ["waarderegio-2022"] else WENT}[len(cases)]


def test_joined_maps_offer_what_their_lines_have(pages: dict[str, str]) -> None:
    """Statuses can be ticked on both; a year on the map of the country; what a line is about on that of two moments."""
    for path, page in pages.items():
        lines = _data(page)["lines"]
        found = {status for line in lines for status in line["statuses"]}
        assert set(re.findall(r'name="status" value="([^"]+)"', page)) == found
        assert len(found) > 1
        assert ('id="year"' in page) == (path == "network.html")
        assert ("year" in _words(page.split('id="filters"', 1)[1].split("</summary>", 1)[0])) == ('id="year"' in page)
        topics = {line["topic"] for line in lines if line.get("topic")}
        assert set(re.findall(r'name="topic" value="([^"]+)"', page)) == topics
        assert (len(topics) > 2) == (path == MOMENTS)
        assert ("Money and ownership, where the source names them" in page) == (path == "network.html")


def test_two_moments_rank_the_parties_of_the_later_one_only(site: Site, pages: dict[str, str]) -> None:
    """Two years are no network: who stands between others is that of the later description, as on its own map."""
    wanted = sorted(site.map("waarderegio-2022").parties, key=lambda one: one.measures.betweenness or 0, reverse=True)[
        :6
    ]
    listed = pages[MOMENTS].split('<ol class="top">', 1)[1].split("</ol>", 1)[0]
    assert re.findall(r'data-party="([^"]+)"', listed) == [one.id for one in wanted]
    assert f"most in {site.names['waarderegio-2022']}" in _words(pages[MOMENTS])


def test_joined_pages_are_light(pages: dict[str, str]) -> None:
    """Each stays under 240 kB, so that with its scripts it is under 300 kB."""
    assert max(len(page.encode()) for page in pages.values()) < 240_000


def test_one_case_alone_has_no_such_pages(little: Callable[..., Graph]) -> None:
    """Without a second centre or an earlier description there is nothing to join, and no link to it."""
    site = _site(little("parties:\n- {party: shop, involvement: partner, at: one}\n"))
    assert site.paths == {"index.html", "own-2024.html", "tables/own-2024.html"}
    assert dict(network_page.pages(site)) == {}


def test_what_the_loss_of_a_link_does_stands_beside_it(graph: Graph, site: Site) -> None:
    """Each party in several centres has how many centres are cut off without it, as `craftgraph bridges` has it."""
    text = dict(network_page.pages(site))["network.html"]
    rows = dict(re.findall(r'data-party-row="([^"]+)".*?data-label="Without this party">([^<]*)</td>', text))
    found = graph.bridges().bridges
    assert set(rows) == {one.actor for one in found}
    for one in found:
        assert int((re.match(r"\d+", rows[one.actor]) or ["0"])[0]) == one.cut_off


def test_programmes_stand_with_what_goes_without_them(graph: Graph, site: Site) -> None:
    """Of each programme the page names the centres, its money and what goes, with the heading that says so."""
    text = unescape(dict(network_page.pages(site))["network.html"]).split('id="programmes"')[1]
    backings = network_page.supports(site, graph.bridges())
    assert {(one.key, one.case) for one in backings} == {
        (programme.name, support.case) for programme in graph.bridges().programmes for support in programme.supports
    }
    felt = [one for one in backings if one.is_felt]
    assert felt
    assert all(word in text for one in felt for word in (one.name, *one.money, *one.goes))
    assert all(one.said and one.said.anchor in text for one in felt)
