"""How firm a level is: the same measurement with other choices, with ties left out, and with ties that may be missing.

A share that hangs on one tie, on one rule or on our own reading is not one to act on; so each is tried, and shown.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import networkx as nx

from craftgraph.graph.formal import formal_level, signs
from craftgraph.graph.impact import Impact, cut_offs, worst
from craftgraph.graph.level import Level, Rule
from craftgraph.graph.projection import CURRENT, projections, simple
from craftgraph.graph.whatif import Situation


@dataclass(frozen=True, slots=True)
class Trial:
    """What came out of a measurement that was made otherwise, once or many times.

    `lowest` and `highest` are shares from 0 to 1 (None for signs, which have no share), with their levels; `agreeing`
    is the share of the times that gave the level of the real measurement.
    """

    name: str
    lowest: float | None
    highest: float | None
    lowest_level: Level
    highest_level: Level
    agreeing: float


def structural_trials(
    situation: Situation, whole: nx.MultiDiGraph[str], level: Level, share: float, rule: Rule
) -> Iterator[Trial]:
    """Yield the trials of structural dependence.

    :param whole: the network by all rules, plans included, of which other networks are a part.
    """

    def measured(network: nx.Graph[str]) -> tuple[float, Level]:
        found, _ = structural_share(situation, network)
        connected = sum(1 for others in network.adj.values() if others)
        thin = rule.is_thin(connected, len(network) - connected)
        return found, Level.CANNOT_SAY if thin else rule.level(found)

    for name in projections():
        if name != rule.network:
            yield _once(name, measured(simple(part(whole, name))), level)
    counted = part(whole, rule.network)
    yield _once("planned", measured(simple(part(whole, rule.network, planned=True))), level)
    plain = simple(counted)
    yield from _shifted(share, level, rule)
    yield _often("one-tie-less", [measured(less) for less in _less(plain)], level)
    parties = sorted(node for node, data in plain.nodes(data=True) if data["kind"] not in ("Body", "Post"))
    draws = random.Random(situation.case_iri)
    yield _often("ties-missing", [measured(_more(plain, parties, draws, rule)) for _ in range(rule.draws)], level)


def structural_share(situation: Situation, network: nx.Graph[str]) -> tuple[float, tuple[str, ...]]:
    """Return the largest share of a network that the loss of one actor cuts off, and of whom."""
    found = cut_offs(situation, network)
    return worst((actor, share) for actor, (_, share) in found.items())


def part(whole: nx.MultiDiGraph[str], projection: str, *, planned: bool = False) -> nx.MultiDiGraph[str]:
    """Return the part of a network by all rules that a projection chooses; the same as projecting anew."""
    chosen = projections()[projection]
    rules = set(chosen.rules)
    kept: nx.MultiDiGraph[str] = nx.MultiDiGraph(**whole.graph)
    bodies = bool(rules & {"seat", "convening"})
    for node, data in whole.nodes(data=True):
        if (planned or data["status"] in CURRENT) and (bodies or data["kind"] != "Body"):
            kept.add_node(node, **data)
    for one, other, data in whole.edges(data=True):
        counts = planned or data["status"] in CURRENT
        if counts and data["rule"] in rules and (chosen.readings or data["stated"]):
            kept.add_nodes_from((node, whole.nodes[node]) for node in (one, other))
            kept.add_edge(one, other, **data)
    return kept


def functional_trials(
    situation: Situation, found: Sequence[Impact], level: Level, share: float, rule: Rule
) -> Iterator[Trial]:
    """Yield the trials of functional dependence: without our readings, and without one kind of function at a time.

    :param found: the impact of every actor.
    """
    stated = stated_share(situation)
    yield _once("stated-only", (stated, rule.level(stated)), level)
    yield from _shifted(share, level, rule)
    kinds = sorted({function[0] for function in situation.functions})
    shares = [_share_without(situation, found, kind) for kind in kinds]
    yield _often("one-kind-less", [(one, rule.level(one)) for one in shares], level)


def stated_share(situation: Situation) -> float:
    """Return the largest share of what is done that the loss of one actor leaves to nobody, our readings left out."""
    functions = [
        {iri for iri in statements if not situation.is_reading(iri)} for statements in situation.functions.values()
    ]
    counted = [statements for statements in functions if statements]
    lost = [situation.lost(gone) for gone in situation.falls_with.values()]
    return max((sum(one <= gone for one in counted) for gone in lost), default=0) / max(1, len(counted))


def _share_without(situation: Situation, found: Sequence[Impact], kind: str) -> float:
    """Return the largest share when functions of one kind are not counted."""
    counted = sum(function[0] != kind for function in situation.functions)
    return max((sum(one[0] != kind for one in impact.orphaned) for impact in found), default=0) / max(1, counted)


def formal_trials(situation: Situation, level: Level, rule: Rule) -> Iterator[Trial]:
    """Yield the trials of formal dependence: without our readings, and with the steps of coordinating as one."""
    stated = formal_level(signs(situation, rule, lambda iri: not situation.is_reading(iri)))
    yield Trial("stated-only", None, None, stated, stated, float(stated is level))
    steps = rule.coordinating
    together = {key: frozenset().union(*(step[key] for step in steps)) for key in steps[0]}
    wider = formal_level(signs(situation, replace(rule, coordinating=(together,))))
    yield Trial("pullers-too", None, None, wider, wider, float(wider is level))


def _less(network: nx.Graph[str]) -> Iterator[nx.Graph[str]]:
    """Yield the network without each of its ties in turn; it is the same network every time."""
    less = network.copy()
    for one, other, data in sorted(network.edges(data=True), key=lambda edge: edge[:2]):
        less.remove_edge(one, other)
        yield less
        less.add_edge(one, other, **data)


def _more(network: nx.Graph[str], parties: list[str], draws: random.Random, rule: Rule) -> nx.Graph[str]:
    """Return the network with as many more ties, between parties drawn at random, as may be missing."""
    more = network.copy()
    for _ in range(round(network.number_of_edges() * rule.missing)):
        if len(parties) > 1:
            more.add_edge(*draws.sample(parties, 2))
    return more


def _shifted(share: float, level: Level, rule: Rule) -> Iterator[Trial]:
    """Yield the trial in which the bounds of the levels are moved down and up."""
    if level is not Level.CANNOT_SAY:
        yield _often("bounds", [(share, rule.level(share, shift)) for shift in (-rule.shift, rule.shift)], level)


def _once(name: str, found: tuple[float, Level], level: Level) -> Trial:
    return _often(name, [found], level)


def _often(name: str, found: Iterable[tuple[float, Level]], level: Level) -> Trial:
    shares, levels = zip(*found, strict=True) if (found := list(found)) else ((0.0,), (Level.CANNOT_SAY,))
    ranked = sorted(levels, key=lambda one: one.rank)
    return Trial(
        name, min(shares), max(shares), ranked[0], ranked[-1], sum(one is level for one in levels) / len(levels)
    )
