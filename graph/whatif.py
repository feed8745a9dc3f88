"""What falls over when someone or something goes: a removal, all that it drags along, and what is left without anyone.

A removal cascades. Money that stops takes the posts that only it pays; an organisation takes the posts that only it
employs, its units and the bodies that only it convenes; a post takes its duties. A statement that runs or starts is
lost when everyone who carried it is gone: all who do an activity, all who send or all who receive. It says nothing
about plans.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox

from craftgraph.graph.errors import UnknownNameError
from craftgraph.graph.fragmentation import fragmentation
from craftgraph.graph.model import local_name
from craftgraph.graph.namespaces import DEF, ID, PREFIXES
from craftgraph.graph.projection import CURRENT, NOBODY, project, simple

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph

_TYPE = PREFIXES["rdf"] + "type"
# Which fields of a statement carry it: it is lost when all values of one of them are gone.
_CARRIERS = {
    "RoleHolding": ("holder",),
    "Activity": ("by",),
    "GuidanceStatement": ("by",),
    "Placement": ("from", "to"),
    "Flow": ("from", "by", "to"),
    "Workplaces": ("host",),
}
# Which fields drag an actor along: it goes when all values of one of them are gone.
_SUPPORTS = {
    "Post": (DEF + "employer", DEF + "paidBy"),
    "Body": (DEF + "convener",),
    "Funding": (DEF + "funder",),
    "Unit": (PREFIXES["org"] + "unitOf",),
}
# What two statements of a class share when one could stand in for the other.
_ALIKE = {
    "RoleHolding": ("role",),
    "Activity": ("activity",),
    "GuidanceStatement": ("guidance", "audience"),
    "Placement": ("audience", "placement"),
    "Flow": ("material", "does"),
    "Workplaces": ("audience", "workplace"),
    "Post": ("duty",),
}


@dataclass(frozen=True, slots=True)
class Loss:
    """A statement that is left without anyone (a post that goes: its duties), and who already does something like it.

    `statement` is its IRI, `kind` its class (`RoleHolding`, `Flow` …), `others` identifiers of actors that stay.
    """

    statement: str
    kind: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A case without some actors.

    `removed` holds the actors asked for and `dragged` those that go along, `cut_off` the parties that are no longer
    connected to the largest part of the network although they were. `fragmentation_before` and `_after` are
    Borgatti's F of the tied parties, 0 to 1.
    """

    case: str
    removed: tuple[str, ...]
    dragged: tuple[str, ...]
    losses: tuple[Loss, ...]
    cut_off: tuple[str, ...]
    tied_before: int
    tied_after: int
    fragmentation_before: float
    fragmentation_after: float


def whatif(graph: Graph, case: str, without: Sequence[str], projection: str = "coordinated") -> Scenario:
    """Work out what is left of a case without some actors.

    :param without: identifiers of parties, or of posts, bodies or money of the case (`project-leader`).
    :param projection: the network on which it is measured who is cut off.
    :raises UnknownNameError: for an unknown case or projection, or an actor that the case does not have.
    """
    facts = _Facts(graph, case)
    removed = {facts.actor(name) for name in without}
    gone = facts.cascade(removed)
    plain = simple(project(graph, case, projection))
    before = plain.subgraph([node for node in plain if plain.degree(node)])
    after = before.subgraph([node for node in before if ID + node not in gone])
    return Scenario(
        case=case,
        removed=tuple(sorted(map(_identifier, removed))),
        dragged=tuple(sorted(map(_identifier, gone - removed))),
        losses=tuple(facts.losses(gone)),
        cut_off=tuple(sorted(_core(before) & set(after) - _core(after))),
        tied_before=len(before),
        tied_after=sum(1 for node in after if after.degree(node)),
        fragmentation_before=fragmentation(before),
        fragmentation_after=fragmentation(after),
    )


def _core(network: nx.Graph[str]) -> set[str]:
    """Return the largest connected part; of equals the one with the first name."""
    parts = sorted(nx.connected_components(network), key=lambda part: (-len(part), min(part)))
    return set(parts[0]) if parts else set()


def _identifier(iri: str) -> str:
    return iri.removeprefix(ID)


class _Facts:
    """What a case says, by statement: the class, the values of each property."""

    def __init__(self, graph: Graph, case: str) -> None:
        self.case_iri = graph.case_iri(case)
        self.values: dict[str, dict[str, set[str]]] = {}
        for quad in graph.store.quads_for_pattern(None, None, None, ox.NamedNode(self.case_iri)):
            self._note(quad)
        mentioned = {value for facts in self.values.values() for found in facts.values() for value in found}
        for quad in graph.store.quads_for_pattern(None, ox.NamedNode(PREFIXES["org"] + "unitOf"), None, None):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in mentioned:
                self.values.setdefault(quad.subject.value, {_TYPE: {DEF + "Unit"}})
                self._note(quad)
        for iri, facts in list(self.values.items()):
            for paid in facts.get(DEF + "pays", ()):
                self.values.get(paid, {}).setdefault(DEF + "paidBy", set()).add(iri)
        self.actors = {iri for iri in mentioned | set(self.values) if self._is_actor(iri, mentioned)}

    def _note(self, quad: ox.Quad) -> None:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            facts = self.values.setdefault(quad.subject.value, {})
            facts.setdefault(quad.predicate.value, set()).add(quad.object.value)

    def _is_actor(self, iri: str, mentioned: set[str]) -> bool:
        if iri.startswith(self.case_iri + "/"):
            return self.kind(iri) in ("Post", "Body", "Funding")
        return iri.startswith(ID) and iri in mentioned and "/" not in iri.removeprefix(ID) and iri != self.case_iri

    def kind(self, iri: str) -> str:
        """Return the class of a statement or actor."""
        return next((local_name(value) for value in self.values.get(iri, {}).get(_TYPE, ())), "")

    def runs(self, iri: str) -> bool:
        """Whether a statement is about what starts or runs."""
        return any(local_name(value) in CURRENT for value in self.values[iri].get(DEF + "status", ()))

    def actor(self, name: str) -> str:
        """Return the IRI of an actor of this case by its identifier."""
        for iri in (f"{self.case_iri}/{name}", ID + name):
            if iri in self.actors:
                return iri
        own = f"{self.case_iri}/"
        known = {iri.removeprefix(own).removeprefix(ID) for iri in self.actors}
        raise UnknownNameError("actor in this case", name, known)

    def cascade(self, removed: Iterable[str]) -> set[str]:
        """Return everything that goes when some actors go, themselves included."""
        gone = set(removed)
        candidates = [iri for iri in self.values if self.kind(iri) in _SUPPORTS]
        while True:
            more = {
                iri
                for iri in candidates
                if iri not in gone
                and any(self._all_gone(iri, predicate, gone) for predicate in _SUPPORTS[self.kind(iri)])
            }
            if not more:
                return gone
            gone |= more

    def _all_gone(self, iri: str, predicate: str, gone: set[str]) -> bool:
        values = self.values[iri].get(predicate, set())
        return bool(values) and values <= gone

    def losses(self, gone: set[str]) -> Iterable[Loss]:
        """Yield each statement that is left without anyone."""
        for iri in sorted(self.values):
            kind = self.kind(iri)
            fields = [DEF + name for name in _CARRIERS.get(kind, ())]
            lost = iri in gone if kind == "Post" else any(self._all_gone(iri, field, gone) for field in fields)
            if lost and self.runs(iri):
                yield Loss(iri, kind, tuple(sorted(map(_identifier, self._others(iri, kind, gone)))))

    def _others(self, lost: str, kind: str, gone: set[str]) -> set[str]:
        """Return who carries a statement of the same class that is alike, and stays."""
        found: set[str] = set()
        for iri, facts in self.values.items():
            if iri != lost and self.kind(iri) == kind and self.runs(iri) and self._alike(lost, iri, kind):
                carriers = [facts.get(DEF + field, set()) for field in _CARRIERS.get(kind, ())]
                found = found.union(*carriers) if carriers else found | {iri}
        return {actor for actor in (found & self.actors) - gone if _identifier(actor) not in NOBODY}

    def _alike(self, one: str, other: str, kind: str) -> bool:
        mine, theirs = self.values[one], self.values[other]
        predicates = [DEF + name for name in _ALIKE[kind] if mine.get(DEF + name)]
        return all(mine[predicate] & theirs.get(predicate, set()) for predicate in predicates)
