"""What a case can speak of: its own graph, and every graph that is no other case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from craftgraph.graph.namespaces import NAMES_GRAPH

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph


def digests_of(graph: Graph, case: str) -> list[str]:
    """Return the name of a case, and a digest of each named graph that it can speak of."""
    others = _others(graph, case)
    return [case, *(f"{name} {digest}" for name, digest in graph.digests.items() if name not in others)]


def part_of(graph: Graph, case: str) -> Graph:
    """Return a graph with one case, what is computed of it by itself, and what is no case; without persons' names."""
    from craftgraph.graph.store import Graph

    store = ox.Store()
    left_out = {*_others(graph, case), NAMES_GRAPH}
    for name in (ox.DefaultGraph(), *graph.store.named_graphs()):
        if isinstance(name, ox.DefaultGraph) or name.value not in left_out:
            store.bulk_extend(graph.store.quads_for_pattern(None, None, None, name))
    store.bulk_load(graph.case_results[case], format=ox.RdfFormat.N_QUADS)
    part = Graph(store)
    part.prefixes = graph.prefixes
    part.with_results = part
    return part


def _others(graph: Graph, case: str) -> set[str]:
    """Return the named graphs of the other cases."""
    return {graph.case_iri(other) for other in graph.cases if other != case}
