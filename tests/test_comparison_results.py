"""Comparisons as RDF."""

from __future__ import annotations

import pytest

from craftgraph.graph.comparison_results import comparison_graph, comparison_quads
from craftgraph.graph.load import load
from craftgraph.graph.namespaces import DEF, ID
from craftgraph.graph.query import ask
from craftgraph.graph.store import Graph


@pytest.fixture(scope="module")
def computed() -> Graph:
    """A graph of its own, with the comparison of one case on two features in it."""
    graph = load()
    found = graph.compare("oss-2019", weights={"phase": 3}, features=["phase", "money"])
    graph.store.extend(comparison_quads(found))
    return graph


def test_a_comparison_says_with_which_weights_it_was_made(computed: Graph) -> None:
    """The weights stand beside it, each with the name of its feature in both languages."""
    rows = ask(
        computed.store,
        """SELECT ?feature ?value (COUNT(DISTINCT LANG(?label)) AS ?languages) {
            ?weight a cg:FeatureWeight ; cg:ofComparison/cg:compares id:oss-2019 ; cg:feature ?feature ;
                    cg:value ?value ; skos:prefLabel ?label } GROUP BY ?feature ?value ORDER BY ?feature""",
    ).texts
    assert [(feature, float(value), count) for feature, value, count in rows] == [("money", 1, "2"), ("phase", 3, "2")]


def test_likeness_in_rdf_is_that_of_the_ranking(computed: Graph) -> None:
    """Rank, score and range are those of the comparison, and the reasons add up to the score."""
    found = computed.compare("oss-2019", weights={"phase": 3}, features=["phase", "money"])
    rows = ask(
        computed.store,
        """SELECT ?rank ?case ?value ?min ?max (SUM(?part * ?share) AS ?sum) {
            ?one a cg:Likeness ; cg:rank ?rank ; cg:withCase ?case ; cg:value ?value ; cg:min ?min ; cg:max ?max .
            ?reason cg:ofLikeness ?one ; cg:value ?part ; cg:share ?share
        } GROUP BY ?rank ?case ?value ?min ?max ORDER BY ?rank""",
    ).texts
    assert [(int(rank), case.removeprefix("id:")) for rank, case, *_ in rows] == [
        (number, one.case) for number, one in enumerate(found, 1)
    ]
    for one, (_, _, value, low, high, total) in zip(found, rows, strict=True):
        assert [float(value), float(low), float(high)] == pytest.approx([one.score, one.low, one.high], abs=1e-5)
        assert float(total) == pytest.approx(one.score, abs=1e-4)


def test_a_likeness_rests_on_statements_that_there_are(computed: Graph) -> None:
    """What a feature adds is derived from statements of the case that is alike, which are in the graph."""
    query = """SELECT ?statement { ?reason a cg:FeatureLikeness ; prov:wasDerivedFrom ?statement
        FILTER NOT EXISTS { ?statement a ?class } }"""
    assert ask(computed.store, query).texts == []
    assert ask(computed.store, "ASK { ?reason a cg:FeatureLikeness ; prov:wasDerivedFrom ?statement }").truth


def test_every_term_is_described(computed: Graph) -> None:
    """Classes and properties of a comparison have a definition in the ontology."""
    graph = comparison_graph("oss-2019")
    used = f"""SELECT DISTINCT ?term {{
        {{ GRAPH <{graph}> {{ ?s ?term ?o }} }} UNION {{ GRAPH <{graph}> {{ ?s a ?term }} }}
        FILTER(STRSTARTS(STR(?term), "{DEF}")) FILTER NOT EXISTS {{ ?term skos:definition ?text }} }}"""
    assert ask(computed.store, used).texts == []
    assert graph == f"{ID}oss-2019/comparison"
