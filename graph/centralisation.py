"""How much a network turns on one actor: Freeman's centralisation, and brokerage between kinds of actor."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

import networkx as nx

_MEASURES: dict[str, Callable[[nx.Graph[str]], dict[str, float]]] = {
    "degree": nx.degree_centrality,
    "betweenness": nx.betweenness_centrality,
    "closeness": nx.closeness_centrality,
}


def centralisation(network: nx.Graph[str], measure: str) -> float:
    """Return Freeman's centralisation (1979): 0 when all actors are alike, 1 for a star.

    :param measure: `degree`, `betweenness` or `closeness`.
    :returns: the summed difference with the most central actor, over what it is in a star of that size; 0 for fewer
        than three actors.

    >>> centralisation(nx.star_graph(5), "betweenness")
    1.0
    """
    size = len(network)
    if size < 3:
        return 0.0
    values = _MEASURES[measure](network).values()
    most = max(values)
    star = (size - 1) * (size - 2) / (2 * size - 3) if measure == "closeness" else size - 1
    if measure == "degree":
        star = size - 2
    return sum(most - value for value in values) / star


@dataclass(frozen=True, slots=True)
class Brokerage:
    """How often an actor stands between two others that have no direct tie, by the kinds of the three.

    Gould, R.V. and Fernandez, R.M. (1989), Structures of mediation, Sociological Methodology 19, 89-126. The broker
    is of the same kind as both (`coordinator`), as neither while they are alike (`consultant`), as the one at the end
    (`gatekeeper`) or at the beginning (`representative`), or all three differ (`liaison`).
    """

    actor: str
    coordinator: int = 0
    consultant: int = 0
    gatekeeper: int = 0
    representative: int = 0
    liaison: int = 0

    @property
    def total(self) -> int:
        """All pairs that the actor stands between."""
        return self.coordinator + self.consultant + self.gatekeeper + self.representative + self.liaison


def brokerage(network: nx.DiGraph[str], kinds: Mapping[str, Hashable]) -> dict[str, Brokerage]:
    """Count the brokerage roles of every actor of a directed network.

    An undirected tie is two directed ones; each pair then counts in both directions.

    :param kinds: the kind of each actor; actors without one are each of a kind of their own.
    """
    found = {}
    for broker in network:
        counts: dict[str, int] = {}
        for one in network.predecessors(broker):
            for other in network.successors(broker):
                if len({one, broker, other}) == 3 and not network.has_edge(one, other):
                    role = _role(*(kinds.get(actor, (actor,)) for actor in (one, broker, other)))
                    counts[role] = counts.get(role, 0) + 1
        found[broker] = Brokerage(broker, **counts)
    return found


def _role(first: Hashable, broker: Hashable, last: Hashable) -> str:
    if first == broker:
        return "coordinator" if broker == last else "representative"
    if broker == last:
        return "gatekeeper"
    return "consultant" if first == last else "liaison"
