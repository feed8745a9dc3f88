"""The description of the data files for machines, held against the files themselves."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from rdflib import Graph as RdfGraph
from rdflib import Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, SKOS, VOID
from rdflib.term import Node

from craftgraph import __version__
from craftgraph.exports.dataset import LICENCE
from craftgraph.graph.store import Graph

DCAT_VERSION = URIRef("http://www.w3.org/ns/dcat#version")
ROOT = Namespace("https://w3id.org/craftgraph/dataset/")


@pytest.fixture(scope="module")
def catalogue(built_site: Path) -> RdfGraph:
    """The catalogue, read from where it stands."""
    path = built_site / "data" / "catalog.ttl"
    return RdfGraph().parse(path, format="turtle", publicID=path.as_uri())


def test_every_data_file_is_in_the_catalogue(built_site: Path, catalogue: RdfGraph) -> None:
    """The catalogue names every data file and no other, with its size."""
    folder = built_site / "data"
    named = {}
    for distribution, url in catalogue.subject_objects(DCAT.downloadURL):
        named[unquote(str(url).rsplit("/", 1)[-1])] = _number(catalogue, distribution, DCAT.byteSize)
        assert catalogue.value(distribution, DCAT.mediaType)
    there = {path.name: path.stat().st_size for path in folder.iterdir() if not path.name.endswith("-metadata.json")}
    there.pop("catalog.ttl")
    assert named == there


def test_every_dataset_is_described(graph: Graph, catalogue: RdfGraph) -> None:
    """Each dataset has a title and description in both languages, a licence and a version, and is in the catalogue."""
    datasets = set(catalogue.subjects(RDF.type, DCAT.Dataset))
    assert {ROOT[case] for case in graph.cases} < datasets
    assert set(catalogue.objects(ROOT[""], DCAT.dataset)) == datasets
    for dataset in datasets | {ROOT[""]}:
        for predicate in (DCTERMS.title, DCTERMS.description):
            texts = catalogue.objects(dataset, predicate)
            assert {getattr(text, "language", None) for text in texts} == {"nl", "en"}, dataset
        assert catalogue.value(dataset, DCTERMS.license) == URIRef(LICENCE)
        assert str(catalogue.value(dataset, DCAT_VERSION)) == __version__


def test_the_counts_are_those_of_the_files(built_site: Path, catalogue: RdfGraph) -> None:
    """VoID's numbers are those that an RDF library counts in the data."""
    whole, quads = ROOT["craftgraph"], (built_site / "data/craftgraph.nq").read_text("utf-8").splitlines()
    assert _number(catalogue, whole, VOID.triples) == len({quad.rsplit(" ", 2)[0] for quad in quads})
    assert _number(catalogue, whole, VOID.distinctSubjects) == len({quad.split(" ", 1)[0] for quad in quads})
    part = catalogue.value(predicate=VOID.property, object=SKOS.notation)
    assert _number(catalogue, part, VOID.triples) == sum(f" <{SKOS.notation}> " in quad for quad in quads)


def _number(catalogue: RdfGraph, thing: Node | None, predicate: URIRef) -> int:
    return int(str(catalogue.value(thing, predicate)))


def test_every_table_is_described(built_site: Path) -> None:
    """Each CSV file of the site has a description with its columns in order, each with a meaning."""
    tables = list(built_site.rglob("*.csv"))
    assert len(tables) > 100
    for table in tables:
        described = json.loads(table.with_name(table.name + "-metadata.json").read_bytes())
        assert described["url"] == table.name
        columns = described["tableSchema"]["columns"]
        with table.open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines)
            assert [column["titles"] for column in columns] == next(rows), table
            for row in rows:
                for column, cell in zip(columns, row, strict=True):
                    _check_type(column["datatype"], cell)
        assert all(meaning["@value"] for column in columns for meaning in column["dc:description"])
        assert described["dc:license"] == {"@id": LICENCE}
        names = [column["name"] for column in columns]
        assert len(names) == len(set(names)), table


def _check_type(datatype: object, cell: str) -> None:
    if datatype == "integer":
        int(cell)
    elif datatype == "anyURI":
        assert cell.startswith("https://")
    elif datatype != "string":
        assert cell in ("True", "False")


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_page_offers_every_whole_file(built_site: Path, language: str) -> None:
    """The page links to every file of the graph, the ontology and the catalogue, and to each case's files."""
    page = (built_site / language / "data.html").read_text("utf-8")
    for path in (built_site / "data").iterdir():
        assert path.name.endswith("-metadata.json") or f"data/{path.name}" in page, path.name
    assert __version__ in page
