"""RDF as bytes, in an order that depends on the statements alone."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from craftgraph.graph.namespaces import PREFIXES

FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}


def serialize(statements: Iterable[ox.Triple] | Iterable[ox.Quad], name: str) -> bytes:
    """Return triples or quads in a format: ttl, nt or jsonld, and trig, nq or jsonld for quads."""
    return serialize_ordered(sorted(statements, key=order), name)


def serialize_ordered(statements: Iterable[ox.Triple] | Iterable[ox.Quad], name: str) -> bytes:
    """Return triples or quads in a format, in the order in which they are given."""
    data = ox.serialize(statements, format=FORMATS[name], prefixes=PREFIXES if name in ("ttl", "trig") else None)
    assert data is not None, "without an output file the bytes are returned"
    return data


def ordered(store: ox.Store, graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> list[ox.Quad]:
    """Return what stands in a named graph of a store, in order."""
    return sorted(store.quads_for_pattern(None, None, None, graph), key=str)


def order(statement: ox.Triple | ox.Quad) -> tuple[str, str]:
    """Return what a statement is sorted by: its graph, and then its subject, predicate and object as written."""
    return str(statement.graph_name) if isinstance(statement, ox.Quad) else "", str(statement)
