"""What a case can speak of: its own statements, and all that is no statement of another case.

That is its own graph, every graph that is no case (the vocabularies, the registry, what was seen across cases), and
what another case file says of things that are not its own: a party or a passage that every case may name.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pyoxigraph as ox

from craftgraph.graph.namespaces import NAMES_GRAPH

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph

GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
_COMMON = " in common"  # of a case file: what it says of things that are not its own


class Scopes:
    """The scopes of the cases of a graph, without persons' names.

    `digests` holds a digest of the statements of each named graph, by its IRI (empty for the default graph); what a
    case file says of things that are not its own has one by itself.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._cases = {graph.case_iri(case) for case in graph.cases}
        self._common: dict[str, bytes] = {}
        self.digests: dict[str, str] = {}
        for name, known in sorted(_graphs(graph.store).items()):
            lines = _lines(graph.store, known)
            if name in self._cases:
                own = (f"<{name}>".encode(), f"<{name}/".encode())
                common = [line for line in lines if not line.startswith(own)]
                lines = [line for line in lines if line.startswith(own)]
                self._common[name] = b"".join(common)
                self.digests[name + _COMMON] = _digest(common)
            self.digests[name] = _digest(lines)

    def of(self, case: str) -> list[str]:
        """Return the name of a case, and a digest of each part of the graph that it can speak of."""
        others = self._cases - {self._graph.case_iri(case)}
        return [case, *(f"{name} {digest}" for name, digest in self.digests.items() if name not in others)]

    @property
    def whole(self) -> list[str]:
        """A digest of each part of the graph."""
        return [*map(" ".join, self.digests.items())]

    def part(self, case: str) -> Graph:
        """Return a graph with all that a case can speak of, and nothing else."""
        from craftgraph.graph.store import Graph

        whole, store = self._graph.store, ox.Store()
        others = self._cases - {self._graph.case_iri(case)}
        mine = [graph for name, graph in _graphs(whole).items() if name not in others]
        store.bulk_extend(quad for graph in mine for quad in whole.quads_for_pattern(None, None, None, graph))
        for other in others:
            store.load(self._common[other], format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(other))
        part = Graph(store)
        part.prefixes = self._graph.prefixes
        return part


def _graphs(store: ox.Store) -> dict[str, GraphName]:
    """Return the graphs of a store by their IRI (empty for the default graph), without persons' names."""
    named = {graph.value: graph for graph in store.named_graphs() if graph.value != NAMES_GRAPH}
    return {"": ox.DefaultGraph(), **named}


def _lines(store: ox.Store, graph: GraphName) -> list[bytes]:
    """Return the statements of a graph as lines of N-Triples, in order."""
    written = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
    assert written is not None, "without an output file the bytes are returned"
    return sorted(written.splitlines(keepends=True))


def _digest(lines: list[bytes]) -> str:
    return hashlib.sha256(b"".join(lines)).hexdigest()
