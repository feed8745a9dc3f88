"""The loaded graph, and the interfaces on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from craftgraph.graph.errors import UnknownNameError
from craftgraph.graph.load import load
from craftgraph.graph.namespaces import DEF, ID
from craftgraph.graph.store import Graph

PARTY = "parties:\n- {party: shop, involvement: partner, at: one}\n"
QUESTION = f"SELECT ?party {{ ?s <{DEF}party> ?party }}"


def test_each_case_is_a_named_graph(little: Callable[..., Graph]) -> None:
    """What a case says stands in its own graph, the registry and the vocabularies in theirs."""
    graph = little(PARTY)
    own = {quad for quad in graph.store if quad.graph_name == ox.NamedNode(ID + "own-2024")}
    assert own
    assert all(quad.subject.value.startswith(ID + "own-2024") for quad in own if isinstance(quad.subject, ox.NamedNode))
    names = {entry.value for entry in graph.store.named_graphs()}
    assert {ID + "own-2024", ID + "little", DEF.rstrip("#")} <= names


def test_cases_stand_in_the_order_of_their_dates(
    case_files: Callable[..., list[Path]], write: Callable[..., Path]
) -> None:
    """The cases of a graph come oldest first, whatever the order of the files."""
    paths = case_files(PARTY)
    text = paths[1].read_text()
    older = write(text.replace("own-2024", "a-2019").replace("2024-05", "2019"), "older.yaml")
    newer = write(text.replace("own-2024", "b-2025").replace("2024-05", "2025-01-01"), "newer.yaml")
    assert load([newer, *paths, older], only=True).cases == ("a-2019", "own-2024", "b-2025")


def test_an_unknown_case_is_named_with_the_nearest(little: Callable[..., Graph]) -> None:
    """A case that is not there gives the one that looks like it."""
    graph = little(PARTY)
    assert graph.case_iri("own-2024") == ID + "own-2024"
    with pytest.raises(UnknownNameError, match=r"no case 'own-2023'; did you mean 'own-2024'\?"):
        graph.case_iri("own-2023")


def test_the_dataset_is_the_same_graph_for_rdflib(little: Callable[..., Graph]) -> None:
    """`dataset` is an rdflib Dataset with the same quads, whose default graph is the union of all."""
    graph = little(PARTY)
    assert isinstance(graph.dataset, rdflib.Dataset)
    assert len(list(graph.dataset.quads())) == len(graph.store)
    own = graph.dataset.graph(rdflib.URIRef(ID + "own-2024"))
    assert len(own) == len(list(graph.store.quads_for_pattern(None, None, None, ox.NamedNode(ID + "own-2024"))))
    party = rdflib.URIRef(DEF + "party")
    assert list(graph.dataset.objects(None, party)) == [rdflib.URIRef(ID + "shop")]


@pytest.mark.parametrize(
    "sparql",
    [
        QUESTION,
        f"SELECT ?class (COUNT(?s) AS ?n) {{ ?s a ?class . FILTER(STRSTARTS(STR(?class), '{DEF}')) }} GROUP BY ?class",
        f"SELECT ?g ?s {{ GRAPH ?g {{ ?s a <{DEF}Participation> }} }}",
        "SELECT ?s ?label { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?label . FILTER(LANG(?label) = 'nl') }",
    ],
)
def test_three_engines_give_the_same_answer(sparql: str, little: Callable[..., Graph]) -> None:
    """Our query, rdflib on the same store, and rdflib's own engine on the same quads agree."""
    graph = little(PARTY)
    ours = sorted(tuple(map(str, row)) for row in graph.query(sparql).rows)
    plain = rdflib.Dataset(default_union=True)
    data = graph.store.dump(format=ox.RdfFormat.N_QUADS)
    assert data is not None
    plain.parse(data=data, format="nquads")
    for dataset in (graph.dataset, plain):
        rows = [tuple(term.n3() for term in row) for row in dataset.query(sparql) if isinstance(row, tuple)]
        assert sorted(tuple(_like_ours(term) for term in row) for row in rows) == ours
    assert ours


def _like_ours(term: str) -> str:
    return str(next(iter(ox.parse(f"<a:a> <a:a> {term} .".encode(), format=ox.RdfFormat.TURTLE))).object)


def test_a_graph_shows_itself(little: Callable[..., Graph]) -> None:
    """In a notebook a graph is a table of its cases by name."""
    graph = little(PARTY)
    assert repr(graph).startswith("<craftgraph.Graph: 1 case")
    assert "<td>own-2024</td><td>Own</td>" in graph._repr_html_()
