"""What changed between two descriptions of one centre: who came, who stayed, who is no longer named, and the rest.

Two descriptions differ because the world changed and because the sources tell other things. That somebody is no longer
named does not say that they left: unknown is not no. Only what the later source itself calls ended has `ended`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from craftgraph.graph.dependence import Assessment, assess
from craftgraph.graph.errors import CraftgraphError, UnknownNameError
from craftgraph.graph.formal import coordinators
from craftgraph.graph.level import rule
from craftgraph.graph.model import local_name
from craftgraph.graph.namespaces import DEF, ID, PREFIXES
from craftgraph.graph.projection import NOBODY
from craftgraph.graph.whatif import Situation

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph

CHANGES = ("came", "stayed", "ended", "not-named")
KINDS = ("Organisation", "Unit", "Collective", "UnnamedParty", "Programme")
THINGS = ("Post", "Body", "Funding")
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_MEMBER = ox.NamedNode(PREFIXES["org"] + "hasMember")
# Who has to do with a post, a body or a sum of money.
_INVOLVED = {
    "Post": (DEF + "employer", DEF + "paidBy"),
    "Body": (DEF + "convener",),
    "Funding": (DEF + "funder", DEF + "recipient"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case names a party, a post, a body or a sum of money.

    `named`: whether it does, itself. `involvement` and `status` are those of its taking part (of the thing itself),
    where the case says them. `groups`: the named groups that it is a known member of. `involved`: for a thing, the
    identifiers of who employs or pays, convenes or has a seat, funds or receives. `evidence`: IRIs of statements.
    """

    named: bool = False
    involvement: str = ""
    status: str = ""
    roles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    involved: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()

    @property
    def is_there(self) -> bool:
        """Whether it is named, itself or as a member of a named group."""
        return self.named or bool(self.groups)


@dataclass(frozen=True, slots=True)
class Difference:
    """Something then and now: a party by its identifier in the registry, a thing by its identifier within its case.

    `kind` is the class: one of `KINDS` or `THINGS`.
    """

    name: str
    kind: str
    then: Standing
    now: Standing

    @property
    def change(self) -> str:
        """`came`, `stayed`, `ended` (the later source says so), or `not-named` (any more)."""
        if self.now.status == "ended":
            return "ended"
        if not self.now.is_there:
            return "not-named"
        return "stayed" if self.then.is_there else "came"

    @property
    def is_context(self) -> bool:
        """Whether it is never more than context: a party that is only mentioned, then and now."""
        return {one.involvement for one in (self.then, self.now) if one.is_there} <= {"context"}


@dataclass(frozen=True, slots=True)
class Coordination:
    """Who coordinates: `posts` and `parties` by identifier, and the IRIs of the statements that say so."""

    posts: tuple[str, ...]
    parties: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed between two cases of one centre; pairs hold what was then and what is now."""

    then: str
    now: str
    parties: tuple[Difference, ...]
    things: tuple[Difference, ...]
    coordination: tuple[Coordination, Coordination]
    dependence: tuple[Assessment, Assessment]

    def of(self, change: str, *kinds: str) -> tuple[Difference, ...]:
        """Return the parties and things of some kinds (all when none is named) that changed in one way."""
        listed = (*self.parties, *self.things)
        return tuple(one for one in listed if one.change == change and (not kinds or one.kind in kinds))

    def __repr__(self) -> str:
        count = Counter(one.change for one in self.parties)
        told = ", ".join(f"{number} {change}" for change, number in sorted(count.items()))
        return f"<Change from {self.then} to {self.now}: parties {told}>"


def change(graph: Graph, now: str, then: str | None = None) -> Change:
    """Compare a case with an earlier one of the same centre.

    :param now: the later case.
    :param then: the earlier case; by default the one that the later case follows.
    :raises UnknownNameError: for an unknown case.
    :raises CraftgraphError: when the later case follows none, or the two are not of one centre.
    """
    then = _earlier(graph, now) if then is None else then
    centres = {_one(graph, case, DEF + "centre") for case in (then, now)}
    if then == now or len(centres) > 1:
        raise CraftgraphError(f"{then} and {now} are not two cases of one centre; {_comparable(graph)}")
    before, after = graph.situation(then), graph.situation(now)
    classes, members = party_classes(graph.store), memberships(graph.store)
    return Change(
        then=then,
        now=now,
        parties=tuple(_differences(_parties(before, classes, members), _parties(after, classes, members), classes)),
        things=tuple(one for kind in THINGS for one in _things(before, after, kind)),
        coordination=(_coordination(before), _coordination(after)),
        dependence=(assess(graph, then, tried=False), assess(graph, now, tried=False)),
    )


def followed(graph: Graph) -> dict[str, str]:
    """Return for every case that follows another which one that is."""
    found = {case: _one(graph, case, PREFIXES["prov"] + "wasRevisionOf") for case in graph.cases}
    return {case: earlier.removeprefix(ID) for case, earlier in found.items() if earlier}


def _earlier(graph: Graph, case: str) -> str:
    if case not in graph.cases:
        raise UnknownNameError("case", case, graph.cases)
    earlier = followed(graph).get(case)
    if earlier is None:
        raise CraftgraphError(f"{case} follows no other case of its centre; {_comparable(graph)}")
    return earlier


def _comparable(graph: Graph) -> str:
    pairs = ", ".join(f"{case} (after {earlier})" for case, earlier in sorted(followed(graph).items()))
    return f"there is: {pairs}." if pairs else "there is no case that follows another."


def _one(graph: Graph, case: str, predicate: str) -> str:
    iri = ox.NamedNode(graph.case_iri(case))
    quads = graph.store.quads_for_pattern(iri, ox.NamedNode(predicate), None, iri)
    return min((quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)), default="")


def party_classes(store: ox.Store) -> dict[str, str]:
    """Return the class of every party of the registry by its IRI."""
    return {
        quad.subject.value: name
        for name in KINDS
        for quad in store.quads_for_pattern(None, _TYPE, ox.NamedNode(DEF + name), None)
        if isinstance(quad.subject, ox.NamedNode)
    }


def memberships(store: ox.Store) -> dict[str, set[str]]:
    """Return the groups that a party is a known member of."""
    found: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, _MEMBER, None, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            found.setdefault(quad.object.value, set()).add(quad.subject.value)
    return found


def _parties(situation: Situation, classes: Mapping[str, str], members: Mapping[str, set[str]]) -> dict[str, Standing]:
    """Return how a case names every party that it names, itself or as a member of a group."""
    named = {iri for iri in situation.actors if iri in classes}
    taking, roles = _by(situation, "Participation", "party"), _by(situation, "RoleHolding", "holder")
    found = {}
    for iri in named | {member for member, groups in members.items() if groups & named}:
        groups = sorted(members.get(iri, set()) & named)
        own = [one for one in taking.get(iri, ()) if situation.of(one, "involvement")]
        said = [*own, *(one for group in groups for one in taking.get(group, ()))]
        held = roles.get(iri, [])
        found[iri] = Standing(
            named=iri in named,
            involvement=_first(situation, own, "involvement"),
            status=_first(situation, own, "status"),
            roles=tuple(sorted({local_name(role) for one in held for role in situation.of(one, "role")})),
            groups=_names(groups),
            evidence=tuple(sorted({*said, *held})) or _mentions(situation, iri),
        )
    return found


def _differences(
    before: Mapping[str, Standing], after: Mapping[str, Standing], classes: Mapping[str, str]
) -> Iterator[Difference]:
    for iri in sorted({*before, *after}):
        name = iri.removeprefix(ID)
        if name not in NOBODY:
            kind = classes.get(iri, "Organisation")
            yield Difference(name, kind, before.get(iri, Standing()), after.get(iri, Standing()))


def _things(before: Situation, after: Situation, kind: str) -> Iterator[Difference]:
    """Yield the posts, bodies or sums of money; those with the same identifier in both cases are the same one."""
    then, now = _standings(before, kind), _standings(after, kind)
    for name in sorted({*then, *now}):
        yield Difference(name, kind, then.get(name, Standing()), now.get(name, Standing()))


def _standings(situation: Situation, kind: str) -> dict[str, Standing]:
    seats = _by(situation, "Seat", "body")
    found = {}
    for iri in sorted(situation.values):
        if situation.kind(iri) == kind and iri.startswith(f"{situation.case_iri}/"):
            involved = {one for field in _INVOLVED[kind] for one in situation.of(iri, field)}
            involved |= {holder for seat in seats.get(iri, ()) for holder in situation.of(seat, "holder")}
            found[iri.removeprefix(f"{situation.case_iri}/")] = Standing(
                named=True,
                status=_first(situation, [iri], "status"),
                involved=_names(involved),
                evidence=(iri, *sorted(seats.get(iri, ()))),
            )
    return found


def _coordination(situation: Situation) -> Coordination:
    posts, parties, evidence = coordinators(situation, rule())
    return Coordination(_names(posts), _names(parties), tuple(sorted(evidence)))


def _names(iris: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(iri.removeprefix(ID) for iri in iris))


def _by(situation: Situation, kind: str, field: str) -> dict[str, list[str]]:
    """Return the statements of a class by each value of a field."""
    found: dict[str, list[str]] = {}
    for iri in sorted(situation.values):
        if situation.kind(iri) == kind:
            for value in situation.of(iri, field):
                found.setdefault(value, []).append(iri)
    return found


def _mentions(situation: Situation, wanted: str) -> tuple[str, ...]:
    """Return the statements of a case in which somebody is mentioned."""
    own = f"{situation.case_iri}/"
    return tuple(
        sorted(
            iri
            for iri, facts in situation.values.items()
            if iri.startswith(own) and any(wanted in values for values in facts.values())
        )
    )


def _first(situation: Situation, statements: Iterable[str], field: str) -> str:
    return next((local_name(min(situation.of(one, field))) for one in statements if situation.of(one, field)), "")
