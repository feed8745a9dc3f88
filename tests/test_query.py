"""SPARQL asked of the graph, and its answers."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from contextlib import suppress
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from craftgraph.graph.errors import QueryError, UnknownNameError
from craftgraph.graph.messages import told
from craftgraph.graph.namespaces import ID, PREFIXES
from craftgraph.graph.query import Answer, ask, html_table, shorten
from craftgraph.graph.questions import questions
from craftgraph.graph.store import Graph
from craftgraph.graph.syntax import wide

PARTIES = """\
parties:
- {party: shop, involvement: partner, at: one, what: {nl: "<b>twee\\nregels</b>", en: "a & b"}}
- {party: depot, involvement: associate, at: one}
"""
ROWS = "SELECT ?s ?text { ?s a cg:Participation OPTIONAL { ?s dcterms:description ?text FILTER(LANG(?text) = 'nl') } }"


@pytest.fixture
def own(little: Callable[..., Graph]) -> Graph:
    """A graph with two parties."""
    return little(PARTIES)


_PLAIN = ox.Store()


def store(*turtle: str) -> ox.Store:
    """Return a store with some triples."""
    made = ox.Store()
    made.load("\n".join(turtle).encode(), format=ox.RdfFormat.TURTLE)
    return made


def test_prefixes_need_no_declaration(own: Graph) -> None:
    """The usual prefixes, one a vocabulary and one a case are known."""
    answer = own.query("SELECT ?s { ?s cg:involvement involvement:associate ; cg:party id:depot } ORDER BY ?s")
    assert answer.texts == [("own-2024:parties_depot",)]
    assert own.query("ASK { own-2024:parties_shop cg:inCase id:own-2024 }").truth
    assert {"goods", "role", "own-2024", "skos", "prov"} <= set(answer.prefixes)


def test_a_prefix_of_ones_own_goes_before(own: Graph) -> None:
    """A query may declare a known prefix otherwise."""
    assert not own.query("PREFIX cg: <https://example.org/> ASK { ?s a cg:Participation }").truth


def test_rows_are_terms_and_texts(own: Graph) -> None:
    """Rows can be had as terms or as short texts, with an empty text where nothing is bound."""
    answer = own.query(ROWS + " ORDER BY ?s")
    assert answer.kind == "rows"
    assert answer.variables == ("s", "text")
    assert answer.texts == [("own-2024:parties_depot", ""), ("own-2024:parties_shop", "<b>twee\nregels</b>")]
    assert answer.rows[1][1] == ox.Literal("<b>twee\nregels</b>", language="nl")
    assert len(answer) == 2
    assert answer


@pytest.mark.parametrize(("word", "truth"), [("Participation", True), ("Tie", False)])
def test_a_question_is_true_or_not(word: str, truth: bool, own: Graph) -> None:
    """ASK gives a truth value, in every format for rows."""
    answer = own.query(f"ASK {{ ?s a cg:{word} }}")
    assert (answer.kind, answer.truth, bool(answer)) == ("truth", truth, truth)
    assert answer.serialize("csv") == answer.serialize("tsv") == f"{str(truth).lower()}\n".encode()
    assert json.loads(answer.serialize("json"))["boolean"] is truth
    assert answer._repr_html_() == ("<p>yes</p>" if truth else "<p>no</p>")


def test_an_answer_can_be_used_more_than_once(own: Graph) -> None:
    """Rows, texts and every format can be asked for in any order, and again."""
    answer = own.query(ROWS)
    first = answer.serialize("json")
    assert len(answer.rows) == 2
    assert answer.serialize("json") == first
    assert answer.variables == ("s", "text")


def test_rows_in_each_format(own: Graph) -> None:
    """CSV, TSV, JSON and XML hold the same rows, and each ends with a line end."""
    answer = own.query(ROWS)
    rows = list(csv.reader(io.StringIO(answer.serialize("csv").decode(), newline="")))
    assert rows[0] == ["s", "text"]
    assert sorted(row[0] for row in rows[1:]) == [f"{ID}own-2024/parties_depot", f"{ID}own-2024/parties_shop"]
    assert len(json.loads(answer.serialize("json"))["results"]["bindings"]) == 2
    assert answer.serialize("tsv").startswith(b"?s\t?text\n")
    namespace = "{http://www.w3.org/2005/sparql-results#}"
    assert len(ElementTree.fromstring(answer.serialize("xml")).findall(f".//{namespace}result")) == 2
    assert all(answer.serialize(name).endswith(b"\n") for name in ("csv", "tsv", "json", "xml"))


@pytest.mark.parametrize(
    "sparql",
    [
        "CONSTRUCT { ?s cg:party ?party } WHERE { ?s cg:party ?party }",
        "CONSTRUCT WHERE { ?s cg:party ?party }",
        "DESCRIBE own-2024:parties_shop",
    ],
)
def test_triples_in_each_format(sparql: str, own: Graph) -> None:
    """CONSTRUCT and DESCRIBE give triples; Turtle, N-Triples and JSON-LD hold the same ones, in a fixed order."""
    answer = own.query(sparql)
    assert answer.kind == "triples"
    counts = {
        len(rdflib.Graph().parse(data=answer.serialize(name), format=form))
        for name, form in (("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"))
    }
    assert counts == {len(answer)}
    assert len(answer) >= 2
    assert own.query(sparql).serialize("ttl") == answer.serialize("ttl")
    assert b"@prefix cg:" in answer.serialize("ttl")
    assert "<th>predicate</th>" in answer._repr_html_()


@pytest.mark.parametrize(
    ("sparql", "form", "message"),
    [
        ("SELECT ?s { ?s a cg:Tie }", "ttl", "no format for rows 'ttl'; there are: csv, json, table, tsv, xml"),
        ("ASK { ?s a cg:Tie }", "jsn", "no format for rows 'jsn'; did you mean 'json'?"),
        ("DESCRIBE id:shop", "csv", "no format for triples 'csv'; there are: jsonld, nt, ttl"),
    ],
)
def test_a_wrong_format_is_named(sparql: str, form: str, message: str, own: Graph) -> None:
    """A format that does not fit the answer is refused with those that do."""
    with pytest.raises(UnknownNameError) as caught:
        own.query(sparql).serialize(form)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("sparql", "line", "column", "reason"),
    [
        ("SELECT ?s {", 1, 11, "this '{' is never closed"),
        ("SELECT ?s\n{ ?s ?p ?o }}", 2, 13, "this '}' closes nothing: no '{' is open"),
        ("SELECT ?s { FILTER(BOUND(?s) }", 1, 19, "this '(' is never closed"),
        ("SELECT ?s { ?s rdfs:label 'open }", 1, 27, "the closing quote is missing"),
        ('SELECT ?s { ?s rdfs:label """open" }', 1, 27, 'the quote """ begins a text'),
        ("SELECT (COUNT(?s AS ?n) {}", 1, 8, "this '(' is never closed"),
        ("SELEC ?s {}", 1, 1, "begins with SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("# a remark\n  INSERT DATA {}", 2, 3, "begins with SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("SELECT ?s { ?s a nix:Thing }", 1, 18, "the prefix nix: is not known, and no PREFIX at the top declares it"),
        ("SELECT ?s { ?s a skoss:Concept }", 1, 18, "declares it; did you mean skos:?"),
        ("PREFIX mine: SELECT ?s {}", 1, 14, "can be read up to SELECT"),
        ("PREFIX mine: <https://example.org/> LIST ?s", 1, 37, "begins with SELECT"),
        ("PREFIX mine: <https://example.org/>", 1, 36, "begins with SELECT"),
        ("PREFIX mine: <https://example.org/> SELECT ?s { ?s a :Thing }", 1, 54, "the prefix : is not known"),
        ("SELECT ?s { ?s a cg:Tie . } GROUP ORDER", 1, 35, "can be read up to ORDER, not further"),
        ("SELECT s {?s a cg:Tie}", 1, 8, "can be read up to s, not further"),
        (
            "SELECT ?s { ?s a 'é', '😀' . # }\n OPTINAL {} }",
            2,
            2,
            "can be read up to OPTINAL, not further; did you mean OPTIONAL?",
        ),
        ("SELECT ?s { ?s a cg:Tie FILTER(?s==?s) }", 1, 34, "can be read up to ==, not further"),
        ("SELECT ?s { ?s a cg:Tie } LIMIT # five\n", 1, 32, "the query is not complete"),
        ("SELECT ?s { BIND(1 AS ?s) } HAVING", 1, 35, "the query is not complete"),
        ("SELECT ?s ?t", 1, 13, "the query is not complete"),
        ("SELECT ?s { ?s ?p <https://example.org }", 1, 19, "this '<' is never closed"),
        ("SELECT (1 AS ?s) (2 AS ?s) {}", 1, 1, "together they do not fit"),
        ("SELECT COUNT(?s) { ?s a cg:Tie }", 1, 8, "what SELECT computes needs a name"),
        ("SELECT DISTINCT (COUNT(?s)) { ?s a cg:Tie }", 1, 17, "what SELECT computes needs a name"),
        ("SELECT ?s { { SELECT (1 + 2) {} } }", 1, 22, "what SELECT computes needs a name"),
        ("SELECT ?s (COUNT(?t) AS ?n) { ?s a ?t }", 1, 8, "?s is not one of the groups"),
        ("SELECT ?s $t { ?s a ?t } GROUP BY ?s ORDER BY ?t", 1, 11, "$t is not one of the groups"),
        ("SELECT (STR(?t) AS ?x) ?s { ?s a ?t } GROUP BY ?s", 1, 13, "?t is not one of the groups"),
        ("SELECT * { { SELECT ?s ?t { ?s a ?t } GROUP BY (STR(?s) AS ?t) } }", 1, 21, "?s is not one of the groups"),
        ("SELECT * { ?s a ?t } GROUP BY ?s", 1, 8, "SELECT * does not go with GROUP BY"),
        ('SELECT ?s { ?s rdfs:label """a ( \n b""" ', 1, 11, "this '{' is never closed"),
        ("", 1, 1, "the query is empty"),
    ],
)
def test_a_slip_in_a_query_is_marked(sparql: str, line: int, column: int, reason: str, own: Graph) -> None:
    """What is not SPARQL is told with line and column, the line itself, and a mark under the place."""
    with pytest.raises(QueryError) as caught:
        own.query(sparql)
    said, shown, mark = str(caught.value).split("\n")
    assert said.startswith(f"query:{line}:{column}: this is not SPARQL: "), said
    assert reason in said
    assert shown == "  " + sparql.split("\n")[line - 1]
    assert mark == "  " + " " * (column - 1) + "^"


def test_every_saved_question_can_be_set_out_wide() -> None:
    """Room behind every part of a query leaves it the same query: no place is given that is not the query's own."""
    for question in questions():
        known = dict.fromkeys(re.findall(r"([\w-]+):", question.sparql), "https://example.org/")
        assert ask(_PLAIN, question.sparql, known).kind == ask(_PLAIN, wide(question.sparql), known).kind


@pytest.mark.parametrize(
    "service",
    [
        "SERVICE <http://localhost:1/>",
        "service SILENT <http://localhost:1/>",
        "SERVICESILENT<http://localhost:1/>",
        "?s ?p 1SERVICE <http://localhost:1/>",
        "?s ?p trueSERVICE<http://localhost:1/>",
        "?s ?p <http://x/\\u0041#> SERVICE <http://localhost:1/>",
        "?s ?p 'a'#\rSERVICE <http://localhost:1/>",
        "SERVICEa:b",
    ],
)
def test_no_query_leaves_this_computer(service: str, own: Graph) -> None:
    """A query that asks another computer is refused before anything is sent, however it is written."""
    with pytest.raises(QueryError, match=r"^query:\d+:\d+: SERVICE asks another computer"):
        own.query(f"PREFIX a: <http://localhost:1/> SELECT * {{ {service} {{ ?s ?p ?o }} }}")


def test_a_service_may_be_spoken_of(own: Graph) -> None:
    """The word in a text, a remark, a variable, an address or a name is no harm."""
    assert own.query('ASK { BIND("SERVICE" AS ?service) # SERVICE\n FILTER(?service != "") }').truth
    assert not own.query("ASK { ?s ?p funding:service-contract, <https://example.org/service> }").truth


def test_what_is_wrong_can_be_told_in_dutch(own: Graph) -> None:
    """The same error has its place, its line and its mark in Dutch."""
    with pytest.raises(QueryError) as caught:
        own.query("SELECT ?s\n\t{ ?s a nix:Thing }")
    said = "dit is geen SPARQL: de prefix nix: is niet bekend en staat niet bij PREFIX bovenaan"
    assert told(caught.value, "nl") == f"query:2:9: {said}\n  \t{{ ?s a nix:Thing }}\n  \t       ^"
    assert told(caught.value, "en") == str(caught.value)
    assert told(ValueError(), "nl") == ""


@given(st.text(alphabet="SELECTASK ?sxo{}()[]<>\"'#.;,:\\\n\r\t*^@|é漢", max_size=40))
def test_any_text_is_answered_or_refused(sparql: str) -> None:
    """No text whatever makes a query raise anything but a QueryError."""
    with suppress(QueryError):
        assert isinstance(ask(_PLAIN, sparql), Answer)


def test_html_is_escaped(own: Graph) -> None:
    """Nothing of the data or of a query's column names becomes markup in a notebook."""
    shown = own.query(ROWS)._repr_html_()
    assert "&lt;b&gt;twee" in shown
    assert "<b>" not in shown
    assert html_table(["<i>"], [["\"&'"]]).count("<td>&quot;&amp;&#x27;</td>") == 1
    assert "<i>" not in html_table(["<i>"], [])


def test_values_without_a_name_are_shown_too() -> None:
    """Blank nodes, numbers and foreign addresses have a short text as well."""
    answer = ask(store("<https://example.org/a> <https://example.org/b> [], 3.5 ."), "SELECT ?o { ?s ?p ?o }")
    texts = sorted(text for (text,) in answer.texts)
    assert texts[0] == "3.5"
    assert texts[1].startswith("_:")


def test_a_prompt_shows_an_answer_as_a_table(own: Graph) -> None:
    """Rows and triples show themselves as a table of the first rows, a truth value as itself."""
    rows = repr(own.query(ROWS + " ORDER BY ?s")).splitlines()
    assert [line.split()[0] for line in rows] == [
        "s",
        "----------------------",
        "own-2024:parties_depot",
        "own-2024:parties_shop",
        "2",
    ]
    assert "<b>twee regels</b>" in rows[3]
    assert repr(own.query("DESCRIBE id:shop")).startswith("subject  predicate")
    assert repr(own.query("ASK {}")) == "<Answer: True>"
    many = repr(own.query("SELECT ?s { ?s ?p ?o } LIMIT 12"))
    assert many.endswith("12 rows, of which the first 10")


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("ASK { ?s a cg:flowz }", ["cg:flowz is not a term of the ontology; did you mean cg:Flow?"]),
        ("ASK { ?s cg:materiaal ?m }", ["cg:materiaal is not a term of the ontology; did you mean cg:material?"]),
        ("ASK { ?s ?p goods:woood }", ["goods:woood is not a concept of the vocabularies; did you mean goods:wood?"]),
        ("ASK { ?s ?p id:shp }", ["nothing is known as id:shp; did you mean id:shop?"]),
        ("ASK { ?s ?p own-2024:parties_shp }", ["nothing is known as own-2024:parties_shp; did you mean"]),
        ("ASK { ?s ?p id:zzzzzzzz }", ["nothing is known as id:zzzzzzzz"]),
        ("ASK { ?s cg:frm|cg:zzzzzzzz id:shop }", ["cg:frm is not a term", "cg:zzzzzzzz is not a term"]),
        (f"ASK {{ ?s a <{PREFIXES['cg']}Flo> }}", [f"{PREFIXES['cg']}Flo is not a term of the ontology; did you mean"]),
        (
            f"PREFIX my: <{PREFIXES['cg']}> ASK {{ ?s a my:Flo }}",
            ["my:Flo is not a term of the ontology; did you mean my:Flow?"],
        ),
        ("PREFIX cg: <https://example.org/> ASK { ?s a cg:flowz }", []),
        ("ASK { ?s a cg:Flow ; cg:party id:shop . GRAPH id:own-2024 { ?s cg:involvement involvement:partner } }", []),
        ("ASK { ?s ?p 'cg:flowz' FILTER(?p != \"id:none\") } # cg:flowz", []),
        ("ASK { ?s ?p ?o FILTER(STRSTARTS(STR(?s), STR(goods:))) }", []),
    ],
)
def test_a_name_that_nothing_has_is_a_warning(sparql: str, told: list[str], own: Graph) -> None:
    """Each name in our namespaces that is not there is told, with what comes near; texts and remarks do not count."""
    warnings = own.query(sparql).warnings
    assert len(warnings) == len(told)
    assert all(warning.startswith(begin) for warning, begin in zip(warnings, told, strict=True))


def test_an_answer_shows_its_warnings(own: Graph) -> None:
    """At a prompt and in a notebook the warnings stand under the answer, escaped."""
    answer = own.query(f"ASK {{ ?s a cg:flowz ; ?p <{PREFIXES['cg']}a&b> }}")
    assert repr(answer).splitlines()[:2] == ["<Answer: False>", answer.warnings[0]]
    assert "<p>cg:flowz is not a term of the ontology; did you mean cg:Flow?</p>" in answer._repr_html_()
    assert "a&amp;b is not a term" in answer._repr_html_()


def test_a_warning_can_be_put_in_dutch(own: Graph) -> None:
    """A warning is a text in English that knows its Dutch words."""
    (warning,) = own.query("ASK { ?s a cg:flowz }").warnings
    assert warning.text("nl") == "cg:flowz is geen term van de ontologie; bedoelt u cg:Flow?"
    assert warning.text("en") == warning


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (PREFIXES["cg"] + "Tie", "cg:Tie"),
        (ID + "rova", "id:rova"),
        (ID + "own/core-team", "own:core-team"),
        (ID + "other/core-team", ID + "other/core-team"),
        ("https://example.org/x", "https://example.org/x"),
        (ID, ID),
    ],
)
def test_the_longest_namespace_shortens(iri: str, short: str) -> None:
    """An address is shortened by the longest namespace that leaves a whole local name."""
    assert shorten(iri, {"cg": PREFIXES["cg"], "id": ID, "own": f"{ID}own/"}) == short
