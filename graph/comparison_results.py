"""Comparisons as RDF, in a named graph of their own, with the weights used and what each likeness rests on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pyoxigraph as ox

from craftgraph.graph.comparison import Comparison, Reason
from craftgraph.graph.features import features
from craftgraph.graph.namespaces import DEF, ID, PREFIXES

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_DECIMAL = ox.NamedNode(PREFIXES["xsd"] + "decimal")
_LABEL = ox.NamedNode(PREFIXES["skos"] + "prefLabel")
_DERIVED = ox.NamedNode(PREFIXES["prov"] + "wasDerivedFrom")


def comparison_graph(profile: str) -> str:
    """Return the IRI of the named graph that holds a comparison, which is that of the comparison too."""
    return f"{ID}{profile}/comparison"


def comparison_quads(found: Comparison) -> Iterator[ox.Quad]:
    """Yield a comparison: the weights, and each likeness with its rank, its range and its reasons."""
    from craftgraph import __version__

    graph = ox.NamedNode(comparison_graph(found.profile))

    def quad(subject: ox.NamedNode, name: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
        return ox.Quad(subject, _term(name), value, graph)

    yield ox.Quad(graph, _TYPE, ox.NamedNode(DEF + "Comparison"), graph)
    yield quad(graph, "compares", ox.NamedNode(ID + found.profile))
    yield quad(graph, "softwareVersion", ox.Literal(f"craftgraph {__version__}"))
    for name in found.features:
        weight = ox.NamedNode(f"{graph.value}/weight/{name}")
        yield ox.Quad(weight, _TYPE, ox.NamedNode(DEF + "FeatureWeight"), graph)
        yield quad(weight, "ofComparison", graph)
        yield quad(weight, "feature", ox.Literal(name))
        yield quad(weight, "value", _number(found.weights[name]))
        for language, text in sorted(features()[name].texts.items()):
            yield ox.Quad(
                weight, ox.NamedNode(PREFIXES["skos"] + "prefLabel"), ox.Literal(text, language=language), graph
            )
    for rank, one in enumerate(found, 1):
        node = ox.NamedNode(f"{graph.value}/with/{one.case}")
        yield ox.Quad(node, _TYPE, ox.NamedNode(DEF + "Likeness"), graph)
        yield quad(node, "ofComparison", graph)
        yield quad(node, "withCase", ox.NamedNode(ID + one.case))
        yield quad(node, "rank", ox.Literal(rank))
        for name, value in (("value", one.score), ("min", one.low), ("max", one.high), ("knownShare", one.known)):
            yield quad(node, name, _number(value))
        for reason in found.reasons(one.case):
            yield from _reason_quads(node, reason, graph)


def _reason_quads(likeness: ox.NamedNode, reason: Reason, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    node = ox.NamedNode(f"{likeness.value}/{reason.feature}")

    def quad(name: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
        return ox.Quad(node, _term(name), value, graph)

    yield ox.Quad(node, _TYPE, ox.NamedNode(DEF + "FeatureLikeness"), graph)
    yield quad("ofLikeness", likeness)
    yield quad("feature", ox.Literal(reason.feature))
    yield quad("outcome", ox.Literal(reason.outcome))
    for name, value in (
        ("value", reason.similarity),
        ("min", reason.low),
        ("max", reason.high),
        ("share", reason.share),
    ):
        yield quad(name, _number(value))
    rests = {iri for match in reason.matches if match.found is not None for iri in match.found.statements}
    for iri in sorted(rests):
        yield ox.Quad(node, _DERIVED, ox.NamedNode(iri), graph)


@cache
def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(DEF + name)


def _number(value: float) -> ox.Literal:
    return ox.Literal(f"{value:.6f}", datatype=_DECIMAL)
