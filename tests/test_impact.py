"""What the loss of every actor does: held against taking each out and looking."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from craftgraph.graph.impact import Impact, cut_offs, impacts, worst
from craftgraph.graph.load import load
from craftgraph.graph.namespaces import ID
from craftgraph.graph.projection import project, simple
from craftgraph.graph.store import Graph
from craftgraph.graph.whatif import Situation, tied

CASE = """\
parties:
- {party: shop, involvement: partner, at: one}
- {party: depot, involvement: partner, at: one}
- {party: care, involvement: partner, at: one}
- {party: school, involvement: partner, at: one}
- {party: workshop, involvement: associate, at: one}
audiences:
- {id: pupils, label: {nl: leerlingen, en: pupils}, groups: pupils, at: one}
ties:
- {tie: cooperates, from: shop, to: depot, at: one}
- {tie: cooperates, from: workshop, to: care, at: one}
- {tie: cooperates, from: shop, to: workshop, at: one}
- {tie: cooperates, from: workshop, to: school, at: one}
posts:
- {id: leader, name: {nl: Leider, en: Leader}, duties: coordination, employers: shop, paid_by: grant, at: one}
funding:
- {id: grant, name: {nl: Subsidie, en: Grant}, funder: academy, kind_of_money: project-subsidy, at: one}
roles:
- {holder: shop, role: collector, at: one}
- {holder: depot, role: collector, at: one}
- {holder: care, role: guide-of-people, at: one}
"""


class Drags(Situation):
    """A situation of which nothing is known but who takes whom along."""

    def __init__(self, drags: Mapping[str, Collection[str]]) -> None:
        self.falls_with = {ID + one: frozenset(ID + other for other in (one, *also)) for one, also in drags.items()}


def brute_force(network: nx.Graph[str], gone: set[str]) -> tuple[int, float]:
    """Take actors out, look who of the largest part is not in the largest part any more, and say which share."""
    before = tied(network)
    largest = max(nx.connected_components(before), key=lambda part: (len(part), [-ord(sign) for sign in min(part)]))
    before.remove_nodes_from(gone)
    parts = list(nx.connected_components(before))
    size = max(map(len, parts), default=0)
    kept = max((len(part & largest) for part in parts if len(part) == size), default=0)
    number = len(largest - gone) - kept
    return number, number / len(before) if before else 0.0


NODES = "abcdefghijk"
ties = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=22)
drags = st.dictionaries(st.sampled_from(NODES + "xyz"), st.sets(st.sampled_from(NODES + "xyz"), max_size=4), max_size=8)


@settings(max_examples=300)
@given(ties, drags)
def test_who_is_cut_off_equals_brute_force(pairs: list[tuple[str, str]], also: dict[str, set[str]]) -> None:
    """For every actor, whoever it takes along, the count is that of taking all of them out and looking."""
    network: nx.Graph[str] = nx.Graph([pair for pair in pairs if pair[0] != pair[1]])
    network.add_nodes_from(NODES)
    falling = {node: also.get(node, set()) for node in NODES + "xyz"}
    with_ties = set(tied(network))
    expected = {
        actor: brute_force(network, others | {actor})
        for actor, others in falling.items()
        if (others | {actor}) & with_ties
    }
    assert cut_offs(Drags(falling), network) == expected


@settings(max_examples=60)
@given(ties)
def test_nobody_is_cut_off_by_who_is_tied_to_nobody(pairs: list[tuple[str, str]]) -> None:
    """Only actors whose loss touches a tie are in the answer."""
    network: nx.Graph[str] = nx.Graph([pair for pair in pairs if pair[0] != pair[1]])
    network.add_nodes_from(NODES)
    assert set(cut_offs(Drags(dict.fromkeys(NODES, ())), network)) == set(tied(network))


@pytest.mark.parametrize("network", [nx.empty_graph(0), nx.relabel_nodes(nx.empty_graph(1), {0: "a"})])
def test_without_any_tie_there_is_nothing_to_cut(network: nx.Graph[str]) -> None:
    """A network of nobody, or of one, has an answer: none."""
    assert cut_offs(Drags({"a": ()}), network) == {}


def test_everything_removed_cuts_nobody_off() -> None:
    """Who takes all others along leaves nobody to be cut off: nought of nought."""
    network: nx.Graph[str] = nx.Graph([("a", "b"), ("b", "c")])
    assert cut_offs(Drags({"a": "bc"}), network) == {"a": (0, 0.0)}


def test_in_a_disconnected_network_only_the_largest_part_counts() -> None:
    """Whoever splits a small part does not cut off anyone from the largest; who splits the largest does."""
    network: nx.Graph[str] = nx.Graph([*pairwise("abcde"), *pairwise("pqr")])
    found = cut_offs(Drags(dict.fromkeys("bcq", ())), network)
    assert found["q"] == (0, 0.0)
    assert found["b"] == (1, 1 / 7)
    assert found["c"] == (4, 4 / 7)  # two and two are left, and the small part is larger than either


@pytest.fixture
def situation(little: Callable[..., Graph]) -> tuple[Situation, nx.Graph[str]]:
    """A small case, and the network of its stated ties."""
    graph = little(CASE)
    return Situation(graph, "own-2024"), simple(project(graph, "own-2024", "stated"))


def by_actor(situation: tuple[Situation, nx.Graph[str]]) -> dict[str, Impact]:
    """Return the impact of each actor."""
    return {one.actor: one for one in impacts(*situation)}


def test_an_actor_takes_the_ties_of_its_unit_along(situation: tuple[Situation, nx.Graph[str]]) -> None:
    """Without the shop its workshop is gone too: of depot, care and school two are cut off from the one that is left.

    The workshop alone cuts care and school off from shop and depot: two of four.
    """
    found = by_actor(situation)
    assert (found["shop"].cut_off, found["shop"].cut_share) == (2, 2 / 3)
    assert (found["workshop"].cut_off, found["workshop"].cut_share) == (2, 0.5)
    assert found["care"].cut_off == 0


def test_what_nobody_is_left_to_do_is_counted_once(situation: tuple[Situation, nx.Graph[str]]) -> None:
    """Three things are done: collecting by two, guiding by one, coordinating by a post on one sum of money."""
    found = by_actor(situation)
    duty = f"{ID.replace('/id/', '/voc/')}duty/coordination"
    for actor in ("shop", "own-2024/grant", "academy", "own-2024/leader"):
        assert found[actor].orphaned == (("Post", duty),), actor
        assert found[actor].orphaned_share == pytest.approx(1 / 3)
    assert found["depot"].orphaned == ()
    assert found["care"].orphaned_share == pytest.approx(1 / 3)


def test_the_worst_are_all_of_equal_weight() -> None:
    """Of equals all are named; nobody is when nothing is lost."""
    assert worst([("b", 0.5), ("a", 0.5), ("c", 0.1)]) == (0.5, ("a", "b"))
    assert worst([("a", 0.0)]) == (0.0, ())
    assert worst([]) == (0.0, ())


def test_who_is_in_the_network_without_being_an_actor_of_the_case_is_not_taken_away(
    case_files: Callable[..., list[Path]],
) -> None:
    """The members of a collective that the case names count as tied, and there is advice on the case all the same."""
    parties = "".join(f"- {{party: {one}, involvement: partner, at: one}}\n" for one in ("shop", "depot"))
    ties = "".join(f"- {{tie: cooperates, from: shop, to: {one}, at: one}}\n" for one in ("schools", "depot"))
    graph = load(case_files(f"parties:\n{parties}ties:\n{ties}"), only=True)
    ((assessment, advice),) = graph.assessments
    assert {assessment.case, advice.case} == {"own-2024"}
