"""The pages on dependence: all cases ranked, and for each case its verdict, what falls over, and what would help."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from craftgraph.exports.dependence import Words, percent
from craftgraph.exports.impact_map import impact_map
from craftgraph.exports.pages import Site, statement_page
from craftgraph.exports.removal import script_data, script_path
from craftgraph.graph.dependence import Assessment
from craftgraph.graph.level import rule
from craftgraph.graph.mitigation import Mitigation
from craftgraph.graph.namespaces import ID
from craftgraph.graph.projection import simple
from craftgraph.graph.trials import part
from craftgraph.graph.whatif import Situation


def page_of(case: str) -> str:
    """Return where the page on the dependence of a case stands."""
    return f"dependence/{case}.html"


def paths(site: Site) -> Iterator[str]:
    """Yield where the pages stand."""
    yield "dependence/index.html"
    yield from map(page_of, site.graph.cases)


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the page of all cases ranked, that of each case, and the data of its what-if as a script."""
    found = site.graph.assessments
    words = {one.case: Words(site.sheet(one.case)) for one, _ in found}
    shared = {"rule": rule(), "percent": percent}
    yield site.render("dependence.html", "dependence/index.html", found=found, words=words, **shared)
    for one, advice in found:
        values = case_values(site, one, advice)
        yield site.render("dependence_case.html", page_of(one.case), **shared, **values)
        data = json.dumps(values["data"], ensure_ascii=False, separators=(",", ":"))
        yield script_path(one.case), f"craftgraph.removalData = {data};\n"


def case_values(site: Site, found: Assessment, advice: Mitigation) -> dict[str, Any]:
    """Return what the page of a case needs."""
    sheet = site.sheet(found.case)
    words = Words(sheet)
    situation = Situation(site.graph, found.case)
    network = simple(part(site.networks[found.case], rule().network))
    shares = {one.actor: max(one.cut_share, one.orphaned_share) for one in found.impacts}
    names = {node: sheet.labels.of(ID + node) for node in network}
    pages_of_parts = [statement_page(found.case, number) for number in range(len(sheet.parts))]
    orphaned = {one.actor: [words.function(function) for function in one.orphaned] for one in found.impacts}
    return {
        "orphaned": orphaned,
        "case": found.case,
        "sheet": sheet,
        "found": found,
        "words": words,
        "advice": words.help(found, advice),
        "governance": words.governance(advice.governance),
        "together": words.together(*advice.together) if advice.together else "",
        "picture": impact_map(network, site.places(found.case), shares, names),
        "data": script_data(sheet, situation, network, pages_of_parts) | {"page": site.texts.starting("dep.whatif.")},
        "statement_page": lambda iri: site.statement_link(found.case, sheet.statements[iri].anchor),
    }
