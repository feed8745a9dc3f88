"""Fragmentation and removal, against published values, brute force and igraph."""

from __future__ import annotations

from typing import Any

import igraph
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from craftgraph.graph.fragmentation import (
    distance_fragmentation,
    fragmentation,
    key_players,
    removals,
    without,
)


def _named(network: nx.Graph[Any]) -> nx.Graph[str]:
    return nx.relabel_nodes(network, str)


edges = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30)


def _network(pairs: list[tuple[int, int]], size: int = 12) -> nx.Graph[str]:
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(str(node) for node in range(size))
    network.add_edges_from((str(one), str(other)) for one, other in pairs if one != other)
    return network


def test_the_kite_without_its_broker() -> None:
    """Krackhardt's kite without node 7 has F = .3889 (Borgatti 2006)."""
    found = removals(_named(nx.krackhardt_kite_graph()))
    assert found["7"].fragmentation == pytest.approx(0.3889, abs=5e-5)
    assert found["7"].parts == (7, 2)


def test_the_florentine_families_without_the_medici() -> None:
    """Without the Medici three families are cut off and F = .3846."""
    found = removals(_named(nx.florentine_families_graph()))["Medici"]
    assert found.cut_off == 3
    assert found.fragmentation == pytest.approx(0.3846, abs=5e-5)


def test_zacharys_club_has_one_cut_vertex() -> None:
    """In Zachary's karate club only node 0 cuts others off: six, F = .3163."""
    found = removals(_named(nx.karate_club_graph()))
    assert [actor for actor, one in found.items() if one.cut_off] == ["0"]
    assert found["0"].cut_off == 6
    assert found["0"].fragmentation == pytest.approx(0.3163, abs=5e-5)


@settings(max_examples=150, deadline=None)
@given(edges)
def test_every_removal_equals_brute_force(pairs: list[tuple[int, int]]) -> None:
    """The linear-time removals are those of taking each actor out and looking."""
    network = _network(pairs)
    for actor, found in removals(network).items():
        left = network.copy()
        left.remove_node(actor)
        mine = nx.node_connected_component(network, actor) - {actor}
        parts = [len(part & mine) for part in nx.connected_components(left) if part & mine]
        assert found.parts == tuple(sorted(parts, reverse=True))
        assert found.cut_off == len(mine) - max(parts, default=0)
        assert found.fragmentation == pytest.approx(fragmentation(left))
        assert without(network, [actor]) == pytest.approx(found.fragmentation)


@settings(max_examples=60, deadline=None)
@given(edges)
def test_cut_vertices_are_those_of_igraph(pairs: list[tuple[int, int]]) -> None:
    """Who cuts others off is who igraph finds as articulation point."""
    network = _network(pairs)
    oracle = igraph.Graph.from_networkx(network)
    expected = {oracle.vs[index]["_nx_name"] for index in oracle.articulation_points()}
    assert {actor for actor, one in removals(network).items() if one.cut_off} == expected


@settings(max_examples=60, deadline=None)
@given(edges)
def test_distance_fragmentation_follows_its_definition(pairs: list[tuple[int, int]]) -> None:
    """dF is one minus the mean of 1/distance over all pairs, with igraph's distances."""
    network = _network(pairs)
    oracle = igraph.Graph.from_networkx(network)
    closeness = [1 / value for row in oracle.distances() for value in row if 0 < value < float("inf")]
    size = len(network)
    assert distance_fragmentation(network) == pytest.approx(1 - sum(closeness) / (size * (size - 1)))


def test_key_players_are_the_best_of_all_sets() -> None:
    """The pair that fragments most is found, and removing it gives that F."""
    network = _named(nx.florentine_families_graph())
    chosen, value = key_players(network, 2)
    assert "Medici" in chosen
    assert without(network, chosen) == pytest.approx(value)
    assert all(without(network, [one, "Medici"]) <= value for one in network if one != "Medici")
    assert key_players(_named(nx.krackhardt_kite_graph()), 1)[0] == ("7",)
    with pytest.raises(ValueError, match="between 1 and"):
        key_players(network, 0)


@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_the_smallest_networks_have_answers(size: int) -> None:
    """Networks of no, one, two and three actors without ties: nothing is cut off."""
    network = _network([], size)
    assert fragmentation(network) == (0.0 if size < 2 else 1.0)
    assert distance_fragmentation(network) == (0.0 if size < 2 else 1.0)
    assert all(one.cut_off == 0 and one.parts == () for one in removals(network).values())
