"""Where the parties of a network stand on its map: computed once, the same every time."""

from __future__ import annotations

import networkx as nx
import numpy as np
from numpy.typing import NDArray

SEED = 7
_SMALL = 300  # above this, shortest paths between all pairs cost too much
_PIXELS = 150.0  # room for one party, with its name under it
_CHARACTER, _LINE = 8.0, 62.0


def positions(network: nx.Graph[str], names: dict[str, str]) -> dict[str, tuple[int, int]]:
    """Place every node of an undirected network, in pixels around (0, 0), so that names do not cover each other.

    Components are laid out by stress (Kamada and Kawai 1989), large ones by springs (Fruchterman and Reingold 1991);
    nodes without ties stand in rows under the rest.

    :param names: the text under each node; its length decides how much room the node takes.
    """
    if not network:
        return {}
    tied = [node for node in network if network.degree(node)]
    points: dict[str, NDArray[np.float64]] = {}
    if tied:
        connected = network.subgraph(tied)
        parts = sorted(nx.connected_components(connected), key=lambda part: (-len(part), min(part)))
        left = 0.0
        for part in parts:
            placed = _place(nx.Graph(connected.subgraph(sorted(part))))
            width = max(point[0] for point in placed.values()) - min(point[0] for point in placed.values())
            for node, point in placed.items():
                points[node] = point + np.array([left, 0.0])
            left += width / 2 + 2 * _PIXELS
    nodes = list(points)
    if nodes:
        spread = _apart(np.array([points[node] for node in nodes]), [names.get(node, node) for node in nodes])
        spread -= (spread.min(axis=0) + spread.max(axis=0)) / 2
        points = dict(zip(nodes, spread, strict=True))
    lowest = max((point[1] for point in points.values()), default=-_PIXELS)
    untied = sorted(node for node in network if not network.degree(node))
    columns = max(4, int(len(network) ** 0.5))
    for number, node in enumerate(untied):
        across, down = number % columns, number // columns
        x = (across - (min(columns, len(untied)) - 1) / 2) * 1.6 * _PIXELS
        points[node] = np.array([x, lowest + (down + 1.4) * _PIXELS * 0.8])
    return {node: (round(float(point[0])), round(float(point[1]))) for node, point in points.items()}


def _place(network: nx.Graph[str]) -> dict[str, NDArray[np.float64]]:
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(network))
    ordered.add_edges_from(sorted((min(one, other), max(one, other)) for one, other in network.edges()))
    scale = _PIXELS * len(ordered) ** 0.5
    if len(ordered) <= _SMALL:
        start = nx.circular_layout(ordered)
        unit = nx.kamada_kawai_layout(ordered, pos=start)
    else:
        unit = nx.spring_layout(ordered, seed=SEED, iterations=60)
    return {node: np.asarray(point, dtype=np.float64) * (scale * 1.25, scale * 0.85) for node, point in unit.items()}


def _apart(points: NDArray[np.float64], texts: list[str], rounds: int = 200) -> NDArray[np.float64]:
    """Push boxes apart that overlap, along the shorter way, until none does or the rounds are over."""
    if len(points) > 800:
        return points
    half = np.array([[max(len(text) * _CHARACTER, 60.0) / 2 + 8, _LINE / 2] for text in texts])
    points = points.copy()
    for _ in range(rounds):
        gaps = points[:, None, :] - points[None, :, :]
        overlap = half[:, None, :] + half[None, :, :] - np.abs(gaps)
        hit = (overlap > 0).all(axis=2)
        np.fill_diagonal(hit, False)
        if not hit.any():
            break
        along_x = overlap[:, :, 0] < overlap[:, :, 1]
        sign = np.where(gaps >= 0, 1.0, -1.0)
        sign[np.tril_indices(len(points))] *= np.where(gaps[np.tril_indices(len(points))] == 0, -1.0, 1.0)
        push = overlap * sign * 0.26 * hit[:, :, None]
        push[:, :, 0] *= along_x
        push[:, :, 1] *= ~along_x
        points += push.sum(axis=1)
    return points
