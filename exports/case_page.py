"""The page of a case: what it is, who takes part and does what, the map, and where every statement stands."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from craftgraph.exports import removal
from craftgraph.exports.brief import brief
from craftgraph.exports.map_data import map_data, written
from craftgraph.exports.network_map import NetworkMap
from craftgraph.exports.pages import VIS, Site, asset, environment, statement_page
from craftgraph.exports.sheet import Sheet
from craftgraph.exports.statement_pages import script_data, script_path
from craftgraph.exports.summary import Summary
from craftgraph.exports.texts import Texts
from craftgraph.graph.labels import Labels
from craftgraph.graph.namespaces import VOC
from craftgraph.graph.projection import CURRENT, PLANNED, project, simple

if TYPE_CHECKING:
    from craftgraph.exports.elsewhere import Elsewhere

# In the order in which they run.
_PARTS = (
    "map/data.js",
    "map/address.js",
    "map/filters.js",
    "map/statements.js",
    "map/panel.js",
    "map/names.js",
    "map/whatif.js",
    "map/keys.js",
)
MAP_SCRIPTS = (*_PARTS, "map.js")
_LATER = ("removal.js", "map/removal.js", "map/picture.js", "map/paper.js")  # what the map reads when it is needed
_SCRIPTS = (VIS, *_PARTS, *_LATER, "map.js")


def paths(site: Site) -> Iterator[str]:
    """Yield where the page of each case stands, and its map as tables."""
    for case in site.graph.cases:
        yield from (f"{case}.html", tables_page(case))


def tables_page(case: str) -> str:
    """Return where the map of a case stands as tables, below the folder of the language."""
    return f"tables/{case}.html"


def pages(_: Site) -> Iterator[tuple[str, str]]:
    """Yield no page: each tells of one case."""
    yield from ()


def of_case(site: Site, case: str, told: Elsewhere) -> Iterator[tuple[str, str]]:
    """Yield the page of a case, and its map as tables."""
    sheet, drawn = site.sheet(case), site.map(case)
    values = case_values(sheet, drawn)
    values |= {"statements_page": statement_page(case, 0), "tables_page": tables_page(case)}
    yield site.render("tables.html", tables_page(case), **values)
    values["summary"] = summary = Summary(sheet, drawn)
    values |= {"brief": brief(site, summary, told.alike), "relatives": told.relatives}
    data = map_data(sheet, drawn) | {"script": script_path(case), "pages": site.has("parties/index.html")}
    if site.has(f"dependence/{case}.html"):
        actors = site.graph.situation(case)
        data |= {"removal": removal.script_path(case), "stays": removal.stays(actors, site.networks[case])}
    yield site.render("case.html", f"{case}.html", **values, data=written(data))


def map_page(sheet: Sheet, drawn: NetworkMap, projection: str = "coordinated") -> str:
    """Return the map of a case as one page that needs no other file.

    :param projection: the network on which it is measured who is cut off when a party goes.
    """
    situation = sheet.graph.situation(sheet.case)
    network = simple(project(sheet.graph, sheet.case, projection))
    data = map_data(sheet, drawn)
    data |= {"removal": "", "stays": removal.stays(situation, [party.id for party in drawn.parties])}
    scripts = [asset(name if name == VIS else f"assets/{name}") for name in _SCRIPTS]
    page_script = asset("page.js")
    return (
        environment(sheet.language)
        .get_template("map.html")
        .render(
            **case_values(sheet, drawn),
            data=written(data),
            said=script_data(sheet, drawn, [""]),
            removal=removal.script_data(sheet, situation, network),
            single=True,
            home="",
            statement_link=lambda _, anchor: f"#s-{quote(anchor)}",
            styles=asset("page.css"),
            scripts=scripts,
            page_script=page_script,
            hashes=[_policy_hash(script) for script in (*scripts, page_script)],
        )
    )


def case_values(sheet: Sheet, drawn: NetworkMap) -> dict[str, Any]:
    """Return what the templates of a case need."""
    texts = Texts(sheet.language)
    statements = sheet.statements
    bodies = sum(party.group == "coordination" for party in drawn.parties)
    return {
        "case": sheet.case,
        "sheet": sheet,
        "map": drawn,
        "by_anchor": {one.anchor: one for one in statements.values()},
        "names": {party.id: party.name for party in drawn.parties},
        "layer_names": {layer: texts(f"layer.{layer}") for layer in drawn.layers},
        "optional_layers": {one.layer for one in drawn.connections if one.optional},
        "statuses": statuses(drawn, sheet.labels),
        "years": years(drawn, sheet.as_of),
        "map_scripts": MAP_SCRIPTS,
        "list_names": texts.starting("list."),
        "figures": {
            "statements": len(statements),
            "planned": sum(one.status in PLANNED for one in statements.values()),
            "parties": len(drawn.parties) - bodies,
            "bodies": bodies,
            "connections": sum(not one.optional for one in drawn.connections),
            "planned_connections": sum(one.planned and not one.optional for one in drawn.connections),
        },
    }


def statuses(drawn: NetworkMap, labels: Labels) -> list[tuple[str, str]]:
    """Return the statuses that lines of a map have, each with its label: what runs first, then what is planned."""
    found = {status for one in drawn.connections for status in one.statuses}
    return [
        (status, labels.of(f"{VOC}status/{status}")) for status in (*CURRENT, *reversed(PLANNED)) if status in found
    ]


def years(drawn: NetworkMap, last: str) -> list[str]:
    """Return the years between which lines come and go, up to that of the description; none where no line says so."""
    said = {year for one in drawn.connections for year in (one.since, one.until) if year}
    return [str(year) for year in range(int(min(said)), int(max({*said, last[:4]})) + 1)] if said else []


def _policy_hash(script: str) -> str:
    """Return how a content security policy names a script that stands in the page itself."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
