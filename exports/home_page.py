"""The first page."""

from __future__ import annotations

from collections.abc import Iterator

from craftgraph.exports.case_page import case_values
from craftgraph.exports.pages import Site


def paths(_: Site) -> Iterator[str]:
    """Yield where the first page stands."""
    yield "index.html"


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the first page."""
    cases = [case_values(site.sheet(case), site.map(case)) for case in site.graph.cases]
    yield site.render("index.html", "index.html", cases=cases)
