"""From the tree of one file to RDF."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyld import jsonld
from rdflib.compare import isomorphic

from craftgraph.graph import document, mapping
from craftgraph.graph.errors import Finding
from craftgraph.graph.mapping import File
from craftgraph.graph.model import Field, Model, load_model
from craftgraph.graph.namespaces import DEF, ID, NAMES_GRAPH, PREFIXES, SOURCE, VOC

HEADER = """\
id: own-2024
centre: centre
as_of: 2024-05
name: {nl: Eigen, en: Own}
source: report/chapter
defaults: {status: current, basis: stated}
"""
CASE = (
    HEADER
    + """\
parties:
- {party: shop, involvement: partner, at: one, named_as: {nl: Winkel, en: Shop}}
bodies:
- {id: core, name: {nl: Kern, en: Core}, times_per_year: 3.5, at: [one, two]}
seats:
- {body: core, holder: shop, status: planned, at: one, since: 2019-10-09}
figures:
- {measure: area, whom: shop, value: 50, unit: square-metres, at: one}
audiences:
- {id: pupils, label: {nl: Leerlingen, en: Pupils}, groups: pupils, primary: true, at: one}
outcomes:
- {of: other-2019/core, became: core, result: realised, at: one, basis: read}
persons:
- {id: jan, person_name: Jan Jansen, at: one}
organisations:
- {id: newcomer, name: Newcomer, homepage: "https://example.org/a?b=c#d", aliases: [New, "N & C"], at: one}
"""
)
# A literal with this datatype and one without any are the same in RDF 1.1; rdflib tells them apart.
STRING = f"^^<{PREFIXES['xsd']}string>"


@cache
def model() -> Model:
    """Return the model, read once."""
    return load_model()


def compiled(text: str) -> tuple[File, list[Finding]]:
    """Return the items of a text and what was found wrong."""
    root, found = document.parse(text.encode(), "own.yaml")
    assert root is not None
    file, more = mapping.compile_file(root, "own.yaml", model())
    assert file is not None
    return file, [*found, *more]


def quads(text: str) -> set[ox.Quad]:
    """Return the RDF of a text that holds nothing wrong."""
    file, found = compiled(text)
    assert not found
    return filled(file)


def filled(file: File) -> set[ox.Quad]:
    """Return the RDF of a file."""
    store = ox.Store()
    mapping.fill(store, file, model())
    return set(store)


def objects(text: str, subject: str, predicate: str) -> set[str]:
    """Return the values of a property of something in the case."""
    return {
        quad.object.value
        for quad in quads(text)
        if not isinstance(quad.object, ox.Triple)
        and quad.subject == ox.NamedNode(f"{ID}{subject}")
        and quad.predicate.value == predicate
    }


def documents(file: File) -> list[dict[str, Any]]:
    """Return the JSON-LD of each list of a file."""
    names = dict.fromkeys(item.listing.name for item in file.items)
    return [
        mapping.jsonld(file, items[0].listing, items, model())
        for items in ([item for item in file.items if item.listing.name == name] for name in names)
    ]


def as_rdflib(data: str, form: str) -> rdflib.Graph:
    """Parse RDF with rdflib."""
    return rdflib.Graph().parse(data=data, format=form)


def test_pyld_and_rdflib_read_the_same_graph() -> None:
    """Two other JSON-LD processors make the same graph of the same documents, so the context alone is the mapping."""
    file, found = compiled(CASE)
    assert not found
    ours = as_rdflib("\n".join(f"{quad.triple} ." for quad in filled(file)), "nt")
    theirs, rdflibs = rdflib.Graph(), rdflib.Graph()
    for one in documents(file):
        theirs += as_rdflib(jsonld.to_rdf(one, {"format": "application/n-quads"}), "nt")
        rdflibs += as_rdflib(as_rdflib(json.dumps(one), "json-ld").serialize(format="nt").replace(STRING, ""), "nt")
    assert len(ours) > 50
    assert isomorphic(ours, theirs)
    assert isomorphic(ours, rdflibs)


def test_a_sliced_context_gives_the_same_graph() -> None:
    """Leaving out the terms that a list does not use changes no statement."""
    file, _ = compiled(CASE)
    for one in documents(file):
        whole = one | {"@context": model().context | one["@context"]}
        sliced, full = (set(ox.parse(json.dumps(doc).encode(), format=ox.RdfFormat.JSON_LD)) for doc in (one, whole))
        assert sliced == full
        assert len(one["@context"]) < len(model().context)


def test_there_are_no_blank_nodes() -> None:
    """Everything has an identifier."""
    assert not any(isinstance(term, ox.BlankNode) for quad in quads(CASE) for term in (quad.subject, quad.object))


@pytest.mark.parametrize("written", ["3.5", "0.1", "50", "-2.25", "1000000000000000000000.5", "007"])
def test_decimals_keep_every_digit(written: str) -> None:
    """A number goes into the graph with the value of the digits in the file, never through a float."""
    text = HEADER + f"figures:\n- {{measure: area, value: {written}, unit: square-metres, at: one}}\n"
    (value,) = {quad.object for quad in quads(text) if quad.predicate.value == DEF + "value"}
    assert isinstance(value, ox.Literal)
    assert value.datatype == ox.NamedNode(PREFIXES["xsd"] + "decimal")
    assert Decimal(value.value) == Decimal(written)


@pytest.mark.parametrize(
    ("item", "identifier"),
    [
        ("parties:\n- {party: shop, at: one}", "own-2024/parties_shop"),
        ("ties:\n- {tie: cooperates, from: shop, to: depot, at: one}", "own-2024/ties_cooperates_shop_depot"),
        ("ties:\n- {tie: cooperates, among: [shop, depot], at: one}", "own-2024/ties_cooperates_shop-and-depot"),
        ("outcomes:\n- {of: old-2019/plan, result: realised, at: one}", "own-2024/outcomes_old-2019-plan"),
        ("ties:\n- {id: mine, tie: cooperates, at: one}", "own-2024/mine"),
        ("organisations:\n- {id: newcomer, name: N, at: one}", "newcomer"),
    ],
)
def test_identifiers_come_from_the_key_or_the_id(item: str, identifier: str) -> None:
    """An item is named by its `id`, or else by its list and key fields; an entry of the registry by its `id` alone."""
    file, found = compiled(HEADER + item + "\n")
    assert not found
    assert [one.iri for one in file.items[1:]] == [ID + identifier]


def test_a_list_without_a_key_asks_for_an_id() -> None:
    """An item that nothing can name is a finding that asks for an `id`."""
    _, (found,) = compiled(HEADER + "aims:\n- {theme: finance, at: one}\n")
    assert (found.line, found.column) == (8, 3)
    assert "no identifier" in found.problem
    assert "add an `id:`" in found.remedy


def test_references_point_into_the_case_the_registry_and_other_cases() -> None:
    """A name of the case goes before the registry; a slash names a statement of another case."""
    assert objects(CASE, "own-2024/seats_core_shop", DEF + "body") == {ID + "own-2024/core"}
    assert objects(CASE, "own-2024/seats_core_shop", DEF + "holder") == {ID + "shop"}
    outcome = "own-2024/outcomes_other-2019-core_core"
    assert objects(CASE, outcome, DEF + "of") == {ID + "other-2019/core"}
    assert objects(CASE, outcome, DEF + "became") == {ID + "own-2024/core"}


def test_sections_are_relative_to_the_source_of_the_case() -> None:
    """`at` names sections under the header's source; in a registry it names them whole."""
    told = PREFIXES["prov"] + "wasDerivedFrom"
    assert objects(CASE, "own-2024/core", told) == {f"{SOURCE}report/chapter/one", f"{SOURCE}report/chapter/two"}
    registry = "id: r\norganisations:\n- {id: x, name: X, at: report/chapter/one}\n"
    assert objects(registry, "x", told) == {f"{SOURCE}report/chapter/one"}


def test_defaults_fill_what_an_item_leaves_open() -> None:
    """A default holds where the item says nothing, and where its list takes the field."""
    assert objects(CASE, "own-2024/core", DEF + "status") == {VOC + "status/current"}
    assert objects(CASE, "own-2024/seats_core_shop", DEF + "status") == {VOC + "status/planned"}
    assert objects(CASE, "newcomer", DEF + "status") == set()


def test_texts_carry_their_language() -> None:
    """A text in two languages becomes two literals, a plain one a literal without a language."""
    labels = {quad.object for quad in quads(CASE) if quad.predicate.value == PREFIXES["skos"] + "prefLabel"}
    assert {ox.Literal("Kern", language="nl"), ox.Literal("Core", language="en"), ox.Literal("Newcomer")} <= labels


def test_every_statement_names_its_case() -> None:
    """Each item of a case, and no item of a registry file, points at the case that says it."""
    file, _ = compiled(CASE)
    pointing = {quad.subject for quad in quads(CASE) if quad.predicate.value == DEF + "inCase"}
    assert pointing == {ox.NamedNode(item.iri) for item in file.items[1:]}
    registry = quads("id: r\norganisations:\n- {id: x, name: X, at: report}\n")
    assert not any(quad.predicate.value == DEF + "inCase" for quad in registry)


def test_names_of_persons_stand_in_a_graph_of_their_own() -> None:
    """A person's name is in the graph of names only; everything else is in the graph of the case."""
    graphs = {quad.graph_name: quad for quad in quads(CASE)}
    assert set(graphs) == {ox.NamedNode(ID + "own-2024"), ox.NamedNode(NAMES_GRAPH)}
    named = {quad.graph_name for quad in quads(CASE) if "Jan Jansen" in str(quad.object)}
    assert named == {ox.NamedNode(NAMES_GRAPH)}


@pytest.mark.parametrize("address", ["https://a.b/%zz", "https://[::1", "https://a b", "javascript:alert(1)", "rova"])
def test_an_address_that_json_ld_would_drop_is_refused(address: str) -> None:
    """What is no web address is a finding, rather than a statement that vanishes."""
    _, (found,) = compiled(f"id: r\norganisations:\n- {{id: x, name: X, homepage: '{address}', at: report}}\n")
    assert "is not a web address" in found.problem


def _identifiers(prefix: str) -> st.SearchStrategy[str]:
    return st.from_regex(mapping.IDENTIFIER, fullmatch=True).map(lambda name: f"{prefix}{name}"[:30].rstrip("-._"))


_CHARACTERS = st.characters(max_codepoint=0xFFFD, exclude_categories=("Cs", "Cc"))
_TEXTS = st.text(_CHARACTERS, min_size=1, max_size=20).filter(lambda text: bool(text.strip()))
_NUMBERS = st.decimals(-(10**6), 10**6, places=2).map(lambda number: f"{number:f}")
_YEARS = st.integers(1000, 2999)
_DATES = st.one_of(st.dates().map(str), _YEARS.map(str), _YEARS.map("{}-23".format), _YEARS.map("{}-06~".format))
_LITERALS: dict[str, st.SearchStrategy[str]] = {
    PREFIXES["xsd"] + "decimal": _NUMBERS,
    PREFIXES["xsd"] + "integer": st.integers().map(str),
    PREFIXES["xsd"] + "boolean": st.sampled_from(["true", "false"]),
    PREFIXES["xsd"] + "string": _TEXTS,
    PREFIXES["edtf"] + "EDTF-level1": _DATES,
}


def _values(field: Field) -> st.SearchStrategy[Any]:
    if field.kind == "text":
        return st.fixed_dictionaries({"nl": _TEXTS, "en": _TEXTS})
    if field.kind == "iri":
        return st.from_regex(mapping.IDENTIFIER, fullmatch=True).map(lambda name: f"https://example.org/{name}")
    one = _identifiers("r-") if field.kind == "reference" else _LITERALS[str(field.datatype)]
    return st.one_of(one, st.lists(one, min_size=1, max_size=3, unique=True))


@st.composite
def _cases(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Draw some lists with one or two items each, every item with an `id` and some of the fields it may have."""
    case: dict[str, list[dict[str, Any]]] = {}
    for name in draw(st.lists(st.sampled_from(sorted(model().lists)), min_size=1, max_size=3, unique=True)):
        listing = model().lists[name]
        fields = sorted(field for field in listing.fields if len(_names(model().fields[field])) == 1)
        fields = [field for field in fields if field != listing.unnamed]  # makes a party of its own
        case[name] = [
            {"id": f"s-{name.replace('_', '-')}-{number}"}
            | {
                field: draw(_values(model().fields[field]))
                for field in draw(st.lists(st.sampled_from(fields), max_size=6, unique=True))
            }
            for number in range(draw(st.integers(1, 2)))
        ]
    return case


def _names(field: Field) -> tuple[str, ...]:
    return model().fields_by_iri[field.iri]


def _stated(case: dict[str, list[dict[str, Any]]]) -> set[tuple[str, str, str, str]]:
    """Return what a case says: identifier, field, language and value."""
    said = set()
    for items in case.values():
        for item in items:
            for field, value in item.items():
                if field == "id":
                    continue
                texts = value.items() if isinstance(value, dict) else (("", part) for part in _listed(value))
                said |= {(item["id"], field, language, _plain(model().fields[field], text)) for language, text in texts}
    return said


def _plain(field: Field, text: str) -> str:
    """Return a value without the zeros that mean nothing in a number."""
    is_number = field.datatype in (PREFIXES["xsd"] + "decimal", PREFIXES["xsd"] + "integer")
    return f"{Decimal(text).normalize() + 0:f}" if is_number else text


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def _read_back(found: set[ox.Quad]) -> set[tuple[str, str, str, str]]:
    """Return what RDF says, in the words of a case file."""
    said = set()
    for quad in found:
        names = model().fields_by_iri.get(quad.predicate.value, ())
        if not names or names == ("case",) or not isinstance(quad.subject, ox.NamedNode):
            continue
        field = model().fields[names[0]]
        base = f"{SOURCE}report/" if field.name == "at" else field.base or ""
        subject = quad.subject.value.removeprefix(SOURCE).removeprefix(ID).removeprefix("own-2024/")
        assert isinstance(quad.object, ox.NamedNode | ox.Literal)
        language = (quad.object.language or "") if isinstance(quad.object, ox.Literal) else ""
        said.add((subject, field.name, language, _plain(field, quad.object.value.removeprefix(base))))
    return said


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(_cases())
def test_what_yaml_says_comes_back_from_rdf(case: dict[str, list[dict[str, Any]]]) -> None:
    """Every value of every field of every list is in the graph, and nothing else: YAML to RDF and back."""
    header = {"id": "own-2024", "centre": "c", "as_of": "2024", "source": "report"}
    text = json.dumps(header | case, ensure_ascii=True)
    about = {"own-2024"}
    back = {row for row in _read_back(quads(text)) if row[0] not in about}
    assert back == _stated(case)


@settings(max_examples=60)
@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.sampled_from(["shop", "one"])),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(
                st.one_of(st.sampled_from([*load_model().context, *load_model().lists]), st.text(max_size=5)), inner
            ),
        ),
        max_leaves=12,
    ).filter(lambda tree: isinstance(tree, dict))
)
def test_any_tree_is_mapped_or_found_wrong(tree: dict[str, Any]) -> None:
    """No tree, of whatever shape, makes the mapping raise."""
    root, _ = document.parse(json.dumps({"id": "own-2024", "centre": "c"} | tree).encode(), "own.yaml")
    if root is not None:
        file, found = mapping.compile_file(root, "own.yaml", model())
        assert file is not None or found
        assert all(finding.line == 1 and finding.column >= 1 for finding in found)
