"""What a case can speak of: its own statements, and all that is no statement of another case.

That is its own graph, every graph that is no case (the vocabularies, the registry, what was seen across cases), what
another case file says of things that are not its own (a party or a passage that every case may name), and what each
case is called. Of the statements of another case it is those that are pointed at (by this case, or by what every case
can speak of), those that were seen in this case, and the posts held by a person that it names; what these point at too.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from craftgraph.graph.namespaces import DEF, NAMES_GRAPH, PREFIXES

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph

GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
_COMMON = " in common"  # of a case file: what every case can speak of
_NAME = f"<{PREFIXES['skos']}prefLabel>"
# Read from the end: what was seen in a case belongs to it, and a person is called after the posts that they hold.
_BACKWARD = (ox.NamedNode(DEF + "seenIn"), ox.NamedNode(PREFIXES["org"] + "heldBy"))
Things = dict[bytes, str]  # what a case says something of, by IRI, and that case


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
        shared: list[bytes] = []
        for name, known in sorted(_graphs(graph.store).items()):
            lines = _lines(graph.store, known)
            if name in self._cases:
                own, called = (f"<{name}>".encode(), f"<{name}/".encode()), f"<{name}> {_NAME} ".encode()
                common = [line for line in lines if not line.startswith(own) or line.startswith(called)]
                lines = self._own[name] = [line for line in lines if line.startswith(own)]
                self._common[name] = b"".join(common)
                self.digests[name + _COMMON] = _digest(common)
                shared += common
            else:
                shared += lines
            self.digests[name] = _digest(lines)
        self._pointed_at = self._follow(b"".join(shared))

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
        mine = [graph for name, graph in sorted(_graphs(whole).items()) if name not in others]
        store.bulk_extend(quad for graph in mine for quad in whole.quads_for_pattern(None, None, None, graph))
        for other in sorted(others):
            lines = self._common[other] + b"".join(self._pointed_at[me].get(other, ()))
            store.load(lines, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(other))
        part = Graph(store)
        part.prefixes = self._graph.prefixes
        return part

    def _follow(self, shared: bytes) -> dict[str, dict[str, list[bytes]]]:
        """Return for each case the statements of other cases that it can speak of: lines by the case that makes them.

        :param shared: what every case can speak of.
        """
        backward = self._backward()
        everywhere = self._things(shared, "")
        found = {}
        for case, lines in self._own.items():
            text = b"".join(lines)
            elsewhere = (end for end, said in backward.items() if set(said.values()) != {case})
            named = [end for end in elsewhere if b"<" + end + b">" in text]
            first = everywhere | self._things(text, case)
            found[case] = self._said(self._reached(case, first | _joined(backward, [case.encode(), *named]), backward))
        return found

    def _things(self, text: bytes, case: str) -> Things:
        """Return the things of cases that a text names, but for those of one case."""
        cases = "|".join(re.escape(one) for one in sorted(self._cases - {case})) or "(?!)"
        found = re.findall(rf"<(({cases})/[^>]+)>".encode(), text)
        return {iri: owner.decode() for iri, owner in found}

    def _backward(self) -> dict[bytes, Things]:
        """Return what cases say of things that it has at its end, by that end."""
        found: dict[bytes, Things] = {}
        for predicate in _BACKWARD:
            for quad in self._graph.store.quads_for_pattern(None, predicate, None, None):
                case, subject, end = (_iri(term) for term in (quad.graph_name, quad.subject, quad.object))
                if case in self._cases and subject.startswith(f"{case}/"):
                    found.setdefault(end.encode(), {})[subject.encode()] = case
        return found

    def _reached(self, case: str, new: Things, backward: Mapping[bytes, Things]) -> Things:
        """Return the things of other cases that can be reached from some, those among them."""
        found: Things = {}
        while new := {iri: owner for iri, owner in new.items() if owner != case and iri not in found}:
            found |= new
            further = self._things(b"".join(line for lines in self._said(new).values() for line in lines), case)
            new = further | _joined(backward, [*new, *further])
        return found

    def _said(self, things: Things) -> dict[str, list[bytes]]:
        """Return what cases say of things of their own, by case."""
        found: dict[str, list[bytes]] = {}
        for iri, owner in sorted(things.items()):
            lines, start = self._own[owner], b"<" + iri + b"> "
            said = lines[bisect_left(lines, start) : bisect_left(lines, start[:-1] + b"!")]
            found.setdefault(owner, []).extend(said)
        return found


def _joined(backward: Mapping[bytes, Things], ends: Iterable[bytes]) -> Things:
    return {iri: owner for end in ends for iri, owner in backward.get(end, {}).items()}


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


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
