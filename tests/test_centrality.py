"""Centrality, held against published values and against its own definition."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from craftgraph.graph.centrality import METRICS, Centrality, Measures, betweenness, betweenness_error, centralities


def measured(network: nx.Graph[str]) -> dict[str, Centrality]:
    """Return the measures of a network by actor."""
    return {one.actor: one for one in centralities(network)}


def test_the_kite_of_krackhardt() -> None:
    """Three actors of the kite lead, each by another measure (Krackhardt 1990)."""
    edges = nx.krackhardt_kite_graph().edges()
    kite = measured(nx.Graph([(str(one), str(other)) for one, other in edges]))
    pairs = 9 * 8 / 2
    assert kite["7"].betweenness * pairs == pytest.approx(14)
    assert max(kite.values(), key=lambda one: one.degree).actor == "3"
    assert kite["3"].degree == 6
    assert {one.actor for one in kite.values() if one.closeness == max(o.closeness for o in kite.values())} == {
        "5",
        "6",
    }
    assert kite["5"].closeness == pytest.approx(9 / 14)
    assert next(iter(kite)) == "7"


def test_the_families_of_florence() -> None:
    """The Medici stand between the other families (Padgett and Ansell 1993), without the Pucci who married nobody."""
    families = measured(nx.florentine_families_graph())
    assert len(families) == 15
    assert families["Medici"].betweenness == pytest.approx(0.522, abs=5e-4)
    assert families["Guadagni"].betweenness == pytest.approx(0.255, abs=5e-4)
    assert families["Medici"].closeness == pytest.approx(0.56, abs=5e-3)
    assert families["Medici"].degree == 6
    assert next(iter(families)) == "Medici"


def test_the_structural_holes_of_borgatti() -> None:
    """Constraint and effective size are those of Burt's example, as Borgatti (1997) computes them."""
    network: nx.Graph[str] = nx.Graph([("A", other) for other in "BFGE"])
    network.add_edges_from([("G", other) for other in "EFBDC"] + [("B", "D")])
    found = measured(network)
    assert found["G"].constraint == pytest.approx(0.400, abs=5e-4)
    assert found["A"].constraint == pytest.approx(0.595, abs=5e-4)
    assert found["C"].constraint == pytest.approx(1)
    assert found["G"].effective_size == pytest.approx(4.67, abs=5e-3)
    assert found["A"].effective_size == pytest.approx(2.50)


def test_an_empty_network_has_no_measures() -> None:
    """Nobody gives an empty list."""
    assert centralities(nx.Graph()) == []


def test_an_actor_alone_is_measured() -> None:
    """An actor without ties is central to nothing, and has no constraint and no stated share."""
    alone: nx.Graph[str] = nx.Graph()
    alone.add_node("a")
    assert centralities(alone) == [Centrality("a", 0, 0.0, 0.0, None, None, None)]


def test_isolates_change_nobody_elses_degree() -> None:
    """An actor without ties stands last; closeness is scaled down by what cannot be reached."""
    network: nx.Graph[str] = nx.path_graph(["a", "b", "c"])
    network.add_node("z")
    found = measured(network)
    assert list(found) == ["b", "a", "c", "z"]
    assert found["b"].closeness == pytest.approx(1 * 2 / 3)
    assert found["b"].betweenness == pytest.approx(1 / 3)
    assert (found["z"].constraint, found["z"].stated_share) == (None, None)


def test_the_stated_share_counts_ties() -> None:
    """The share of ties that the source states counts each other actor once; ties count as stated unless told."""
    network: nx.Graph[str] = nx.Graph()
    network.add_edge("a", "b", stated=True, weight=5)
    network.add_edge("a", "c", stated=False)
    network.add_edge("a", "d")
    found = measured(network)
    assert found["a"].stated_share == pytest.approx(2 / 3)
    assert found["c"].stated_share == 0


def test_equals_stand_by_name() -> None:
    """Actors with the same measures come in alphabetical order, so that the same network gives the same list."""
    one: nx.Graph[str] = nx.cycle_graph(["c", "a", "d", "b"])
    assert [found.actor for found in centralities(one)] == ["a", "b", "c", "d"]


@given(st.sets(st.sampled_from(list(combinations("abcdef", 2)))))
def test_measures_follow_their_definition(pairs: set[tuple[str, str]]) -> None:
    """On any small network the measures equal what their definitions give when worked out in full."""
    network: nx.Graph[str] = nx.Graph(sorted(pairs))
    network.add_node("a")
    for one in centralities(network):
        assert one.degree == sum(one.actor in pair for pair in pairs)
        assert one.betweenness == pytest.approx(_betweenness(network, one.actor))
        assert one.closeness == pytest.approx(_closeness(network, one.actor))
        assert one.constraint == (None if one.degree == 0 else pytest.approx(_constraint(network, one.actor)))


def _several_parts(seed: int) -> nx.Graph[str]:
    """Return a network of some hundreds of actors, most of them tied, in several parts."""
    made: nx.Graph[str] = nx.relabel_nodes(nx.gnm_random_graph(700, 800, seed=seed), str)
    return made


def test_large_networks_are_measured_as_networkx_does() -> None:
    """Betweenness and closeness of a network that is followed in several turns equal those of NetworkX."""
    network = _several_parts(3)
    between, closeness = nx.betweenness_centrality(network), nx.closeness_centrality(network)
    for one in centralities(network):
        assert one.betweenness == pytest.approx(between[one.actor])
        assert one.closeness == pytest.approx(closeness[one.actor])


def test_an_estimate_counts_the_paths_from_its_pivots() -> None:
    """From two pivots of a path of four, each in the middle is between as many of their paths as it can be seen."""
    network: nx.Graph[str] = nx.path_graph(["a", "b", "c", "d"])
    drawn = [list(network)[at] for at in random.Random(0).sample(range(4), 2)]
    paths = [nx.shortest_path(network, one, other) for one in drawn for other in network if other != one]
    for actor, value in betweenness(network, 2).items():
        most = (len(drawn) - (actor in drawn)) * 2
        assert value == pytest.approx(sum(actor in path[1:-1] for path in paths) / most)


def _shortest_paths(network: nx.Graph[str], start: str, end: str) -> list[list[str]]:
    """Return every shortest path, found by trying all paths."""
    waiting, found = [[start]], list[list[str]]()
    while waiting:
        longer = [[*path, near] for path in waiting for near in network[path[-1]] if near not in path]
        found = [path for path in longer if path[-1] == end]
        if found:
            return found
        waiting = longer
    return found


def _betweenness(network: nx.Graph[str], actor: str) -> float:
    others = sorted(set(network) - {actor})
    if len(others) < 2:
        return 0.0
    shares = []
    for start, end in combinations(others, 2):
        paths = _shortest_paths(network, start, end)
        shares.append(sum(actor in path for path in paths) / len(paths) if paths else 0)
    return sum(shares) / len(shares)


def _closeness(network: nx.Graph[str], actor: str) -> float:
    paths = [_shortest_paths(network, actor, other) for other in network if other != actor]
    lengths = [len(list(pairwise(found[0]))) for found in paths if found]
    if not lengths:
        return 0.0
    return len(lengths) / sum(lengths) * len(lengths) / (len(network) - 1)


def _constraint(network: nx.Graph[str], actor: str) -> float:
    def share(one: str, other: str) -> float:
        return 1 / len(network[one]) if network.has_edge(one, other) else 0.0

    return sum(
        (share(actor, near) + sum(share(actor, third) * share(third, near) for third in network[actor])) ** 2
        for near in network[actor]
    )


def test_measures_are_shown_as_a_table() -> None:
    """In a notebook the measures are a table with names, escaped, and an empty cell where there is no value."""
    alone: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    alone.add_nodes_from(["a", "b"], kind="Unit")
    shown = Measures(alone, {"a": "<A>", "b": "B"})
    assert len(shown) == 2
    assert shown[0].actor == "a"
    assert [one.actor for one in shown[:1]] == ["a"]
    columns, rows = shown.table()
    assert columns == ["party", "name", "kind", *METRICS, "stated_share"]
    assert rows[0] == ["a", "<A>", "Unit", "0", "0.000", "0.000", "", "", ""]
    assert shown.untied == ["<A>", "B"]
    assert "&lt;A&gt;" in shown._repr_html_()
    assert [line.split()[:2] for line in repr(shown).splitlines()[2:]] == [["a", "<A>"], ["b", "B"], ["2", "rows"]]


@pytest.mark.parametrize(("tied", "untied", "thin"), [(7, 0, True), (8, 0, False), (8, 8, False), (8, 9, True)])
def test_too_few_ties_are_told(tied: int, untied: int, thin: bool) -> None:
    """A network with fewer than eight tied actors, or with more untied than tied, cannot say who is central."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_nodes_from((str(node) for node in range(tied + untied)), kind="Unit")
    network.add_edges_from((("0", str(node)) for node in range(1, tied)), stated=True)
    assert Measures(network, {str(node): str(node) for node in range(tied + untied)}).is_thin is thin


def test_estimated_betweenness_is_as_near_as_it_says() -> None:
    """Of a network of 400 actors an eighth as pivots gives every value within the bound, and most much nearer."""
    network: nx.Graph[str] = nx.relabel_nodes(nx.barabasi_albert_graph(400, 2, seed=7), str)
    exact, bound = betweenness(network), betweenness_error(400, 50)
    estimated = betweenness(network, 50)
    errors = [abs(estimated[node] - exact[node]) for node in network]
    assert 0 < max(errors) < bound < 0.5
    assert sorted(errors)[200] < bound / 100
    assert max(estimated, key=lambda node: estimated[node]) == max(exact, key=lambda node: exact[node])


def test_estimated_betweenness_is_the_same_every_time() -> None:
    """The pivots are drawn with a fixed seed."""
    network: nx.Graph[str] = nx.relabel_nodes(nx.karate_club_graph(), str)
    assert betweenness(network, 10) == betweenness(network, 10)
    assert centralities(network, 10) == centralities(network, 10) != centralities(network)


def test_all_actors_as_pivots_are_no_estimate() -> None:
    """With as many pivots as actors, or more, betweenness is exact and its error nought; one pivot is refused."""
    network: nx.Graph[str] = nx.relabel_nodes(nx.karate_club_graph(), str)
    for pivots in (34, 1000):
        assert betweenness(network, pivots) == pytest.approx(betweenness(network))
        assert betweenness_error(34, pivots) == 0
    assert betweenness_error(34, 20) > betweenness_error(34, 30) > betweenness_error(34, 30, confidence=0.5)
    with pytest.raises(ValueError, match="at least 2 pivots"):
        betweenness(network, 1)
