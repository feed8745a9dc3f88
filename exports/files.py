"""The graph and its networks as files that other tools read; the same graph gives the same bytes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox

from craftgraph.exports.sheet import Sheet
from craftgraph.graph.model import folder as ontology
from craftgraph.graph.namespaces import DEF, ID, NAMES_GRAPH, PREFIXES
from craftgraph.graph.rdf import ordered, serialize_ordered
from craftgraph.graph.store import Graph

ALL_STATEMENTS = "craftgraph-statements.csv"
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_STAMP = re.compile(r' lastmodifieddate="[^"]*"')


def write_graph(graph: Graph, folder: Path) -> None:
    """Write the whole graph as TriG, N-Quads and JSON-LD, each case as Turtle, and what was computed as TriG."""
    folder.mkdir(parents=True, exist_ok=True)
    said = {name: ordered(graph.store, name) for name in sorted(stated_graphs(graph.store), key=str)}
    quads = [quad for each in said.values() for quad in each]
    for name in ("trig", "nq", "jsonld"):
        (folder / f"craftgraph.{name}").write_bytes(serialize_ordered(quads, name))
    (folder / "craftgraph-results.trig").write_bytes(serialize_ordered(graph.results, "trig"))
    for case in graph.cases:
        mine = said[ox.NamedNode(ID + case)]
        (folder / f"{case}.ttl").write_bytes(serialize_ordered((quad.triple for quad in mine), "ttl"))


def write_ontology(folder: Path) -> None:
    """Write the ontology's own files: classes and properties, shapes, context, and the schema for editors."""
    for name, source in (
        ("ontology.ttl", "craftgraph.ttl"),
        *((name, name) for name in ("shapes.ttl", "context.jsonld", "case.schema.json")),
    ):
        (folder / name).write_bytes((ontology() / source).read_bytes())


def companions() -> list[Path]:
    """Return the files to work with and cite from that come with the program: the citation file and the notebooks."""
    root = Path(str(files("craftgraph")))
    return [root / "CITATION.cff", *sorted((root / "notebooks").glob("*.ipynb"))]


def write_companions(folder: Path) -> None:
    """Write the citation file and the notebooks as they are."""
    for path in companions():
        (folder / path.name).write_bytes(path.read_bytes())


def stated_graphs(store: ox.Store) -> list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]:
    """Return the graphs that hold what is stated: all but persons' names and what was computed."""
    computed = {
        quad.graph_name
        for name in ("Projection", "DependenceAssessment", "Comparison")
        for quad in store.quads_for_pattern(None, _TYPE, ox.NamedNode(DEF + name), None)
    }
    left_out = computed | {ox.NamedNode(NAMES_GRAPH)}
    return [graph for graph in (ox.DefaultGraph(), *store.named_graphs()) if graph not in left_out]


def write_network(network: nx.MultiDiGraph[str], names: dict[str, str], folder: Path) -> None:
    """Write a network as GraphML and GEXF, and as tables of nodes and edges for Gephi and for Kumu.

    :param names: what each node is called.
    """
    folder.mkdir(parents=True, exist_ok=True)
    case = network.graph["case"]
    flat = _flat(network, names)
    (folder / f"{case}.graphml").write_text("\n".join(nx.generate_graphml(flat)) + "\n", "utf-8")
    gexf = "\n".join(nx.generate_gexf(flat, version="1.2draft"))
    (folder / f"{case}.gexf").write_text(_STAMP.sub("", gexf) + "\n", "utf-8")
    nodes = [
        [node, data["label"], data["kind"], data["kinds"], data["involvement"], data["iri"]]
        for node, data in flat.nodes(data=True)
    ]
    edges = [(one, other, data) for one, other, data in flat.edges(data=True)]
    write_csv(folder / f"{case}-gephi-nodes.csv", ["Id", "Label", "Kind", "Kinds", "Involvement", "IRI"], nodes)
    write_csv(
        folder / f"{case}-gephi-edges.csv",
        ["Source", "Target", "Type", "Weight", "Rule", "Layer", "Stated", "Status", "Statement"],
        [[a, b, "Directed", 1, d["rule"], d["layer"], d["stated"], d["status"], d["statement"]] for a, b, d in edges],
    )
    write_csv(
        folder / f"{case}-kumu-elements.csv",
        ["Label", "Type", "Tags", "ID"],
        [[label, kind, kinds.replace(", ", "|"), node] for node, label, kind, kinds, _, _ in nodes],
    )
    write_csv(
        folder / f"{case}-kumu-connections.csv",
        ["From", "To", "Direction", "Type", "Tags"],
        [[names[a], names[b], "directed", d["layer"], f"{d['rule']}|{d['status']}"] for a, b, d in edges],
    )


def _flat(network: nx.MultiDiGraph[str], names: dict[str, str]) -> nx.MultiDiGraph[str]:
    """Return a copy whose attributes are plain texts, as the XML formats ask."""
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in network.nodes(data=True):
        flat.add_node(node, **(data | {"label": names[node], "kinds": ", ".join(data["kinds"])}))
    flat.add_edges_from(network.edges(data=True))
    return flat


def write_statements(sheets: Sequence[Sheet], folder: Path) -> None:
    """Write every statement of a case as a row, with its text in each language and one row a source.

    :param sheets: the same case, a sheet a language.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(folder / f"{sheets[0].case}-statements.csv", _columns(sheets), _rows(sheets))


def write_all_statements(cases: Sequence[Sequence[Sheet]], folder: Path) -> None:
    """Write the statements of all cases as one table, each row with its case before it.

    :param cases: for each case a sheet a language.
    """
    rows = ([sheets[0].case, *row] for sheets in cases for row in _rows(sheets))
    write_csv(folder / ALL_STATEMENTS, ["case", *_columns(cases[0])], rows)


def _columns(sheets: Sequence[Sheet]) -> list[str]:
    texts = (f"text_{sheet.language}" for sheet in sheets)
    return ["id", "list", *texts, "status", "basis", "document", "heading", "form"]


def _rows(sheets: Sequence[Sheet]) -> Iterator[list[str]]:
    for iri, one in sheets[0].statements.items():
        texts = [sheet.statements[iri].text for sheet in sheets]
        basis = "read" if one.is_reading else "stated"
        for place in one.places:
            yield [one.anchor, one.listing, *texts, one.status, basis, place.document, place.heading, place.form]


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a table as CSV in UTF-8; see :func:`csv_text`."""
    path.write_text(csv_text(columns, rows), "utf-8")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a table as CSV; a text that a spreadsheet would run as a formula gets a quote before it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
