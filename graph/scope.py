"""What a case can speak of: its own statements, and all that is no statement of another case.

That is its own graph, every graph that is no case (the vocabularies, the registry, what was seen across cases), and
what another case file says of things that are not its own (a party or a passage that every case may name), what that
case is called, and its statements that this case points at, with those that they point at themselves.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from craftgraph.graph.namespaces import ID, NAMES_GRAPH, PREFIXES

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph

GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
_COMMON = " in common"  # of a case file: what every case can speak of
_NAME = f"<{PREFIXES['skos']}prefLabel>"


class Scopes:
    """The scopes of the cases of a graph, without persons' names.

    `digests` holds a digest of the statements of each named graph, by its IRI (empty for the default graph); what every
    case can speak of in the file of another one has a digest by itself.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._cases = {graph.case_iri(case) for case in graph.cases}
        self._common: dict[str, bytes] = {}
        self._own: dict[str, list[bytes]] = {}
        self.digests: dict[str, str] = {}
        for name, known in sorted(_graphs(graph.store).items()):
            lines = _lines(graph.store, known)
            if name in self._cases:
                own, called = (f"<{name}>".encode(), f"<{name}/".encode()), f"<{name}> {_NAME} ".encode()
                common = [line for line in lines if not line.startswith(own) or line.startswith(called)]
                lines = self._own[name] = [line for line in lines if line.startswith(own)]
                self._common[name] = b"".join(common)
                self.digests[name + _COMMON] = _digest(common)
            self.digests[name] = _digest(lines)
        self._pointed_at = {case: dict(self._follow(case)) for case in self._cases}

    def of(self, case: str) -> list[str]:
        """Return the name of a case, and a digest of each part of the graph that it can speak of."""
        me = self._graph.case_iri(case)
        pointed_at = (f"{name} {_digest(lines)}" for name, lines in self._pointed_at[me].items())
        others = self._cases - {me}
        return [case, *(f"{name} {digest}" for name, digest in self.digests.items() if name not in others), *pointed_at]

    @property
    def whole(self) -> list[str]:
        """A digest of each part of the graph."""
        return [*map(" ".join, self.digests.items())]

    def part(self, case: str) -> Graph:
        """Return a graph with all that a case can speak of, and nothing else."""
        from craftgraph.graph.store import Graph

        whole, store = self._graph.store, ox.Store()
        me = self._graph.case_iri(case)
        others = self._cases - {me}
        mine = [graph for name, graph in _graphs(whole).items() if name not in others]
        store.bulk_extend(quad for graph in mine for quad in whole.quads_for_pattern(None, None, None, graph))
        for other in others:
            lines = self._common[other] + b"".join(self._pointed_at[me].get(other, ()))
            store.load(lines, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(other))
        part = Graph(store)
        part.prefixes = self._graph.prefixes
        return part

    def _follow(self, case: str) -> Iterator[tuple[str, list[bytes]]]:
        """Yield what each other case says of its statements that a case points at, directly or by way of others."""
        others = "|".join(re.escape(one) for one in sorted(self._cases - {case})) or "(?!)"
        pointer = re.compile(rf"<((?:{others})/[^>]+)>".encode())
        found: set[bytes] = set()
        lines = self._own[case]
        while new := set(pointer.findall(b"".join(lines))) - found:
            found |= new
            lines = [line for iri in new for line in self._said_of(iri)]
        for other in sorted({_owner(iri) for iri in found}):
            yield other, [line for iri in sorted(found) if _owner(iri) == other for line in self._said_of(iri)]

    def _said_of(self, iri: bytes) -> list[bytes]:
        """Return what a case says of a statement of its own."""
        lines, start = self._own[_owner(iri)], b"<" + iri + b"> "
        first = bisect_left(lines, start)
        return lines[first : bisect_left(lines, start[:-1] + b"!")]


def _graphs(store: ox.Store) -> dict[str, GraphName]:
    """Return the graphs of a store by their IRI (empty for the default graph), without persons' names."""
    named = {graph.value: graph for graph in store.named_graphs() if graph.value != NAMES_GRAPH}
    return {"": ox.DefaultGraph(), **named}


def _lines(store: ox.Store, graph: GraphName) -> list[bytes]:
    """Return the statements of a graph as lines of N-Triples, in order."""
    written = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
    assert written is not None, "without an output file the bytes are returned"
    return sorted(written.splitlines(keepends=True))


def _owner(iri: bytes) -> str:
    """Return the case that a statement is of."""
    return ID + iri.decode().removeprefix(ID).partition("/")[0]


def _digest(lines: list[bytes]) -> str:
    return hashlib.sha256(b"".join(lines)).hexdigest()
