"""Where the parties of a network stand on its map: computed once, the same every time."""

from __future__ import annotations

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from threadpoolctl import threadpool_limits

from craftgraph.exports.springs import both_ways, springs

_SMALL = 300  # above this, stress costs too much
_PART = 60  # and then for parts of the network from this on
_CHARACTER, _LINE = 8.0, 62.0
_CELL = (170.0, 84.0)  # room for one party with its name, across and down
_ASPECT = 2.1  # how much wider than high before names push each other up and down
_EVEN = 0.6  # below 1: the crowded middle gets more room, the far ends less


def positions(network: nx.Graph[str], names: dict[str, str]) -> dict[str, tuple[int, int]]:
    """Place every node of an undirected network, in pixels around (0, 0), so that names do not cover each other.

    Components are laid out by stress (Kamada and Kawai 1989); then the distances from the middle are evened out, for a
    partnership is a hub with many spokes. Those of a large network are laid out by :mod:`craftgraph.exports.springs`.
    Small components stand under the largest one, and nodes without ties in rows under the rest.

    :param names: the text under each node; its length decides how much room the node takes.
    """
    if not network:
        return {}
    tied = network.subgraph([node for node in network if network.degree(node)])
    parts = sorted(nx.connected_components(tied), key=lambda part: (-len(part), min(part)))
    points: dict[str, NDArray[np.float64]] = {}
    width = 4 * _CELL[0]
    most = _SMALL if len(network) <= _SMALL else _PART
    with threadpool_limits(1):  # the matrices are so small that threads only wait for each other
        laid_out = [_place(nx.Graph(tied.subgraph(sorted(part))), by_stress=len(part) <= most) for part in parts]
    for number, placed in enumerate(laid_out):
        low, high = _corners(placed)
        if number == 0:
            width = max(width, high[0] - low[0])
            corner = np.array([0.0, 0.0])
            row = high[1] - low[1] + _CELL[1]
        elif corner[0] + high[0] - low[0] > width:
            corner = np.array([0.0, row])
        for node, point in placed.items():
            points[node] = point - low + corner
        row = max(row, corner[1] + high[1] - low[1] + _CELL[1])
        corner = np.array([0.0, row]) if number == 0 else corner + np.array([high[0] - low[0] + _CELL[0], 0.0])
    if points:
        spread = _apart(np.array(list(points.values())), [names.get(node, node) for node in points])
        points = dict(zip(points, spread, strict=True))
    low, high = _corners(points) if points else (np.zeros(2), np.array([width, -_CELL[1]]))
    untied = sorted(node for node in network if not network.degree(node))
    columns = max(4, int((high[0] - low[0]) / _CELL[0]))
    across = (high[0] - low[0]) / min(columns, max(len(untied), 4))
    for number, node in enumerate(untied):
        step = np.array([(number % columns + 0.5) * across, (number // columns + 1.3) * _CELL[1]])
        points[node] = np.array([low[0], high[1]]) + step
    low, high = _corners(points)
    return {
        node: (round(float(x)), round(float(y)))
        for node, (x, y) in ((n, p - (low + high) / 2) for n, p in points.items())
    }


def _corners(points: dict[str, NDArray[np.float64]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    both = np.array(list(points.values()))
    return both.min(axis=0), both.max(axis=0)


def _place(network: nx.Graph[str], by_stress: bool) -> dict[str, NDArray[np.float64]]:
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(network))
    ordered.add_edges_from(sorted((min(edge), max(edge)) for edge in network.edges()))
    nodes = list(ordered)
    if by_stress:
        unit = nx.kamada_kawai_layout(ordered, pos=nx.circular_layout(ordered))
        spread, even = np.array([unit[node] for node in nodes], dtype=np.float64), _EVEN
    else:
        spread, even = springs(ordered), 1.0
    spread -= np.median(spread, axis=0)
    far = np.hypot(spread[:, 0], spread[:, 1])[:, None]
    spread *= np.divide(far**even, far, out=np.zeros_like(far), where=far > 0)
    room = 0.62 * (len(nodes) * _CELL[0] * _CELL[1]) ** 0.5 / max(float(far.max()) ** even, 1e-9)
    spread *= (room * _ASPECT**0.5, room / _ASPECT**0.5)
    return dict(zip(nodes, spread, strict=True))


def _apart(points: NDArray[np.float64], texts: list[str], rounds: int = 200) -> NDArray[np.float64]:
    """Push boxes apart that overlap, along the shorter way, until none does or the rounds are over."""
    half = np.array([[max(len(text) * _CHARACTER, 60.0) / 2 + 8, _LINE / 2] for text in texts])
    points = points.copy()
    for _ in range(rounds):
        near = cKDTree(points / (2 * half.max(axis=0))).query_pairs(1.0, p=np.inf, output_type="ndarray")
        ones, others = near[:, 0], near[:, 1]
        gaps = points[ones] - points[others]
        overlap = half[ones] + half[others] - np.abs(gaps)
        hit = (overlap > 0).all(axis=1)
        if not hit.any():
            break
        along_x = overlap[:, 0] < overlap[:, 1]
        push = overlap * np.where(gaps >= 0, 1.0, -1.0) * 0.26 * hit[:, None]
        push[:, 0] *= along_x
        push[:, 1] *= ~along_x
        points += both_ways(ones, others, push, len(points))
    return points
