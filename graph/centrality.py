"""Who is central in a network, and who stands between others: pure functions on a NetworkX graph."""

from __future__ import annotations

import math
from dataclasses import dataclass

import networkx as nx

METRICS = ("degree", "betweenness", "closeness", "constraint")


@dataclass(frozen=True, slots=True)
class Centrality:
    """The measures of one actor.

    `degree`: the number of others it deals with. `betweenness`: the share of shortest paths between two others that
    pass through it, 0 to 1 (Freeman 1977). `closeness`: how near it is to all others, 0 to 1, scaled by the share of
    the network that it can reach (Freeman 1979; Wasserman and Faust 1994, p. 201). `constraint`: how much its
    contacts lead back to one another (Burt 1992); low is free, None for an actor without ties. `stated_share`: which
    part of its ties rests on a statement of the source itself rather than on our conclusion, 0 to 1, None without ties.
    """

    actor: str
    degree: int
    betweenness: float
    closeness: float
    constraint: float | None
    stated_share: float | None


def centralities(network: nx.Graph[str]) -> list[Centrality]:
    """Measure every actor of an undirected network, the most central first.

    :param network: a simple undirected graph; an edge may carry `stated` (true or false; true when absent).
    :returns: a list by falling betweenness, then degree, then name; empty for an empty network.

    >>> star = nx.star_graph(3)
    >>> [(one.actor, one.degree, one.betweenness) for one in centralities(star)][0]
    ('0', 3, 1.0)
    """
    betweenness = nx.betweenness_centrality(network)
    closeness = nx.closeness_centrality(network)
    constraint = nx.constraint(network)
    found = [
        Centrality(
            actor=str(node),
            degree=network.degree(node),
            betweenness=betweenness[node],
            closeness=closeness[node],
            constraint=None if math.isnan(constraint[node]) else constraint[node],
            stated_share=_stated_share(network, node),
        )
        for node in network
    ]
    return sorted(found, key=lambda one: (-round(one.betweenness, 9), -one.degree, one.actor))


def _stated_share(network: nx.Graph[str], node: str) -> float | None:
    stated = [data.get("stated", True) for _, _, data in network.edges(node, data=True)]
    return sum(stated) / len(stated) if stated else None
