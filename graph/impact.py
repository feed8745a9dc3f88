"""What the loss of each actor does to a case: who is cut off, and what nobody is left to do.

An actor is whatever can go: a party, a post, a person, a body, a sum of money. Its loss takes along all that hangs on
it (:mod:`craftgraph.graph.whatif`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import networkx as nx

from craftgraph.graph.fragmentation import removals
from craftgraph.graph.namespaces import ID
from craftgraph.graph.projection import NOBODY
from craftgraph.graph.whatif import Function, Situation, core


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

    :param network: the simple network of the tied actors on which it is measured who is cut off.
    """
    cut = cut_offs(situation, network)
    total = len(situation.functions)
    found = []
    for iri in sorted(situation.actors):
        actor = iri.removeprefix(ID)
        if actor in NOBODY:
            continue
        orphaned = tuple(situation.orphaned(situation.cascade([iri])))
        number, share = cut.get(actor, (0, 0.0))
        found.append(Impact(actor, number, share, orphaned, len(orphaned) / total if total else 0.0))
    return found


def cut_offs(situation: Situation, network: nx.Graph[str]) -> dict[str, tuple[int, float]]:
    """Return for each actor whose loss touches the network how many others it cuts off, and their share.

    Linear in the size of the network for all actors together, but for those who take others along.
    """
    parts = sorted(nx.connected_components(network), key=lambda part: (-len(part), min(part)))
    if not parts:
        return {}
    largest, second = parts[0], len(parts[1]) if len(parts) > 1 else 0
    found = {}
    alone = removals(network)
    for iri in situation.actors:
        gone = {one.removeprefix(ID) for one in situation.cascade([iri])} & set(network)
        if not gone:
            continue
        actor = iri.removeprefix(ID)
        if gone == {actor}:
            pieces = alone[actor].parts
            number = sum(pieces) - (pieces[0] if pieces and pieces[0] >= second else 0) if actor in largest else 0
        else:
            number = cut_off(network, gone)
        left = len(network) - len(gone)
        found[actor] = (number, number / left if left else 0.0)
    return found


def cut_off(network: nx.Graph[str], gone: Collection[str]) -> int:
    """Return how many actors of the largest part are no longer in the largest part when some are gone."""
    after = network.subgraph([node for node in network if node not in gone])
    before = core(network) & set(after)
    pieces = [len(part & before) for part in nx.connected_components(after) if len(part) == _largest(after)]
    return len(before) - max(pieces, default=0)


def _largest(network: nx.Graph[str]) -> int:
    return max(map(len, nx.connected_components(network)), default=0)


def worst(found: Iterable[tuple[str, float]]) -> tuple[float, tuple[str, ...]]:
    """Return the largest share and whose it is; of equals all, and nobody when it is nought."""
    listed = sorted(found)
    most = max((share for _, share in listed), default=0.0)
    return most, tuple(actor for actor, share in listed if most and share == most)
