"""A page a party: in which centres it takes part, in which roles, with whom, and every statement about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from craftgraph.exports.network_map import Connection, group_of
from craftgraph.exports.pages import Site
from craftgraph.exports.saying import made
from craftgraph.exports.sheet import Sheet, Statement, Value
from craftgraph.exports.statement_pages import wording
from craftgraph.graph.model import local_name
from craftgraph.graph.namespaces import DEF, ID, PREFIXES
from craftgraph.graph.projection import NOBODY

if TYPE_CHECKING:
    from craftgraph.exports.elsewhere import Elsewhere

INDEX = "parties/index.html"
_CLASSES = ("Organisation", "Unit", "Collective", "UnnamedParty", "Programme")
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
# What the registry says of a party, under which word; `whole` and `part` are the two ends of one fact.
_FACTS = (
    ("municipality", DEF + "municipality", True),
    ("whole", PREFIXES["org"] + "unitOf", True),
    ("whole", PREFIXES["org"] + "subOrganizationOf", True),
    ("whole", PREFIXES["dcterms"] + "isPartOf", True),
    ("part", PREFIXES["org"] + "unitOf", False),
    ("part", PREFIXES["org"] + "subOrganizationOf", False),
    ("run_by", DEF + "runBy", True),
    ("members", PREFIXES["org"] + "hasMember", True),
    ("member_of", PREFIXES["org"] + "hasMember", False),
)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Someone that a party deals with in a case: by which kinds of connection, and whether all are still plans."""

    id: str
    name: str
    layers: tuple[str, ...]
    is_planned: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A party in one case: how it takes part, its roles with the statement of each, with whom, and what is said."""

    case: str
    sheet: Sheet
    on_map: bool
    involvement: str
    roles: tuple[tuple[str, Statement], ...]
    neighbours: tuple[Neighbour, ...]
    lists: tuple[tuple[str, tuple[Statement, ...]], ...]

    @property
    def count(self) -> int:
        """How many statements name the party."""
        return sum(len(said) for _, said in self.lists)


@dataclass(frozen=True, slots=True)
class PartyPage:
    """A party of the registry with all cases that name it, newest first; `centres` counts where it takes part."""

    id: str
    name: str
    kinds: str
    group: str
    aliases: tuple[str, ...]
    facts: tuple[tuple[str, tuple[Value, ...]], ...]
    parts: tuple[Part, ...]
    centres: int


class Parties:
    """The parties of a site that some case names, by their identifier."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.classes = dict(_parties(site.graph.store))
        self._said: dict[str, dict[str, dict[str, list[Statement]]]] = {}
        named = sorted(site.graph.cases, key=lambda case: site.names[case].casefold())
        for case in sorted(named, key=lambda case: site.sheet(case).as_of[:4], reverse=True):
            for section in site.sheet(case).sections:
                for one in section.statements:
                    for party in one.mentions:
                        if party in self.classes:
                            lists = self._said.setdefault(party, {}).setdefault(case, {})
                            lists.setdefault(section.name, []).append(one)
        self.ids = sorted(self._said, key=lambda party: (site.labels.of(ID + party).casefold(), party))
        self._centres = {case: self._centre(case) for case in site.graph.cases}
        self._names: dict[str, dict[str, str]] = {}
        self._near: dict[str, dict[str, list[tuple[str, Connection]]]] = {}

    def page(self, party: str) -> PartyPage:
        """Return what the page of a party tells."""
        labels, iri = self.site.labels, ID + party
        kinds = [quad.object for quad in self._about(iri, DEF + "kind")]
        names = [labels.of(kind.value) for kind in kinds if isinstance(kind, ox.NamedNode)]
        class_name = self.classes[party]
        return PartyPage(
            party,
            labels.of(iri),
            ", ".join(sorted(names, key=str.casefold)) or labels.of(DEF + class_name),
            group_of(class_name, [local_name(kind.value) for kind in kinds if isinstance(kind, ox.NamedNode)]),
            labels.aliases(iri),
            tuple(self._facts(iri)),
            tuple(self._part(party, case) for case in self._said[party]),
            len({self._centres[case] for case in self._said[party] if party in self._taking_part(case)}),
        )

    def only_in(self, case: str) -> tuple[str, ...]:
        """Return the parties that no case but this one names."""
        return tuple(party for party in self.ids if self._said[party].keys() == {case})

    @property
    def of_several(self) -> tuple[str, ...]:
        """The parties that more than one case names."""
        return tuple(party for party in self.ids if len(self._said[party]) > 1)

    def _taking_part(self, case: str) -> dict[str, str]:
        """Return the names of the parties on the map of a case."""
        if case not in self._names:
            self._names[case] = {one.id: one.name for one in self.site.map(case).parties}
        return self._names[case]

    def _centre(self, case: str) -> str:
        quads = self._about(self.site.graph.case_iri(case), DEF + "centre")
        return next((str(quad.object) for quad in quads), case)

    def _part(self, party: str, case: str) -> Part:
        sheet, said = self.site.sheet(case), self._said[party][case]
        return Part(
            case,
            sheet,
            party in self._taking_part(case),
            ", ".join(
                value.text for one in said.get("parties", ()) for value in sheet.values(one).get("involvement", ())
            ),
            tuple(
                (value.text, one)
                for one in said.get("roles", ())
                if party in {holder.key for holder in sheet.values(one).get("holder", ())}
                for value in sheet.values(one).get("role", ())
            ),
            tuple(self._neighbours(party, case)),
            tuple((name, tuple(statements)) for name, statements in said.items() if name != "parties"),
        )

    def _neighbours(self, party: str, case: str) -> Iterator[Neighbour]:
        if case not in self._near:
            near: dict[str, list[tuple[str, Connection]]] = {}
            for one in self.site.map(case).connections:
                near.setdefault(one.source, []).append((one.target, one))
                near.setdefault(one.target, []).append((one.source, one))
            self._near[case] = near
        found: dict[str, list[Connection]] = {}
        for other, connection in self._near[case].get(party, ()):
            found.setdefault(other, []).append(connection)
        names = self._taking_part(case)
        for other in sorted(found, key=lambda other: names[other].casefold()):
            layers = tuple(sorted({connection.layer for connection in found[other]}))
            yield Neighbour(other, names[other], layers, all(connection.planned for connection in found[other]))

    def _facts(self, iri: str) -> Iterator[tuple[str, tuple[Value, ...]]]:
        found: dict[str, dict[str, str]] = {}
        for word, predicate, forward in _FACTS:
            for quad in self._about(iri, predicate, forward=forward):
                other = quad.object if forward else quad.subject
                if isinstance(other, ox.NamedNode) and other.value.removeprefix(ID) not in NOBODY:
                    found.setdefault(word, {})[other.value] = self.site.labels.of(other.value)
        for word, others in found.items():
            ordered = sorted(others.items(), key=lambda pair: pair[1].casefold())
            yield word, tuple(Value(name, other.removeprefix(ID), is_actor=True) for other, name in ordered)

    def _about(self, iri: str, predicate: str, *, forward: bool = True) -> Iterator[ox.Quad]:
        node, name = ox.NamedNode(iri), ox.NamedNode(predicate)
        return iter(
            self.site.graph.store.quads_for_pattern(node if forward else None, name, None if forward else node, None)
        )


def paths(site: Site) -> Iterator[str]:
    """Yield where the pages of the parties stand."""
    yield INDEX
    yield from (address(party) for party in site.made(Parties).ids)


def address(party: str) -> str:
    """Return where the page of a party stands."""
    return f"parties/{party}.html"


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the overview of all parties, and the page of each that more than one case names."""
    parties = site.made(Parties)
    found = [parties.page(party) for party in parties.ids]
    several = [one for one in found if one.centres > 1]
    several.sort(key=lambda one: -one.centres)
    taking = sum(one.centres > 0 for one in found)
    yield site.render("parties.html", INDEX, parties=found, several=several, taking=taking)
    yield from _drawn(site, parties.of_several)


def of_case(site: Site, _: str, told: Elsewhere) -> Iterator[tuple[str, str]]:
    """Yield the pages of the parties that only this case names."""
    yield from _drawn(site, told.parties)


def _drawn(site: Site, parties: Iterable[str]) -> Iterator[tuple[str, str]]:
    words = {"layer_names": site.texts.starting("layer."), "list_names": site.texts.starting("list."), "told": told}
    for party in parties:
        yield site.render("party.html", address(party), party=site.made(Parties).page(party), **words)


def told(sheet: Sheet, one: Statement) -> str:
    """Return a statement in words; one without words of its own as a sentence would have it, or by its fields."""
    if sheet.has_words(one):
        return one.text
    text = made(sheet, one)
    return wording(one) if text == one.text else text[:1].upper() + text[1:]


def _parties(store: ox.Store) -> Iterator[tuple[str, str]]:
    for name in _CLASSES:
        for quad in store.quads_for_pattern(None, _TYPE, ox.NamedNode(DEF + name), None):
            if isinstance(quad.subject, ox.NamedNode):
                party = quad.subject.value.removeprefix(ID)
                if "/" not in party and party not in NOBODY:
                    yield party, name
