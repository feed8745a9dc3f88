"""Centralisation and brokerage, against published values and igraph."""

from __future__ import annotations

from typing import Any

import igraph
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from craftgraph.graph.centralisation import Brokerage, brokerage, centralisation


def _named(network: nx.Graph[Any]) -> nx.Graph[str]:
    return nx.relabel_nodes(network, str)


def _florence() -> nx.Graph[str]:
    network: nx.Graph[str] = nx.relabel_nodes(nx.florentine_families_graph(), str)
    network.add_node("Pucci")
    return network


def test_florentine_betweenness_centralisation() -> None:
    """With Pucci the betweenness centralisation of the Florentine families is .3834921."""
    assert centralisation(_florence(), "betweenness") == pytest.approx(0.3834921, abs=5e-8)


@pytest.mark.parametrize("measure", ["degree", "betweenness", "closeness"])
def test_a_star_is_one_and_a_ring_is_nought(measure: str) -> None:
    """A star is as central as can be, a ring not at all."""
    assert centralisation(_named(nx.star_graph(7)), measure) == pytest.approx(1)
    assert centralisation(_named(nx.cycle_graph(7)), measure) == pytest.approx(0)
    assert centralisation(_named(nx.path_graph(2)), measure) == 0


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10_000))
def test_degree_centralisation_follows_freeman(seed: int) -> None:
    """Degree centralisation is the summed difference with the highest degree over (n - 1)(n - 2)."""
    network = _named(nx.gnp_random_graph(9, 0.4, seed=seed))
    degrees = igraph.Graph.from_networkx(network).degree()
    expected = sum(max(degrees) - degree for degree in degrees) / (8 * 7)
    assert centralisation(network, "degree") == pytest.approx(expected)


def test_each_brokerage_role_is_told_apart() -> None:
    """Five chains a → b → c, one for each role of Gould and Fernandez (1989)."""
    chains = {"coordinator": "xxx", "consultant": "xyx", "gatekeeper": "xyy", "representative": "xxy", "liaison": "xyz"}
    for role, kinds in chains.items():
        network: nx.DiGraph[str] = nx.DiGraph([("a", "b"), ("b", "c")])
        found = brokerage(network, dict(zip("abc", kinds, strict=True)))
        assert found["b"] == Brokerage("b", **{role: 1})
        assert found["a"].total == found["c"].total == 0


def test_a_direct_tie_needs_no_broker() -> None:
    """Nobody stands between two who deal with each other directly."""
    network: nx.DiGraph[str] = nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c")])
    assert brokerage(network, {})["b"].total == 0


def test_who_has_no_kind_is_of_a_kind_of_its_own() -> None:
    """Between three actors of unknown kind the broker is a liaison."""
    network: nx.DiGraph[str] = nx.DiGraph([("a", "b"), ("b", "c")])
    assert brokerage(network, {})["b"].liaison == 1
