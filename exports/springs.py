"""Where the nodes of a large network stand: springs along ties, repulsion among neighbours, in near-linear time."""

from __future__ import annotations

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path
from scipy.spatial import cKDTree

SEED = 7
_PIVOTS = 50  # so many nodes are measured from, for the places to begin with
_ROUNDS = 100
_REACH = 4.0  # how far nodes push each other away, in lengths of a tie
_LONG = 3.0  # from this length on, a tie pulls no harder


def springs(network: nx.Graph[str]) -> NDArray[np.float64]:
    """Place the nodes of a connected network, in lengths of a tie around (0, 0): a row a node, in its order.

    Fruchterman and Reingold (1991) with their grid: only nodes near each other push, which a k-d tree finds, so that a
    round takes about n log n. A tie pulls less the more ties both its ends have, which opens up hubs. It begins
    with the distances to some pivots (Brandes and Pich 2007), so that what belongs together does from the start. The
    same network in the same order is placed the same every time.
    """
    size = len(network)
    number = {node: at for at, node in enumerate(network)}
    ties = np.array([(number[one], number[other]) for one, other in network.edges()], dtype=np.intp)
    ones, others = ties[:, 0], ties[:, 1]
    matrix = csr_array((np.ones(len(ties)), (ones, others)), shape=(size, size))
    degrees = np.bincount(np.concatenate([ones, others]), minlength=size)
    slack = 1 / np.sqrt(np.minimum(degrees[ones], degrees[others]))
    points = _begin(matrix)
    points *= 0.5 * size**0.5 / max(float(np.sqrt((points**2).mean())), 1e-9)
    points += np.random.default_rng(SEED).normal(0, 0.3, points.shape)
    for step in np.linspace(size**0.5 / 6, 0.02, _ROUNDS):
        near = cKDTree(points).query_pairs(_REACH, output_type="ndarray")
        apart = points[near[:, 0]] - points[near[:, 1]]
        push = apart / ((apart**2).sum(axis=1) + 1e-4)[:, None]
        along = points[others] - points[ones]
        pull = along * (np.minimum(np.sqrt((along**2).sum(axis=1)), _LONG) * slack)[:, None]
        force = both_ways(near[:, 0], near[:, 1], push, size) + both_ways(ones, others, pull, size)
        strength = np.sqrt((force**2).sum(axis=1))[:, None] + 1e-9
        points += force / strength * np.minimum(strength, step)
    placed: NDArray[np.float64] = points - points.mean(axis=0)
    return placed


def both_ways(
    ones: NDArray[np.intp], others: NDArray[np.intp], values: NDArray[np.float64], size: int
) -> NDArray[np.float64]:
    """Return for each of `size` nodes the sum of the values (x, y) of its pairs, with a minus where it is the other."""
    columns = [np.bincount(ones, values[:, at], size) - np.bincount(others, values[:, at], size) for at in range(2)]
    return np.stack(columns, axis=1)


def _begin(matrix: csr_array) -> NDArray[np.float64]:
    """Return the two widest dimensions of the distances to pivots, each as far as can be from those before it."""
    size = matrix.shape[0]
    pivot, nearest, columns = 0, np.full(size, np.inf), []
    for _ in range(min(_PIVOTS, size)):
        distances = shortest_path(matrix, directed=False, unweighted=True, indices=pivot)
        nearest = np.minimum(nearest, distances)
        pivot = int(np.argmax(nearest))
        columns.append(distances**2)
    squares = np.stack(columns, axis=1)
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean()
    left, widths, _ = np.linalg.svd(-0.5 * centred, full_matrices=False)
    found: NDArray[np.float64] = left[:, :2] * np.sqrt(widths[:2])
    return found * np.sign(found[np.abs(found).argmax(axis=0), [0, 1]])
