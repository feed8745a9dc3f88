"""The accessibility statement: what was tested and how, what is known not to work, how to reach the makers."""

from __future__ import annotations

from collections.abc import Iterator

from craftgraph.exports.pages import Site

PATH = "accessibility.html"


def paths(_: Site) -> Iterator[str]:
    """Yield where the statement stands."""
    yield PATH


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the statement."""
    yield site.render("accessibility.html", PATH)
