"""What a case file may say: lists, their fields and keys, read from the ontology's own files.

Nothing is decided here. The JSON-LD context says how a field becomes RDF, the block `lists` beside it which class a
list holds and which fields make the identifier of an item, and the SHACL shapes which fields a class takes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import pyoxigraph as ox

from craftgraph.graph.namespaces import ID, PREFIXES

_PATHS = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT (?class AS ?key) (?path AS ?one) {
  ?class rdfs:subClassOf* ?target . ?shape sh:targetClass ?target ; sh:property/sh:path ?path
}
"""
_REQUIRED = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT (?class AS ?key) (?path AS ?one) {
  ?class rdfs:subClassOf* ?target . ?shape sh:targetClass ?target ; sh:property [ sh:path ?path ; sh:minCount 1 ]
}
"""
_KINDS = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT (?property AS ?key) (?kind AS ?one) {
  ?shape sh:path ?property ; sh:class ?named . ?kind rdfs:subClassOf* ?named
}
"""
CASE = "case"
PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a case file: its property, what kind of value it takes, and in which namespace or datatype.

    `kind` is `reference` (an identifier, resolved against `base`), `iri` (a whole web address), `text` (in
    languages) or `literal` (of `datatype`).
    """

    name: str
    iri: str
    kind: str
    base: str | None = None
    datatype: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of a case file: the class of its items, the fields that make their identifier, the fields it takes.

    `base` is the namespace of the identifiers when it is not that of the case itself (the registry), `graph` the
    named graph when it is not that of the file (persons' names). `unnamed` is the field with which an item describes a
    party that has no name, in the place of its key.
    """

    name: str
    class_iri: str
    key: tuple[str, ...]
    fields: frozenset[str]
    base: str | None = None
    graph: str | None = None
    scope: str = "case"
    unnamed: str = ""

    @property
    def describes_a_case(self) -> bool:
        """Whether the list holds statements of a case: not the registry, not what a report says of several cases."""
        return self.base is None and self.scope == "case"


class Model:
    """The lists and fields that case files may use."""

    def __init__(self, document: Mapping[str, Any], paths: Mapping[str, frozenset[str]]) -> None:
        self.context: dict[str, Any] = document["@context"]
        self.fields: dict[str, Field] = {
            name: self._field(name, term) for name, term in self.context.items() if isinstance(term, dict)
        }
        self.lists = {name: self._listing(name, entry, paths) for name, entry in document["lists"].items()}
        self.case = self._listing(CASE, document[CASE], paths)
        self.profile = self._listing(PROFILE, document[PROFILE], paths)

    def expand(self, compact: str) -> str:
        """Return the whole IRI of a compact one, by the prefixes of the context."""
        prefix, _, local = compact.partition(":")
        return self.context[prefix] + local if isinstance(self.context.get(prefix), str) else compact

    def _field(self, name: str, term: dict[str, Any]) -> Field:
        iri, datatype = self.expand(term["@id"]), term.get("@type")
        if "@container" in term:
            return Field(name, iri, "text")
        if datatype == "@id":
            base = term.get("@context", {}).get("@base")
            return Field(name, iri, "reference" if base else "iri", base=base)
        return Field(name, iri, "literal", datatype=self.expand(str(datatype)))

    def _listing(self, name: str, entry: Mapping[str, Any], paths: Mapping[str, frozenset[str]]) -> Listing:
        class_iri = self.expand(entry["class"])
        accepted = paths.get(class_iri, frozenset())
        fields = frozenset(field.name for field in self.fields.values() if field.iri in accepted)
        key = tuple(entry.get("key", ()))
        words = (entry.get("base"), entry.get("graph"), entry.get("scope", "case"), entry.get("unnamed", ""))
        return Listing(name, class_iri, key, fields, *words)

    @cached_property
    def fields_by_iri(self) -> dict[str, tuple[str, ...]]:
        """The names of the fields that stand for a property (`min` for cg:min, say)."""
        found: dict[str, tuple[str, ...]] = {}
        for field in self.fields.values():
            found[field.iri] = (*found.get(field.iri, ()), field.name)
        return found

    def slice(self, fields: Iterable[str]) -> dict[str, Any]:
        """Return the context with only the terms that these fields need: it parses much faster, to the same graph."""
        terms = {name: term for name, term in self.context.items() if not isinstance(term, dict)}
        return terms | {name: self.context[name] for name in fields}


def folder() -> Traversable:
    """Return the folder of the ontology's files."""
    return files("craftgraph.ontology")


def turtle_files() -> list[tuple[str, bytes]]:
    """Return the named graphs of the ontology and its vocabularies: the graph's IRI and its Turtle."""
    root = folder()
    graphs = [(PREFIXES["cg"].rstrip("#"), (root / "craftgraph.ttl").read_bytes())]
    for path in sorted((root / "vocabularies").iterdir(), key=lambda entry: entry.name):
        if path.name.endswith(".ttl"):
            graphs.append((PREFIXES["voc"] + path.name.removesuffix(".ttl"), path.read_bytes()))
    return graphs


@cache
def load_model() -> Model:
    """Read the model from the ontology's files, once; nobody changes it."""
    document = json.loads((folder() / "context.jsonld").read_bytes())
    return Model(document, _grouped(_PATHS))


@cache
def required_properties() -> dict[str, frozenset[str]]:
    """Return the properties that an item of each class must have."""
    return _grouped(_REQUIRED)


@cache
def kinds_of_values() -> dict[str, frozenset[str]]:
    """Return the classes, with their subclasses, of which the shapes want the values of each property to be."""
    return _grouped(_KINDS)


def _grouped(sparql: str) -> dict[str, frozenset[str]]:
    store = ox.Store()
    for name in ("craftgraph.ttl", "shapes.ttl"):
        store.bulk_load((folder() / name).read_bytes(), format=ox.RdfFormat.TURTLE)
    found: dict[str, set[str]] = {}
    rows = store.query(sparql)
    assert isinstance(rows, ox.QuerySolutions)
    for row in rows:
        found.setdefault(row["key"].value, set()).add(row["one"].value)
    return {key: frozenset(ones) for key, ones in found.items()}


@lru_cache(1 << 16)
def local_name(iri: str) -> str:
    """Return what stands behind the namespace of a craftgraph identifier.

    >>> local_name("https://w3id.org/craftgraph/voc/goods/bed-slats")
    'bed-slats'
    >>> local_name("https://w3id.org/craftgraph/id/zwolle-2019/core-team")
    'core-team'
    """
    return iri.removeprefix(ID).rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
