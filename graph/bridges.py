"""The network of all centres together: who works in several of them, and what hangs on the national programmes.

Actors and centres make a network of two modes, in which an actor is tied to the centres where it works; an actor that
works in one centre only connects nothing. Borgatti, S.P. and Everett, M.G. (1997), Network analysis of 2-mode data,
Social Networks 19, 243-269: an actor's degree is set against the number of centres, the most that it can have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox

from craftgraph.graph.change import followed, party_classes
from craftgraph.graph.fragmentation import Removal, fragmentation, removals
from craftgraph.graph.model import local_name
from craftgraph.graph.namespaces import DEF, ID, PREFIXES, VOC
from craftgraph.graph.projection import CURRENT, NOBODY
from craftgraph.graph.whatif import Function, Situation

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph

_NATIONAL = VOC + "organisation-kind/national-government"
_CLOSENESS = ("", "context", "associate", "partner")
# By which fields a statement says that somebody does something.
_DOING = {
    "RoleHolding": ("holder",),
    "Activity": ("by", "with"),
    "GuidanceStatement": ("by",),
    "Placement": ("from", "via", "to"),
    "Flow": ("from", "by", "to"),
    "Workplaces": ("host",),
    "Seat": ("holder",),
    "Post": ("employer",),
    "Funding": ("funder", "recipient"),
    "Tie": ("from", "to", "among"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """What an actor is and does at a centre, by one case of it.

    `involvement` is the closest, and `status` that of its taking part. `roles` holds pairs of a role and its status.
    `through`: the units of it, or the groups with it, by which it is there. `does`: whether something that starts or
    runs there is its doing (a role, an activity, a flow, money …). `evidence`: IRIs of statements.
    """

    actor: str
    centre: str
    case: str
    involvement: str
    status: str
    roles: tuple[tuple[str, str], ...]
    through: tuple[str, ...]
    does: bool
    evidence: tuple[str, ...]

    @property
    def works(self) -> bool:
        """Whether it works there now: it does something, or takes part as more than context."""
        return self.does or (self.status in CURRENT and self.involvement not in ("", "context"))


@dataclass(frozen=True, slots=True)
class Bridge:
    """An actor that works in several centres.

    `reach`: its share of all centres, 0 to 1. `cut_off`: how many centres of its group can no longer reach the largest
    part that is left of the group when it goes, and `fragmentation` the share of pairs of all centres that then cannot
    reach each other. `removal` tells the same of the two-mode network, actors and all.
    """

    actor: str
    kind: str
    centres: tuple[str, ...]
    links: tuple[Link, ...]
    reach: float
    cut_off: int
    fragmentation: float
    removal: Removal


@dataclass(frozen=True, slots=True)
class Support:
    """What a programme, with its parts, is and does at a centre, and what goes there without it.

    `pays`: the IRIs of its money that starts or runs. `statements`: all that mention it; where it only takes part or is
    named, that is all. `dragged`: the posts and bodies that go along when it goes; `orphaned`: what nobody is left to
    do then.
    """

    centre: str
    case: str
    statements: tuple[str, ...]
    pays: tuple[str, ...]
    dragged: tuple[str, ...]
    orphaned: tuple[Function, ...]

    @property
    def is_needed(self) -> bool:
        """Whether anything goes along with it, or is left to nobody."""
        return bool(self.dragged or self.orphaned)


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme with its parts, or a party of the national government, and where it appears.

    `kind` is its class. `run_by`: on whom the programme itself depends, as the registry knows.
    """

    name: str
    kind: str
    parts: tuple[str, ...]
    run_by: tuple[str, ...]
    supports: tuple[Support, ...]

    @property
    def centres(self) -> tuple[str, ...]:
        """The centres where it is named."""
        return tuple(sorted({one.centre for one in self.supports}))

    @property
    def pays(self) -> tuple[str, ...]:
        """The centres where its money starts or runs."""
        return tuple(sorted({one.centre for one in self.supports if one.pays}))

    @property
    def needed_by(self) -> tuple[str, ...]:
        """The centres where something goes along, or is left to nobody, when it goes."""
        return tuple(sorted({one.centre for one in self.supports if one.is_needed}))


@dataclass(frozen=True, slots=True)
class Bridges:
    """The network of all centres: which cases it was made of, who bridges it, and the programmes.

    `actors` counts who works in any centre. `groups` holds the centres that are connected, the largest group first, and
    `fragmentation` is Borgatti's F of the centres: the share of pairs that cannot reach each other, 0 to 1.
    """

    cases: tuple[str, ...]
    centres: tuple[str, ...]
    actors: int
    groups: tuple[tuple[str, ...], ...]
    fragmentation: float
    bridges: tuple[Bridge, ...]
    programmes: tuple[Programme, ...]

    def __repr__(self) -> str:
        some = f"{len(self.bridges)} of {self.actors} actors work in more than one of {len(self.centres)} centres"
        return f"<Bridges: {some}, F {self.fragmentation:.3f}>"


def bridges(graph: Graph, *, every_case: bool = False) -> Bridges:
    """Work out who connects the centres.

    :param every_case: count the earlier cases of a centre too, not only the latest one.
    """
    situations = {case: graph.situation(case) for case in (graph.cases if every_case else latest(graph))}
    registry = _Registry(graph.store)
    links = [one for case, situation in situations.items() for one in _links(situation, case, registry)]
    centres = sorted({_centre(situation) for situation in situations.values()})
    network = two_mode(links, centres)
    together = one_mode(network, centres)
    found = _bridges(network, centres, links, registry)
    return Bridges(
        cases=tuple(situations),
        centres=tuple(centres),
        actors=len(network) - len(centres),
        groups=_groups(together),
        fragmentation=fragmentation(together),
        bridges=tuple(sorted(found, key=lambda one: (-len(one.centres), -one.fragmentation, one.actor))),
        programmes=tuple(sorted(_programmes(situations, registry), key=lambda one: (-len(one.centres), one.name))),
    )


def latest(graph: Graph) -> tuple[str, ...]:
    """Return the cases that no other case follows."""
    earlier = set(followed(graph).values())
    return tuple(case for case in graph.cases if case not in earlier)


def two_mode(links: Iterable[Link], centres: Iterable[str]) -> nx.Graph[str]:
    """Return the network of actors and the centres where they work; nodes carry `bipartite`, 0 an actor, 1 a centre."""
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(centres, bipartite=1)
    for one in links:
        if one.works:
            network.add_node(one.actor, bipartite=0)
            network.add_edge(one.actor, one.centre)
    return network


def one_mode(network: nx.Graph[str], centres: Iterable[str]) -> nx.Graph[str]:
    """Return the network of centres alone: two are tied where the same actor works."""
    together: nx.Graph[str] = nx.bipartite.projected_graph(network, list(centres))
    return together


def _groups(network: nx.Graph[str]) -> tuple[tuple[str, ...], ...]:
    """Return the connected parts, the largest first."""
    parts = (tuple(sorted(part)) for part in nx.connected_components(network))
    return tuple(sorted(parts, key=lambda part: (-len(part), part)))


def _bridges(
    network: nx.Graph[str], centres: Sequence[str], links: Sequence[Link], registry: _Registry
) -> Iterator[Bridge]:
    alone = removals(network)
    for actor in sorted(network.nodes - set(centres)):
        mine = set(network[actor])
        if len(mine) < 2:
            continue
        whole = nx.node_connected_component(network, actor)
        left = one_mode(nx.restricted_view(network, [actor], []), centres)
        pieces = [len(part) for part in _groups(left) if part[0] in whole]
        yield Bridge(
            actor=actor,
            kind=registry.kinds.get(ID + actor, "Organisation"),
            centres=tuple(sorted(mine)),
            links=tuple(one for one in links if one.actor == actor),
            reach=len(mine) / len(centres),
            cut_off=sum(pieces) - max(pieces),
            fragmentation=fragmentation(left),
            removal=alone[actor],
        )


def _links(situation: Situation, case: str, registry: _Registry) -> Iterator[Link]:
    """Yield what every party of the registry is and does in a case; units and known groups count for who they are."""
    named = sorted(iri for iri in situation.actors if iri in registry.kinds and iri.removeprefix(ID) not in NOBODY)
    doing = _doing(situation)
    taking = {
        party: iri
        for iri in sorted(situation.values)
        if situation.kind(iri) == "Participation"
        for party in situation.of(iri, "party")
        if situation.of(iri, "involvement")
    }
    standing: dict[str, list[str]] = {}
    for iri in named:
        for actor in registry.stand_ins(iri):
            standing.setdefault(actor, []).append(iri)
    for actor, names in sorted(standing.items()):
        parts = [taking[name] for name in names if name in taking]
        closest = max(parts, key=lambda one: _CLOSENESS.index(_value(situation, one, "involvement")), default="")
        done = [one for name in names for one in doing.get(name, ())]
        roles = {
            (local_name(role), _value(situation, one, "status"))
            for one in done
            if situation.kind(one) == "RoleHolding"
            for role in situation.of(one, "role")
        }
        yield Link(
            actor=actor.removeprefix(ID),
            centre=_centre(situation),
            case=case,
            involvement=_value(situation, closest, "involvement"),
            status=_value(situation, closest, "status"),
            roles=tuple(sorted(roles)),
            through=tuple(name.removeprefix(ID) for name in names if name != actor),
            does=any(situation.runs(one) for one in done),
            evidence=tuple(sorted({*parts, *done})),
        )


def _doing(situation: Situation) -> dict[str, list[str]]:
    """Return the statements by which somebody does something, by who it is."""
    found: dict[str, list[str]] = {}
    for iri in sorted(situation.values):
        for field in _DOING.get(situation.kind(iri), ()):
            for party in situation.of(iri, field):
                found.setdefault(party, []).append(iri)
    return found


def _programmes(situations: Mapping[str, Situation], registry: _Registry) -> Iterator[Programme]:
    for iri in sorted(registry.programmes):
        parts = registry.with_parts(iri)
        supports = [
            found for case, situation in situations.items() if (found := _support(situation, case, parts)) is not None
        ]
        if supports:
            yield Programme(
                name=iri.removeprefix(ID),
                kind=registry.kinds.get(iri, "Organisation"),
                parts=_names(parts - {iri}),
                run_by=_names({one for part in parts for one in registry.run_by.get(part, ())} - parts),
                supports=tuple(supports),
            )


def _support(situation: Situation, case: str, parts: set[str]) -> Support | None:
    """Return what a programme with its parts does in a case; None where none of them is named."""
    statements = sorted({iri for part in parts for iri in situation.naming.get(part, ())})
    if not statements:
        return None
    gone = situation.cascade(parts)
    money = [iri for iri in statements if situation.kind(iri) == "Funding" and situation.of(iri, "funder") & parts]
    return Support(
        centre=_centre(situation),
        case=case,
        statements=tuple(statements),
        pays=tuple(iri for iri in money if situation.runs(iri)),
        dragged=_names(one for one in gone if situation.kind(one) in ("Post", "Body") and situation.runs(one)),
        orphaned=tuple(sorted(situation.orphaned(gone))),
    )


def _names(iris: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(iri.removeprefix(ID) for iri in iris))


def _centre(situation: Situation) -> str:
    return min(situation.of(situation.case_iri, "centre")).removeprefix(ID)


def _value(situation: Situation, iri: str, field: str) -> str:
    return min((local_name(value) for value in situation.of(iri, field)), default="")


class _Registry:
    """What the registry knows of parties: their classes, parents, members, and who runs which programme."""

    def __init__(self, store: ox.Store) -> None:
        self.kinds = party_classes(store)
        self.parents = _pairs(store, PREFIXES["org"] + "unitOf")
        self.members = _pairs(store, PREFIXES["org"] + "hasMember")
        self.run_by = _pairs(store, DEF + "runBy")
        self._whole = _pairs(store, PREFIXES["dcterms"] + "isPartOf")
        complete = _pairs(store, DEF + "complete")
        self.complete = {iri for iri, answers in complete.items() if VOC + "answer/yes" in answers}
        national = {iri for iri, kinds in _pairs(store, DEF + "kind").items() if _NATIONAL in kinds}
        self.programmes = {iri for iri in self.kinds if self.kinds[iri] == "Programme" and iri not in self._whole}
        self.programmes |= national & self.kinds.keys()

    def stand_ins(self, iri: str) -> set[str]:
        """Return who counts for a party: the members of a group that is complete, the only parent of a unit."""
        if self.kinds.get(iri) == "Collective" and iri in self.complete and iri in self.members:
            return self.members[iri]
        parents = self.parents.get(iri, set())
        if len(parents) == 1 and min(parents).removeprefix(ID) not in NOBODY:
            return parents
        return {iri}

    def with_parts(self, iri: str) -> set[str]:
        """Return a programme with all that is part of it."""
        found, new = {iri}, {iri}
        while new:
            new = {part for part, wholes in self._whole.items() if wholes & new} - found
            found |= new
        return found


def _pairs(store: ox.Store, predicate: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            found.setdefault(quad.subject.value, set()).add(quad.object.value)
    return found
