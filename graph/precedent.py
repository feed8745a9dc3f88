"""What kinds of organisation do and deal with in the cases: who elsewhere is the example for a tie or a stand-in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from craftgraph.graph.formal import signs
from craftgraph.graph.level import rule
from craftgraph.graph.model import local_name
from craftgraph.graph.namespaces import ID
from craftgraph.graph.projection import project
from craftgraph.graph.whatif import Function, Situation

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph

_FOR_AN_AUDIENCE = frozenset({"GuidanceStatement", "Placement", "Workplaces"})


@dataclass(frozen=True, slots=True, order=True)
class Example:
    """A case in which it is so, the parties concerned (identifiers), and the IRI of a statement that says it."""

    case: str
    parties: tuple[str, ...]
    statement: str


@dataclass
class Precedents:
    """Examples over all cases: ties by the two kinds of organisation; doings by what, in which part, and the kind.

    The part is the field of the statement (`from`, `by`, `to` …); kinds that say too little are left out. `shared`:
    the cases in which more than one coordinate.
    """

    ties: dict[frozenset[str], list[Example]] = field(default_factory=dict)
    doings: dict[tuple[Function, str, str], list[Example]] = field(default_factory=dict)
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    shared: list[str] = field(default_factory=list)


def precedents(graph: Graph) -> Precedents:
    """Gather what the sources state in every case; our readings are no example."""
    found = Precedents()
    for case in graph.cases:
        network = project(graph, case, "stated", context=True)
        found.kinds |= {
            node: tuple(kind for kind in data["kinds"] if kind not in rule().general_kinds)
            for node, data in network.nodes(data=True)
        }
        for one, other, data in network.edges(data=True):
            example = Example(case, (one, other), data["statement"])
            for kind in found.kinds[one]:
                for with_kind in found.kinds[other]:
                    found.ties.setdefault(frozenset((kind, with_kind)), []).append(example)
        situation = graph.situation(case)
        _note_doings(found, situation, case)
        if signs(situation, rule())[0].answer is False:
            found.shared.append(case)
    return found


def _note_doings(found: Precedents, situation: Situation, case: str) -> None:
    for iri, functions in situation.running.items():
        if situation.is_reading(iri):
            continue
        for function in functions:
            for common in in_common_terms(situation, function):
                for part, parties in situation.carriers(iri).items():
                    for party in sorted(one.removeprefix(ID) for one in parties):
                        for kind in found.kinds.get(party, ()):
                            found.doings.setdefault((common, part, kind), []).append(Example(case, (party,), iri))


def in_common_terms(situation: Situation, function: Function) -> list[Function]:
    """Return a function in terms that other cases use too: target groups in the place of the case's own audience."""
    if function[0] not in _FOR_AN_AUDIENCE:
        return [function]
    return [(function[0], local_name(group)) for group in sorted(situation.of(function[1], "targetGroup"))]
