"""What the data files are, for machines: a catalogue in DCAT with the counts of VoID, and CSVW for every table."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from craftgraph import __version__
from craftgraph.exports.files import ALL_STATEMENTS, stated_graphs
from craftgraph.exports.texts import LANGUAGES, Texts
from craftgraph.graph.namespaces import BASE, DEF, ID, PREFIXES
from craftgraph.graph.questions import questions
from craftgraph.graph.store import Graph

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
CODE_LICENCE = "http://publications.europa.eu/resource/authority/licence/EUPL_1_2"
PUBLISHER = "The craftgraph contributors"  # as in CITATION.cff
CATALOGUE = "catalog.ttl"
_ROOT = BASE + "dataset/"
# Files are named relative to the catalogue, so that it holds wherever the folder stands; RDF in memory has no such
# addresses, so they get this one, which is taken out when the catalogue is written.
_HERE = "https://files.invalid/"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_CSVW = "http://www.w3.org/ns/csvw"
_EU = "http://publications.europa.eu/resource/authority/"
_LANGUAGE_CODES = {"nl": "NLD", "en": "ENG"}
_SPACES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
    **{name: PREFIXES[name] for name in ("dcterms", "foaf", "owl", "rdf", "skos", "xsd")},
}
_CLASSES = "SELECT ?what (COUNT(*) AS ?n) { ?s a ?what } GROUP BY ?what"
_PROPERTIES = "SELECT ?what (COUNT(*) AS ?n) { ?s ?what ?o } GROUP BY ?what"
_SUBJECTS = "SELECT ?what (COUNT(*) AS ?n) { ?what ?p ?o } GROUP BY ?what"
_PUBLISHER = ox.NamedNode(_ROOT + "contributors")


@dataclass(frozen=True, slots=True)
class File:
    """A file to take away: what its name ends in (after the case, if it is of one), its media type and text key."""

    ending: str
    media: str
    key: str


WHOLE = (
    File("craftgraph.trig", "application/trig", "data.trig"),
    File("craftgraph.nq", "application/n-quads", "data.nq"),
    File("craftgraph.jsonld", "application/ld+json", "data.jsonld"),
    File(ALL_STATEMENTS, "text/csv", "data.statements.all"),
)
RESULTS = (File("craftgraph-results.trig", "application/trig", "data.results"),)
ONTOLOGY = (
    File("ontology.ttl", "text/turtle", "data.ontology"),
    File("shapes.ttl", "text/turtle", "data.shapes"),
    File("context.jsonld", "application/ld+json", "data.context"),
    File("case.schema.json", "application/json", "data.schema"),
)
COMPANIONS = (
    File("CITATION.cff", "application/yaml", "data.citation"),
    File("1-asking-the-graph.ipynb", "application/json", "data.notebook.asking"),
    File("2-network-and-dependence.ipynb", "application/json", "data.notebook.network"),
)
OF_A_CASE = (
    File(".ttl", "text/turtle", "data.ttl"),
    File("-statements.csv", "text/csv", "data.statements"),
    File("-kumu-elements.csv", "text/csv", "data.kumu"),
    File("-kumu-connections.csv", "text/csv", "data.kumu"),
    File("-gephi-nodes.csv", "text/csv", "data.gephi"),
    File("-gephi-edges.csv", "text/csv", "data.gephi"),
    File(".gexf", "application/xml", "data.gexf"),
    File(".graphml", "application/xml", "data.graphml"),
)


def describe_tables(names: dict[str, dict[str, str]], folder: Path) -> None:
    """Write the description of every table in a folder beside it.

    :param names: what each case is called, in each language.
    """
    for table in sorted(folder.glob("*.csv")):
        kind = next(file for file in OF_A_CASE if table.name.endswith(file.ending))
        case = table.name.removesuffix(kind.ending)
        title = _texts("data.set.whole") if table.name == ALL_STATEMENTS else {one: names[one][case] for one in names}
        write_csvw(table, _described(kind.ending), title)


def write_catalogue(graph: Graph, names: dict[str, dict[str, str]], folder: Path) -> None:
    """Write the catalogue of all that a folder holds, the answers beside it included."""
    (folder / CATALOGUE).write_bytes(catalogue(graph, names, folder))


def write_csvw(table: Path, describe: Callable[[str], dict[str, str]], title: dict[str, str]) -> None:
    """Write the description of a table beside it, in the W3C's vocabulary for tables on the web.

    :param describe: gives what a column means, in each language, by its heading.
    """
    with table.open(encoding="utf-8", newline="") as lines:
        columns = next(csv.reader(lines))
    table.with_name(f"{table.name}-metadata.json").write_text(csvw(table.name, columns, describe, title), "utf-8")


def csvw(name: str, columns: Iterable[str], describe: Callable[[str], dict[str, str]], title: dict[str, str]) -> str:
    """Return the description of a table: its licence, and of each column its heading, meaning and type."""
    found = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": name,
        "dc:title": _in_languages(title),
        "dc:license": {"@id": LICENCE},
        "tableSchema": {"columns": [_column(column, describe(column)) for column in columns]},
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _column(heading: str, meaning: dict[str, str]) -> dict[str, Any]:
    types: dict[str, Any] = {"Weight": "integer", "Stated": {"base": "boolean", "format": "True|False"}}
    return {
        "name": heading,
        "titles": heading,
        "dc:description": _in_languages(meaning),
        "datatype": types.get(heading, "anyURI" if heading in ("IRI", "Statement") else "string"),
    }


def _in_languages(texts: dict[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in texts.items()]


def _described(ending: str) -> Callable[[str], dict[str, str]]:
    table = ending.removesuffix(".csv").removeprefix("-")
    return lambda column: _texts(f"csvw.{table}.{column}")


def _texts(key: str) -> dict[str, str]:
    return {language: Texts(language)(key) for language in LANGUAGES}


def catalogue(graph: Graph, names: dict[str, dict[str, str]], folder: Path) -> bytes:
    """Return the catalogue as Turtle; files are named relative to it."""
    triples = sorted(set(_catalogue(graph, names, folder)), key=str)
    text = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=_SPACES)
    assert text is not None
    return text.replace(b"<" + _HERE.encode(), b"<")


def _catalogue(graph: Graph, names: dict[str, dict[str, str]], folder: Path) -> Iterator[ox.Triple]:
    whole = _node(_ROOT + "craftgraph")
    yield _type(_node(_ROOT), "dcat:Catalog")
    yield _type(_PUBLISHER, "foaf:Agent")
    yield ox.Triple(_PUBLISHER, _term("foaf:name"), ox.Literal(PUBLISHER, language="en"))
    yield from _told(_node(_ROOT), _texts("data.catalogue"), _texts("data.catalogue.text"))
    for name, key, files, licence in (
        ("craftgraph", "whole", WHOLE, LICENCE),
        ("results", "results", RESULTS, LICENCE),
        ("ontology", "ontology", ONTOLOGY, LICENCE),
        ("companions", "companions", COMPANIONS, CODE_LICENCE),
    ):
        dataset = _node(_ROOT + name)
        yield ox.Triple(_node(_ROOT), _term("dcat:dataset"), dataset)
        yield _type(dataset, "dcat:Dataset")
        yield from _told(dataset, _texts(f"data.set.{key}"), _texts(f"data.set.{key}.text"), licence)
        yield from _files(dataset, files, "", folder, licence)
    yield from _answers(folder)
    yield from _counts(graph, whole)
    for case in graph.cases:
        part = _node(f"{_ROOT}{case}")
        titles = {language: names[language][case] for language in names}
        yield _type(part, "dcat:Dataset")
        yield from _told(part, titles, _texts("data.set.case.text"))
        yield ox.Triple(part, _term("dcterms:isPartOf"), whole)
        yield ox.Triple(whole, _term("void:subset"), part)
        yield ox.Triple(part, _term("foaf:primaryTopic"), _node(ID + case))
        yield ox.Triple(_node(_ROOT), _term("dcat:dataset"), part)
        yield from _files(part, OF_A_CASE, case, folder)


def _told(
    thing: ox.NamedNode, titles: dict[str, str], descriptions: dict[str, str], licence: str = LICENCE
) -> Iterator[ox.Triple]:
    """Yield what every dataset says of itself: title, description, publisher, licence, version, languages, country."""
    for language in LANGUAGES:
        yield ox.Triple(thing, _term("dcterms:title"), ox.Literal(titles[language], language=language))
        yield ox.Triple(thing, _term("dcterms:description"), ox.Literal(descriptions[language], language=language))
    yield ox.Triple(thing, _term("dcterms:publisher"), _PUBLISHER)
    yield ox.Triple(thing, _term("dcterms:license"), _node(licence))
    yield ox.Triple(thing, _term("dcat:version"), ox.Literal(__version__))
    yield ox.Triple(thing, _term("dcterms:spatial"), _node(_EU + "country/NLD"))
    for code in _LANGUAGE_CODES.values():
        yield ox.Triple(thing, _term("dcterms:language"), _node(f"{_EU}language/{code}"))


def _files(
    dataset: ox.NamedNode, files: Sequence[File], case: str, folder: Path, licence: str = LICENCE
) -> Iterator[ox.Triple]:
    for file in files:
        yield from _distribution(dataset, folder, case + file.ending, file.media, _texts(file.key), licence)


def _answers(folder: Path) -> Iterator[ox.Triple]:
    """Yield the answers to the saved questions as one dataset: a table a question, in each language."""
    tables = [
        (language, question, f"../{part}questions/{question.name}.csv")
        for language in LANGUAGES
        for part in ("" if language == LANGUAGES[0] else f"{language}/",)
        for question in questions()
        if (folder / f"../{part}questions/{question.name}.csv").is_file()
    ]
    if not tables:
        return
    dataset = _node(_ROOT + "answers")
    yield ox.Triple(_node(_ROOT), _term("dcat:dataset"), dataset)
    yield _type(dataset, "dcat:Dataset")
    yield from _told(dataset, _texts("data.answers"), _texts("data.answers.text"))
    for language, question, path in tables:
        yield from _distribution(dataset, folder, path, "text/csv", {language: question.text(language)})
        node = _node(f"{dataset.value}#{path.removeprefix('../')}")
        yield ox.Triple(node, _term("dcterms:language"), _node(f"{_EU}language/{_LANGUAGE_CODES[language]}"))


def _distribution(
    dataset: ox.NamedNode, folder: Path, path: str, media: str, texts: dict[str, str], licence: str = LICENCE
) -> Iterator[ox.Triple]:
    """Yield what a file is; of a table also where its columns are described.

    :param path: where the file stands, from the folder of the catalogue.
    :param texts: what the file is for, in each language.
    """
    node = _node(f"{dataset.value}#{path.removeprefix('../')}")
    yield ox.Triple(dataset, _term("dcat:distribution"), node)
    yield _type(node, "dcat:Distribution")
    for language, text in texts.items():
        yield ox.Triple(node, _term("dcterms:description"), ox.Literal(text, language=language))
    yield ox.Triple(node, _term("dcterms:title"), ox.Literal(path.rsplit("/", 1)[-1]))
    yield ox.Triple(node, _term("dcterms:license"), _node(licence))
    yield ox.Triple(node, _term("dcat:downloadURL"), _node(_HERE + path))
    yield ox.Triple(node, _term("dcat:accessURL"), _node(_HERE + path))
    yield ox.Triple(node, _term("dcat:mediaType"), _node(_MEDIA + media))
    yield ox.Triple(node, _term("dcat:byteSize"), _count((folder / path).stat().st_size))
    if media == "text/csv":
        described = _node(f"{_HERE}{path}-metadata.json")
        yield ox.Triple(node, _term("foaf:page"), described)
        yield _type(described, "foaf:Document")
        yield ox.Triple(described, _term("dcterms:conformsTo"), _node(_CSVW))


def _counts(graph: Graph, whole: ox.NamedNode) -> Iterator[ox.Triple]:
    """Yield what VoID counts of the stated graph: triples, subjects, and how often each class and property is used."""
    kinds, properties = _tally(graph, _CLASSES), _tally(graph, _PROPERTIES)
    yield _type(whole, "void:Dataset")
    yield ox.Triple(whole, _term("void:uriSpace"), ox.Literal(BASE))
    yield ox.Triple(whole, _term("void:triples"), _count(sum(properties.values())))
    yield ox.Triple(whole, _term("void:distinctSubjects"), _count(len(_tally(graph, _SUBJECTS))))
    yield ox.Triple(whole, _term("void:classes"), _count(len(kinds)))
    yield ox.Triple(whole, _term("void:properties"), _count(len(properties)))
    for space in (DEF, *(PREFIXES[name] for name in ("org", "prov", "skos", "dcterms"))):
        yield ox.Triple(whole, _term("void:vocabulary"), _node(space))
    for case in graph.cases:
        yield ox.Triple(whole, _term("void:exampleResource"), _node(ID + case))
    for file in (one for one in WHOLE if one.media != "text/csv"):
        yield ox.Triple(whole, _term("void:dataDump"), _node(_HERE + file.ending))
    for document in graph.query("SELECT DISTINCT ?document { ?section cg:document ?document }").rows:
        yield ox.Triple(whole, _term("dcterms:source"), document[0])  # type: ignore[arg-type]
    for partition, key, number, found in (
        ("classPartition", "class", "entities", kinds),
        ("propertyPartition", "property", "triples", properties),
    ):
        for order, (iri, count) in enumerate(sorted(found.items()), 1):
            part = _node(f"{whole.value}#{key}-{order}")
            yield ox.Triple(whole, _term(f"void:{partition}"), part)
            yield ox.Triple(part, _term(f"void:{key}"), _node(iri))
            yield ox.Triple(part, _term(f"void:{number}"), _count(count))


def _tally(graph: Graph, sparql: str) -> dict[str, int]:
    """Return what a query counts of the stated graph: how often there is what, by its IRI."""
    rows = graph.store.query(sparql, default_graph=stated_graphs(graph.store), prefixes=PREFIXES)
    assert isinstance(rows, ox.QuerySolutions)
    return {row["what"].value: int(row["n"].value) for row in rows}


def _type(thing: ox.NamedNode, name: str) -> ox.Triple:
    return ox.Triple(thing, _term("rdf:type"), _term(name))


def _term(name: str) -> ox.NamedNode:
    prefix, _, local = name.partition(":")
    return _node(_SPACES[prefix] + local)


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _count(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=_term("xsd:integer"))
