"""The network of the whole country on one map, and who works in more than one centre."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from craftgraph.exports.case_page import MAP_SCRIPTS, statuses, years
from craftgraph.exports.country import country
from craftgraph.exports.dependence import Words
from craftgraph.exports.joined_map import Joined, side_by_side
from craftgraph.exports.map_data import drawing_data, written
from craftgraph.exports.network_map import Connection
from craftgraph.exports.pages import Site
from craftgraph.graph.namespaces import DEF

if TYPE_CHECKING:
    from craftgraph.exports.sheet import Statement
    from craftgraph.graph.bridges import Bridges

PATH = "network.html"
_CENTRE = ox.NamedNode(DEF + "centre")


def paths(site: Site) -> Iterator[str]:
    """Yield where the network of all centres stands; with a single case there is none."""
    if len(site.graph.cases) > 1:
        yield PATH


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the network of all centres."""
    if not site.has(PATH):
        return
    cases = newest(site)
    names = {case: site.labels.of(centre_of(site, case)) for case in cases}
    names |= {pin.case: pin.place for pin in country(site.graph.store, site.labels, site.graph.cases).pins}
    joined = side_by_side({case: site.map(case) for case in cases}, {case: site.places(case) for case in cases}, names)
    drawn = joined.map
    bridges = [party for party in drawn.parties if len(joined.cases[party.id]) > 1]
    bridges.sort(key=lambda party: (-len(joined.cases[party.id]), party.name.casefold()))
    found = site.graph.bridges()
    values = joined_values(site, joined, PATH, site.texts("network.title"))
    yield site.render(
        "network.html",
        PATH,
        **values
        | {"data": written(values["data"])}
        | {"years": years(drawn, max(site.sheet(case).as_of for case in cases))},
        cases=cases,
        bridges=[(party, joined.cases[party.id]) for party in bridges],
        parties=sum(party.group != "coordination" for party in drawn.parties),
        bodies=sum(party.group == "coordination" for party in drawn.parties),
        cut={one.actor: one.cut_off for one in found.bridges},
        supports=supports(site, found),
        all=len(taking_part(site)),
        lines=sum(not one.optional for one in drawn.connections),
    )


@dataclass(frozen=True, slots=True)
class Backing:
    """What a programme, or a party of the national government, is at a centre: its money, and what goes without it."""

    key: str
    name: str
    case: str
    money: tuple[str, ...]
    goes: tuple[str, ...]
    said: Statement | None

    @property
    def is_felt(self) -> bool:
        """Whether money runs from it, or anything goes along with it, as far as the source says."""
        return bool(self.money or self.goes)


def supports(site: Site, found: Bridges) -> list[Backing]:
    """Return where programmes and the national government appear, those whose money or work is at stake first."""
    rows = []
    for programme in found.programmes:
        for one in programme.supports:
            words, statements = Words(site.sheet(one.case)), site.sheet(one.case).statements
            goes = [*map(words.name, one.dragged), *map(words.function, one.orphaned)]
            money = tuple(sorted({site.labels.of(iri) for iri in one.pays}, key=str.casefold))
            said = next((statements[iri] for iri in (*one.pays, *one.statements) if iri in statements), None)
            rows.append(Backing(programme.name, words.name(programme.name), one.case, money, tuple(goes), said))
    return sorted(rows, key=lambda row: (not row.goes, not row.money, row.name.casefold(), row.case))


def taking_part(site: Site) -> set[str]:
    """Return the identifiers of who takes part in any description, plans included; bodies and posts are no party."""
    drawn = (site.map(case) for case in site.graph.cases)
    return {party.id for one in drawn for party in one.parties if party.group != "coordination"}


def newest(site: Site) -> tuple[str, ...]:
    """Return the newest case of each centre, oldest first."""
    found: dict[str, str] = {}
    for case in site.graph.cases:
        found[centre_of(site, case)] = case
    return tuple(case for case in site.graph.cases if case in found.values())


def centre_of(site: Site, case: str) -> str:
    """Return the IRI of the centre that a case describes; that of the case itself when it names none."""
    me = ox.NamedNode(site.graph.case_iri(case))
    quads = site.graph.store.quads_for_pattern(me, _CENTRE, None, None)
    return next((quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)), me.value)


def joined_values(site: Site, joined: Joined, path: str, name: str) -> dict[str, Any]:
    """Return what the templates need to show a map of several cases.

    :param path: where the page stands.
    :param name: what the map is of, for the line under a picture of it.
    """
    drawn = joined.map
    data = drawing_data(drawn, site.texts, name)
    for node in data["nodes"]:
        if node["id"].endswith("/"):
            data["parties"][node["id"]] = {"name": node["label"].replace("\n", " "), "link": node["id"][:-1] + ".html"}
    cases = list(dict.fromkeys(case for lines in joined.origins.values() for case, _ in lines))
    for edge, one in zip(data["edges"], drawn.connections, strict=True):
        edge["of"] = [_origin(cases.index(case), line, edge) for case, line in joined.origins[one.id]]
    home = "../" * path.count("/")
    data |= {
        "pages": site.has("parties/index.html"),
        "home": home,
        "cases": [[case, site.names[case]] for case in cases],
    }
    return {
        "map": drawn,
        "data": data,
        "layer_names": {layer: site.texts(f"layer.{layer}") for layer in drawn.layers},
        "optional_layers": {one.layer for one in drawn.connections if one.optional},
        "statuses": statuses(drawn, site.labels),
        "years": [],
        "tables_page": "",
        "map_scripts": MAP_SCRIPTS,
    }


def _origin(case: int, line: Connection, edge: dict[str, Any]) -> list[Any]:
    """Return of which case a line is; with its layer and whether it is a plan, where the joined line has another."""
    same = line.layer == edge["layer"] and line.planned == edge.get("planned", False)
    return [case] if same else [case, line.layer, line.planned]
