"""How a row of an answer names a passage: the year of the report, the chapter and the heading, in few words.

A heading alone (`Achtergrond`) stands in every chapter: where rows of several centres stand together it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from craftgraph.graph.namespaces import DEF, PREFIXES, SOURCE

_HEADING = ox.NamedNode(DEF + "heading")
_DOCUMENT = ox.NamedNode(DEF + "document")
_WITHIN = ox.NamedNode(PREFIXES["dcterms"] + "isPartOf")
_ISSUED = ox.NamedNode(PREFIXES["dcterms"] + "issued")
_CITATION = ox.NamedNode(PREFIXES["dcterms"] + "bibliographicCitation")


def citations(store: ox.Store) -> Iterator[ox.Quad]:
    """Yield the citation of each section: `2019, 12 Zwolle: Achtergrond`.

    The chapter is the nearest heading with a number at or above the section, or else the highest one. A report that
    has no year, or shares it with another one, is called by its identifier.
    """
    headings = {
        quad.subject: quad
        for quad in store.quads_for_pattern(None, _HEADING, None, None)
        if isinstance(quad.subject, ox.NamedNode)
    }
    reports = {section: _object(store, section, _DOCUMENT) for section in headings}
    names = report_names(store)
    for section, quad in headings.items():
        above = list(_upward(store, section, headings))
        chapter = next((heading for heading in above if heading[:1].isdigit()), above[-1])
        report = reports[section]
        cited = ", ".join([*([names[report]] if report is not None else []), chapter])
        text = cited if chapter == above[0] else f"{cited}: {above[0]}"
        yield ox.Quad(section, _CITATION, ox.Literal(text), quad.graph_name)


def report_names(store: ox.Store) -> dict[ox.NamedNode, str]:
    """Return what each report is called in a citation: its year, or its identifier."""
    found = (quad.object for quad in store.quads_for_pattern(None, _DOCUMENT, None, None))
    reports = {report for report in found if isinstance(report, ox.NamedNode)}
    years = {report: _text(store, report, _ISSUED)[:4] for report in reports}
    told = list(years.values())
    return {
        report: year if year and told.count(year) == 1 else report.value.removeprefix(SOURCE)
        for report, year in years.items()
    }


def _upward(store: ox.Store, section: ox.NamedNode, headings: dict[ox.NamedNode, ox.Quad]) -> Iterator[str]:
    """Yield the heading of a section and of all that it is within, from the inside out."""
    seen: set[ox.NamedNode] = set()
    here: ox.NamedNode | None = section
    while here is not None and here in headings and here not in seen:
        seen.add(here)
        heading = headings[here].object
        yield heading.value if isinstance(heading, ox.Literal) else ""
        here = _object(store, here, _WITHIN)


def _object(store: ox.Store, subject: ox.NamedNode, predicate: ox.NamedNode) -> ox.NamedNode | None:
    found = (quad.object for quad in store.quads_for_pattern(subject, predicate, None, None))
    return min((one for one in found if isinstance(one, ox.NamedNode)), key=lambda one: one.value, default=None)


def _text(store: ox.Store, subject: ox.NamedNode, predicate: ox.NamedNode) -> str:
    found = (quad.object for quad in store.quads_for_pattern(subject, predicate, None, None))
    return min((one.value for one in found if isinstance(one, ox.Literal)), default="")
