"""The description of the data files for machines, held against the files themselves."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyshacl
import pytest
import yaml
from rdflib import Graph as RdfGraph
from rdflib import Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SKOS, VOID
from rdflib.term import Node

from craftgraph import __version__
from craftgraph.exports.dataset import CODE_LICENCE, LICENCE
from craftgraph.graph.store import Graph

DCAT_VERSION = URIRef("http://www.w3.org/ns/dcat#version")
REPOSITORY = Path(__file__).resolve().parent.parent
ROOT = Namespace("https://w3id.org/craftgraph/dataset/")


@pytest.fixture(scope="module")
def catalogue(built_site: Path) -> RdfGraph:
    """The catalogue, read from where it stands."""
    path = built_site / "data" / "catalog.ttl"
    return RdfGraph().parse(path, format="turtle", publicID=path.as_uri())


def test_every_data_file_is_in_the_catalogue(built_site: Path, catalogue: RdfGraph) -> None:
    """The catalogue names every data file, every table of answers and no other, with its size."""
    named = {}
    for distribution, url in catalogue.subject_objects(DCAT.downloadURL):
        named[_path(url)] = _number(catalogue, distribution, DCAT.byteSize)
        assert catalogue.value(distribution, DCAT.mediaType)
    files = {*(built_site / "data").iterdir(), *built_site.rglob("*.csv")}
    there = {path: path.stat().st_size for path in files if not path.name.endswith("-metadata.json")}
    there.pop(built_site / "data/catalog.ttl")
    assert named == there


def test_the_catalogue_names_the_description_of_every_table(built_site: Path, catalogue: RdfGraph) -> None:
    """Each table leads to the file that says what its columns mean."""
    named = {}
    for distribution, page in catalogue.subject_objects(FOAF.page):
        assert (page, DCTERMS.conformsTo, URIRef("http://www.w3.org/ns/csvw")) in catalogue
        named[_path(catalogue.value(distribution, DCAT.downloadURL))] = _path(page)
    assert named == {table: table.with_name(f"{table.name}-metadata.json") for table in built_site.rglob("*.csv")}
    assert all(page.is_file() for page in named.values())


def _path(address: Node | None) -> Path:
    return Path(unquote(urlsplit(str(address)).path)).resolve()


# What DCAT-AP 3.0 makes mandatory: https://semiceu.github.io/DCAT-AP/releases/3.0.0/
MANDATORY = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
[] a sh:NodeShape ; sh:targetClass dcat:Catalog ;
  sh:property [ sh:path dcterms:title ; sh:minCount 1 ; sh:nodeKind sh:Literal ; sh:uniqueLang true ] ,
    [ sh:path dcterms:description ; sh:minCount 1 ; sh:nodeKind sh:Literal ; sh:uniqueLang true ] ,
    [ sh:path dcterms:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ] ,
    [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset ] .
[] a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:property [ sh:path dcterms:title ; sh:minCount 1 ; sh:nodeKind sh:Literal ; sh:uniqueLang true ] ,
    [ sh:path dcterms:description ; sh:minCount 1 ; sh:nodeKind sh:Literal ; sh:uniqueLang true ] ,
    [ sh:path dcterms:publisher ; sh:maxCount 1 ; sh:class foaf:Agent ] ,
    [ sh:path dcat:distribution ; sh:class dcat:Distribution ] .
[] a sh:NodeShape ; sh:targetClass dcat:Distribution ;
  sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path dcterms:license ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] .
[] a sh:NodeShape ; sh:targetClass foaf:Agent ;
  sh:property [ sh:path foaf:name ; sh:minCount 1 ; sh:nodeKind sh:Literal ] .
"""


def test_the_catalogue_has_what_dcat_ap_makes_mandatory(catalogue: RdfGraph) -> None:
    """Catalogue, datasets, distributions and publisher have every mandatory property; without one, it shows."""
    shapes = RdfGraph().parse(data=MANDATORY, format="turtle")
    conforms, _, report = pyshacl.validate(catalogue, shacl_graph=shapes)
    assert conforms, report
    without = RdfGraph() + catalogue
    without.remove((ROOT[""], DCTERMS.publisher, None))
    assert not pyshacl.validate(without, shacl_graph=shapes)[0]


def test_the_publisher_is_that_of_the_citation(built_site: Path, catalogue: RdfGraph) -> None:
    """The catalogue and every dataset are published by those whom the citation file names."""
    citation = yaml.safe_load((built_site / "data/CITATION.cff").read_text("utf-8"))
    for thing in {ROOT[""], *catalogue.subjects(RDF.type, DCAT.Dataset)}:
        agent = catalogue.value(thing, DCTERMS.publisher)
        assert [str(catalogue.value(agent, FOAF.name))] == [one["name"] for one in citation["authors"]]


def test_the_notebooks_are_among_the_files(built_site: Path) -> None:
    """Whoever has only the site can take the notebooks and the citation file, as they are."""
    for path in (REPOSITORY / "CITATION.cff", *(REPOSITORY / "notebooks").glob("*.ipynb")):
        assert (built_site / "data" / path.name).read_bytes() == path.read_bytes()


def test_every_dataset_is_described(graph: Graph, catalogue: RdfGraph) -> None:
    """Each dataset has a title and description in both languages, a licence and a version, and is in the catalogue."""
    datasets = set(catalogue.subjects(RDF.type, DCAT.Dataset))
    assert {ROOT[case] for case in graph.cases} < datasets
    assert set(catalogue.objects(ROOT[""], DCAT.dataset)) == datasets
    for dataset in datasets | {ROOT[""]}:
        for predicate in (DCTERMS.title, DCTERMS.description):
            texts = catalogue.objects(dataset, predicate)
            assert {getattr(text, "language", None) for text in texts} == {"nl", "en"}, dataset
        licence = CODE_LICENCE if dataset == ROOT["companions"] else LICENCE
        assert catalogue.value(dataset, DCTERMS.license) == URIRef(licence)
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


def test_one_table_holds_the_statements_of_all_centres(graph: Graph, built_site: Path) -> None:
    """The table of all statements is those of the cases one below the other, each row with its case."""
    data = built_site / "data"

    def rows(name: str) -> list[list[str]]:
        with (data / name).open(encoding="utf-8", newline="") as lines:
            return list(csv.reader(lines))

    whole = rows("craftgraph-statements.csv")
    of_cases = {case: rows(f"{case}-statements.csv") for case in graph.cases}
    assert whole[0] == ["case", *next(iter(of_cases.values()))[0]]
    assert whole[1:] == [[case, *row] for case, table in of_cases.items() for row in table[1:]]
