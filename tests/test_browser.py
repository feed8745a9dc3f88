"""The pages, opened in headless Chromium from disk, as a reader would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from craftgraph.exports.site import write_map, write_site
from craftgraph.graph.load import load
from craftgraph.graph.store import Graph

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
CASE = "zwolle-2019.html"
PAGES = [f"{language}{name}.html" for language in ("", "en/") for name in ("index", "zwolle-2019", "waarderegio-2022")]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_opens_quietly_and_fits(open_page: Open, name: str, width: int) -> None:
    """A page opens from disk without an error, without asking another host, and without scrolling sideways."""
    page = open_page(name, width)
    assert page.title()
    assert page.evaluate("document.documentElement.lang") == ("en" if name.startswith("en/") else "nl")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_searching_a_party_shows_what_the_graph_says_of_it(open_page: Open) -> None:
    """A part of a name and Enter bring the party into the panel, with its statements and their sources."""
    page = open_page(CASE)
    page.fill("#query", "binthou")
    page.press("#query", "Enter")
    panel = page.locator("#panel-chosen")
    assert panel.locator("h3").inner_text().strip() == "Binthout"
    assert "Stichting Kringloop Zwolle" in panel.inner_text()
    source = panel.locator("a[href^='statements/']").first
    assert source.inner_text().strip()
    anchor = unquote(str(source.get_attribute("href")).partition("#")[2])
    source.click()
    assert page.locator("h1").inner_text().startswith("Alle uitspraken")
    assert page.locator(f"[id='{anchor}']").is_visible()


def test_a_party_is_found_by_its_other_name(open_page: Open) -> None:
    """The short name that people use finds the party too."""
    page = open_page(CASE)
    page.fill("#query", "skz")
    page.press("#query", "Enter")
    assert page.locator("#panel-chosen h3").inner_text().strip() == "Stichting Kringloop Zwolle"


def test_a_name_that_nobody_has_is_told(open_page: Open) -> None:
    """Searching for an unknown name says so, and chooses nothing."""
    page = open_page(CASE)
    page.fill("#query", "no such party")
    page.press("#query", "Enter")
    assert "no such party" in page.locator("#not-found").inner_text()
    assert page.locator("#panel-chosen").is_hidden()


def test_the_address_keeps_the_focus(open_page: Open) -> None:
    """Choosing a party changes the address; opening that address chooses it again; Escape clears both."""
    page = open_page(CASE)
    page.locator("#party-table details", has_text="Afval en recycling").locator("summary").click()
    page.locator("#party-table [data-party-row='rova'] button").click()
    assert page.evaluate("location.hash") == "#party=rova"
    page.reload()
    assert page.locator("#panel-chosen h3").inner_text().strip() == "ROVA"
    expect(page.locator("#party-table tr[data-party-row='rova']")).to_have_attribute("aria-current", "true")
    page.keyboard.press("Escape")
    assert page.evaluate("location.hash") == ""
    assert page.locator("#panel-chosen").is_hidden()


def test_map_and_tables_are_linked_both_ways(open_page: Open) -> None:
    """A line in the tables leads to the map, where it shows with its statements; a party's button moves on to it."""
    page = open_page(CASE)
    page.get_by_role("link", name="De kaart als tabel").click()
    page.locator("tr[data-connection-row] a[href*='#line=']").first.click()
    panel = page.locator("#panel-chosen")
    panel.locator("a[href^='statements/']").first.wait_for()
    name = panel.locator("h3 button[data-party]").first.inner_text()
    panel.locator("h3 button[data-party]").first.click()
    assert panel.locator("h3").inner_text().strip() == name
    expect(page.locator("tr.is-near").first).to_be_attached()


def test_tables_show_the_line_of_each_connection(open_page: Open) -> None:
    """Each row of the table of connections has the line that the map draws, in its own colour and not empty."""
    page = open_page("tables/zwolle-2019.html")
    strokes = page.eval_on_selector_all(
        "#connection-table svg.line",
        "all => all.map((one) => [one.className.baseVal, getComputedStyle(one.querySelector('use')).stroke])",
    )
    assert len(strokes) > 20
    assert len({colour for _, colour in strokes}) == len(dict(strokes)) > 3
    assert "none" not in dict(strokes).values()


def test_the_map_is_drawn(open_page: Open) -> None:
    """The canvas holds more than one colour: parties and lines are there."""
    page = open_page(CASE)
    page.wait_for_selector("#map canvas")
    colours = page.evaluate(
        """() => { const c = document.querySelector('#map canvas');
        const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        const seen = new Set();
        for (let i = 0; i < d.length; i += 40) seen.add([d[i], d[i + 1], d[i + 2], d[i + 3] > 200].join());
        return seen.size; }"""
    )
    assert colours > 20


@pytest.mark.parametrize("width", [1280, 360])
def test_a_single_map_needs_nothing_else(new_page: Open, graph: Graph, tmp_path: Path, width: int) -> None:
    """`craftgraph map` makes one page that opens from disk, finds a party, and asks nothing of anyone."""
    write_map(graph, "waarderegio-2022", tmp_path / "map.html", "en")
    page = new_page(width)
    page.goto((tmp_path / "map.html").as_uri())
    page.fill("#query", "rova")
    page.press("#query", "Enter")
    assert page.locator("#panel-chosen h3").inner_text().strip() == "ROVA"
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_script_the_tables_are_there(open_page: Open, built_site: Path) -> None:
    """A reader without script has the parties, the connections and every statement."""
    page = open_page(CASE, java_script_enabled=False)
    assert page.locator("#party-table tbody tr").count() > 20
    assert page.locator(".needs-script").is_visible()
    page.goto((built_site / "tables" / "zwolle-2019.html").as_uri())
    assert page.locator("#measure-table tbody tr").count() > 20
    assert page.locator("#connection-table tbody tr").count() > 20
    page.goto((built_site / "statements" / "zwolle-2019.html").as_uri())
    assert page.locator(".statement").count() > 300
    page.goto((built_site / "dependence" / "zwolle-2019.html").as_uri())
    assert page.locator("#impact-table button").count() == page.locator("#impact-table button:disabled").count() > 5


HOSTILE = """
id: hostile-2024
centre: waardering
as_of: 2024
name: {nl: "</script><script>window.hurt=1</script>", en: "x"}
source: waarderegio-2022
defaults: {status: current, basis: stated}
parties:
  - {party: rova, involvement: partner, at: inleiding, what: {nl: "<img src=x onerror='window.hurt=1'>", en: "x"}}
  - {party: cibap, involvement: partner, at: inleiding, what: {nl: '" onmouseover="window.hurt=1', en: "x"}}
ties:
  - {tie: advises, from: rova, to: cibap, at: inleiding, what: {nl: "javascript:window.hurt=1 ☃ שלום LONG", en: "x"}}
"""


@pytest.mark.usefixtures("few_pages")
def test_hostile_texts_do_no_harm(new_page: Open, registry: list[Path], tmp_path: Path) -> None:
    """Markup, handlers and very long texts in a case file show as text, on the page and in the panel."""
    (tmp_path / "own.yaml").write_text(HOSTILE.replace("LONG", "lang " * 2000), "utf-8")
    write_site(load([*registry, tmp_path / "own.yaml"], only=True), tmp_path / "site")
    page = new_page(360)
    page.goto((tmp_path / "site" / "hostile-2024.html").as_uri() + "#party=rova")
    assert "onerror" in page.locator("#panel-chosen").inner_text()
    assert page.evaluate("window.hurt") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
