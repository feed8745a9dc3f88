"""The page of a case: who takes part, the map, the same as tables, and every statement with its source."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from typing import Any

from craftgraph.exports.network_map import NetworkMap
from craftgraph.exports.pages import ASSETS, Site, asset, environment
from craftgraph.exports.sheet import Sheet, Statement
from craftgraph.exports.texts import Texts
from craftgraph.graph.projection import PLANNED


def paths(site: Site) -> Iterator[str]:
    """Yield where the page of each case stands."""
    yield from (f"{case}.html" for case in site.graph.cases)


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the page of each case."""
    for case in site.graph.cases:
        yield site.render("case.html", f"{case}.html", **case_values(site.sheet(case), site.map(case)))


def map_page(sheet: Sheet, drawn: NetworkMap) -> str:
    """Return the map of a case as one page that needs no other file."""
    assets = {name: asset(name) for name in ASSETS}
    hashes = [_policy_hash(text) for name, text in assets.items() if name.endswith(".js")]
    template = environment(sheet.language).get_template("map.html")
    return template.render(**case_values(sheet, drawn), single=True, assets=assets, hashes=hashes)


def case_values(sheet: Sheet, drawn: NetworkMap) -> dict[str, Any]:
    """Return what the templates of a case need."""
    texts = Texts(sheet.language)
    statements = sheet.statements
    planned = sum(one.status in PLANNED for one in statements.values())
    return {
        "case": sheet.case,
        "sheet": sheet,
        "map": drawn,
        "names": {party.id: party.name for party in drawn.parties},
        "layer_names": {layer: texts(f"layer.{layer}") for layer in drawn.layers},
        "list_names": texts.starting("list."),
        "figures": {
            "statements": len(statements),
            "planned": planned,
            "parties": sum(party.group != "coordination" for party in drawn.parties),
            "connections": len(drawn.connections),
        },
        "data": _script_data(sheet, drawn, texts),
    }


def _script_data(sheet: Sheet, drawn: NetworkMap, texts: Texts) -> dict[str, Any]:
    """Return what the map's script needs: what to draw, and what to say of each party and line."""
    return {
        "nodes": drawn.nodes,
        "edges": drawn.edges,
        "parties": {
            party.id: {
                "name": party.name,
                "aliases": party.aliases,
                "group": party.group,
                "kinds": party.kinds,
                "involvement": party.involvement,
                "planned": party.planned,
                "statements": party.statements,
            }
            for party in drawn.parties
        },
        "connections": {
            one.id: {
                "source": one.source,
                "target": one.target,
                "layer": one.layer,
                "planned": one.planned,
                "directed": one.directed,
                "rules": one.rules,
                "statements": one.statements,
            }
            for one in drawn.connections
        },
        "statements": {
            one.anchor: {
                "list": texts(f"list.{section.name}"),
                "text": _wording(one),
                "language": one.text_language if one.text_language != sheet.language else "",
                "status": one.status_label,
                "planned": one.status in PLANNED,
                "reading": one.is_reading,
                "source": "; ".join(
                    f"{place.heading or place.document}" + (f" ({place.form})" if place.form else "")
                    for place in one.places
                ),
            }
            for section in sheet.sections
            for one in section.statements
        },
        "texts": texts.starting("js."),
    }


def _wording(one: Statement) -> str:
    """Return the text of a statement; one without words of its own is told by its fields, each with its label."""
    told_by_fields = one.text == "; ".join(value for _, value in one.details)
    return " · ".join(f"{label}: {value}" for label, value in one.details) if told_by_fields else one.text


def _policy_hash(script: str) -> str:
    """Return how a content security policy names a script that stands in the page itself."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
