"""Computed results as RDF, in a named graph of their own, with what they were computed from and by what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox

from craftgraph.graph.centrality import METRICS, Centrality, centralities
from craftgraph.graph.comparison_results import comparison_quads
from craftgraph.graph.dependence import Assessment
from craftgraph.graph.level import rule
from craftgraph.graph.namespaces import DEF, ID, PREFIXES, VOC
from craftgraph.graph.projection import project, projections, simple

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_XSD = PREFIXES["xsd"]


def result_graph(network: nx.MultiDiGraph[str]) -> str:
    """Return the IRI of the named graph that holds the results of a network."""
    chosen = ["planned" if network.graph["planned"] else "current"]
    chosen += [word for key, word in (("context", "with-context"), ("roll_up", "rolled-up")) if network.graph[key]]
    return f"{ID}{network.graph['case']}/network/{network.graph['projection']}-{'-'.join(chosen)}"


def result_quads(network: nx.MultiDiGraph[str], measured: Iterable[Centrality]) -> Iterator[ox.Quad]:
    """Yield the projection, its edges and the measures of its actors as RDF."""
    from craftgraph import __version__

    graph = ox.NamedNode(result_graph(network))

    def quad(subject: ox.NamedNode, name: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
        return ox.Quad(subject, ox.NamedNode(name if ":" in name else DEF + name), value, graph)

    yield ox.Quad(graph, _TYPE, ox.NamedNode(DEF + "Projection"), graph)
    yield quad(graph, "inCase", ox.NamedNode(ID + network.graph["case"]))
    yield quad(graph, PREFIXES["skos"] + "notation", ox.Literal(network.graph["projection"]))
    yield quad(graph, "withPlanned", ox.Literal(network.graph["planned"]))
    yield quad(graph, "softwareVersion", ox.Literal(f"craftgraph {__version__}"))
    for name in network.graph["rules"]:
        yield quad(graph, "rule", ox.Literal(name))
    for number, (one, other, data) in enumerate(network.edges(data=True), 1):
        edge = ox.NamedNode(f"{graph.value}/edge/{number}")
        yield ox.Quad(edge, _TYPE, ox.NamedNode(DEF + "Edge"), graph)
        yield quad(edge, "from", ox.NamedNode(ID + one))
        yield quad(edge, "to", ox.NamedNode(ID + other))
        yield quad(edge, "rule", ox.Literal(data["rule"]))
        yield quad(edge, PREFIXES["prov"] + "wasDerivedFrom", ox.NamedNode(data["statement"]))
    for row in measured:
        values = asdict(row)
        for metric in (*METRICS, "stated_share"):
            if values[metric] is None:
                continue
            name = metric.replace("_", "-")
            node = ox.NamedNode(f"{graph.value}/{name}/{row.actor}")
            yield ox.Quad(node, _TYPE, ox.NamedNode(DEF + "Measurement"), graph)
            yield quad(node, "ofActor", ox.NamedNode(ID + row.actor))
            yield quad(node, "metric", ox.NamedNode(f"{VOC}metric/{name}"))
            yield quad(node, "value", _decimal(values[metric]))
            yield quad(node, "projection", graph)


def dependence_graph(case: str) -> str:
    """Return the IRI of the named graph that holds what was computed of the dependence of a case."""
    return f"{ID}{case}/dependence"


def dependence_quads(found: Assessment) -> Iterator[ox.Quad]:
    """Yield the dependence of a case as RDF: its level, each kind of dependence, and what each loss does."""
    from craftgraph import __version__

    graph = ox.NamedNode(dependence_graph(found.case))

    def quad(subject: ox.NamedNode, name: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
        return ox.Quad(subject, ox.NamedNode(name if ":" in name else DEF + name), value, graph)

    def concept(scheme: str, name: str) -> ox.NamedNode:
        return ox.NamedNode(f"{VOC}{scheme}/{name}")

    yield ox.Quad(graph, _TYPE, ox.NamedNode(DEF + "DependenceAssessment"), graph)
    yield quad(graph, "inCase", ox.NamedNode(ID + found.case))
    yield quad(graph, "level", concept("level", found.level.value))
    yield quad(graph, "leastLevel", ox.Literal(found.is_least))
    yield quad(graph, "softwareVersion", ox.Literal(f"craftgraph {__version__}"))
    yield quad(graph, "projection", ox.NamedNode(f"{ID}{found.case}/network/{rule().network}-current"))
    for dimension in found.dimensions:
        node = ox.NamedNode(f"{graph.value}/{dimension.name}")
        yield ox.Quad(node, _TYPE, ox.NamedNode(DEF + "DependenceDimension"), graph)
        yield quad(node, "ofAssessment", graph)
        yield quad(node, "dimension", concept("dimension", dimension.name))
        yield quad(node, "level", concept("level", dimension.level.value))
        low, high = dimension.range
        yield quad(node, "lowestLevel", concept("level", low.value))
        yield quad(node, "highestLevel", concept("level", high.value))
        if dimension.share is not None:
            yield quad(node, "value", _decimal(dimension.share))
        for actor in dimension.actors:
            yield quad(node, "ofActor", ox.NamedNode(ID + actor))
        for statement in dimension.evidence:
            yield quad(node, PREFIXES["prov"] + "wasDerivedFrom", ox.NamedNode(statement))
    for impact in found.impacts:
        for metric, share in (("cut-share", impact.cut_share), ("orphaned-share", impact.orphaned_share)):
            node = ox.NamedNode(f"{graph.value}/{metric}/{impact.actor}")
            yield ox.Quad(node, _TYPE, ox.NamedNode(DEF + "Measurement"), graph)
            yield quad(node, "ofActor", ox.NamedNode(ID + impact.actor))
            yield quad(node, "metric", concept("metric", metric))
            yield quad(node, "value", _decimal(share))
            yield quad(node, "ofAssessment", graph)


def _decimal(value: float) -> ox.Literal:
    return ox.Literal(f"{value:.6f}", datatype=ox.NamedNode(_XSD + "decimal"))


def case_results(graph: Graph, case: str) -> Iterator[ox.Quad]:
    """Compute every projection of a case, and its dependence, and yield the results as RDF.

    They follow from the graph of the case and from those that are no case; they are worked out anew only when one of
    these changes.
    """
    for name in projections():
        network = project(graph, case, name)
        yield from result_quads(network, centralities(simple(network)))
    yield from dependence_quads(graph.risk(case))


def cross_results(graph: Graph) -> Iterator[ox.Quad]:
    """Compare every case with the others, and yield the results as RDF; they follow from all cases together."""
    for comparison in graph.comparisons.values():
        yield from comparison_quads(comparison)


def add_results(graph: Graph) -> None:
    """Put the results of every projection of every case, its dependence and its comparison, into the graph, once.

    They stand in named graphs of their own.
    """
    measurement = ox.NamedNode(DEF + "Measurement")
    if graph.is_read_only:
        graph.copy_into_memory()
    if next(iter(graph.store.quads_for_pattern(None, _TYPE, measurement, None)), None) is None:
        graph.store.extend(graph.results)
