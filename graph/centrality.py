"""Who is central in a network, and who stands between others: pure functions on a NetworkX graph."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import networkx as nx

from craftgraph.graph.query import html_table

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


class Measures(Sequence[Centrality]):
    """The measures of all actors of a network; notebooks show them as a table."""

    def __init__(self, rows: Sequence[Centrality], names: Mapping[str, str]) -> None:
        self.rows = tuple(rows)
        self.names = dict(names)

    @overload
    def __getitem__(self, index: int) -> Centrality: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Centrality, ...]: ...
    def __getitem__(self, index: int | slice) -> Centrality | tuple[Centrality, ...]:
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Return column names and rows of texts, numbers rounded for reading."""
        columns = ["party", "name", *METRICS, "stated"]
        return columns, [[one.actor, self.names.get(one.actor, one.actor), *_shown(one)] for one in self.rows]

    def _repr_html_(self) -> str:
        return html_table(*self.table())


def _shown(one: Centrality) -> list[str]:
    constraint = "" if one.constraint is None else f"{one.constraint:.3f}"
    stated = "" if one.stated_share is None else f"{one.stated_share:.0%}"
    return [str(one.degree), f"{one.betweenness:.3f}", f"{one.closeness:.3f}", constraint, stated]


def centralities(network: nx.Graph[str]) -> list[Centrality]:
    """Measure every actor of an undirected network, the most central first.

    :param network: a simple undirected graph; an edge may carry `stated` (true or false; true when absent).
    :returns: a list by falling betweenness, then degree, then name; empty for an empty network.

    >>> star = nx.star_graph(3)
    >>> [(one.actor, one.degree, one.betweenness) for one in centralities(star)][0]
    ('0', 3, 1.0)
    """
    if not network:
        return []
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
