"""The SPARQL page, opened from disk: the same answers as the command line, by keyboard too, asking nobody else."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from craftgraph.exports.sparql_page import classic
from craftgraph.graph.errors import QueryError
from craftgraph.graph.messages import catalogue, told
from craftgraph.graph.questions import ask, questions
from craftgraph.graph.store import Graph

Open = Callable[..., Page]
QUICK = 100  # milliseconds, for a saved question on a machine that has nothing else to do


@pytest.fixture(scope="module")
def page(chromium: Browser, built_site: Path, watch: Callable[[BrowserContext], list[str]]) -> Iterator[Page]:
    """The page with its first answer, one for all that ask it something; nothing may go wrong on it."""
    opened = chromium.new_page(viewport={"width": 1280, "height": 1000})
    wrong = watch(opened.context)
    opened.goto((built_site / "sparql.html").as_uri())
    _wait(opened)
    yield opened
    opened.close()
    assert wrong == []


def _wait(page: Page) -> None:
    """Wait for an answer, or for what is wrong with the query."""
    page.wait_for_selector("#answer:not([hidden]), #wrong:not([hidden])", timeout=60_000)


def _ask(page: Page, query: str) -> None:
    page.evaluate("document.getElementById('status').dataset.milliseconds = ''")
    page.evaluate("document.getElementById('wrong').hidden = true")
    page.evaluate("fragment => { location.hash = fragment; }", "query=" + quote(query))
    page.wait_for_selector("#status:not([data-milliseconds='']), #wrong:not([hidden])", timeout=60_000)


def _rows(page: Page) -> list[tuple[str, ...]]:
    rows: list[list[str]] = page.eval_on_selector_all(
        "#rows tbody tr", "rows => rows.map(row => Array.from(row.cells, cell => cell.textContent))"
    )
    return [tuple(row) for row in rows]


def _csv(page: Page, tmp_path: Path) -> list[list[str]]:
    with page.expect_download() as download:
        page.click("#csv")
    download.value.save_as(tmp_path / "answer.csv")
    return list(csv.reader((tmp_path / "answer.csv").open(encoding="utf-8", newline="")))


def test_every_saved_question_answers_as_on_the_command_line(graph: Graph, page: Page, tmp_path: Path) -> None:
    """Each saved question gives in the browser what it gives in Python, and at once."""
    slow = {}
    for question in questions():
        times: list[float] = []
        while len(times) < 3 and (not times or min(times) > QUICK * 4):  # a busy machine is no finding
            page.evaluate("document.getElementById('status').dataset.milliseconds = ''")
            if times:
                page.click("#run")
            else:
                page.select_option("#example", "")
                page.select_option("#example", question.name)
            page.wait_for_selector("#status:not([data-milliseconds=''])", timeout=60_000)
            times.append(float(page.get_attribute("#status", "data-milliseconds") or "nan"))
        if min(times) > QUICK * 4:
            slow[question.name] = times
        expected = ask(graph.with_results, question.name, language="nl").texts
        written = _csv(page, tmp_path)[1:]
        assert [tuple(cell.removeprefix("'") for cell in row) for row in written] == expected, question.name
    assert not slow


def test_a_saved_question_has_its_address(graph: Graph, open_page: Open) -> None:
    """The address of a question with its case opens it, in English too, and the other language keeps it."""
    opened = open_page("en/sparql.html#question=coordination&case=zwolle-2019")
    _wait(opened)
    expected = ask(graph, "coordination", {"case": "zwolle-2019"}, "en").texts
    assert _rows(opened) == expected
    assert opened.input_value("#choose-case") == "zwolle-2019"
    assert (opened.get_attribute("a.language", "href") or "").endswith("#question=coordination&case=zwolle-2019")
    opened.select_option("#choose-case", "oss-2019")
    assert "case=oss-2019" in opened.evaluate("location.hash")


def test_a_query_of_ones_own_is_kept_in_the_address(page: Page) -> None:
    """A query with our prefixes runs undeclared; its address restores it."""
    query = "SELECT (COUNT(*) AS ?n) { GRAPH id:oss-2019 { ?flow a cg:Flow } }"
    _ask(page, query)
    assert int(_rows(page)[0][0]) > 0
    assert page.evaluate("decodeURIComponent(location.hash)") == "#query=" + query
    assert page.input_value("#example") == ""


def test_what_is_wrong_is_told_with_its_place(page: Page) -> None:
    """A query that is not SPARQL is refused in words, and a button goes to the place."""
    _ask(page, "SELECT * {\n  ?s a cg:Flow .\n  ?s ?p }")
    assert page.is_visible("#wrong")
    assert "3" in page.inner_text("#wrong-place")
    page.click("#wrong-place")
    assert page.evaluate("document.activeElement.closest('#editor') !== null")
    _ask(page, "ASK { ?s a cg:Flow }")
    assert _rows(page) == [("ja",)]
    assert page.is_hidden("#wrong")


BROKEN = {
    "empty": " # nothing\n",
    "begin": "PREFIX my: <https://example.org/>\n LIST ?s",
    "quote": "SELECT ?s { ?s rdfs:label 'zo''n plan'' }",
    "never-closed": "SELECT ?s {\n  ?s a cg:Flow\n  FILTER(BOUND(?s) }",
    "closes-nothing": "SELECT ?s { ?s rdfs:label '😀', ')' }}",
    "never-closed address": "SELECT * { ?s ?n ?m FILTER(?n < 3) ?s ?p <https://example.org }",
    "prefix": "SELECT ?s { ?s a cg:Flow ; cg:material good:wood }",
    "prefix without a name": "SELECT ?s { ?s a :Flow }",
    "nameless": "SELECT ?g COUNT(?s) { ?s cg:material ?g } GROUP BY ?g",
    "nameless in brackets": "SELECT * { { SELECT (SUM(?n)) { ?s cg:count ?n } } }",
    "ungrouped": "SELECT ?g ?m (COUNT(?s) AS ?n) { ?s cg:material ?g ; cg:status ?m } GROUP BY ?g",
    "star": "SELECT * { ?s cg:material ?g } GROUP BY ?g",
    "stops": "# '😀'\nSELECT ?s { ?s a cg:Flow .\n '😀' ?p ?s OPTINAL { ?s cg:status ?t } }",
    "stops at a long text": "SELECT ?s { 'een tekst van meer dan veertig letters, met 😀 erin' ?p }",
    "stops on the first line": "SELECT s { ?s a cg:Flow ; cg:material goods:wood }",
    "stops at a sign": "SELECT ?s { ?s cg:count ?n FILTER(?n==3) }",
    "unfinished": "SELECT ?s { ?s a cg:Flow } ORDER BY  # and then?\n",
    "whole": "SELECT * { ?s cg:material ?g FILTER(COUNT(?g) > 1) }",
    "service": "SELECT ?service {\n ?s a cg:Flow . SERVICE <https://example.org/> { ?s ?p ?o } }",
}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_wrong_is_told_as_on_the_command_line(graph: Graph, open_page: Open, language: str) -> None:
    """A broken query has the same reason and the same place on both, in the reader's language."""
    opened = open_page(f"{'en/' if language == 'en' else ''}sparql.html#query=ASK%7B%7D")
    _wait(opened)
    for key, query in BROKEN.items():
        _ask(opened, query)
        with pytest.raises(QueryError) as caught:
            graph.query(query)
        _, line, column, said = told(caught.value, language).split("\n")[0].split(":", 3)
        reason = opened.inner_text("#wrong-reason")
        words = catalogue()[f"query.{key.partition(' ')[0]}"][language].partition("{")[0]
        assert reason.lower().startswith(words.lower()), key
        assert said.removesuffix("?").lower().endswith(reason.lower()[:-1]), key
        assert re.findall(r"\d+", opened.inner_text("#wrong-place")) == [line, column], key


def test_a_broken_query_shows_no_technical_words_unasked(page: Page) -> None:
    """Oxigraph's own words stand in a closed part, marked as English, that is away where there are none."""
    _ask(page, BROKEN["stops"])
    assert page.is_visible("#wrong-own summary")
    assert page.is_hidden("#wrong-detail")
    page.click("#wrong-own summary")
    assert page.inner_text("#wrong-detail").startswith("expected")
    assert page.evaluate("document.getElementById('wrong-detail').closest('[lang]').lang") == "en"
    _ask(page, BROKEN["service"])
    assert page.is_hidden("#wrong-own")


def test_the_place_of_a_slip_can_be_gone_to(page: Page) -> None:
    """The button puts the cursor before the word at which the query stops."""
    _ask(page, BROKEN["stops"])
    page.click("#wrong-place")
    page.keyboard.press("Shift+End")
    assert page.evaluate("getSelection().toString()").startswith("OPTINAL")


def test_a_graph_is_given_as_turtle(page: Page) -> None:
    """CONSTRUCT gives Turtle."""
    _ask(page, "CONSTRUCT { ?s a cg:Flow } { ?s a cg:Flow } LIMIT 3")
    assert page.inner_text("#rows").count("def#Flow") + page.inner_text("#rows").count("cg:Flow") >= 1


def test_no_answer_is_not_a_no(page: Page) -> None:
    """An empty answer says that it need not mean no."""
    _ask(page, "SELECT * { ?s a cg:Flow, cg:Post }")
    assert "betekent niet" in page.inner_text("#rows")
    assert page.is_hidden("#doubts")


def test_an_unknown_name_is_the_likelier_cause_of_no_answer(page: Page) -> None:
    """Where a name is unknown, an empty answer does not say that the sources may be silent."""
    _ask(page, "SELECT * { ?s a cg:Flowz }")
    assert page.inner_text("#doubts").endswith("bedoelt u cg:Flow?")
    assert page.inner_text("#rows") == "Geen rijen."


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?x cg:rolex ?y }",
        "SELECT * { ?x cg:role role:drivr ; cg:party id:rovaa # cg:nothing\n FILTER(?x != 'cg:none') }",
        "PREFIX my: <https://w3id.org/craftgraph/def#> SELECT * { ?x my:Status ?y . <urn:other> ?p oss-2019:drop-ou }",
        "SELECT * { ?x cg:zzzzzz ?y ; cg:role ?z }",
        "SELECT * { GRAPH id:zwolle-2019 { ?x a cg:Flow } } LIMIT 2",
    ],
)
def test_a_name_that_is_not_there_is_told_as_on_the_command_line(graph: Graph, page: Page, query: str) -> None:
    """Names that nothing here has stand above the answer, with what comes near, in the words of the command line."""
    _ask(page, query)
    told = [warning.text("nl").removesuffix("?") for warning in graph.query(query).warnings]
    shown = page.locator("#doubts li").all_inner_texts()
    assert [text[:-1] for text in shown] == told
    assert [text[-1] for text in shown] == ["?" if "bedoelt u" in text else "." for text in told]
    assert page.locator("#doubts").is_visible() == bool(told)


def test_persons_names_are_not_there(page: Page) -> None:
    """The data of the page hold no name of a person."""
    _ask(page, "SELECT * { ?person foaf:name ?name }")
    assert _rows(page) == []


def test_texts_of_the_graph_are_shown_as_text(page: Page) -> None:
    """Markup in a value does nothing."""
    _ask(page, """SELECT ("<img src=x onerror='window.hurt=1'>" AS ?text) {}""")
    assert "<img" in _rows(page)[0][0]
    assert page.evaluate("window.hurt") is None


def test_a_spreadsheet_runs_nothing_of_an_answer(page: Page, tmp_path: Path) -> None:
    """What looks like a formula gets a quote before it; a negative number does not."""
    _ask(page, 'SELECT ("=1+1" AS ?formula) (-2 AS ?number) ("a,\\"b\\"" AS ?quoted) {}')
    assert _csv(page, tmp_path) == [["formula", "number", "quoted"], ["'=1+1", "-2", 'a,"b"']]


def test_the_whole_task_goes_by_keyboard(open_page: Open) -> None:
    """Write a query, take an offered word, ask with Ctrl+Enter, and go on with Tab."""
    opened = open_page("sparql.html")
    _wait(opened)
    opened.evaluate("document.getElementById('status').dataset.milliseconds = ''")
    opened.focus("#editor .cm-content")
    opened.keyboard.press("Control+a")
    opened.keyboard.type("SELECT * { ?flow cg:material bicycles")
    opened.wait_for_selector(".cm-tooltip-autocomplete li[aria-selected]")
    opened.wait_for_timeout(150)
    opened.keyboard.press("Enter")
    assert "goods:bicycles" in opened.inner_text("#editor .cm-content")
    opened.keyboard.press("Control+Enter")
    opened.wait_for_selector("#status:not([data-milliseconds=''])", timeout=60_000)
    assert _rows(opened)
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.id") == "run"


def test_our_words_are_offered_in_the_readers_language(page: Page) -> None:
    """A Dutch word finds the term of the graph."""
    page.focus("#editor .cm-content")
    page.keyboard.press("Control+a")
    page.keyboard.type("kringloopwin")
    page.wait_for_selector(".cm-tooltip-autocomplete li")
    assert "organisation-kind:reuse-shop" in page.inner_text(".cm-tooltip-autocomplete")
    page.keyboard.press("Escape")


def test_without_a_worker_the_page_answers_itself(new_page: Open, built_site: Path) -> None:
    """A browser that gives no worker runs the query on the page."""
    opened = new_page(java_script_enabled=True)  # a page of its own: the script stays on it
    opened.add_init_script("window.Worker = class { constructor() { throw new Error('no'); } };")
    opened.goto((built_site / "sparql.html").as_uri() + "#query=" + quote("ASK { ?s a cg:Flow }"))
    _wait(opened)
    assert _rows(opened) == [("ja",)]


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def _type(page: Page, query: str) -> None:
    page.evaluate("document.getElementById('status').dataset.milliseconds = ''")
    page.focus("#editor .cm-content")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)
    page.keyboard.press("Control+Enter")


@pytest.mark.parametrize(("folder", "words"), [("", "Gestopt, geen antwoord."), ("en/", "Stopped, no answer.")])
def test_an_old_answer_does_not_stand_under_a_new_query(
    open_page: Open, until: Callable[[Page, str], None], folder: str, words: str
) -> None:
    """While a query runs and after it is stopped, no earlier answer can be read, kept or linked to."""
    opened = open_page(f"{folder}sparql.html#query=" + quote("SELECT * { ?s a cg:Funding }"))
    _wait(opened)
    _type(opened, ENDLESS)
    opened.wait_for_selector("#stop:not([hidden])")
    assert [opened.is_visible(one) for one in ("#rows", "#csv", "#link")] == [False, False, False]
    opened.click("#stop")
    assert opened.inner_text("#status") == words
    until(opened, "!document.getElementById('run').disabled")
    assert opened.inner_text("#status") == words
    assert [opened.is_visible(one) for one in ("#rows", "#csv", "#link")] == [False, False, False]


def test_a_new_query_takes_the_place_of_one_that_runs(open_page: Open) -> None:
    """An example chosen while a query runs is asked at once; the answer is that of what the editor holds."""
    opened = open_page("sparql.html#query=" + quote(ENDLESS))
    opened.wait_for_selector("#stop:not([hidden])", timeout=60_000)
    opened.select_option("#example", "coordination")
    _wait(opened)
    assert opened.evaluate("location.hash").startswith("#question=coordination")
    assert opened.is_hidden("#stop")
    assert _rows(opened)


@pytest.mark.parametrize(
    "fragment",
    [
        "question=nobody",
        "query=%E0%A4%A",
        "question=coordination&case=nowhere-2019",
        "question=coordination&caze=oss-2019",
        "query=ASK%7B%7D&question=coordination",
        "no-such-place",
    ],
)
def test_a_broken_link_asks_nothing(open_page: Open, until: Callable[[Page, str], None], fragment: str) -> None:
    """A link that cannot be read is said to be broken; the page stands as it opens, and the address stays."""
    opened = open_page(f"sparql.html#{fragment}")
    until(opened, "!document.getElementById('run').disabled")
    assert opened.inner_text("#broken strong") == "Deze link klopt niet."
    assert opened.is_hidden("#answer")
    assert opened.is_hidden("#wrong")
    assert opened.evaluate("location.hash") == f"#{fragment}"
    assert opened.input_value("#example") == "participants"
    opened.click("#run")
    opened.wait_for_selector("#answer:not([hidden])")
    assert opened.is_hidden("#broken")
    assert opened.evaluate("location.hash") == "#question=participants"


def test_a_link_that_an_earlier_answer_stands_on_can_be_broken_too(page: Page) -> None:
    """A broken address takes the earlier answer away; the next query is answered."""
    _ask(page, "ASK { ?s a cg:Flow }")
    page.evaluate("() => { location.hash = 'question=nobody'; }")
    page.wait_for_selector("#broken:not([hidden])")
    assert page.is_hidden("#answer")
    _ask(page, "ASK { ?s a cg:Flow }")
    assert page.is_hidden("#broken")


def test_every_link_to_a_query_of_the_site_can_be_read(built_site: Path) -> None:
    """What the pages of the questions ask here is a question with values that can be chosen."""
    text = (built_site / "assets/sparql-terms.js").read_text("utf-8")
    known = json.loads(text.removeprefix("var craftgraphTerms=").removesuffix(";\n"))
    names = {name for name, *_ in known["terms"]} | {f"id:{case}" for case in known["cases"]}
    links = set()
    for path in (built_site / "questions").rglob("*.html"):
        links |= set(re.findall(r'sparql\.html#([^"]+)"', path.read_text("utf-8")))
    assert len(links) > 100
    for link in links:
        (_, question), *values = (pair.split("=") for pair in unquote(unescape(link)).split("&"))
        prefix = {name: prefix for name, prefix, _ in known["questions"][question]["parameters"]}
        assert all(f"{prefix[name]}:{value}" in names for name, value in values), link


def test_back_and_forward_go_through_the_queries(open_page: Open, until: Callable[[Page, str], None]) -> None:
    """Each query asked is a step, with its answer; opening the page, or asking the same again, is none."""

    def _shows(query: str, answer: str) -> None:
        until(opened, f"document.querySelector('#answer:not([hidden]) tbody td')?.textContent === '{answer}'")
        assert opened.inner_text("#editor .cm-content") == query
        assert opened.evaluate("history.length") - begun == 2

    opened = open_page("sparql.html")
    begun = opened.evaluate("history.length")
    _wait(opened)
    assert opened.evaluate("history.length") == begun
    first, second = "SELECT (1 AS ?n) {}", "SELECT (2 AS ?n) {}"
    for query in (first, first, second):
        _type(opened, query)
        opened.wait_for_selector("#status:not([data-milliseconds=''])", timeout=60_000)
    _shows(second, "2")
    opened.go_back()
    _shows(first, "1")
    opened.go_forward()
    _shows(second, "2")
    opened.go_back()
    opened.go_back()
    until(opened, "location.hash === '#question=participants' && document.querySelectorAll('#rows tr').length > 50")
    assert opened.input_value("#example") == "participants"


def test_the_skip_link_asks_nothing(page: Page) -> None:
    """An address of a place on the page leaves query and answer as they are."""
    _ask(page, "ASK { ?s a cg:Body }")
    page.evaluate("() => { location.hash = 'content'; }")
    page.wait_for_timeout(300)
    assert _rows(page) == [("ja",)]
    assert page.evaluate("location.hash") == "#content"


def test_a_query_that_takes_too_long_can_be_stopped(open_page: Open) -> None:
    """Stop ends a query without end, and the next one is answered."""
    opened = open_page("sparql.html#query=" + quote("ASK { ?s a cg:Flow }"))
    _wait(opened)
    opened.evaluate("document.getElementById('status').dataset.milliseconds = ''")
    opened.evaluate("fragment => { location.hash = fragment; }", "query=" + quote(ENDLESS))
    opened.click("#stop", timeout=10_000)
    opened.wait_for_selector("#run:not([disabled])", timeout=60_000)
    _ask(opened, "ASK { ?s a cg:Flow }")
    assert _rows(opened) == [("ja",)]


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_page_fits_a_phone(open_page: Open, language: str) -> None:
    """At 360 pixels nothing runs out of the screen."""
    opened = open_page(f"{language}sparql.html#question=participants", 360)
    _wait(opened)
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_script_the_page_leads_to_the_questions(open_page: Open) -> None:
    """A reader without script is sent to the questions and their answers."""
    opened = open_page("sparql.html", java_script_enabled=False)
    assert opened.is_hidden("#ask")
    opened.click("main a[href='questions/index.html']")
    assert opened.locator(".questions a").count() > 50


def test_the_editor_knows_no_words_but_ours(built_site: Path) -> None:
    """The prefixes of the page are those of the graph."""
    text = (built_site / "assets/sparql-terms.js").read_text("utf-8")
    known = json.loads(text.removeprefix("var craftgraphTerms=").removesuffix(";\n"))
    ours = ("https://w3id.org/craftgraph/", "http://www.w3.org/", "http://purl.org/dc/", "http://xmlns.com/foaf/")
    standards = (*ours, "http://www.opengis.net/", "http://id.loc.gov/")
    assert all(namespace.startswith(standards) for namespace in known["prefixes"].values())
    assert "prefix.cc" not in (built_site / "assets/editor.min.js").read_text("utf-8")


def test_only_this_page_may_run_webassembly(built_site: Path) -> None:
    """The policy of every other page forbids it, and no page allows other hosts or inline scripts."""
    for path in built_site.rglob("*.html"):
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', path.read_text("utf-8"))
        assert policy, path
        assert ("wasm-unsafe-eval" in policy[1]) == (path.name == "sparql.html"), path
        assert "http" not in policy[1]
        assert "'unsafe-inline'" not in policy[1].split("script-src")[1].split(";")[0]


def test_a_build_of_oxigraph_in_another_form_is_refused() -> None:
    """When the web build is no longer what the page expects, building says so."""
    with pytest.raises(ValueError, match="adapt"):
        classic("export default function () {}")


@pytest.mark.parametrize("query", ["SELECT * { ?flow a cg:Flow }", "SELECT * { ?s", "CONSTRUCT WHERE { ?s a cg:Body }"])
def test_axe_finds_nothing_on_an_answer(page: Page, axe: Callable[..., list[str]], query: str) -> None:
    """With an answer, an error or a graph on it the page breaks no rule of WCAG that a program can check."""
    _ask(page, query)
    assert axe(page, dark=True) == []


def test_the_page_works_from_a_server_too(new_page: Open, server: str) -> None:
    """Served over HTTP the page answers, and asks only its own server."""
    opened = new_page()
    opened.goto(server + "sparql.html#query=" + quote("ASK { ?s a cg:Flow }"))
    _wait(opened)
    assert _rows(opened) == [("ja",)]
