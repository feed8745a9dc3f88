"""What the loss of each actor does to a case: who is cut off, and what nobody is left to do.

An actor is whatever can go: a party, a post, a person, a body, a sum of money. Its loss takes along all that hangs on
it (:mod:`craftgraph.graph.whatif`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from craftgraph.graph.fragmentation import components, pieces
from craftgraph.graph.namespaces import ID
from craftgraph.graph.whatif import Function, Situation

Neighbours = Mapping[str, set[str]]


@dataclass(frozen=True, slots=True)
class Impact:
    """What the loss of one actor does.

    `cut_share`: how many of the other tied actors lose their connection to the largest part, 0 to 1.
    `orphaned`: what nobody is left to do, and `orphaned_share` its share of all that somebody is named for, 0 to 1.
    """

    actor: str
    cut_off: int
    cut_share: float
    orphaned: tuple[Function, ...]
    orphaned_share: float


def impacts(situation: Situation, network: nx.Graph[str]) -> list[Impact]:
    """Return the impact of every actor of a case, by the name of the actor.

    :param network: the simple network on which it is measured who is cut off; who is tied to nobody does not count.
    """
    cut = cut_offs(situation, network)
    total = len(situation.functions)
    found = []
    for iri in sorted(situation.actors):
        actor = iri.removeprefix(ID)
        orphaned = tuple(situation.orphaned(situation.falls_with[iri]))
        number, share = cut.get(actor, (0, 0.0))
        found.append(Impact(actor, number, share, orphaned, len(orphaned) / total if total else 0.0))
    return found


def told_apart(situation: Situation, found: Iterable[Impact]) -> list[Impact]:
    """Leave out each person whose loss does exactly what the loss of a post that they hold does: one line is enough."""
    listed = list(found)
    losses = {one.actor: (one.cut_off, one.cut_share, frozenset(one.orphaned)) for one in listed}
    doubles = {
        person.removeprefix(ID)
        for person in situation.persons
        for post in situation.held_by(person)
        if losses.get(post.removeprefix(ID)) == losses.get(person.removeprefix(ID))
    }
    return [one for one in listed if one.actor not in doubles]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors that go at once: `cut_off` of the `left` others lose their connection to the largest part."""

    actors: tuple[str, str]
    cut_off: int
    left: int


def heaviest_pair(situation: Situation, network: nx.Graph[str]) -> Pair | None:
    """Return the two tied actors whose loss together cuts off the largest share of those who are left.

    All pairs of actors of the case are tried, so the answer is exact; of equals the first by name. Of two that go
    together anyway the loss is that of one, so such a pair does not count. None where no pair does more than one alone.
    """
    alone = cut_offs(situation, network)
    neighbours = {node: set(others) for node, others in network.adjacency() if others}
    parts = sorted(components(neighbours, neighbours.keys()), key=lambda part: (-len(part), min(part)))
    if not parts:
        return None
    second = len(parts[1]) if len(parts) > 1 else 0
    falling = {
        node: situation.falling[node] & neighbours.keys() for node in sorted(neighbours) if node in situation.falling
    }
    best, most = None, max((share for _, share in alone.values()), default=0.0)
    for one, other in combinations(falling, 2):
        gone = falling[one] | falling[other]
        left = len(neighbours) - len(gone)
        if other in falling[one] or one in falling[other] or not left:
            continue
        number = _cut_off(neighbours, parts[0], second, gone)
        if number / left > most:
            best, most = Pair((one, other), number, left), number / left
    return best


def cut_offs(situation: Situation, network: nx.Graph[str]) -> dict[str, tuple[int, float]]:
    """Return for each actor whose loss touches the network how many others it cuts off, and their share.

    Linear in the size of the network for all actors together, but for those who take others along.
    """
    neighbours = {node: set(others) for node, others in network.adjacency() if others}
    parts = sorted(components(neighbours, neighbours.keys()), key=lambda part: (-len(part), min(part)))
    if not parts:
        return {}
    largest, second = parts[0], len(parts[1]) if len(parts) > 1 else 0
    alone = pieces(network)
    found = {}
    for actor, falling in situation.falling.items():
        gone = falling & neighbours.keys()
        if not gone:
            continue
        if len(gone) == 1 and actor in gone:
            sizes = alone[actor][1]
            number = sum(sizes) - (sizes[0] if sizes and sizes[0] >= second else 0) if actor in largest else 0
        else:
            number = _cut_off(neighbours, largest, second, gone)
        left = len(neighbours) - len(gone)
        found[actor] = (number, number / left if left else 0.0)
    return found


def _cut_off(neighbours: Neighbours, largest: set[str], second: int, gone: Set[str]) -> int:
    """Return how many of the largest part are no longer in the largest part when some actors are gone.

    :param second: the size of the second largest part; it is looked at anew when some of its actors may be gone.
    """
    rest = largest - gone
    if len(rest) == len(largest):
        return 0
    if not gone <= largest:
        others = neighbours.keys() - largest - gone
        second = max((len(part) for part in components(neighbours, others)), default=0)
    kept = max((len(part) for part in components(neighbours, rest)), default=0)
    return len(rest) - (kept if kept >= second else 0)


def worst(found: Iterable[tuple[str, float]]) -> tuple[float, tuple[str, ...]]:
    """Return the largest share and whose it is; of equals all, and nobody when it is nought."""
    listed = sorted(found)
    most = max((share for _, share in listed), default=0.0)
    return most, tuple(actor for actor, share in listed if most and share == most)
