"""What the three kinds of users come to do, from the first screen to the end, in Dutch and in a real browser."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from craftgraph.exports.removal import told
from craftgraph.exports.sheet import Sheet
from craftgraph.graph.answers import Answers
from craftgraph.graph.labels import Labels
from craftgraph.graph.load import load
from craftgraph.graph.questions import ask
from craftgraph.graph.store import Graph
from craftgraph.graph.whatif import whatif

pytestmark = pytest.mark.browser


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """The first screen."""
    return open_page("index.html")


def test_a_programme_manager_sees_what_falls_over(page: Page, graph: Graph) -> None:
    """From the first screen to the most dependent centre, its pivot taken away, and the losses with their sources."""
    page.get_by_role("link", name="Op wie leunt welk centrum?").click()
    page.locator("main table tbody tr").first.get_by_role("link").first.click()
    case = Path(page.url.partition("#")[0]).stem
    assert case == graph.assessments[0][0].case
    pivot = max(graph.assessments[0][0].impacts, key=lambda one: (one.cut_share, one.orphaned_share)).actor
    page.locator(f'#impact-table [data-without="{pivot}"]').click()
    panel = page.locator("#removal-told")
    expected = told(Sheet(graph, case, "nl"), whatif(graph, case, [pivot]))
    for sentence in expected.summary:
        expect(panel).to_contain_text(sentence)
    source = panel.locator("a[href*='statements/']").first
    assert source.inner_text()
    source.click()
    target = page.locator(":target")
    expect(target).to_be_visible()


def test_an_initiator_finds_who_is_alike_and_who_is_missing(page: Page, tmp_path: Path) -> None:
    """From the first screen through the form to the nearest centre, the parties that lack, and a file that compares."""
    page.get_by_role("link", name="Vergelijk uw plan met de centra").click()
    page.get_by_label("initiatief van de kringloop").check()
    page.get_by_role("radio", name="één locatie").check()
    results = page.locator("#results")
    expect(results).to_be_visible()
    nearest = results.locator("table").first.locator("tbody th").first.inner_text()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Bewaar als bestand").click()
    saved.value.save_as(tmp_path / "mijn-plan.yaml")
    graph = load([tmp_path / "mijn-plan.yaml"])
    comparison = graph.compare("mijn-plan")
    first = next(iter(comparison)).case
    assert nearest.startswith(Labels(graph.store, "nl").of(graph.case_iri(first)))
    lacking = page.locator("#learnt ul.missing").first.locator("li > b")
    expect(lacking.first).to_be_visible()
    missing = lacking.all_inner_texts()
    found = {answer.name: there for answer, there in Answers(graph, comparison).missing()}["parties"]
    labels = Labels(graph.store, "nl")
    assert missing == [labels.of(one.value) for one in found][: len(missing)]
    page.reload()
    expect(lacking).to_have_text(missing)
    results.locator(f"a[href$='compare/{first}.html']").first.click()
    assert page.locator("h1").inner_text()


def test_a_researcher_traces_an_answer_and_asks_it_again(page: Page, graph: Graph, tmp_path: Path) -> None:
    """From the first screen to a saved question, from a row to its statement, and the query asked again as a table."""
    page.get_by_role("link", name="Vragen met antwoord").click()
    page.locator("a[href='parties-in-several-centres.html']").first.click()
    answer = ask(graph, "parties-in-several-centres", {}, "nl")
    assert page.locator("main table tbody tr").count() == len(answer.rows)
    page.go_back()
    page.locator("a[href='who-offers-places.html']").first.click()
    source = page.locator("main table a[href*='statements/']").first
    source.click()
    expect(page.locator(":target")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Deze vraag aanpassen").first.click()
    page.wait_for_selector("#answer:not([hidden])", timeout=60_000)
    with page.expect_download() as saved:
        page.click("#csv")
    saved.value.save_as(tmp_path / "answer.csv")
    rows = list(csv.reader((tmp_path / "answer.csv").open(encoding="utf-8", newline="")))
    assert len(rows) > 1
