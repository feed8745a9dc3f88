"""What the removal of an actor does to a network: pure functions on an undirected NetworkX graph.

Borgatti, S.P. (2006), Identifying sets of key players in a social network, Computational and Mathematical
Organization Theory 12, 21-34. All removals of single actors are exact and take linear time together, through the
depth-first search that finds cut vertices (Hopcroft and Tarjan 1973).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
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
    apart = pieces(network)
    linked = sum(whole - 1 for whole, _ in apart.values())
    pairs = (size - 1) * (size - 2)
    share = {
        (whole, parts): 1 - (linked - whole * (whole - 1) + sum(part * (part - 1) for part in parts)) / pairs
        for whole, parts in (set(apart.values()) if pairs else ())
    }
    return {
        actor: Removal(actor, one[1], one[0] - 1 - (one[1][0] if one[1] else 0), share.get(one, 0.0))
        for actor, one in apart.items()
    }


def pieces(network: nx.Graph[str]) -> dict[str, tuple[int, tuple[int, ...]]]:
    """Return for each actor the size of its component, and the pieces that are left without it, the largest first.

    One depth-first search: a subtree whose `low` does not reach above the actor comes loose when the actor goes. It
    runs on numbers instead of names, which takes two thirds of the time.
    """
    number = {node: place for place, node in enumerate(network)}
    ties = [tuple([number[other] for other in others]) for _, others in network.adjacency()]
    found: dict[int, tuple[int, tuple[int, ...]]] = {}
    parent, order, low = [-1] * len(ties), [-1] * len(ties), [0] * len(ties)
    for root in range(len(ties)):
        if order[root] < 0:
            visited = _depth_first(root, ties, parent, order, low)
            found |= _loosened(visited, parent, order, low)
    return {node: found[place] for node, place in number.items()}


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
    neighbours = {node: set(network[node]) for node in network}
    everyone, left = frozenset(network), len(network) - count
    tried = (
        (-_from_sizes(left, map(len, components(neighbours, everyone.difference(chosen)))), chosen)
        for chosen in combinations(sorted(network), count)
    )
    value, chosen = min(tried)
    return chosen, -value


def components(neighbours: Mapping[str, set[str]], kept: Set[str]) -> Iterator[set[str]]:
    """Yield the connected parts among those who are kept; on plain sets, since it is asked thousands of times."""
    left = set(kept)
    while left:
        part = new = {left.pop()}
        while new:
            new = set().union(*[neighbours[node] for node in new]) & left
            left -= new
            part = part | new
        yield part


def _from_sizes(size: int, parts: Iterable[int]) -> float:
    if size < 2:
        return 0.0
    return 1 - sum(part * (part - 1) for part in parts) / (size * (size - 1))


def _depth_first(
    root: int, ties: Sequence[Sequence[int]], parent: list[int], order: list[int], low: list[int]
) -> list[int]:
    """Visit a component; fill in `parent`, `order` and what each node itself reaches, and return who was visited."""
    node, visited, waiting = root, [root], [iter(ties[root])]
    order[root] = low[root] = 0
    while waiting:
        for other in waiting[-1]:
            if order[other] < 0:
                parent[other], node = node, other
                order[other] = low[other] = len(visited)
                visited.append(other)
                waiting.append(iter(ties[other]))
                break
            if order[other] < low[node] and other != parent[node]:
                low[node] = order[other]
        else:
            waiting.pop()
            node = parent[node]
    return visited


def _loosened(
    visited: list[int], parent: list[int], order: list[int], low: list[int]
) -> Iterator[tuple[int, tuple[int, tuple[int, ...]]]]:
    """Yield for each node of a component its size and the pieces without the node, from the last visited back."""
    whole = len(visited)
    below = dict.fromkeys(visited, 1)
    loose: dict[int, list[int]] = {}
    all_others = (whole, (whole - 1,) if whole > 1 else ())
    for node in reversed(visited):
        above = parent[node]
        if above >= 0:
            below[above] += below[node]
            if low[node] < low[above]:
                low[above] = low[node]
            if low[node] >= order[above]:
                loose.setdefault(above, []).append(below[node])
        cut = loose.get(node)
        if cut is None:
            yield node, all_others
        else:
            rest = whole - 1 - sum(cut)
            yield node, (whole, tuple(sorted([*cut, rest] if rest else cut, reverse=True)))
