"""What the removal of an actor does to a network: pure functions on an undirected NetworkX graph.

Borgatti, S.P. (2006), Identifying sets of key players in a social network, Computational and Mathematical
Organization Theory 12, 21-34. All removals of single actors are exact and take linear time together, through the
depth-first search that finds cut vertices (Hopcroft and Tarjan 1973).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations

import networkx as nx


@dataclass(frozen=True, slots=True)
class Removal:
    """What is left of a network without one actor.

    `parts`: the sizes of the pieces that the actor's own component falls into, the largest first; empty when the actor
    had no ties. `cut_off`: how many others are no longer connected to the largest of those pieces.
    `fragmentation`: Borgatti's F of what is left, 0 (all can reach all) to 1 (nobody can reach anybody).
    """

    actor: str
    parts: tuple[int, ...]
    cut_off: int
    fragmentation: float


def fragmentation(network: nx.Graph[str]) -> float:
    """Return Borgatti's F: the share of pairs that cannot reach each other (2006, eq. 4).

    :returns: 0 to 1; 0 for a network of fewer than two actors, which has no pairs.

    >>> fragmentation(nx.Graph([("a", "b"), ("c", "d")])) == 1 - 4 / 12
    True
    """
    return _from_sizes(len(network), (len(part) for part in nx.connected_components(network)))


def distance_fragmentation(network: nx.Graph[str]) -> float:
    """Return Borgatti's distance-weighted F: one minus the mean closeness of pairs, 1/distance (2006, eq. 9).

    :returns: 0 (everyone is tied to everyone) to 1 (nobody can reach anybody); 0 for fewer than two actors.
    """
    size = len(network)
    if size < 2:
        return 0.0
    reach: float = sum(
        1 / distance
        for _, distances in nx.all_pairs_shortest_path_length(network)
        for distance in distances.values()
        if distance
    )
    return 1 - reach / (size * (size - 1))


def removals(network: nx.Graph[str]) -> dict[str, Removal]:
    """Return what the removal of each actor does, for all actors at once, in linear time.

    >>> removals(nx.star_graph(3))[0].parts
    (1, 1, 1)
    """
    size = len(network)
    sizes = [len(part) for part in nx.connected_components(network)]
    linked = sum(part * (part - 1) for part in sizes)
    pairs = (size - 1) * (size - 2)
    found: dict[str, Removal] = {}
    for actor, (whole, pieces) in _pieces(network).items():
        left = linked - whole * (whole - 1) + sum(piece * (piece - 1) for piece in pieces)
        parts = tuple(sorted(pieces, reverse=True))
        cut_off = whole - 1 - (parts[0] if parts else 0)
        found[actor] = Removal(actor, parts, cut_off, 1 - left / pairs if pairs else 0.0)
    return found


def without(network: nx.Graph[str], actors: Collection[str]) -> float:
    """Return Borgatti's F of what is left without several actors."""
    return fragmentation(nx.restricted_view(network, list(actors), []))


def key_players(network: nx.Graph[str], count: int) -> tuple[tuple[str, ...], float]:
    """Return the set of actors whose removal together fragments the network most, and F without them (KPP-Neg).

    All sets are tried, so the answer is exact; the first in alphabetical order among equals. Meant for two or three
    actors in the network of a case.

    :raises ValueError: when `count` is not between 1 and the number of actors.
    """
    if not 1 <= count <= len(network):
        raise ValueError(f"count must be between 1 and {len(network)}, not {count}")
    if count == 1:
        best = min(removals(network).values(), key=lambda one: (-one.fragmentation, one.actor))
        return (best.actor,), best.fragmentation
    tried = ((-without(network, chosen), chosen) for chosen in combinations(sorted(network), count))
    value, chosen = min(tried)
    return chosen, -value


def _from_sizes(size: int, parts: Iterable[int]) -> float:
    if size < 2:
        return 0.0
    return 1 - sum(part * (part - 1) for part in parts) / (size * (size - 1))


def _pieces(network: nx.Graph[str]) -> dict[str, tuple[int, list[int]]]:
    """Return for each actor the size of its component, and the sizes of the pieces that are left without it.

    One depth-first search: a subtree whose `low` does not reach above the actor comes loose when the actor goes.
    """
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    below: dict[str, int] = {}
    loose: dict[str, list[int]] = {node: [] for node in network}
    found: dict[str, tuple[int, list[int]]] = {}
    for root in network:
        if root in order:
            continue
        visited = [root]
        order[root] = low[root] = len(order)
        below[root] = 1
        stack = [(root, root, iter(network[root]))]
        while stack:
            parent, node, neighbours = stack[-1]
            child = next(neighbours, None)
            if child is None:
                stack.pop()
                if stack:
                    below[parent] += below[node]
                    low[parent] = min(low[parent], low[node])
                    if low[node] >= order[parent]:
                        loose[parent].append(below[node])
            elif child not in order:
                order[child] = low[child] = len(order)
                below[child] = 1
                visited.append(child)
                stack.append((node, child, iter(network[child])))
            elif child != parent:
                low[node] = min(low[node], order[child])
        whole = len(visited)
        for node in visited:
            rest = whole - 1 - sum(loose[node])
            found[node] = (whole, loose[node] + [rest] * (rest > 0))
    return found
