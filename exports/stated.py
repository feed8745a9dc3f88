"""What a graph says of statements, as it is read for sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from weakref import WeakKeyDictionary

import pyoxigraph as ox

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph

Term = ox.NamedNode | ox.Literal
Facts = dict[str, list[Term]]  # what is said of a statement, by property


class Stated:
    """What a graph says of statements: read once for the sheets of all languages."""

    _made: ClassVar[WeakKeyDictionary[Graph, Stated]] = WeakKeyDictionary()

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._facts: dict[tuple[str, str], Facts] = {}

    @classmethod
    def of(cls, graph: Graph) -> Stated:
        """Return what has been read of a graph."""
        if graph not in cls._made:
            cls._made[graph] = cls(graph.store)
        return cls._made[graph]

    def facts(self, iri: str, graph: str) -> Facts:
        """Return what a named graph says of a statement."""
        if (iri, graph) not in self._facts:
            facts = self._facts[iri, graph] = {}
            for quad in self._store.quads_for_pattern(ox.NamedNode(iri), None, None, ox.NamedNode(graph)):
                if isinstance(quad.object, Term):
                    facts.setdefault(quad.predicate.value, []).append(quad.object)
        return self._facts[iri, graph]
