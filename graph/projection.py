"""From statements to a network: which statement makes which edge.

A rule is a SPARQL query in `ontology/rules/` that yields the two ends of an edge and the statement it rests on; a
projection (`ontology/projections.json`) is a choice of rules. Every edge keeps the name of its rule. A rule is
`stated` when the source itself says that the two deal with each other, `derived` when we conclude it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox

from craftgraph.graph.errors import UnknownNameError
from craftgraph.graph.model import folder, local_name
from craftgraph.graph.namespaces import DEF, ID, PREFIXES, VOC

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph

CURRENT = ("starting", "current")
PLANNED = ("wish", "explored", "planned")
NOBODY = frozenset({"unknown", "public"})
_HEAD = re.compile(r"#\s*(nl|en|layer|kind):\s*(.+)")
_BODY_RULES = frozenset({"seat", "convening"})
_CLASSES = ("Organisation", "Unit", "Collective", "UnnamedParty", "Programme", "Body", "Post")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its query, the layer of the network it belongs to, and whether its edges are `stated` or `derived`."""

    name: str
    texts: Mapping[str, str]
    layer: str
    kind: str
    sparql: str


@dataclass(frozen=True, slots=True)
class Projection:
    """A named choice of rules; `readings` tells whether statements that are our reading make edges too."""

    name: str
    texts: Mapping[str, str]
    rules: tuple[str, ...]
    readings: bool


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by its name."""
    found = {}
    for entry in sorted((folder() / "rules").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".rq"):
            name, sparql = entry.name.removesuffix(".rq"), entry.read_text("utf-8")
            head = dict(_HEAD.findall(sparql))
            found[name] = Rule(name, {"nl": head["nl"], "en": head["en"]}, head["layer"], head["kind"], sparql)
    return found


@cache
def projections() -> Mapping[str, Projection]:
    """Return every projection by its name."""
    document = json.loads((folder() / "projections.json").read_bytes())
    return {
        name: Projection(name, {"nl": entry["nl"], "en": entry["en"]}, tuple(entry["rules"]), entry["readings"])
        for name, entry in document.items()
    }


def project(
    graph: Graph,
    case: str,
    projection: str | Sequence[str] = "coordinated",
    *,
    planned: bool = False,
    context: bool = False,
    roll_up: bool = False,
) -> nx.MultiDiGraph[str]:
    """Project the statements of a case to a network.

    :param projection: the name of a projection, or the names of rules.
    :param planned: count wishes, explorations and plans too, besides what starts or runs.
    :param context: keep parties that the case names as its context only.
    :param roll_up: let a unit of a single organisation stand for that organisation.
    :returns: a directed multigraph. Nodes are identifiers (`rova`, `zwolle-2019/core-team`) with `kind` (the class),
        `kinds` (kinds of organisation; those of its parents where a unit has none of its own), `involvement`, `status`
        (of its taking part, when the case says so) and `iri`; edges have `rule`, `layer`, `stated` (the source says so
        itself), `status` and `statement` (IRI). Parties without any edge are nodes too, bodies only where a rule makes
        edges to them. `graph` says what was chosen: `case`, `projection`, `planned`, `context`, `roll_up`, `rules`.
    :raises UnknownNameError: for an unknown case, projection or rule.
    """
    facts = graph.facts(case)
    chosen, readings = _choose(projection)
    allowed = frozenset(CURRENT + PLANNED) if planned else frozenset(CURRENT)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        case=case,
        projection=projection if isinstance(projection, str) else "+".join(projection),
        planned=planned,
        context=context,
        roll_up=roll_up,
        rules=tuple(rule.name for rule in chosen),
    )
    with_bodies = any(rule.name in _BODY_RULES for rule in chosen)
    present = facts.taking_part(allowed, context, with_bodies)
    members = {member for iri in present for member in facts.parties.stand_ins(iri, roll_up)}
    for member in sorted(members):
        _add_node(network, facts, member)
    edges = {
        (one, other, rule.name, statement, status)
        for rule in chosen
        for source, target, statement, status in facts.edges(rule)
        if status in allowed and (readings or facts.basis.get(statement) != "read")
        for one in facts.parties.stand_ins(source, roll_up)
        for other in facts.parties.stand_ins(target, roll_up)
        if one != other and facts.counts(one, context) and facts.counts(other, context)
    }
    by_name = {rule.name: rule for rule in chosen}
    for one, other, rule_name, statement, status in sorted(edges):
        _add_node(network, facts, one)
        _add_node(network, facts, other)
        network.add_edge(
            _identifier(one),
            _identifier(other),
            rule=rule_name,
            layer=by_name[rule_name].layer,
            stated=by_name[rule_name].kind == "stated" and facts.basis.get(statement) != "read",
            status=status,
            statement=statement,
        )
    return network


def simple(network: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Return the network without directions and parallel edges; `weight` counts the statements behind an edge.

    `stated` is true where at least one of them says so itself.
    """
    plain: nx.Graph[str] = nx.Graph(**network.graph)
    plain.add_nodes_from(network.nodes(data=True))
    for one, other, data in network.edges(data=True):
        if plain.has_edge(one, other):
            plain[one][other]["weight"] += 1
            plain[one][other]["stated"] |= data["stated"]
        else:
            plain.add_edge(one, other, weight=1, stated=data["stated"])
    return plain


def _choose(projection: str | Sequence[str]) -> tuple[list[Rule], bool]:
    """Return the rules of a projection, and whether our readings make edges too."""
    known, readings = rules(), True
    if isinstance(projection, str):
        named = projections()
        if projection not in named:
            raise UnknownNameError("projection", projection, named)
        found = named[projection]
        projection, readings = found.rules, found.readings
    for name in projection:
        if name not in known:
            raise UnknownNameError("rule", name, known)
    return [known[name] for name in projection], readings


def _identifier(iri: str) -> str:
    return iri.removeprefix(ID)


def _add_node(network: nx.MultiDiGraph[str], facts: Facts, iri: str) -> None:
    network.add_node(
        _identifier(iri),
        iri=iri,
        kind=facts.parties.kind.get(iri, "Organisation"),
        kinds=tuple(sorted(facts.parties.kinds_of(iri))),
        involvement=facts.involvement.get(iri, ""),
        status=facts.participation.get(iri) or facts.status.get(iri, ""),
    )


class Parties:
    """What a projection needs to know of the parties of all cases."""

    def __init__(self, store: ox.Store) -> None:
        self.kind = {
            quad.subject.value: name
            for name in _CLASSES
            for quad in store.quads_for_pattern(
                None, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(DEF + name), None
            )
            if isinstance(quad.subject, ox.NamedNode)
        }
        self.kinds: dict[str, set[str]] = {}
        for party, kind in _pairs(store, "kind"):
            self.kinds.setdefault(party, set()).add(local_name(kind))
        self.complete = {s for s, o in _pairs(store, "complete") if o == VOC + "answer/yes"}
        self.members = _grouped(_pairs(store, PREFIXES["org"] + "hasMember"))
        self.parents = _grouped(_pairs(store, PREFIXES["org"] + "unitOf"))

    def kinds_of(self, iri: str) -> set[str]:
        """Return the kinds of organisation of a party; those of its parents where a unit has none of its own."""
        own = self.kinds.get(iri)
        return own if own else {kind for parent in self.parents.get(iri, ()) for kind in self.kinds.get(parent, ())}

    def stand_ins(self, iri: str, roll_up: bool) -> Iterable[str]:
        """Return who stands for a party: the members of a collective that is complete, or the parent of a unit."""
        if self.kind.get(iri) == "Collective" and iri in self.complete and iri in self.members:
            return sorted(self.members[iri])
        parents = self.parents.get(iri, ()) if roll_up and self.kind.get(iri) == "Unit" else ()
        if len(parents) == 1 and _identifier(parents[0]) not in NOBODY:
            return parents
        return (iri,)


class Facts:
    """What a projection needs to know of the statements of a case, and of the parties."""

    def __init__(self, graph: Graph, case_iri: str) -> None:
        store, case = graph.store, ox.NamedNode(case_iri)
        self._graph, self._case = graph, case
        self._edges: dict[str, tuple[tuple[str, str, str, str], ...]] = {}
        self.parties = graph.parties
        self.status = {s: local_name(o) for s, o in _pairs(store, "status", case)}
        self.basis = {s: local_name(o) for s, o in _pairs(store, "basis", case)}
        self.involvement: dict[str, str] = {}
        self.participation: dict[str, str] = {}
        involvements = dict(_pairs(store, "involvement", case))
        for statement, party in _pairs(store, "party", case):
            if statement in involvements:
                self.involvement[party] = local_name(involvements[statement])
                self.participation[party] = self.status.get(statement, "current")
        kinds = self.parties.kind.items()
        self.bodies = [iri for iri, kind in kinds if kind == "Body" and iri.startswith(case_iri + "/")]

    def edges(self, rule: Rule) -> tuple[tuple[str, str, str, str], ...]:
        """Return the ends of each edge that a rule makes, the statement it rests on, and its status, read once."""
        if rule.name not in self._edges:
            self._edges[rule.name] = tuple(self._read(rule))
        return self._edges[rule.name]

    def _read(self, rule: Rule) -> Iterator[tuple[str, str, str, str]]:
        """Ask a rule; an edge that needs the other's taking part too (`?partner`) is no further than that."""
        rows = self._graph.store.query(
            rule.sparql, prefixes=self._graph.prefixes, substitutions={ox.Variable("case"): self._case}
        )
        assert isinstance(rows, ox.QuerySolutions)
        also = "partner" in {variable.value for variable in rows.variables}
        for row in rows:
            status = self.status.get(row["statement"].value, "current")
            if also and status in CURRENT:
                status = self.status.get(row["partner"].value, status)
            yield row["source"].value, row["target"].value, row["statement"].value, status

    def counts(self, iri: str, context: bool) -> bool:
        """Whether an end of an edge is an actor of this network."""
        return _identifier(iri) not in NOBODY and (context or self.involvement.get(iri) != "context")

    def taking_part(self, allowed: frozenset[str], context: bool, with_bodies: bool) -> Iterable[str]:
        """Return the parties of the case, and its bodies when asked for."""
        parties = [iri for iri, status in self.participation.items() if status in allowed and self.counts(iri, context)]
        bodies = self.bodies if with_bodies else []
        return [*parties, *(iri for iri in bodies if self.status.get(iri, "current") in allowed)]


def _pairs(store: ox.Store, name: str, graph: ox.NamedNode | None = None) -> Iterator[tuple[str, str]]:
    predicate = ox.NamedNode(name if ":" in name else DEF + name)
    for quad in store.quads_for_pattern(None, predicate, None, graph):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            yield quad.subject.value, quad.object.value


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
