"""How firm a level is: the same measurement with other choices, with ties left out, and with ties that may be missing.

A share that hangs on one tie, on one rule or on our own reading is not one to act on; so each is tried, and shown.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import networkx as nx

from craftgraph.graph.impact import cut_offs, worst
from craftgraph.graph.level import Level, Rule
from craftgraph.graph.namespaces import ID
from craftgraph.graph.projection import CURRENT, NOBODY, projections, simple
from craftgraph.graph.whatif import Function, Situation, tied


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
        found, _ = structural_share(situation, tied(network))
        connected = len(tied(network))
        thin = rule.is_thin(connected, len(network) - connected)
        return found, Level.CANNOT_SAY if thin else rule.level(found)

    for name in projections():
        if name != rule.network:
            yield _once(name, measured(simple(part(whole, name))), level)
    counted = part(whole, rule.network)
    yield _once("planned", measured(simple(part(whole, rule.network, planned=True))), level)
    plain = simple(counted)
    yield from _shifted(share, level, rule)
    yield _often("one-tie-less", [measured(_less(plain, edge)) for edge in sorted(plain.edges)], level)
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


def functional_trials(situation: Situation, level: Level, share: float, rule: Rule) -> Iterator[Trial]:
    """Yield the trials of functional dependence: without our readings, and without one kind of function at a time."""
    stated = functional_share(situation, lambda iri: not situation.is_reading(iri))
    yield _once("stated-only", (stated, rule.level(stated)), level)
    yield from _shifted(share, level, rule)
    kinds = sorted({function[0] for function in situation.functions})
    found = [functional_share(situation, _other_than(situation, kind)) for kind in kinds]
    yield _often("one-kind-less", [(one, rule.level(one)) for one in found], level)


def functional_share(situation: Situation, keep: Callable[[str], bool] = lambda _: True) -> float:
    """Return the largest share of what is done that the loss of one actor leaves to nobody.

    :param keep: which statements count, by their IRI.
    """
    functions: dict[Function, list[str]] = {}
    for function, statements in situation.functions.items():
        if kept := [iri for iri in statements if keep(iri)]:
            functions[function] = kept
    if not functions:
        return 0.0
    most = 0
    for iri in situation.actors:
        gone = situation.cascade([iri])
        lost = situation.lost(gone)
        most = max(most, sum(all(one in lost for one in statements) for statements in functions.values()))
    return most / len(functions)


def _other_than(situation: Situation, kind: str) -> Callable[[str], bool]:
    return lambda iri: situation.kind(iri) != kind


def _less(network: nx.Graph[str], edge: tuple[str, str]) -> nx.Graph[str]:
    return nx.restricted_view(network, [], [edge])


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
    return Trial(name, min(shares), max(shares), ranked[0], ranked[-1], sum(one is level for one in levels) / len(levels))
