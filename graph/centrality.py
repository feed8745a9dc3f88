"""Who is central in a network, and who stands between others: pure functions on a NetworkX graph."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import networkx as nx
import numpy as np

from craftgraph.graph.projection import simple
from craftgraph.graph.query import html_table
from craftgraph.graph.shortest_paths import Paths, paths_from
from craftgraph.graph.tables import text_table

METRICS = ("degree", "betweenness", "closeness", "constraint", "effective_size")


@dataclass(frozen=True, slots=True)
class Centrality:
    """The measures of one actor.

    `degree`: the number of others it deals with. `betweenness`: the share of shortest paths between two others that
    pass through it, 0 to 1 (Freeman 1977). `closeness`: how near it is to all others, 0 to 1, scaled by the share of
    the network that it can reach (Freeman 1979; Wasserman and Faust 1994, p. 201). `constraint`: how much its
    contacts lead back to one another (Burt 1992); low is free, None for an actor without ties. `effective_size`: how
    many of its contacts are not already tied to its other contacts (Burt 1992), at most the degree; None without ties.
    `stated_share`: which part of its ties rests on a statement of the source itself rather than on our conclusion, 0 to
    1, None without ties.
    """

    actor: str
    degree: int
    betweenness: float
    closeness: float
    constraint: float | None
    effective_size: float | None
    stated_share: float | None


def thin(rows: Iterable[Centrality]) -> bool:
    """Return whether fewer than eight actors are tied, or fewer than are not: too few to say who is central."""
    degrees = [one.degree for one in rows]
    tied = sum(degree > 0 for degree in degrees)
    return tied < 8 or tied < len(degrees) - tied


class Measures(Sequence[Centrality]):
    """The measures of all actors of a network; notebooks and the Python prompt show them as a table."""

    def __init__(self, network: nx.MultiDiGraph[str], names: Mapping[str, str], pivots: int | None = None) -> None:
        """Measure a projected network.

        :param names: what each actor is called, for the table.
        :param pivots: estimate betweenness from so many actors; see :func:`betweenness`.
        """
        self.rows = tuple(centralities(simple(network), pivots))
        self.names = dict(names)
        self.kinds = {node: str(data["kind"]) for node, data in network.nodes(data=True)}

    @overload
    def __getitem__(self, index: int) -> Centrality: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Centrality, ...]: ...
    def __getitem__(self, index: int | slice) -> Centrality | tuple[Centrality, ...]:
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def untied(self) -> list[str]:
        """The names of who is tied to nobody, in alphabetical order."""
        return sorted((self.names[one.actor] for one in self.rows if not one.degree), key=str.casefold)

    @property
    def is_thin(self) -> bool:
        """Whether fewer than eight actors are tied, or fewer than are not: too few to say who is central."""
        return thin(self.rows)

    def table(self, digits: int = 3) -> tuple[list[str], list[list[str]]]:
        """Return column names and rows of texts, numbers with so many digits behind the point."""
        columns = ["party", "name", "kind", *METRICS, "stated_share"]
        return columns, [
            [one.actor, self.names[one.actor], self.kinds[one.actor], str(one.degree)]
            + [
                "" if value is None else f"{value:.{digits}f}"
                for value in (one.betweenness, one.closeness, one.constraint, one.effective_size, one.stated_share)
            ]
            for one in self.rows
        ]

    def __repr__(self) -> str:
        return text_table(*self.table())

    def _repr_html_(self) -> str:
        return html_table(*self.table())


def betweenness(network: nx.Graph[str], pivots: int | None = None) -> dict[str, float]:
    """Return the share of shortest paths between two others that pass through each actor, 0 to 1.

    Exact (Brandes 2001) unless `pivots` are asked for: then only the paths that begin at so many actors are counted,
    drawn at random with a fixed seed (Brandes and Pich 2007), in `pivots` / actors of the time.
    :func:`betweenness_error` says how far off that may be.

    :raises ValueError: for fewer than two pivots. With as many pivots as actors, or more, the answer is exact.
    """
    if pivots is not None and pivots < 2:
        raise ValueError(f"betweenness is estimated from at least 2 pivots, not {pivots}")
    size = len(network)
    if pivots is None or pivots >= size:
        return _between(network, paths_from(network))
    drawn = random.Random(0).sample(range(size), pivots)
    scale = np.full(size, pivots * (size - 2))
    scale[drawn] -= size - 2  # the paths that begin at an actor never pass through it
    return dict(zip(network, (paths_from(network, drawn).between / np.maximum(scale, 1)).tolist(), strict=True))


def betweenness_error(size: int, pivots: int, confidence: float = 0.95) -> float:
    """Return how far an estimated betweenness is off at most, for all actors at once, with some confidence.

    The bound of Hoeffding (1963) for a mean of draws, over all actors (Eppstein and Wang 2004). It holds for any
    network, so that most estimates are much nearer.

    :param size: the number of actors, at least 2.
    :returns: 0 when every actor is a pivot.

    >>> round(betweenness_error(25_000, 2_000), 3)
    0.059
    """
    if pivots >= size:
        return 0.0
    return size / (size - 1) * math.sqrt(math.log(2 * size / (1 - confidence)) / (2 * (pivots - 1)))


def centralities(network: nx.Graph[str], pivots: int | None = None, *, holes: bool = True) -> list[Centrality]:
    """Measure every actor of an undirected network, the most central first.

    :param network: a simple undirected graph; an edge may carry `stated` (true or false; true when absent).
    :param pivots: estimate betweenness from so many actors; see :func:`betweenness`.
    :param holes: measure structural holes too (`constraint` and `effective_size`); without, they are None for all.
    :returns: a list by falling betweenness, then degree, then name; empty for an empty network.

    >>> star = nx.star_graph(3)
    >>> [(one.actor, one.degree, one.betweenness) for one in centralities(star)][0]
    ('0', 3, 1.0)
    """
    if not network:
        return []
    if pivots is None:
        paths = paths_from(network)
        between, closeness = _between(network, paths), _closeness(network, paths)
    else:
        between, closeness = betweenness(network, pivots), nx.closeness_centrality(network)
    constraint, effective = (nx.constraint(network), nx.effective_size(network)) if holes else ({}, {})
    found = [
        Centrality(
            actor=str(node),
            degree=network.degree(node),
            betweenness=between[node],
            closeness=closeness[node],
            constraint=_known(constraint.get(node)),
            effective_size=_known(effective.get(node)),
            stated_share=_stated_share(network, node),
        )
        for node in network
    ]
    return sorted(found, key=lambda one: (-round(one.betweenness, 9), -one.degree, one.actor))


def _known(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else value


def _between(network: nx.Graph[str], paths: Paths) -> dict[str, float]:
    pairs = max((len(network) - 1) * (len(network) - 2), 1)
    return dict(zip(network, (paths.between / pairs).tolist(), strict=True))


def _closeness(network: nx.Graph[str], paths: Paths) -> dict[str, float]:
    all_ways = np.maximum(paths.distance * max(len(network) - 1, 1), 1)
    return dict(zip(network, (paths.reached**2 / all_ways).tolist(), strict=True))


def _stated_share(network: nx.Graph[str], node: str) -> float | None:
    stated = [data.get("stated", True) for _, _, data in network.edges(node, data=True)]
    return sum(stated) / len(stated) if stated else None
