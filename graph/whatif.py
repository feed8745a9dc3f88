"""What falls over when someone or something goes: a removal, all that it drags along, and what comes to a stop.

A removal cascades. Money that stops takes the posts that only it pays; an organisation takes the posts that only it
employs, its units and the bodies that only it convenes; a person takes the posts that they hold; a post takes its
duties. A statement that runs or starts is lost when everyone who carried it is gone: all who do an activity, all who
send or all who receive. It says nothing about plans.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox

from craftgraph.graph.errors import UnknownNameError
from craftgraph.graph.fragmentation import fragmentation
from craftgraph.graph.level import rule
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
    "Seat": ("holder",),
}
# Which fields drag an actor along: it goes when all values of one of them are gone.
_SUPPORTS = {
    "Post": (DEF + "employer", DEF + "paidBy", PREFIXES["org"] + "heldBy"),
    "Body": (DEF + "convener",),
    "Funding": (DEF + "funder",),
    "Unit": (PREFIXES["org"] + "unitOf",),
}
# What a statement does for the case, by these fields; statements that share it can stand in for each other.
_FUNCTION = {
    "RoleHolding": ("role",),
    "Activity": ("activity",),
    "GuidanceStatement": ("audience",),
    "Placement": ("audience",),
    "Flow": ("material", "does"),
    "Workplaces": ("audience",),
    "Post": ("duty",),
    "Seat": ("body",),
    "Body": (),
}
_ITSELF = ("Post", "Body")  # these are actors and statements at once: they carry themselves

_PARTIES = ("Organisation", "Unit", "Collective", "UnnamedParty", "Programme")

Function = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """A statement whose carriers are gone (a post that goes: its duties), and who already does something like it.

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

    :param without: identifiers of parties, or of posts, persons, bodies or money of the case (`project-leader`).
    :param projection: the network on which it is measured who is cut off.
    :raises UnknownNameError: for an unknown case or projection, or an actor that the case does not have.
    """
    situation = graph.situation(case)
    removed = {situation.actor(name) for name in without}
    gone = situation.cascade(removed)
    before = tied(simple(project(graph, case, projection)))
    after = before.subgraph([node for node in before if ID + node not in gone])
    largest = core(before)
    return Scenario(
        case=case,
        removed=tuple(sorted(map(_identifier, removed))),
        dragged=tuple(sorted(map(_identifier, gone - removed))),
        losses=tuple(situation.losses(gone)),
        cut_off=tuple(sorted(largest & set(after) - core(after, largest))),
        tied_before=len(before),
        tied_after=sum(1 for node in after if after.degree(node)),
        fragmentation_before=fragmentation(before),
        fragmentation_after=fragmentation(after),
    )


def tied(network: nx.Graph[str]) -> nx.Graph[str]:
    """Return the network without those who are tied to nobody."""
    return network.subgraph([node for node in network if network.degree(node)]).copy()


def core(network: nx.Graph[str], before: Collection[str] = ()) -> set[str]:
    """Return the largest connected part; of equals one out of the largest part `before`, then the first by name."""
    known = frozenset(before)
    parts = sorted(nx.connected_components(network), key=lambda part: (-len(part), known.isdisjoint(part), min(part)))
    return set(parts[0]) if parts else set()


def _identifier(iri: str) -> str:
    return iri.removeprefix(ID)


class Situation:
    """A case as it stands: who there is, what drags whom along, and who carries what runs or starts."""

    def __init__(self, graph: Graph, case: str) -> None:
        self.case_iri = graph.case_iri(case)
        self.values: dict[str, dict[str, set[str]]] = {}
        self._literals: dict[tuple[str, str], set[str]] = {}
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
        self.persons = {
            person for facts in self.values.values() for person in facts.get(PREFIXES["org"] + "heldBy", ())
        }
        parties = {
            quad.subject.value
            for name in _PARTIES
            for quad in graph.store.quads_for_pattern(None, ox.NamedNode(_TYPE), ox.NamedNode(DEF + name), None)
            if isinstance(quad.subject, ox.NamedNode)
        }
        own = {iri for iri in self.values if self.kind(iri) in ("Post", "Body", "Funding")}
        self.actors = (mentioned & parties | own | self.persons) - {ID + name for name in NOBODY}

    def _note(self, quad: ox.Quad) -> None:
        if not isinstance(quad.subject, ox.NamedNode):
            return
        if isinstance(quad.object, ox.NamedNode):
            facts = self.values.setdefault(quad.subject.value, {})
            facts.setdefault(quad.predicate.value, set()).add(quad.object.value)
        elif isinstance(quad.object, ox.Literal):
            self._literals.setdefault((quad.subject.value, quad.predicate.value), set()).add(quad.object.value)

    def kind(self, iri: str) -> str:
        """Return the class of a statement or actor."""
        return self._kinds.get(iri, "")

    @cached_property
    def naming(self) -> dict[str, set[str]]:
        """The statements of the case itself by what they name."""
        found: dict[str, set[str]] = {}
        for iri, facts in self.values.items():
            if iri.startswith(f"{self.case_iri}/"):
                for named in set().union(*facts.values()):
                    found.setdefault(named, set()).add(iri)
        return found

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {iri: local_name(min(facts[_TYPE])) for iri, facts in self.values.items() if _TYPE in facts}

    def of(self, iri: str, field: str) -> set[str]:
        """Return the values of a field of a statement; none when it has no such field."""
        return self.values.get(iri, {}).get(field if ":" in field else DEF + field, set())

    def texts(self, iri: str, field: str) -> set[str]:
        """Return the texts, dates or numbers of a field of a statement."""
        return self._literals.get((iri, DEF + field), set())

    def number(self, iri: str, field: str) -> int | None:
        """Return the whole number of a field of a statement, if it has one."""
        return max((int(text) for text in self.texts(iri, field)), default=None)

    def is_reading(self, iri: str) -> bool:
        """Whether a statement is our reading rather than what is written."""
        return any(local_name(value) == "read" for value in self.of(iri, "basis"))

    def runs(self, iri: str) -> bool:
        """Whether a statement is about what starts or runs."""
        return any(local_name(value) in CURRENT for value in self.of(iri, "status"))

    def actor(self, name: str) -> str:
        """Return the IRI of an actor of this case by its identifier.

        :raises UnknownNameError: when the case has no such actor.
        """
        for iri in (f"{self.case_iri}/{name}", ID + name):
            if iri in self.actors:
                return iri
        own = f"{self.case_iri}/"
        known = {iri.removeprefix(own).removeprefix(ID) for iri in self.actors}
        raise UnknownNameError("actor in this case", name, known)

    def supports(self, iri: str) -> list[set[str]]:
        """Return what an actor stands on: it goes when all of one of these sets are gone."""
        found = (self.of(iri, predicate) for predicate in _SUPPORTS.get(self.kind(iri), ()))
        return [values for values in found if values]

    def held_by(self, person: str) -> set[str]:
        """Return the posts that a person holds."""
        return {iri for iri, facts in self.values.items() if person in facts.get(PREFIXES["org"] + "heldBy", ())}

    @cached_property
    def _dragging(self) -> dict[str, list[tuple[str, str]]]:
        """Who may go along with an actor, and by which field."""
        found: dict[str, list[tuple[str, str]]] = {}
        for iri in self.values:
            for predicate in _SUPPORTS.get(self.kind(iri), ()):
                for support in self.of(iri, predicate):
                    found.setdefault(support, []).append((iri, predicate))
        return found

    def cascade(self, removed: Iterable[str]) -> set[str]:
        """Return everything that goes when some actors go, themselves included."""
        gone = set(removed)
        new = list(gone)
        while new:
            for iri, predicate in self._dragging.get(new.pop(), ()):
                if iri not in gone and self.of(iri, predicate) <= gone:
                    gone.add(iri)
                    new.append(iri)
        return gone

    @cached_property
    def falls_with(self) -> dict[str, frozenset[str]]:
        """What goes when an actor goes, itself included, for every actor, by name."""
        return {iri: frozenset(self.cascade([iri])) for iri in sorted(self.actors)}

    @cached_property
    def falling(self) -> dict[str, frozenset[str]]:
        """What goes when an actor goes, as `falls_with`, by identifiers instead of IRIs."""
        return {_identifier(iri): frozenset(map(_identifier, gone)) for iri, gone in self.falls_with.items()}

    @cached_property
    def running(self) -> dict[str, tuple[Function, ...]]:
        """Every statement of the case that does something for it and starts or runs, with what it does."""
        return {
            iri: tuple(self._functions(iri))
            for iri in sorted(self.values)
            if self.kind(iri) in _FUNCTION and iri.startswith(self.case_iri + "/") and self.runs(iri)
        }

    def _functions(self, iri: str) -> Iterator[Function]:
        kind = self.kind(iri)
        fields = _FUNCTION[kind]
        values = [sorted(self.of(iri, field)) or [""] for field in fields]
        for chosen in product(*values):
            if kind != "RoleHolding" or local_name(chosen[0]) not in rule().not_done:
                yield (kind, *chosen) if any(chosen) else (kind, iri)

    def carriers(self, iri: str) -> dict[str, set[str]]:
        """Return who carries a statement, by field; when all of one field go it is lost."""
        own = {"itself": {iri}} if self.kind(iri) in _ITSELF else {}
        found = own | {field: self.of(iri, field) for field in _CARRIERS.get(self.kind(iri), ())}
        return {
            field: values
            for field, values in found.items()
            if values and not {_identifier(value) for value in values} & NOBODY
        }

    def is_lost(self, iri: str, gone: Collection[str]) -> bool:
        """Whether everyone is gone who carried a statement by one of its fields."""
        return any(values.issubset(gone) for values in self.carriers(iri).values())

    @cached_property
    def _doing(self) -> dict[Function, list[str]]:
        found: dict[Function, list[str]] = {}
        for iri, functions in self.running.items():
            for function in functions:
                found.setdefault(function, []).append(iri)
        return found

    @cached_property
    def functions(self) -> dict[Function, tuple[str, ...]]:
        """Everything that is done for the case by somebody the source names, with the statements that say so."""
        return {
            function: tuple(statements)
            for function, statements in self._doing.items()
            if any(self.carriers(iri) for iri in statements)
        }

    @cached_property
    def _carrying(self) -> dict[str, list[str]]:
        """Which running statements an actor helps to carry."""
        found: dict[str, list[str]] = {}
        for iri in self.running:
            for one in set().union(*self.carriers(iri).values()):
                found.setdefault(one, []).append(iri)
        return found

    def lost(self, gone: Collection[str]) -> set[str]:
        """Return the running statements that are lost when some actors are gone."""
        touched = {iri for one in gone for iri in self._carrying.get(one, ())}
        return {iri for iri in touched if self.is_lost(iri, gone)}

    def orphaned(self, gone: Collection[str]) -> list[Function]:
        """Return what nobody is left to do: every running statement that says it is done is lost."""
        lost = self.lost(gone)
        touched = dict.fromkeys(function for iri in sorted(lost) for function in self.running[iri])
        return [one for one in touched if one in self.functions and lost.issuperset(self.functions[one])]

    def losses(self, gone: set[str]) -> Iterator[Loss]:
        """Yield each statement whose carriers are gone, with who already does something like it."""
        for iri in sorted(self.lost(gone)):
            yield Loss(iri, self.kind(iri), tuple(sorted(map(_identifier, self._others(iri, gone)))))

    def _others(self, lost: str, gone: set[str]) -> set[str]:
        """Return who does the same by another statement, and stays."""
        alike = {iri for function in self.running[lost] for iri in self._doing[function]} - {lost}
        found = {one for iri in alike for values in self.carriers(iri).values() for one in values}
        return {one for one in (found & self.actors) - gone if self.kind(one) != "Body"}
