"""The pages that tell of one case: made from what it can speak of (:mod:`craftgraph.graph.scope`), and remembered.

So they follow from just what they are remembered by: that, what the pages tell of other cases
(:mod:`craftgraph.exports.elsewhere`), and what stands around every page.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from craftgraph.exports.elsewhere import Elsewhere, elsewhere
from craftgraph.exports.network_map import places
from craftgraph.exports.pages import CaseKind, Site
from craftgraph.exports.place import put
from craftgraph.exports.texts import LANGUAGES
from craftgraph.graph.memory import remembered_value
from craftgraph.graph.projection import project

if TYPE_CHECKING:
    import jinja2

    from craftgraph.graph.dependence import Assessment
    from craftgraph.graph.store import Graph


class CaseSite(Site):
    """A case as pages in one language, made from what it can speak of.

    :param whole: the site that the pages stand in: where its pages are, and what the cases are called.
    :param part: what the case can speak of (:meth:`craftgraph.graph.scope.Scopes.part`).
    """

    def __init__(self, whole: Site, case: str, part: Graph) -> None:
        network = project(part, case, planned=True)
        placed = places(network, *map(part.labels, LANGUAGES))
        super().__init__(part, part.labels(whole.language), {case: network}, {case: placed}, whole.kinds)
        self._whole = whole

    @cached_property
    def paths(self) -> frozenset[str]:
        """Where every page of the whole site stands."""
        return self._whole.paths

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each case of the whole site."""
        return self._whole.names

    def assessment(self, case: str) -> Assessment:
        """Return how dependent the case is, which follows from what it can speak of."""
        return self._whole.assessment(case)

    def _what_stands_around(self, path: str, place: dict[str, str]) -> dict[str, str]:
        return self._whole._what_stands_around(path, place)

    @cached_property
    def _frame(self) -> dict[str, Any]:
        return self._whole._frame | {"statement_link": self.statement_link}

    @cached_property
    def _environment(self) -> jinja2.Environment:
        return self._whole._environment


def pages_of(site: Site, case: str, told: Elsewhere) -> Iterator[tuple[str, str]]:
    """Yield where each page stands that tells of a case alone, below the folder of the language, and its text."""
    for kind in site.kinds:
        if isinstance(kind, CaseKind):
            yield from kind.of_case(site, case, told)


def write_case(sites: Sequence[Site], case: str, folder: Path) -> None:
    """Write the pages that tell of a case alone, in every language; those that were made before are not made again.

    :raises OSError: when they cannot be written.
    """
    graph = sites[0].graph
    told = [elsewhere(site, case) for site in sites]
    around = [f"{site.around} {one}" for site, one in zip(sites, told, strict=True)]
    kept = remembered_value("pages", [*graph.scopes.of(case), *around], lambda: _packed(_drawn(sites, case, told)))
    put(json.loads(zlib.decompress(kept)).items(), folder)


def _drawn(sites: Sequence[Site], case: str, told: Sequence[Elsewhere]) -> Iterator[tuple[str, str]]:
    """Yield where each page of a case stands, below the folder of the whole site, and its text."""
    part = sites[0].graph.scopes.part(case)
    for whole, one in zip(sites, told, strict=True):
        pages = pages_of(CaseSite(whole, case, part), case, one)
        yield from ((whole.folder + path, text) for path, text in pages)


def _packed(pages: Iterator[tuple[str, str]]) -> bytes:
    return zlib.compress(json.dumps(dict(pages), ensure_ascii=False).encode(), 1)
