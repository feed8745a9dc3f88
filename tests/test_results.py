"""Computed results as RDF, and asking for them."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from craftgraph import __version__
from craftgraph.graph.centrality import METRICS, centralities
from craftgraph.graph.namespaces import DEF, ID, SOURCE
from craftgraph.graph.projection import project, projections, simple
from craftgraph.graph.results import add_results, result_graph, result_quads
from craftgraph.graph.store import Graph

CASE = """\
parties:
- {party: shop, involvement: partner, at: one}
- {party: depot, involvement: partner, at: one}
- {party: town, involvement: partner, at: one}
ties:
- {tie: contracts, from: shop, to: depot, at: one}
- {tie: advises, from: care, to: depot, basis: read, at: one}
"""


@pytest.fixture
def own(little: Callable[..., Graph]) -> Graph:
    """A graph with a case and its results."""
    graph = little(CASE)
    add_results(graph)
    return graph


def test_results_say_what_computed_them(own: Graph) -> None:
    """Each projection of each case has a graph that names the case, the projection, its rules and the version."""
    rows = own.query("""
        SELECT ?name ?version ?planned (COUNT(?rule) AS ?rules) {
          GRAPH ?g { ?g a cg:Projection ; cg:inCase id:own-2024 ; skos:notation ?name ; cg:rule ?rule ;
            cg:softwareVersion ?version ; cg:withPlanned ?planned }
        } GROUP BY ?name ?version ?planned ORDER BY ?name
    """).texts
    expected = [
        (name, f"craftgraph {__version__}", "false", str(len(projection.rules)))
        for name, projection in sorted(projections().items())
    ]
    assert rows == expected


def test_every_edge_leads_to_its_rule_and_statement(own: Graph) -> None:
    """Behind every edge stand a rule and a statement that the case itself makes, with its section."""
    edges = own.query("SELECT ?e { ?e a cg:Edge }")
    traced = own.query("""
        SELECT DISTINCT ?e ?from ?to ?rule ?section {
          ?e a cg:Edge ; cg:from ?from ; cg:to ?to ; cg:rule ?rule ; prov:wasDerivedFrom ?statement .
          GRAPH id:own-2024 { ?statement prov:wasDerivedFrom ?section }
        }
    """)
    assert len(traced) == len(edges) > 0
    assert {row[1:] for row in traced.texts} == {
        ("id:shop", "id:depot", "tie", SOURCE + "report/one"),
        ("id:care", "id:depot", "tie", SOURCE + "report/one"),
    }


def test_measures_can_be_asked_for(own: Graph) -> None:
    """SPARQL finds the same numbers as Python."""
    sparql = """
        SELECT ?actor ?value {{
          ?m a cg:Measurement ; cg:ofActor ?actor ; cg:metric metric:{} ; cg:value ?value ; cg:projection ?g .
          ?g skos:notation "stated"
        }}
    """
    network = simple(project(own, "own-2024", "stated"))
    for metric in METRICS:
        asked = {actor: float(value) for actor, value in own.query(sparql.format(metric.replace("_", "-"))).texts}
        told = {f"id:{one.actor}": getattr(one, metric) for one in centralities(network)}
        assert asked == {actor: pytest.approx(value, abs=1e-6) for actor, value in told.items() if value is not None}
        assert asked


def test_computed_stands_apart_from_stated(own: Graph, little: Callable[..., Graph]) -> None:
    """Results stand in graphs of their own, so that the graph of the case holds what the source says and no more."""
    stated = set(little(CASE).store)
    computed = {quad for quad in own.store if quad not in stated}
    assert stated < set(own.store)
    names = [*(f"network/{name}-current" for name in projections()), "dependence", "comparison"]
    assert {quad.graph_name for quad in computed} == {ox.NamedNode(f"{ID}own-2024/{name}") for name in names}


def test_results_are_added_once(own: Graph) -> None:
    """Asking for the results again adds nothing, and changes no network."""
    before = set(own.store)
    add_results(own)
    assert set(own.store) == before
    assert own.cases == ("own-2024",)


def test_no_result_is_a_blank_node_or_undescribed(own: Graph) -> None:
    """Everything in the results has an identifier, and every class, property and metric has a label."""
    network = project(own, "own-2024", planned=True)
    quads = list(result_quads(network, centralities(simple(network))))
    assert {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)} == {
        result_graph(network)
    }
    assert result_graph(network).endswith("/coordinated-planned")
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))
    terms = {quad.predicate.value for quad in quads} | {
        quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)
    }
    ours = sorted(term for term in terms if term.startswith((DEF, "https://w3id.org/craftgraph/voc/")))
    assert ours
    for term in ours:
        assert own.query(f"ASK {{ <{term}> rdfs:label|skos:prefLabel ?label }}").truth, term


def test_a_case_that_says_nothing_has_results_too(little: Callable[..., Graph]) -> None:
    """A case with an empty network is projected, with no edges and no measures."""
    graph = little()
    add_results(graph)
    assert graph.query("ASK { ?g a cg:Projection }").truth
    assert not graph.query("ASK { ?m a cg:Measurement }").truth
    assert len(graph.measures("own-2024")) == 0
