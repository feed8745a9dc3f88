"""The pages on dependence: all cases ranked, and for each case its verdict, what falls over, and what would help."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from craftgraph.exports.dependence import Words, percent
from craftgraph.exports.impact_map import impact_map
from craftgraph.exports.pages import Site, statement_page
from craftgraph.exports.removal import script_data, script_path
from craftgraph.exports.saying import saying
from craftgraph.exports.sheet import Sheet
from craftgraph.graph.dependence import Assessment
from craftgraph.graph.impact import cut_offs
from craftgraph.graph.labels import Labels
from craftgraph.graph.level import rule
from craftgraph.graph.namespaces import ID
from craftgraph.graph.projection import simple
from craftgraph.graph.trials import part
from craftgraph.graph.whatif import Situation

if TYPE_CHECKING:
    from craftgraph.exports.elsewhere import Elsewhere

_GROUPS = ("party", "Person", "Post", "Body", "Funding", "none")


def page_of(case: str) -> str:
    """Return where the page on the dependence of a case stands."""
    return f"dependence/{case}.html"


def paths(site: Site) -> Iterator[str]:
    """Yield where the pages stand."""
    yield "dependence/index.html"
    yield from map(page_of, site.graph.cases)


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the page of all cases ranked."""
    found = site.graph.assessments
    words = {one.case: Words(site.sheet(one.case)) for one, _ in found}
    values = {"rule": rule(), "percent": percent, "words": words}
    yield site.render("dependence.html", "dependence/index.html", found=found, **values)


def of_case(site: Site, case: str, told: Elsewhere) -> Iterator[tuple[str, str]]:
    """Yield the page on the dependence of a case, and the data of its what-if as a script."""
    values = _values(site, site.assessment(case))
    shared = {"rule": rule(), "percent": percent, "advice": told.advice}
    yield site.render("dependence_case.html", page_of(case), **shared, **values)
    data = json.dumps(values["data"], ensure_ascii=False, separators=(",", ":"))
    yield script_path(case), f"craftgraph.removalData = {data};\n"


def _values(site: Site, found: Assessment) -> dict[str, Any]:
    """Return what the page of a case needs."""
    sheet = site.sheet(found.case)
    words = Words(sheet)
    situation = site.graph.situation(found.case)
    network = simple(part(site.networks[found.case], rule().network))
    shares = {one.actor: max(one.cut_share, one.orphaned_share) for one in found.impacts}
    names = {node: sheet.labels.of(ID + node) for node in network}
    pages_of_parts = [statement_page(found.case, number) for number in range(len(sheet.parts))]
    orphaned = {
        one.actor: list(dict.fromkeys(words.function(function) for function in one.orphaned)) for one in found.impacts
    }
    page_data = {"page": site.texts.starting("dep.whatif."), "sheet": site.texts.starting("dep.sheet.")}
    page_data["sheet"]["from"] = site.texts("dep.sheet.from", source=_source(sheet))
    return {
        "orphaned": orphaned,
        "case": found.case,
        "sheet": sheet,
        "found": found,
        "words": words,
        "paper": words.paper(found),
        "groups": list(_groups(situation, cut_offs(situation, network), sheet.labels)),
        "picture": impact_map(network, site.places(found.case), shares, names),
        "data": script_data(sheet, situation, network, pages_of_parts) | page_data,
        "statement_page": lambda iri: site.statement_link(found.case, sheet.statements[iri].anchor),
        "saying": lambda iri: saying(sheet, sheet.statements[iri]),
    }


def _source(sheet: Sheet) -> str:
    return ", ".join(filter(None, [sheet.source.document, sheet.source.heading]))


def _groups(
    situation: Situation, cut: Mapping[str, tuple[int, float]], labels: Labels
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the actors that can be taken away by what they are, and at the end those whose loss does nothing.

    Each group is the name of its text and pairs of an identifier and a label.
    """
    listed: dict[str, list[tuple[str, str]]] = {name: [] for name in _GROUPS}
    for iri in sorted(situation.actors, key=lambda iri: (labels.of(iri).casefold(), iri)):
        actor, gone = iri.removeprefix(ID), situation.falls_with[iri]
        matters = len(gone) > 1 or cut.get(actor, (0, 0.0))[0] or situation.lost(gone)
        kind = "Person" if iri in situation.persons else situation.kind(iri)
        group = (kind if kind in _GROUPS else "party") if matters else "none"
        listed[group].append((actor, labels.of(iri)))
    yield from ((name, actors) for name, actors in listed.items() if actors)
