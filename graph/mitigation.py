"""What would make a case less dependent: one or two new ties, or somebody who can stand in.

Only what is sensible is weighed. A new tie is between two parties that already meet (in a body, at a site, in an
activity or a stream of goods), or whose kinds of organisation deal with each other in another case. A stand-in is a
party of the case of a kind that does the same in another case. The example is named each time. What gains less than
the rule asks (five points) is no advice, and neither is a second tie or stand-in that adds less to the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx

from craftgraph.graph.governance import Governance, governance
from craftgraph.graph.impact import Impact, Pair, cut_offs, heaviest_pair, impacts
from craftgraph.graph.level import Level, rule
from craftgraph.graph.namespaces import ID
from craftgraph.graph.precedent import Example, Precedents, in_common_terms, precedents
from craftgraph.graph.projection import project, simple
from craftgraph.graph.whatif import Function, Situation, tied

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph

_MEETING = {"Seat": "body", "Premises": "site", "Activity": "activity", "Flow": "stream"}
_MOST_PAIRS = 600
_PARTY = frozenset({"Organisation", "Unit"})


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie that is not there yet, between two parties.

    `meet` holds the statements by which the two already meet; where they do not, `example` is a tie in another case.
    """

    one: str
    other: str
    meet: tuple[str, ...]
    example: Example | None


@dataclass(frozen=True, slots=True)
class NewTies:
    """The ties that lower the largest share cut off most: from `before` to `after`, 0 to 1.

    `is_exact` tells that every sensible choice was tried; otherwise the second tie was chosen after the first.
    """

    ties: tuple[Tie, ...]
    before: float
    after: float
    is_exact: bool


@dataclass(frozen=True, slots=True)
class StandIns:
    """The parties that could take over most of what nobody else does: the largest share left undone falls.

    `takes` tells for each party what it could do, with the example; `before` and `after` are shares from 0 to 1.
    """

    takes: tuple[tuple[str, tuple[tuple[Function, Example], ...]], ...]
    before: float
    after: float
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Mitigation:
    """What lowers the dependence of a case most, by one or by two; empty where nothing sensible does.

    `together`: the two actors whose loss at once cuts off the largest share of the others, where that is more than any
    one does alone. `shared`: other cases in which more than one coordinate.
    `governance`: what its size speaks for.
    """

    case: str
    ties: tuple[NewTies, ...]
    stand_ins: tuple[StandIns, ...]
    together: Pair | None
    shared: tuple[str, ...]
    governance: Governance


def advise(graph: Graph, case: str, known: Precedents | None = None) -> Mitigation:
    """Look for what would lower the dependence of a case.

    :param known: examples that were gathered before (:func:`craftgraph.graph.precedent.precedents`).
    :raises UnknownNameError: for an unknown case.
    """
    situation = graph.situation(case)
    known = known or precedents(graph)
    network = simple(project(graph, case, rule().network))
    return Mitigation(
        case=case,
        ties=tuple(_new_ties(situation, network, known, case)),
        stand_ins=tuple(_stand_ins(situation, network, known, case)),
        together=heaviest_pair(situation, tied(network)),
        shared=tuple(one for one in known.shared if one != case),
        governance=governance(situation),
    )


def _new_ties(situation: Situation, network: nx.Graph[str], known: Precedents, case: str) -> Iterator[NewTies]:
    before = _severity(situation, network)
    if rule().level(before[0]) is Level.LOW:
        return
    candidates = sorted(_sensible_ties(situation, network, known, case), key=lambda tie: (tie.one, tie.other))
    tried = [(_severity_with(situation, network, [tie]), number) for number, tie in enumerate(candidates)]
    if not tried:
        return
    (best, first) = min(tried)
    shown = before[0]
    if rule().helps(shown, best[0]):
        shown = best[0]
        yield NewTies((candidates[first],), before[0], shown, True)
    pairs = list(combinations(range(len(candidates)), 2))
    is_exact = len(pairs) <= _MOST_PAIRS
    if not is_exact:
        pairs = [(first, number) for number in range(len(candidates)) if number != first]
    doubles = [(_severity_with(situation, network, [candidates[one] for one in pair]), pair) for pair in pairs]
    if doubles and rule().helps(shown, min(doubles)[0][0]):
        lowest, pair = min(doubles)
        yield NewTies(tuple(candidates[one] for one in pair), before[0], lowest[0], is_exact)


def _severity(situation: Situation, network: nx.Graph[str]) -> tuple[float, float]:
    """Return the largest share that the loss of one actor cuts off, and the sum of all shares."""
    shares = [share for _, share in cut_offs(situation, network).values()]
    return max(shares, default=0.0), round(sum(shares), 9)


def _severity_with(situation: Situation, network: nx.Graph[str], ties: Sequence[Tie]) -> tuple[float, float]:
    network.add_edges_from((tie.one, tie.other) for tie in ties)
    found = _severity(situation, network)
    network.remove_edges_from((tie.one, tie.other) for tie in ties)
    return found


def _sensible_ties(situation: Situation, network: nx.Graph[str], known: Precedents, case: str) -> Iterator[Tie]:
    """Yield the ties that are worth weighing: between parts that the loss of the worst actor would set apart."""
    found = cut_offs(situation, network)
    worst = max(sorted(found), key=lambda actor: found[actor][1], default="")
    if not worst or not found[worst][0]:
        return
    gone = {one.removeprefix(ID) for one in situation.falls_with[ID + worst]}
    left = network.subgraph([node for node in network if node not in gone and network.degree(node)])
    part = {node: number for number, nodes in enumerate(nx.connected_components(left)) for node in nodes}
    parties = sorted(node for node in left if _can_be_asked(network, node))
    meetings = _meetings(situation)
    for one, other in combinations(parties, 2):
        if part[one] == part[other]:
            continue
        shared = meetings.get(one, {}).keys() & meetings.get(other, {}).keys()
        meet = sorted({iri for place in shared for who in (one, other) for iri in meetings[who][place]})
        example = None if meet else _example_of_tie(known, one, other, case)
        if meet or example:
            yield Tie(one, other, tuple(meet), example)


def _meetings(situation: Situation) -> dict[str, dict[str, list[str]]]:
    """Return where each actor meets others: bodies, sites, activities and streams, with the statements."""
    found: dict[str, dict[str, list[str]]] = {}
    for iri in situation.values:
        field = _MEETING.get(situation.kind(iri))
        if field is None or not situation.runs(iri):
            continue
        places = situation.of(iri, field) | situation.texts(iri, field) | situation.of(iri, "site")
        who = {one for name in ("holder", "party", "by", "with", "from", "to") for one in situation.of(iri, name)}
        for one in who & situation.actors:
            for place in places:
                found.setdefault(one.removeprefix(ID), {}).setdefault(place, []).append(iri)
    return found


def _example_of_tie(known: Precedents, one: str, other: str, case: str) -> Example | None:
    examples = [
        example
        for kind in known.kinds.get(one, ())
        for with_kind in known.kinds.get(other, ())
        for example in known.ties.get(frozenset((kind, with_kind)), ())
        if example.case != case
    ]
    return min(examples, default=None)


def _stand_ins(situation: Situation, network: nx.Graph[str], known: Precedents, case: str) -> Iterator[StandIns]:
    found = impacts(situation, network)
    total = len(situation.functions)
    worst = min(found, key=lambda one: (-one.orphaned_share, one.actor), default=None)
    if worst is None or rule().level(worst.orphaned_share) is Level.LOW:
        return
    gone = {one.removeprefix(ID) for one in situation.falls_with[ID + worst.actor]}
    able = {
        party: takes
        for party in sorted(network)
        if party not in gone and _can_be_asked(network, party)
        if (takes := dict(_could_take(situation, known, party, worst, case)))
    }
    least = worst.orphaned_share
    for count in (1, 2):
        choices = list(combinations(sorted(able), count))
        if not choices:
            return
        lowest, chosen = min((_left(situation, found, able, choice) / total, choice) for choice in choices)
        if not rule().helps(least, lowest):
            continue
        least = lowest
        yield StandIns(
            takes=tuple((party, tuple(sorted(able[party].items()))) for party in chosen),
            before=worst.orphaned_share,
            after=lowest,
            is_exact=True,
        )


def _could_take(
    situation: Situation, known: Precedents, party: str, worst: Impact, case: str
) -> Iterator[tuple[Function, Example]]:
    """Yield what a party could do in the place of the worst actor: its kind does that part of it in another case."""
    gone = situation.falls_with[ID + worst.actor]
    for function in worst.orphaned:
        statements = situation.functions[function]
        parts = {part for iri in statements for part, who in situation.carriers(iri).items() if who <= gone}
        examples = [
            example
            for common in in_common_terms(situation, function)
            for kind in known.kinds.get(party, ())
            for part in sorted(parts)
            for example in known.doings.get((common, part, kind), ())
            if example.case != case
        ]
        if examples:
            yield function, min(examples)


def _can_be_asked(network: nx.Graph[str], node: str) -> bool:
    """Whether a node is an organisation, or a unit of one, that is more than context."""
    data = network.nodes[node]
    return data["kind"] in _PARTY and data["involvement"] != "context"


def _left(
    situation: Situation,
    found: Iterable[Impact],
    able: dict[str, dict[Function, Example]],
    chosen: tuple[str, ...],
) -> int:
    """Return the largest number of things that the loss of one actor leaves undone when some parties can stand in."""
    most = 0
    for impact in found:
        gone = situation.falls_with[ID + impact.actor]
        staying = [able[party] for party in chosen if ID + party not in gone]
        most = max(most, sum(not any(function in takes for takes in staying) for function in impact.orphaned))
    return most
