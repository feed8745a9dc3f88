"""How much a case hangs on one actor: three kinds of dependence, each with its evidence, and one level.

*Structural*: the share of the tied actors that the loss of one cuts off from the largest part (the components that
remain are the ground of Borgatti's key player problem, 2006). *Functional*: the share of what is done that nobody is
left to do, the idea of the truck factor (Avelino, Passos, Hora and Valente 2016). *Formal*: whether the coordinating
hangs on one post or party, and on money that ends.

The rule is data (:mod:`craftgraph.graph.level`): a half or more is high, a quarter or more is raised. The level of a
case is the worst of the three, never a mean. What cannot be said can only make it worse: the level is then a least.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import networkx as nx

from craftgraph.graph.formal import Sign, formal_level, signs
from craftgraph.graph.impact import Impact, impacts, told_apart, worst
from craftgraph.graph.level import Level, Rule, rule, worst_level
from craftgraph.graph.model import local_name
from craftgraph.graph.namespaces import ID
from craftgraph.graph.projection import project, simple
from craftgraph.graph.query import html_table
from craftgraph.graph.tables import text_table
from craftgraph.graph.trials import Trial, formal_trials, functional_trials, part, structural_trials
from craftgraph.graph.whatif import Situation, tied

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph

DIMENSIONS = ("structural", "functional", "formal")


@dataclass(frozen=True, slots=True)
class Dimension:
    """One kind of dependence of a case.

    `share`: the largest that the loss of one actor does, 0 to 1; None for formal dependence. `actors`: on whom it
    hangs. `why_not`: why it cannot be said (`few-tied`, `mostly-untied`, `few-functions`, `nothing-said`), or an empty
    text. `evidence`: the IRIs of the statements that it rests on. `signs`: of formal dependence only. `trials`: how
    firm the level is.
    """

    name: str
    level: Level
    share: float | None
    actors: tuple[str, ...]
    why_not: str
    evidence: tuple[str, ...]
    signs: tuple[Sign, ...]
    trials: tuple[Trial, ...]

    @property
    def range(self) -> tuple[Level, Level]:
        """The lowest and the highest level in any trial that said something, the real one included."""
        said = [one for trial in self.trials for one in (trial.lowest_level, trial.highest_level)]
        levels: list[Level] = [one for one in [self.level, *said] if one is not Level.CANNOT_SAY]
        ranked = sorted(levels, key=lambda one: one.rank)
        return (ranked[0], ranked[-1]) if ranked else (Level.CANNOT_SAY, Level.CANNOT_SAY)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The dependence of a case.

    `level` is the worst of the dimensions; `is_least` tells that something could not be said, so that it may be worse.
    `impacts` holds every actor whose loss does anything, the worst first; a person whose loss is that of a post that
    they hold is left out. `stated`: the IRIs of what the source itself
    says of dependence, never mixed into the level. `tied` and `untied` count the actors with and without a tie,
    `functions` what is done by somebody named; `complete`, how many lists the source presents as complete (`yes`, `no`,
    `unknown`).
    """

    case: str
    level: Level
    is_least: bool
    dimensions: tuple[Dimension, ...]
    impacts: tuple[Impact, ...]
    stated: tuple[str, ...]
    tied: int
    untied: int
    functions: int
    complete: tuple[tuple[str, int], ...]

    @property
    def by_name(self) -> dict[str, Dimension]:
        """The dimensions by their names."""
        return {one.name: one for one in self.dimensions}

    @property
    def range(self) -> tuple[Level, Level]:
        """The lowest and the highest level that the trials give for the case."""
        ranges = [one.range for one in self.dimensions]
        return worst_level(low for low, _ in ranges), worst_level(high for _, high in ranges)

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Return the names of the columns and a row for each dimension, as text.

        `lowest` and `highest` are levels over the trials; `on` says on whom it hangs, or why that cannot be said.
        """
        rows = [
            [
                one.name,
                one.level.value,
                *(level.value for level in one.range),
                "" if one.share is None else f"{one.share:.3f}",
                one.why_not or ", ".join(one.actors),
            ]
            for one in self.dimensions
        ]
        return ["dimension", "level", "lowest", "highest", "share", "on"], rows

    def __repr__(self) -> str:
        return f"{self._said}\n{text_table(*self.table())}"

    def _repr_html_(self) -> str:
        return f"<p>{escape(self._said)}</p>{html_table(*self.table())}"

    @property
    def _said(self) -> str:
        return f"Dependence of {self.case}: {'at least ' if self.is_least else ''}{self.level.value}"


def assess(graph: Graph, case: str, *, tried: bool = True) -> Assessment:
    """Assess the dependence of a case.

    :param tried: work out the trials too.
    :raises UnknownNameError: for an unknown case.
    """
    situation, chosen = graph.situation(case), rule()
    whole = project(graph, case, "full", planned=True)
    counted = part(whole, chosen.network)
    network = simple(counted)
    connected = tied(network)
    found = told_apart(situation, impacts(situation, connected))
    dimensions = (
        _structural(situation, whole, counted, network, found, chosen, tried),
        _functional(situation, found, chosen, tried),
        _formal(situation, chosen, tried),
    )
    return Assessment(
        case=case,
        level=_overall(dimensions),
        is_least=any(one.level is Level.CANNOT_SAY for one in dimensions),
        dimensions=dimensions,
        impacts=tuple(sorted(filter(_does_something, found), key=_severity)),
        stated=tuple(sorted(iri for iri in situation.values if situation.kind(iri) == "DependenceStatement")),
        tied=len(connected),
        untied=len(network) - len(connected),
        functions=len(situation.functions),
        complete=_complete(situation),
    )


def as_data(found: Assessment) -> dict[str, Any]:
    """Return an assessment as plain lists, texts and numbers, for JSON."""
    data = asdict(found, dict_factory=_plain)
    return data | {"range": [one.value for one in found.range], "complete": dict(found.complete)}


def _plain(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {key: value.value if isinstance(value, Level) else value for key, value in pairs}


def assess_all(graph: Graph, *, tried: bool = True) -> list[Assessment]:
    """Assess every case, in the order of :func:`ranked`."""
    return ranked(graph, [assess(graph, case, tried=tried) for case in graph.cases])


def ranked(graph: Graph, assessed: Iterable[Assessment]) -> list[Assessment]:
    """Return the assessments of all cases, the most dependent first; those of which nothing can be said come last.

    What was said of the same centre earlier comes right after the latest, so that each centre has one place.
    """
    from craftgraph.graph.change import followed

    found = {one.case: one for one in assessed}
    earlier = followed(graph)
    latest = [one for case, one in found.items() if case not in earlier.values()]
    listed = []
    for one in sorted(latest, key=lambda one: (-one.level.rank, -_most(one), one.case)):
        case = one.case
        while case in found:
            listed.append(found.pop(case))
            case = earlier.get(case, "")
    return [*listed, *found.values()]


def _most(assessment: Assessment) -> float:
    return max((one.share or 0.0 for one in assessment.dimensions if one.level is not Level.CANNOT_SAY), default=0.0)


def _overall(dimensions: Iterable[Dimension]) -> Level:
    """Return the worst level; a low one says nothing while a dimension cannot be said."""
    levels = [one.level for one in dimensions]
    found = worst_level(levels)
    return Level.CANNOT_SAY if found is Level.LOW and Level.CANNOT_SAY in levels else found


def _does_something(impact: Impact) -> bool:
    return impact.cut_share > 0 or impact.orphaned_share > 0


def _severity(impact: Impact) -> tuple[float, float, str]:
    shares = (impact.cut_share, impact.orphaned_share)
    return -max(shares), -sum(shares), impact.actor


def _structural(
    situation: Situation,
    whole: nx.MultiDiGraph[str],
    counted: nx.MultiDiGraph[str],
    network: nx.Graph[str],
    found: list[Impact],
    chosen: Rule,
    tried: bool,
) -> Dimension:
    share, actors = worst((one.actor, one.cut_share) for one in found)
    connected = len(tied(network))
    untied = len(network) - connected
    why_not = "few-tied" if connected < chosen.least_tied else "mostly-untied" if connected < untied else ""
    level = Level.CANNOT_SAY if why_not else chosen.level(share)
    gone = {one.removeprefix(ID) for actor in actors for one in situation.cascade([ID + actor])}
    edges = [data["statement"] for one, other, data in counted.edges(data=True) if {one, other} & gone]
    trials = tuple(structural_trials(situation, whole, level, share, chosen)) if tried else ()
    return Dimension("structural", level, share, actors, why_not, tuple(sorted(set(edges))), (), trials)


def _functional(situation: Situation, found: list[Impact], chosen: Rule, tried: bool) -> Dimension:
    share, actors = worst((one.actor, one.orphaned_share) for one in found)
    why_not = "few-functions" if len(situation.functions) < chosen.least_functions else ""
    level = Level.CANNOT_SAY if why_not else chosen.level(share)
    lost = {function for one in found if one.actor in actors for function in one.orphaned}
    evidence = {iri for function in lost for iri in situation.functions[function]}
    trials = tuple(functional_trials(situation, found, level, share, chosen)) if tried else ()
    return Dimension("functional", level, share, actors, why_not, tuple(sorted(evidence)), (), trials)


def _formal(situation: Situation, chosen: Rule, tried: bool) -> Dimension:
    found = tuple(signs(situation, chosen))
    level = formal_level(found)
    there = [sign for sign in found if sign.answer]
    return Dimension(
        name="formal",
        level=level,
        share=None,
        actors=tuple(dict.fromkeys(actor for sign in there for actor in sign.actors)),
        why_not="nothing-said" if level is Level.CANNOT_SAY else "",
        evidence=tuple(dict.fromkeys(iri for sign in found if sign.answer is not None for iri in sign.evidence)),
        signs=found,
        trials=tuple(formal_trials(situation, level, chosen)) if tried else (),
    )


def _complete(situation: Situation) -> tuple[tuple[str, int], ...]:
    answers = [
        local_name(value)
        for iri in situation.values
        if situation.kind(iri) == "Coverage"
        for value in situation.of(iri, "complete")
    ]
    return tuple((answer, answers.count(answer)) for answer in ("yes", "no", "unknown"))
