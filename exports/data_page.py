"""The page with everything to take away: the data in every format, their description, and how to cite them."""

from __future__ import annotations

from collections.abc import Iterator

from craftgraph.exports.dataset import CATALOGUE, COMPANIONS, ONTOLOGY, RESULTS, WHOLE
from craftgraph.exports.pages import Site

PATH = "data.html"


def paths(_: Site) -> Iterator[str]:
    """Yield where the page stands."""
    yield PATH


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the page."""
    sets = (("whole", WHOLE), ("results", RESULTS), ("ontology", ONTOLOGY), ("companions", COMPANIONS))
    yield site.render("data.html", PATH, sets=sets, catalogue=CATALOGUE, cases=site.names)
