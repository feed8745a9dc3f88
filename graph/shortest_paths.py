"""Shortest paths from many actors at once: who is how near to all others, and who stands between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

_TOGETHER = 300_000  # so many pairs of a source and an actor are looked at together, to bound memory

Numbers = NDArray[np.intp]
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Paths:
    """What the shortest paths that begin at some actors tell; every array goes by the number of an actor.

    `between`: the sum over those paths' pairs of the share that passes through the actor, its own paths left out
    (Brandes 2001: the dependencies of the sources on the actor). `reached` and `distance`: how many others each source
    can reach, and how far they are in sum; 0 for who is no source.
    """

    between: Values
    reached: Numbers
    distance: Numbers


def paths_from(network: nx.Graph[str], sources: Sequence[int] | None = None) -> Paths:
    """Follow all shortest paths of an undirected network from some actors (all by default), by their numbers.

    Brandes' algorithm (2001) on arrays: a step goes along all ties that lead one further from any source, so that the
    time is that of actors × ties, without a step of Python for each.
    """
    number = {node: at for at, node in enumerate(network)}
    degrees = np.array([len(others) for _, others in network.adjacency()], dtype=np.intp)
    ends = np.fromiter((number[other] for _, others in network.adjacency() for other in others), dtype=np.intp)
    starts = np.cumsum(degrees) - degrees
    size = len(network)
    found = Paths(np.zeros(size), np.zeros(size, dtype=np.intp), np.zeros(size, dtype=np.intp))
    wanted = np.arange(size) if sources is None else np.array(sources, dtype=np.intp)
    for part in np.array_split(wanted, max(1, len(wanted) * size // _TOGETHER)) if size else ():
        _follow(found, part, starts, degrees, ends)
    return found


def _follow(found: Paths, sources: Numbers, starts: Numbers, degrees: Numbers, ends: Numbers) -> None:
    """Add what the paths from some sources tell. A place is a pair: number of the actor × sources + source."""
    width = len(sources)
    begin = sources * width + np.arange(width)
    ways = np.zeros(len(starts) * width)
    ways[begin] = 1.0
    steps = list(_steps(begin, ways, width, starts, degrees, ends))
    for far, (_, targets) in enumerate(steps, 1):
        new = np.bincount(np.unique(targets) % width, minlength=width)
        found.reached[sources] += new
        found.distance[sources] += far * new
    share = np.zeros_like(ways)
    for origins, targets in reversed(steps):
        np.add.at(share, origins, ways[origins] / ways[targets] * (1 + share[targets]))
    share[begin] = 0.0
    found.between[:] += share.reshape(-1, width).sum(axis=1)


def _steps(
    front: Numbers, ways: Values, width: int, starts: Numbers, degrees: Numbers, ends: Numbers
) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield, a step further each time, the places that shortest paths go from and to; count the `ways` to each."""
    unseen = ways == 0
    while True:
        actors = front // width
        counts = degrees[actors]
        total = int(counts.sum())
        ties = np.arange(total) - np.repeat(np.cumsum(counts) - counts - starts[actors], counts)
        targets = ends[ties] * width + np.repeat(front % width, counts)
        new = unseen[targets]
        if not new.any():
            return
        origins, targets = np.repeat(front, counts)[new], targets[new]
        np.add.at(ways, targets, ways[origins])
        yield origins, targets
        front = np.unique(targets)
        unseen[front] = False
