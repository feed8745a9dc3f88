"""What the page of a case tells of it, subject by subject: the statements of its sheet in the order of a reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from craftgraph.exports.flow_diagram import Diagram, Leg, diagram
from craftgraph.exports.network_map import Group, NetworkMap, Party
from craftgraph.exports.sheet import Sheet, Statement, Value
from craftgraph.graph.namespaces import DEF, ID, PREFIXES, VOC
from craftgraph.graph.projection import NOBODY, PLANNED

_BROADER = ox.NamedNode(PREFIXES["skos"] + "broader")
_TOP = ox.NamedNode(PREFIXES["skos"] + "hasTopConcept")
_MUNICIPALITY = ox.NamedNode(DEF + "municipality")
_COORDINATES = frozenset({"coordination", "project-lead", "programme-management"})
_COORDINATOR = "coordinator"
# Where, besides roles, activities and posts, a source says what a party does.
_DOINGS = (
    "guidance", "flows", "placements", "workplaces", "seats", "funding", "premises", "stakes", "ties", "activities",
    "roles", "posts",
)  # fmt: skip
_UNNAMED = "unknown"  # who stands for a party that the source does not name
_CLOSENESS = ("partner", "associate", "context")


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with its fields by their names."""

    one: Statement
    fields: dict[str, tuple[Value, ...]]

    def of(self, name: str) -> tuple[Value, ...]:
        """Return the values of a field; none when the source does not say it."""
        return self.fields.get(name, ())

    def text(self, name: str) -> str:
        """Return a field as text; an empty one when the source does not say it."""
        values = self.fields.get(name, ())
        return values[0].text if len(values) == 1 else ", ".join([value.text for value in values])

    def keys(self, name: str) -> set[str]:
        """Return the identifiers in a field."""
        return {value.key for value in self.of(name)}

    def is_unsaid(self, name: str) -> bool:
        """Whether a field only says that the source does not name anyone."""
        return self.keys(name) == {_UNNAMED}

    @property
    def is_planned(self) -> bool:
        """Whether it is still a wish, an exploration or a plan."""
        return self.one.status in PLANNED

    @property
    def is_primary(self) -> bool:
        """Whether the source calls a target group its first."""
        return "true" in self.raw("primary")

    @property
    def is_minor(self) -> bool:
        """Whether a target group is neither a first one nor in the source's own list."""
        return not self.is_primary and "true" not in self.raw("listed")

    def raw(self, name: str) -> set[str]:
        """Return the values of a field as the graph has them."""
        return {value.raw for value in self.of(name)}

    @property
    def quantity(self) -> str:
        """A number with what the source says of how firm it is: `about 16`, `10–15`; an empty text without one."""
        span = "–".join(filter(None, [self.text("min"), self.text("max")]))
        number = self.text("value") or span
        return " ".join(filter(None, [self.text("qualifier"), number])) if number else ""


@dataclass(frozen=True, slots=True)
class Part:
    """What a party does: its roles, its activities, the posts that it employs, each word with who says so.

    `lists` are the other lists that tell of it, with a statement of each.
    """

    party: Party
    closeness: str
    roles: tuple[tuple[str, tuple[Told, ...]], ...]
    activities: tuple[tuple[str, tuple[Told, ...]], ...]
    employs: tuple[tuple[str, tuple[Told, ...]], ...]
    lists: tuple[tuple[str, Told], ...]


class Summary:
    """A case as its page tells it."""

    def __init__(self, sheet: Sheet, drawn: NetworkMap) -> None:
        self.sheet = sheet
        self.drawn = drawn
        self._lists: dict[str, tuple[Told, ...]] = {}

    def told(self, listing: str) -> tuple[Told, ...]:
        """Return the statements of a list with their fields; what runs goes before what is planned or over."""
        if listing not in self._lists:
            found = [Told(one, self.sheet.values(one)) for one in self.sheet.of_list(listing)]
            found.sort(key=lambda told: (told.is_planned, told.one.status == "ended"))
            self._lists[listing] = tuple(found)
        return self._lists[listing]

    @cached_property
    def municipalities(self) -> tuple[Value, ...]:
        """Where the case is."""
        return tuple(self._values(_MUNICIPALITY))

    @cached_property
    def features(self) -> dict[str, tuple[Told, ...]]:
        """What is said of each characteristic (phase, governance …) by its label, in the order of the vocabulary."""
        store, labels = self.sheet.graph.store, self.sheet.labels
        scheme = ox.NamedNode(VOC + "characteristic")
        objects = [quad.object for quad in store.quads_for_pattern(scheme, _TOP, None, None)]
        tops = [top.value for top in objects if isinstance(top, ox.NamedNode)]
        found: dict[str, list[Told]] = {top: [] for top in sorted(tops, key=lambda top: labels.of(top).casefold())}
        for told in self.told("judgements"):
            for value in told.of("characteristic"):
                for top in self._above(f"{VOC}characteristic/{value.key}"):
                    if top in found:
                        found[top].append(told)
        return {labels.of(top): tuple(told) for top, told in found.items()}

    @cached_property
    def coordination(self) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
        """Who coordinates: the posts that do so, and who has the role of coordinator."""
        posts = [told for told in self.told("posts") if told.keys("duties") & _COORDINATES]
        roles = [told for told in self.told("roles") if _COORDINATOR in told.keys("role")]
        return tuple(posts), tuple(roles)

    @cached_property
    def parts(self) -> tuple[tuple[Group, tuple[Part, ...]], ...]:
        """Who takes part and what they do, by kind; partners go before others."""
        roles = self._by_actor("roles", "holder", "role")
        activities = self._by_actor("activities", "by", "activity")
        posts = self._by_actor("posts", "employers", "name")
        closeness = {key: value.key for told in self.told("parties") for key in told.keys("party")
                     for value in told.of("involvement")}  # fmt: skip

        def does(found: dict[str, dict[str, list[Told]]], party: Party) -> tuple[tuple[str, tuple[Told, ...]], ...]:
            return tuple((word, tuple(said)) for word, said in found.get(party.id, {}).items())

        def part(party: Party) -> Part:
            told = does(roles, party), does(activities, party), does(posts, party)
            lists = () if any(told) else tuple(self._told_elsewhere.get(party.id, {}).items())
            return Part(party, closeness.get(party.id, ""), *told, lists)

        found = []
        for group in self.drawn.groups:
            mine = [part(party) for party in self.drawn.parties if party.group == group.name != "coordination"]
            mine.sort(key=lambda one: _CLOSENESS.index(one.closeness) if one.closeness in _CLOSENESS else 3)
            if mine:
                found.append((group, tuple(mine)))
        return tuple(found)

    @cached_property
    def _told_elsewhere(self) -> dict[str, dict[str, Told]]:
        """The first statement about each party in each list that says what it does, by party and list."""
        found: dict[str, dict[str, Told]] = {}
        for listing in _DOINGS:
            for told in self.told(listing):
                for actor in told.one.mentions:
                    found.setdefault(actor, {}).setdefault(listing, told)
        return found

    @cached_property
    def context(self) -> tuple[Told, ...]:
        """Parties that the case names as its context only."""
        return tuple(told for told in self.told("parties") if told.keys("involvement") == {"context"})

    def seats(self, body: Told) -> tuple[Told, ...]:
        """Return who sits in a body."""
        key = body.one.iri.removeprefix(ID)
        return tuple(told for told in self.told("seats") if key in told.keys("body"))

    @cached_property
    def flows(self) -> Diagram | None:
        """The flows of goods as a picture."""
        names = {value.key: value.text for told in self.told("flows") for name in ("from", "by", "to")
                 for value in told.of(name)}  # fmt: skip
        return diagram(legs(self.told("flows")), names)

    def _values(self, predicate: ox.NamedNode) -> Iterator[Value]:
        quads = self.sheet.graph.store.quads_for_pattern(ox.NamedNode(self.sheet.iri), predicate, None, None)
        found = [quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)]
        for iri in sorted(found, key=lambda iri: self.sheet.labels.of(iri).casefold()):
            yield Value(self.sheet.labels.of(iri), iri.removeprefix(ID), is_actor=True)

    def _above(self, concept: str) -> Iterator[str]:
        """Yield a concept and all that are broader."""
        yield concept
        for quad in self.sheet.graph.store.quads_for_pattern(ox.NamedNode(concept), _BROADER, None, None):
            if isinstance(quad.object, ox.NamedNode):
                yield from self._above(quad.object.value)

    def _by_actor(self, listing: str, actor: str, word: str) -> dict[str, dict[str, list[Told]]]:
        found: dict[str, dict[str, list[Told]]] = {}
        for told in self.told(listing):
            for key in told.keys(actor):
                for value in told.of(word):
                    found.setdefault(key, {}).setdefault(value.text, []).append(told)
        return found


def legs(flows: Iterable[Told]) -> Iterator[Leg]:
    """Yield from whom to whom the goods of each flow go; an end that the source does not say is an empty text.

    What comes in is the material; what goes on from who works on it is the product, if that is said.
    """
    for flow in flows:
        ends = {name: sorted(flow.keys(name) - NOBODY) for name in ("from", "by", "to")}
        before, on, after = (ends[name] or [""] for name in ("from", "by", "to"))
        goods = tuple(value.text for value in flow.of("material"))
        made = tuple(value.text for value in flow.of("product")) or goods
        for by in on:
            if not by or by in before or by in after:
                yield from (
                    Leg(one, other, made if by else goods, flow.is_planned) for one in before for other in after
                )
                continue
            yield from (Leg(one, by, goods, flow.is_planned) for one in before)
            if ends["to"] or flow.of("product"):
                yield from (Leg(by, other, made, flow.is_planned) for other in after)
