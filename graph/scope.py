"""What a case can speak of: its own statements, and all that is no statement of another case.

That is its own graph, every graph that is no case (the vocabularies, the registry, what was seen across cases), and
what another case file says of things that are not its own: a party or a passage that every case may name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from craftgraph.graph.namespaces import ID, NAMES_GRAPH

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph

_COMMON = " in common"  # of a case file: what it says of things that are not its own


class Scopes:
    """The scopes of the cases of a graph, without persons' names.

    `digests` holds a digest of the statements of each named graph, by its IRI (empty for the default graph); what a
    case file says of things that are not its own has one by itself.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._cases = {graph.case_iri(case) for case in graph.cases}
        self._common: dict[str, list[ox.Quad]] = {case: [] for case in self._cases}
        lines: dict[str, list[str]] = {}
        for quad in graph.store:
            name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
            if name in self._cases and not _is_own(quad, name):
                self._common[name].append(quad)
                name += _COMMON
            lines.setdefault(name, []).append(str(quad))
        lines.pop(NAMES_GRAPH, None)
        self.digests = {
            name: hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest() for name, found in sorted(lines.items())
        }

    def of(self, case: str) -> list[str]:
        """Return the name of a case, and a digest of each part of the graph that it can speak of."""
        others = self._cases - {self._graph.case_iri(case)}
        return [case, *(f"{name} {digest}" for name, digest in self.digests.items() if name not in others)]

    def part(self, case: str) -> Graph:
        """Return a graph with all that a case can speak of, and nothing else."""
        from craftgraph.graph.store import Graph

        store = ox.Store()
        for name in (ox.DefaultGraph(), *self._graph.store.named_graphs()):
            store.bulk_extend(self._within(case, name))
        part = Graph(store)
        part.prefixes = self._graph.prefixes
        return part

    def _within(self, case: str, graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
        """Return what of a named graph a case can speak of."""
        name = graph.value if isinstance(graph, ox.NamedNode) else ""
        if name == NAMES_GRAPH:
            return iter(())
        if name in self._cases and name != ID + case:
            return iter(self._common[name])
        return self._graph.store.quads_for_pattern(None, None, None, graph)


def _is_own(quad: ox.Quad, case: str) -> bool:
    """Whether a statement of a case file is about the case or something of it."""
    subject = quad.subject
    return isinstance(subject, ox.NamedNode) and (subject.value == case or subject.value.startswith(f"{case}/"))
