"""The ontology's files fit together, and the shipped cases keep to what they promise."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox
import pytest

from craftgraph.graph import corpus
from craftgraph.graph.check import check
from craftgraph.graph.mapping import REFERENCE
from craftgraph.graph.model import folder, load_model, turtle_files
from craftgraph.graph.namespaces import BASE, DEF, ID, NAMES_GRAPH, PREFIXES, SOURCE, VOC
from craftgraph.graph.query import ask
from craftgraph.graph.store import Graph

RDFS = PREFIXES["rdfs"]
SH = "PREFIX sh: <http://www.w3.org/ns/shacl#>\n"


@cache
def ontology() -> ox.Store:
    """Return the ontology and its vocabularies, each in its named graph."""
    store = ox.Store()
    for graph, turtle in turtle_files():
        store.bulk_load(turtle, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(graph))
    return store


@cache
def shapes() -> ox.Store:
    """Return the shapes."""
    store = ox.Store()
    store.bulk_load((folder() / "shapes.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    return store


def found(store: ox.Store, sparql: str) -> list[str]:
    """Return the first column of a query, sorted."""
    return sorted(row[0] for row in ask(store, sparql).texts)


def without_both_languages(store: ox.Store, kind: str, predicate: str) -> list[str]:
    """Return the things of a kind that lack a Dutch or an English text."""
    return found(
        store,
        f"""SELECT DISTINCT ?s {{ ?s a {kind} . VALUES ?lang {{ "nl" "en" }}
        FILTER NOT EXISTS {{ ?s {predicate} ?text . FILTER(LANG(?text) = ?lang) }} }}""",
    )


@pytest.mark.parametrize("kind", ["owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty"])
def test_terms_have_labels_and_definitions(kind: str) -> None:
    """Every class and property of the ontology has a label and a definition in Dutch and English."""
    assert found(ontology(), f"SELECT ?s {{ ?s a {kind} }}")
    assert without_both_languages(ontology(), kind, "rdfs:label") == []
    assert without_both_languages(ontology(), kind, "skos:definition") == []


def test_concepts_have_labels_and_definitions() -> None:
    """Every concept has one preferred label and a definition in Dutch and English."""
    assert without_both_languages(ontology(), "skos:Concept", "skos:prefLabel") == []
    assert without_both_languages(ontology(), "skos:Concept", "skos:definition") == []
    twice = """SELECT ?s { ?s a skos:Concept ; skos:prefLabel ?one , ?other .
        FILTER(LANG(?one) = LANG(?other) && STR(?one) < STR(?other)) }"""
    assert found(ontology(), twice) == []


def test_concepts_stand_in_their_scheme() -> None:
    """Every concept is in the scheme of its file, under a concept of that scheme or at its top."""
    for graph, _ in turtle_files()[1:]:
        stray = f"""SELECT ?s {{ GRAPH <{graph}> {{ ?s a skos:Concept }}
            FILTER NOT EXISTS {{ ?s skos:inScheme <{graph}> }} }}"""
        assert found(ontology(), stray) == []
        assert ask(ontology(), f"ASK {{ <{graph}> a skos:ConceptScheme ; skos:hasTopConcept ?top }}").truth, graph
    loose = """SELECT ?s { ?s a skos:Concept
        FILTER NOT EXISTS { ?s skos:broader/skos:inScheme ?scheme }
        FILTER NOT EXISTS { ?s skos:topConceptOf ?scheme } }"""
    assert found(ontology(), loose) == []
    assert not ask(ontology(), "ASK { ?s skos:broader+ ?s }").truth


def test_labels_tell_concepts_apart() -> None:
    """Within a scheme no two concepts have the same preferred label in a language."""
    alike = """SELECT DISTINCT ?one { ?one skos:prefLabel ?label ; skos:inScheme ?scheme .
        ?other skos:prefLabel ?label ; skos:inScheme ?scheme . FILTER(STR(?one) < STR(?other)) }"""
    assert found(ontology(), alike) == []


def test_no_shape_is_two_things_at_once() -> None:
    """A node shape and a property shape never share a name: engines would read one as the other, or refuse both."""
    assert found(shapes(), SH + "SELECT ?s { ?s a sh:NodeShape , sh:PropertyShape }") == []
    assert found(shapes(), SH + "SELECT ?s { ?s a sh:NodeShape ; sh:path ?path }") == []


def test_the_context_the_shapes_and_the_ontology_name_the_same_things() -> None:
    """Every field is a property that is described, and every list a class that is described and has a shape."""
    model = load_model()
    described = {quad.subject.value for quad in ontology() if isinstance(quad.subject, ox.NamedNode)}
    ours = {field.iri for field in model.fields.values() if field.iri.startswith(BASE)}
    assert ours - described == set()
    targets = {
        quad.object.value
        for quad in shapes()
        if quad.predicate.value.endswith("#targetClass") and isinstance(quad.object, ox.NamedNode)
    }
    for listing in [model.case, model.profile, *model.lists.values()]:
        assert listing.class_iri in described
        assert listing.class_iri in targets
        assert set(listing.key) <= listing.fields
    assert targets - described == set()


def test_every_field_can_be_used() -> None:
    """A field of the context is taken by some list, or is what code fills in."""
    model = load_model()
    used = {name for listing in [model.case, model.profile, *model.lists.values()] for name in listing.fields}
    assert set(model.fields) - used == {"case"}


def test_paths_of_shapes_are_fields() -> None:
    """A shape asks only for what a case file can say."""
    paths = found(shapes(), SH + "SELECT DISTINCT (STR(?path) AS ?p) { ?shape a sh:PropertyShape ; sh:path ?path }")
    assert set(paths) <= {field.iri for field in load_model().fields.values()}


def test_references_are_never_resolved_against_the_vocabulary_of_terms() -> None:
    """The context has no `@vocab`, and every reference has a base of its own."""
    text = (folder() / "context.jsonld").read_text("utf-8")
    assert "@vocab" not in text
    terms = [term for term in json.loads(text)["@context"].values() if isinstance(term, dict)]
    bases = {term["@context"]["@base"] for term in terms if "@context" in term}
    assert all(base in (ID, SOURCE) or base.startswith(VOC) for base in bases)


def test_every_vocabulary_that_a_field_uses_is_there() -> None:
    """The base of a field that takes concepts is a scheme with concepts."""
    schemes = {graph + "/" for graph, _ in turtle_files()}
    bases = {field.base for field in load_model().fields.values() if field.base and field.base.startswith(VOC)} - {VOC}
    assert bases <= schemes


# What the shipped cases promise.


def test_the_shipped_cases_hold_nothing_wrong() -> None:
    """Checking what is shipped finds nothing."""
    assert [str(finding) for finding in check()] == []


def test_there_are_no_blank_nodes(graph: Graph) -> None:
    """Everything in the graph has an identifier."""
    assert not any(isinstance(term, ox.BlankNode) for quad in graph.store for term in (quad.subject, quad.object))


def test_identifiers_are_plain(graph: Graph) -> None:
    """Every identifier of ours is made of lower-case letters, digits and a few signs."""
    subjects = {quad.subject.value for quad in graph.store if isinstance(quad.subject, ox.NamedNode)}
    odd = [
        iri
        for iri in _behind(ID, subjects) + _behind(SOURCE, subjects)
        if not REFERENCE.fullmatch(iri.replace("_", "-"))
    ]
    assert odd == []


def _behind(base: str, iris: Iterable[str]) -> list[str]:
    return sorted(iri.removeprefix(base) for iri in iris if iri.startswith(base))


@pytest.mark.parametrize("predicate", ["prov:wasDerivedFrom", "cg:status", "cg:basis", "cg:inCase"])
def test_every_statement_has_its_source_and_status(predicate: str, graph: Graph) -> None:
    """Each statement of a case says where it stands in the source, how far it has come, and how we know."""
    sparql = f"""SELECT ?s {{ GRAPH ?case {{ ?case a cg:Case . ?s a ?class }} ?class rdfs:subClassOf+ cg:Statement .
        FILTER NOT EXISTS {{ ?s {predicate} ?value }} }}"""
    assert ask(graph.store, "ASK { ?s a ?class . ?class rdfs:subClassOf+ cg:Statement }").truth
    assert found(graph.store, sparql) == []


@pytest.mark.parametrize("one", ["nl", "en"])
def test_what_we_write_is_there_in_both_languages(one: str, graph: Graph) -> None:
    """Whatever has a text in one language has it in the other; proper names and remarks for modellers may not."""
    other = "en" if one == "nl" else "nl"
    sparql = f"""SELECT DISTINCT ?s {{ ?s ?property ?text
        FILTER(LANG(?text) = "{one}" && STRSTARTS(STR(?s), "{BASE}"))
        FILTER(?property NOT IN (skos:altLabel, rdfs:comment))
        FILTER NOT EXISTS {{ ?s ?property ?same . FILTER(LANG(?same) = "{other}") }} }}"""
    assert found(graph.store, sparql) == []


def test_descriptions_are_never_without_a_language(graph: Graph) -> None:
    """What a statement says in words, a label of a group and a condition are in Dutch and English."""
    sparql = """SELECT DISTINCT ?s { VALUES ?property { dcterms:description cg:label cg:condition cg:helped cg:reading }
        ?s ?property ?text . FILTER(LANG(?text) = "") }"""
    assert found(graph.store, sparql) == []


def test_every_identifier_that_is_used_is_described(graph: Graph) -> None:
    """Nothing of ours is pointed at that is not itself described; persons' names are left out on purpose."""
    described = {quad.subject.value for quad in graph.store if isinstance(quad.subject, ox.NamedNode)}
    held_by = PREFIXES["org"] + "heldBy"
    used = {
        term.value
        for quad in graph.store
        for term in (quad.predicate, quad.object, quad.graph_name)
        if isinstance(term, ox.NamedNode) and quad.predicate.value != held_by
    }
    registries = {file.graph for file in corpus.read(corpus.inputs(())[0], load_model()).files if not file.is_case}
    ours = {iri for iri in used if iri.startswith(BASE)}
    assert ours - described - registries - {NAMES_GRAPH} == set()
    assert {DEF + "Case", VOC + "status/current"} <= ours


def test_names_of_persons_stay_out(graph: Graph) -> None:
    """The graph that everybody gets holds no person's name."""
    assert not ask(graph.store, "ASK { ?person foaf:name ?name }").truth
    assert NAMES_GRAPH not in {entry.value for entry in graph.store.named_graphs()}
