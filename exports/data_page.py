"""The page with everything to take away: the data in every format, their description, and how to cite them."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from craftgraph.exports.dataset import CATALOGUE, COMPANIONS, ONTOLOGY, RESULTS, WHOLE
from craftgraph.exports.pages import Site
from craftgraph.exports.texts import catalogue
from craftgraph.graph.namespaces import SOURCE

PATH = "data.html"
# The year of this version, for those who cite it; the same version always gives the same page.
YEAR = 2026


def paths(_: Site) -> Iterator[str]:
    """Yield where the page stands."""
    yield PATH


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the page."""
    sets = (("whole", WHOLE), ("results", RESULTS), ("ontology", ONTOLOGY), ("companions", COMPANIONS))
    yield site.render(
        "data.html",
        PATH,
        sets=sets,
        catalogue=CATALOGUE,
        cases=site.names,
        year=YEAR,
        reports=list(reports(site)),
    )


def reports(site: Site) -> Iterator[tuple[str, bool]]:
    """Yield how to cite each document that a case rests on, the oldest first, and whether it is one of ours.

    Others are told by their title and year.
    """
    found = site.graph.query(
        """SELECT DISTINCT ?document ?year {
             GRAPH ?case { ?case a cg:Case ; dcterms:source ?section }
             ?section cg:document? ?document . ?document dcterms:issued ?year
           } ORDER BY ?year ?document"""
    )
    for document, year in found.rows:
        assert isinstance(document, ox.NamedNode)
        assert isinstance(year, ox.Literal)
        key = f"data.cite.{document.value.removeprefix(SOURCE)}"
        is_ours = key in catalogue()
        yield (site.texts(key) if is_ours else f"{site.labels.of(document.value)} ({year.value})."), is_ours
