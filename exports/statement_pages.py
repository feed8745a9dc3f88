"""Every statement of a case with its source: on pages of its own, and as data that the map's script reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from craftgraph.exports.network_map import NetworkMap
from craftgraph.exports.pages import Site, statement_page
from craftgraph.exports.sheet import Sheet, Statement
from craftgraph.exports.texts import Texts
from craftgraph.graph.projection import PLANNED

if TYPE_CHECKING:
    from craftgraph.exports.elsewhere import Elsewhere


def paths(site: Site) -> Iterator[str]:
    """Yield where the statements of each case stand."""
    for case in site.graph.cases:
        yield from (statement_page(case, number) for number in range(len(site.sheet(case).parts)))


def pages(_: Site) -> Iterator[tuple[str, str]]:
    """Yield no page: each tells of one case."""
    yield from ()


def of_case(site: Site, case: str, _: Elsewhere) -> Iterator[tuple[str, str]]:
    """Yield the pages with every statement of a case, and the same as a script for the map."""
    sheet = site.sheet(case)
    where = [statement_page(case, number) for number in range(len(sheet.parts))]
    for number, (path, part) in enumerate(zip(where, sheet.parts, strict=True)):
        yield site.render(
            "statements.html",
            path,
            case=case,
            sheet=sheet,
            part=part,
            number=number,
            pages_of_parts=where,
            list_names=site.texts.starting("list."),
        )
    data = json.dumps(script_data(sheet, site.map(case), where), ensure_ascii=False, separators=(",", ":"))
    yield script_path(case), f"craftgraph.statements({data});\n"


def script_path(case: str) -> str:
    """Return where the statements of a case stand as a script, below the folder of their language."""
    return f"statements/{case}.js"


def script_data(sheet: Sheet, drawn: NetworkMap, pages_of_parts: list[str]) -> dict[str, Any]:
    """Return what the map's panel says of parties and lines: each statement once, what recurs in tables of its own.

    :param pages_of_parts: the page of each part of the sheet, as a link; one empty text when all stand on this page.
    """
    texts = Texts(sheet.language)
    tables: dict[str, list[Any]] = {"lists": [], "statuses": [], "sources": []}

    def entry(table: str, value: Any) -> int:
        if value not in tables[table]:
            tables[table].append(value)
        return tables[table].index(value)

    rows: list[list[Any]] = []
    at: dict[str, int] = {}
    for section in sheet.sections:
        for one in section.statements:
            at[one.anchor] = len(rows)
            page = sheet.part_of[one.anchor] if len(pages_of_parts) > 1 else 0
            rows.append(
                [
                    one.anchor,
                    entry("lists", texts(f"list.{section.name}")),
                    wording(one),
                    one.text_language if one.text_language != sheet.language else 0,
                    entry("statuses", [one.status_label, one.status in PLANNED]),
                    int(one.is_reading),
                    [
                        entry("sources", (place.heading or place.document) + (f" ({place.form})" if place.form else ""))
                        for place in one.places
                    ],
                    page,
                ]
            )
    found: dict[str, Any] = {"pages": pages_of_parts, **tables, "statements": rows}
    found["parties"] = {party.id: [at[anchor] for anchor in party.statements] for party in drawn.parties}
    found["connections"] = {
        one.id: [at[anchor] for anchor in one.statements if anchor in at] for one in drawn.connections
    }
    return found


def wording(one: Statement) -> str:
    """Return the text of a statement; one without words of its own is told by its fields, each with its label."""
    return " · ".join([f"{label}: {value}" for label, value in one.details]) if one.is_told_by_fields else one.text
