"""Coordinates of a map."""

from __future__ import annotations

import math

import networkx as nx
import pytest

from craftgraph.exports.layout import positions


def _boxes_overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return abs(one[0] - other[0]) < 40 and abs(one[1] - other[1]) < 30


@pytest.mark.parametrize("seed", range(3))
def test_no_two_parties_stand_on_one_another(seed: int) -> None:
    """Every party of a network of a case's size has room of its own."""
    network = nx.relabel_nodes(nx.gnp_random_graph(60, 0.07, seed=seed), str)
    places = list(positions(network, {}).values())
    assert len(places) == 60
    assert not any(_boxes_overlap(one, other) for at, one in enumerate(places) for other in places[:at])


def test_the_same_network_gives_the_same_map() -> None:
    """Coordinates do not depend on the order in which parties and ties were added."""
    edges = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]
    forward: nx.Graph[str] = nx.Graph(edges)
    backward: nx.Graph[str] = nx.Graph([(two, one) for one, two in reversed(edges)])
    assert positions(forward, {}) == positions(backward, {})


def test_parties_without_ties_stand_under_the_rest() -> None:
    """A party that is tied to nobody is on the map, below everyone who is."""
    network: nx.Graph[str] = nx.Graph([("a", "b"), ("b", "c")])
    network.add_nodes_from(["x", "y"])
    places = positions(network, {})
    assert min(places[name][1] for name in "xy") > max(places[name][1] for name in "abc")


def test_a_large_network_shows_its_centres() -> None:
    """Of hundreds of parties each has room of its own, and stands nearer to its own hub than to most others."""
    hubs = [f"hub{number}" for number in range(20)]
    network: nx.Graph[str] = nx.cycle_graph(hubs)
    network.add_edges_from((hub, f"{hub}-{spoke}") for hub in hubs for spoke in range(24))
    places = positions(network, {})
    standing = sorted(places.values())
    near = {pair for at, one in enumerate(standing) for pair in ((one, other) for other in standing[at + 1 : at + 40])}
    assert len(places) == 500
    assert not any(_boxes_overlap(one, other) for one, other in near)
    nearer = 0
    for name, (x, y) in places.items():
        far = {hub: math.hypot(x - places[hub][0], y - places[hub][1]) for hub in hubs}
        nearer += sorted(hubs, key=far.__getitem__).index(name.partition("-")[0]) < 3
    assert nearer > 450
    backward: nx.Graph[str] = nx.Graph([(other, one) for one, other in reversed(list(network.edges()))])
    assert positions(backward, {}) == places


@pytest.mark.parametrize("size", [0, 1, 2])
def test_the_smallest_networks_have_a_map(size: int) -> None:
    """No party, one party and two parties are placed as well."""
    network = nx.relabel_nodes(nx.path_graph(size), str)
    assert len(positions(network, {})) == size
